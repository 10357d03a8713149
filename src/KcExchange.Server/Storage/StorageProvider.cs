using System.Net.Sockets;
using KcExchange.Server.Storage.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace KcExchange.Server.Storage;

/// <summary>What a failure of the database means for a caller.</summary>
internal enum StoreFault
{
    /// <summary>The data were refused: a constraint, a length, a number too large.</summary>
    Refused,

    /// <summary>Locked or timed out: try again soon.</summary>
    Busy,

    /// <summary>Undone in favour of another transaction (deadlock, serialization): try again at once.</summary>
    Victim,

    /// <summary>Away, full or read-only: try again later.</summary>
    Unavailable,

    /// <summary>Our statement does not fit the schema or the login's rights: no record is to blame.</summary>
    Misfit,
}

/// <summary>
/// One database product: how it is opened, checked, migrated, and how it fails. Nothing else names a product.
/// </summary>
internal abstract class StorageProvider : IDisposable
{
    /// <summary>What an operator runs when the schema is not this release's.</summary>
    protected const string MigrateRemedy =
        "run `KcExchange.Server db migrate`, or apply what `KcExchange.Server db script` prints, "
        + "and let this login read it.";

    /// <summary>Value of Storage:Provider.</summary>
    public abstract string Name { get; }

    /// <summary>Where the store is, for people: host and database, or the file; never more of the connection.</summary>
    public abstract string Place { get; }

    /// <summary>True where provinces commit beside each other; false where one writer has the whole database.</summary>
    public abstract bool LanePerProvince { get; }

    /// <summary>How many rows are written at once.</summary>
    public abstract BulkWriter Bulk { get; }

    /// <summary>A context on the store; the caller disposes it.</summary>
    public abstract ExchangeDb Open();

    /// <summary>
    /// One for questions about many records at once (lists, reports): planned by what tables hold, where
    /// <see cref="Open"/> is tuned for what a batch asks by key.
    /// </summary>
    public virtual ExchangeDb OpenForReading() => Open();

    /// <summary>Finds the store ready for a command, or says what an operator has to do.</summary>
    /// <exception cref="StoreNotReadyException">The store cannot be used as it is.</exception>
    public virtual async Task PrepareAsync(CancellationToken cancellation)
    {
        if (await CheckAsync(cancellation) is [var first, ..]) throw new StoreNotReadyException(first);
    }

    /// <summary>The same for a server, which may hold the store until it is disposed.</summary>
    /// <exception cref="StoreNotReadyException">The store cannot be used as it is.</exception>
    public virtual Task OccupyAsync(CancellationToken cancellation) => PrepareAsync(cancellation);

