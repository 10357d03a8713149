using Google.Protobuf;
using KcExchange.Contracts.Reference;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;

namespace KcExchange.Server.Reference;

/// <summary>
/// What this replica judges with now. Each call looks whether the ministry loaded another version, at most every few
/// seconds; so all replicas change over within seconds, and what is under way ends with what it began with.
/// </summary>
internal sealed class CurrentBook(
    LoadedBook first, StorageProvider storage, ServerOptions options, TimeProvider time, ILogger<CurrentBook> logger)
{
    private volatile LoadedBook _loaded = first;

    /// <summary>When it last looked, UTC ticks; 0 = not since the start.</summary>
    private long _looked;

    private int _looking;

    /// <summary>What to judge with, and today's date.</summary>
    public Verdicts Now => new(_loaded.Book, VietnamTime.Today(time));

    /// <summary>The version in force, with its files.</summary>
    public LoadedBook Loaded => _loaded;

    /// <summary>Takes over a new version, if there is one and it is time to look.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellation)
    {
        var sinceLooked = TimeSpan.FromTicks(time.GetUtcNow().UtcTicks - Interlocked.Read(ref _looked)).Duration();
        if (sinceLooked < TimeSpan.FromSeconds(options.Limits.ReferenceSeconds)) return;
        // One looks, the others go on with what is known.
        if (Interlocked.Exchange(ref _looking, 1) == 1) return;
        try
        {
            await LookAsync(cancellation);
        }
        finally
        {
            Interlocked.Exchange(ref _looked, time.GetUtcNow().UtcTicks);
            Volatile.Write(ref _looking, 0);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = storage.Open();
            if (await ReferenceStore.LatestNumberAsync(db, cancellation) == _loaded.Number) return;
            var loaded = await ReferenceStore.ReadLatestAsync(db, cancellation);
            ServerLog.ReferenceChanged(
                logger, _loaded.Book.Reference.Version, loaded.Book.Reference.Version, loaded.Book.Rules.Version);
            _loaded = loaded;
        }
        catch (Exception away) when (storage.FaultOf(away) is not null)
        {
            // A call is not worse off for it: what it needs of the store will fail with a better sentence.
            ServerLog.StoreFailed(
                logger, $"{storage.FaultOf(away)}", "reference data", storage.Describe(away));
        }
        catch (Exception unread) when (unread is FormatException or InvalidProtocolBufferException)
        {
            ServerLog.ReferenceUnreadable(logger, unread, _loaded.Book.Reference.Version);
        }
    }
}
