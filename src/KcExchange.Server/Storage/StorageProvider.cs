using KcExchange.Server.Storage.Bulk;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Storage;

/// <summary>What a failure of the database means for a caller.</summary>
internal enum StoreFault
{
    /// <summary>The statement itself was refused: the data, or our bug.</summary>
    Refused,

    /// <summary>Locked, timed out, deadlocked: try again soon.</summary>
    Busy,

    /// <summary>Away, full or read-only: try again later.</summary>
    Unavailable,
}

/// <summary>One database product: how it is opened, prepared and how it fails. Nothing else names a product.</summary>
internal abstract class StorageProvider
{
    /// <summary>Value of Storage:Provider.</summary>
    public abstract string Name { get; }

    /// <summary>True where provinces commit beside each other; false where one writer has the whole database.</summary>
    public abstract bool LanePerProvince { get; }

    /// <summary>How many rows are written at once.</summary>
    public abstract BulkWriter Bulk { get; }

    /// <summary>A context on the store; the caller disposes it.</summary>
    public abstract ExchangeDb Open();

    /// <summary>Makes the store ready, or says what an operator has to do.</summary>
    /// <exception cref="StoreNotReadyException">The store cannot be used as it is.</exception>
    public abstract Task PrepareAsync(CancellationToken cancellation);

    /// <summary>What an exception of this database means; null when it is none of this database.</summary>
    public abstract StoreFault? Classify(Exception exception);

    /// <summary>
    /// The fault behind an exception of EF Core or of the driver; null when the database has no part in it.
    /// </summary>
    public StoreFault? FaultOf(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
            if (Classify(at) is { } fault) return fault;
        return exception is DbUpdateException ? StoreFault.Refused : null;
    }

    /// <summary>Migrations that the store lacks, by name.</summary>
    protected static async Task RefusePendingAsync(ExchangeDb db, string remedy, CancellationToken cancellation)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        if (pending.Count > 0)
            throw new StoreNotReadyException(
                $"The database lacks {pending.Count} migrations, from {pending[0]} on. {remedy}");
    }
}

/// <summary>The store cannot be used as it is; the message tells an operator what to do.</summary>
/// <param name="message">One sentence, and the remedy.</param>
internal sealed class StoreNotReadyException(string message) : Exception(message);