    /// <summary>All that keeps a server from running on the store, each with its remedy; changes nothing.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = Open();
            var problems = await StoreSchema.CheckAsync(db, this, CatalogueQuery, SchemaRemedy, cancellation);
            return [.. problems, .. await CheckSettingsAsync(db, schema: problems.Count == 0, cancellation)];
        }
        catch (Exception exception) when (FaultOf(exception) is not null)
        {
            return [Describe(exception)];
        }
    }

    /// <summary>Applies the migrations that the store lacks; several at once wait for each other.</summary>
    /// <param name="applied">Told of each after it was applied.</param>
    /// <param name="cancellation">Ends it between two migrations.</param>
    public virtual async Task MigrateAsync(Action<string> applied, CancellationToken cancellation)
    {
        await using var locked = Open();
        locked.Database.SetCommandTimeout(TimeSpan.Zero);
        // Held by a transaction that changes nothing: whatever ends this process ends the lock.
        await using var held = await locked.Database.BeginTransactionAsync(cancellation);
        await locked.Database.ExecuteSqlRawAsync(MigrationLock, cancellation);
        await ApplyAsync(applied, cancellation);
    }

    /// <summary>SQL that brings a database in whatever state, or from a migration on, to this release.</summary>
    /// <param name="from">Migration to begin after; null = the first.</param>
    /// <exception cref="ArgumentException">There is no such migration.</exception>
    public virtual string Script(string? from) => Script(from, MigrationsSqlGenerationOptions.Idempotent);
    /// <summary>The store where it is one file; null where the database's own tools make copies.</summary>
    public virtual StoreFile? Copies => null;

    /// <summary>The commands of the database's own tools, for an operator to run; never with a password.</summary>
    /// <param name="file">File of the copy.</param>
    public virtual ToolCommands Tools(string file) =>
        throw new NotSupportedException($"{Name} copies its store itself.");

    /// <summary>
    /// The fault behind an exception of EF Core or of the driver; null when the database has no part in it.
    /// </summary>
    public StoreFault? FaultOf(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
            if (Classify(at) is { } fault) return fault;
        return exception is DbUpdateException ? StoreFault.Refused : null;
    }

    /// <summary>
    /// A failure in one sentence for log and operator: where, what, what to do. Drivers quote rows in their messages:
    /// no value of one, and nothing secret, is in it.
    /// </summary>
    public string Describe(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
            if (Explain(at) is { } what) return $"{Place}: {what}";
        return $"{Place}: {exception.GetBaseException().GetType().Name}";
    }

    /// <summary>An exception for the log: the database's without values, any other one whole.</summary>
    public string ForLog(Exception exception) =>
        FaultOf(exception) is null ? exception.ToString() : Describe(exception);

    public virtual void Dispose()
    {
    }

    /// <summary>What an exception of this database means; null when it is none of this database.</summary>
    protected abstract StoreFault? Classify(Exception exception);

    /// <summary>What an exception of this database's driver says, without values; null when it is none of it.</summary>
    protected abstract string? Explain(Exception exception);

    /// <summary>What must be done when the schema is not this release's.</summary>
    protected virtual string SchemaRemedy => MigrateRemedy;

    /// <summary>Table, "column" or "index", and its name, of all that is in the database.</summary>
    protected abstract string CatalogueQuery { get; }

    /// <summary>Waits for the one lock under which migrations are applied; the transaction has it to its end.</summary>
    protected virtual string MigrationLock => throw new NotSupportedException();

    /// <summary>Settings of the database that a server cannot run on.</summary>
    /// <param name="db">A context on it.</param>
    /// <param name="schema">False = not this release's: settings of its tables cannot be asked for.</param>
    /// <param name="cancellation">Cancels.</param>
    protected abstract Task<IReadOnlyList<string>> CheckSettingsAsync(
        ExchangeDb db, bool schema, CancellationToken cancellation);

    /// <summary>Applies what is missing, one migration after the other.</summary>
    protected async Task ApplyAsync(Action<string> applied, CancellationToken cancellation)
    {
        await using var db = Open();
        if (await StoreSchema.FindNewerAsync(db, cancellation) is { } newer)
            throw new StoreNotReadyException(StoreSchema.Older(this, newer));
        // An index over millions of rows takes its time.
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        foreach (var migration in (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList())
        {
            await db.GetService<IMigrator>().MigrateAsync(migration, cancellation);
            applied(migration);
        }
    }

    protected string Script(string? from, MigrationsSqlGenerationOptions options)
    {
        using var db = Open();
        var known = db.Database.GetMigrations().ToList();
        if (from is not null && !known.Contains(from, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException(
                $"--from {from}: there is no such migration; there are {string.Join(", ", known)}.");
        return db.GetService<IMigrator>().GenerateScript(from, options: options);
    }

    /// <summary>A socket that failed without the driver's exception around it: a name that nobody knows.</summary>
    protected static string? ExplainSocket(Exception exception) => exception is SocketException socket
        ? $"{Lower(socket.Message)}; is the database up, and the host right?"
        : null;

    /// <summary>A message of others as part of a sentence.</summary>
    protected static string Lower(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.', ' ');
}

/// <summary>What an operator runs where the database has its own tools for copies.</summary>
/// <param name="Backup">Makes a copy.</param>
/// <param name="Restore">Brings a copy back; every server is stopped before.</param>
internal sealed record ToolCommands(string Backup, string Restore);

/// <summary>The store cannot be used as it is; the message tells an operator what to do.</summary>
/// <param name="message">One sentence, and the remedy.</param>
internal sealed class StoreNotReadyException(string message) : Exception(message);
