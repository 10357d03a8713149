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

    /// <summary>Registers a stream in the place of an older one, which is told who won.</summary>
    public StreamSignals Take(string province, string submission, string instance)
    {
        var mine = new StreamSignals(instance);
        StreamSignals? older = null;
        _streams.AddOrUpdate((province, submission), mine, (_, held) =>
        {
            older = held;
            return mine;
        });
        older?.Superseded.TrySetResult(instance);
        return mine;
    }

    /// <summary>Tells the stream of a submission, if there is one, that another sender took over.</summary>
    public void Supersede(string province, string submission, string winner)
    {
        if (_streams.TryGetValue((province, submission), out var held)) held.Superseded.TrySetResult(winner);
    }

    public void Release(string province, string submission, StreamSignals mine) =>
        _streams.TryRemove(new KeyValuePair<(string, string), StreamSignals>((province, submission), mine));
}

/// <summary>What can end a stream from outside.</summary>
/// <param name="instance">The instance that holds it.</param>
internal sealed class StreamSignals(string instance)
{
    public string Instance { get; } = instance;

    /// <summary>Completes with the winner's instance.</summary>
    public TaskCompletionSource<string> Superseded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
