using System.Collections.Concurrent;

namespace KcExchange.Server.Submissions;

/// <summary>
/// Streams held by this replica: a newer one of the same submission wakes the older at once (on another replica the
/// fence in the store stops it at its next batch or ping), and a stop of the server drains them all.
/// </summary>
internal sealed class OpenStreams
{
    private readonly ConcurrentDictionary<(string Province, string Submission), StreamSignals> _streams = new();

    public int Count => _streams.Count;

    /// <summary>
    /// Registers a stream. Of two, the one with the higher epoch stays, in whatever order they come here after the
    /// store fenced them; the other is told who won.
    /// </summary>
    public StreamSignals Take(string province, string submission, string instance, long epoch)
    {
        var mine = new StreamSignals(instance, epoch);
        StreamSignals? older = null;
        var holder = _streams.AddOrUpdate((province, submission), mine, (_, held) =>
        {
            older = held.Epoch > epoch ? null : held;
            return older is null ? held : mine;
        });
        older?.Superseded.TrySetResult(instance);
        if (holder != mine) mine.Superseded.TrySetResult(holder.Instance);
        return mine;
    }

    /// <summary>Tells the stream of a submission that another sender took over; one that came later stays.</summary>
    public void Supersede(string province, string submission, string winner, long epoch)
    {
        if (_streams.TryGetValue((province, submission), out var held) && held.Epoch < epoch)
            held.Superseded.TrySetResult(winner);
    }

    public void Release(string province, string submission, StreamSignals mine) =>
        _streams.TryRemove(new KeyValuePair<(string, string), StreamSignals>((province, submission), mine));
}

/// <summary>What can end a stream from outside.</summary>
/// <param name="instance">The instance that holds it.</param>
/// <param name="epoch">The submission's epoch that its Open made.</param>
internal sealed class StreamSignals(string instance, long epoch)
{
    public string Instance { get; } = instance;

    public long Epoch { get; } = epoch;

    /// <summary>Completes with the winner's instance.</summary>
    public TaskCompletionSource<string> Superseded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
