using System.Collections.Concurrent;
using System.Threading.Channels;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;

namespace KcExchange.Server.Submissions;

/// <summary>
/// What changes a province waits here for its turn: one writing connection per lane, one lane per province (one for all
/// on SQLite). Batches that wait share a commit; any other work is a transaction of its own.
/// </summary>
internal sealed class CommitLane(StorageProvider storage, GroupCommit group, LimitOptions limits)
{
    /// <summary>Batches, and turns of other work, in the order in which they came.</summary>
    private readonly Channel<object> _queue =
        Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Runs work under the province's lock; its changes are durable when the task completes.</summary>
    /// <param name="province">Province whose head is locked.</param>
    /// <param name="work">Reads and changes the store; throws to change nothing.</param>
    public Task<T> RunAsync<T>(string province, Func<ExchangeDb, ProvinceHead, Task<T>> work) =>
        TurnAsync(() => HeadTransaction.RunAsync(storage, province, work));

    /// <summary>Waits for the lane and holds it for several transactions: no other work comes between them.</summary>
    /// <param name="turn">The work.</param>
    public async Task<T> TurnAsync<T>(Func<Task<T>> turn)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue((Func<Task>)(async () =>
        {
            try
            {
                done.SetResult(await turn());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }));
        return await done.Task;
    }

    /// <summary>Commits a batch, alone or with others that wait; completes when it is durable.</summary>
    public Task<BatchOutcome> CommitAsync(BatchJob job)
    {
        Enqueue(job);
        return job.Done;
    }

    /// <summary>Works off the queue until it is completed.</summary>
    public async Task WorkAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
            while (_queue.Reader.TryRead(out var next))
            {
                if (next is not BatchJob job) await ((Func<Task>)next)();
                else if (await group.RunAsync(Gather(job)) is { } away) FailWaiting(away);
            }
    }

    /// <summary>No more work comes; what is queued is still done.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    private void Enqueue(object work)
    {
        // After the end of the lane nobody would ever complete it.
        if (!_queue.Writer.TryWrite(work)) throw ExchangeErrors.StoreUnavailable();
    }

    /// <summary>
    /// Batches that waited behind one that the store kept waiting to its time-out would each wait as long again, one
    /// after the other: they hear of it now. What was not tried stays the client's to repeat, as it is.
    /// </summary>
    private void FailWaiting(Exception away)
    {
        while (_queue.Reader.TryPeek(out var next) && next is BatchJob job)
        {
            _queue.Reader.TryRead(out _);
            job.Fail(away);
        }
    }

    /// <summary>
    /// The batches that share the commit of the first: those that follow it in the queue, of each province those of one
    /// submission that continue each other, up to the size of a group. Nothing waits for more to come.
    /// </summary>
    private List<BatchJob> Gather(BatchJob first)
    {
        List<BatchJob> jobs = [first];
        var last = new Dictionary<string, BatchJob>(StringComparer.Ordinal) { [first.Batch.Province] = first };
        var records = first.Batch.Records.Count;
        while (_queue.Reader.TryPeek(out var next) && next is BatchJob job
            && (records += job.Batch.Records.Count) <= limits.GroupRecords
            && (!last.TryGetValue(job.Batch.Province, out var before) || Continues(before, job)))
        {
            _queue.Reader.TryRead(out _);
            last[job.Batch.Province] = job;
            jobs.Add(job);
        }
        return jobs;
    }

    private static bool Continues(BatchJob before, BatchJob job) =>
        job.Batch.SubmissionId == before.Batch.SubmissionId && job.Batch.FirstSequence == before.Next;
}

/// <summary>The lanes of this replica.</summary>
internal sealed class CommitLanes(StorageProvider storage, GroupCommit group, ServerOptions options) : IAsyncDisposable
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
                var lane = new CommitLane(storage, group, options.Limits);
                return (lane, Task.Run(lane.WorkAsync));
            }).Lane;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (lane, _) in _lanes.Values) lane.Complete();
        await Task.WhenAll(_lanes.Values.Select(lane => lane.Working));
    }
}
