using System.Collections.Concurrent;
using System.Data;
using System.Threading.Channels;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Submissions;

/// <summary>
/// What changes a province waits here for its turn: one writing connection per lane, one lane per province (one for all
/// on SQLite). Each piece of work is one transaction under the province's head lock and is answered after its commit.
/// Pieces that wait may come to share a commit; today each has its own.
/// </summary>
internal sealed class CommitLane(StorageProvider storage)
{
    private readonly Channel<Func<Task>> _queue =
        Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Runs work under the province's lock; its changes are durable when the task completes.</summary>
    /// <param name="province">Province whose head is locked.</param>
    /// <param name="work">Reads and changes the store; throws to change nothing.</param>
    public Task<T> RunAsync<T>(string province, Func<ExchangeDb, ProvinceHead, Task<T>> work) =>
        TurnAsync(() => CommitAsync(province, work, save: true));

    /// <summary>Waits for the lane and holds it for several transactions: no other work comes between them.</summary>
    /// <param name="turn">Calls <see cref="CommitAsync"/> as often as it must.</param>
    public Task<T> TurnAsync<T>(Func<Task<T>> turn)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = _queue.Writer.TryWrite(async () =>
        {
            try
            {
                done.SetResult(await turn());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        // After the end of the lane nobody would ever complete it.
        return taken ? done.Task : throw ExchangeErrors.StoreUnavailable();
    }

    /// <summary>Works off the queue until it is completed.</summary>
    public async Task WorkAsync()
    {
        await foreach (var piece in _queue.Reader.ReadAllAsync()) await piece();
    }

    /// <summary>No more work comes; what is queued is still done.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>One transaction under the province's head lock; only within a turn of the lane.</summary>
    /// <param name="province">Province whose head is locked.</param>
    /// <param name="work">Reads and changes the store; throws to change nothing.</param>
    /// <param name="save">False = the work is a trial: everything is rolled back.</param>
    public async Task<T> CommitAsync<T>(string province, Func<ExchangeDb, ProvinceHead, Task<T>> work, bool save)
    {
        await using var db = storage.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        var head = await LockAsync(db, province);
        var result = await work(db, head);
        await db.SaveChangesAsync();
        if (save) await transaction.CommitAsync();
        else await transaction.RollbackAsync();
        return result;
    }

    /// <summary>The lock is a statement of its own: what is read after it is what the last holder committed.</summary>
    private static async Task<ProvinceHead> LockAsync(ExchangeDb db, string province)
    {
        var locked = await db.Heads.Where(head => head.ProvinceCode == province)
            .ExecuteUpdateAsync(set => set.SetProperty(head => head.Position, head => head.Position));
        if (locked != 1)
            throw new InvalidOperationException($"{locked} heads of province {province} were locked, not one.");
        return await db.Heads.AsTracking().SingleAsync(head => head.ProvinceCode == province);
    }
}

/// <summary>The lanes of this replica.</summary>
internal sealed class CommitLanes(StorageProvider storage) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (CommitLane Lane, Task Working)> _lanes = new(StringComparer.Ordinal);

    private readonly Lock _making = new();

    /// <summary>The lane of a province.</summary>
    public CommitLane Of(string province)
    {
        var name = storage.LanePerProvince ? province : "*";
        if (_lanes.TryGetValue(name, out var known)) return known.Lane;
        lock (_making)
            return _lanes.GetOrAdd(name, _ =>
            {
                var lane = new CommitLane(storage);
                return (lane, Task.Run(lane.WorkAsync));
            }).Lane;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (lane, _) in _lanes.Values) lane.Complete();
        await Task.WhenAll(_lanes.Values.Select(lane => lane.Working));
    }
}
