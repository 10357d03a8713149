using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>
/// Hands results to the caller: in order, without gap, each once, however often the server repeats them. Used by one
/// task at a time.
/// </summary>
internal sealed class ResultCursor(
    long deliveredThrough, Func<BatchResult, CancellationToken, ValueTask> onResult, Action onProgress,
    CancellationToken cancellation)
{
    /// <summary>Every result up to here is with the caller.</summary>
    internal long DeliveredThrough { get; private set; } = deliveredThrough;

    /// <summary>Delivers what the caller does not have yet.</summary>
    /// <param name="batch">An answer; results by ascending sequence without gap.</param>
    internal async ValueTask DeliverAsync(BatchResult batch)
    {
        for (var i = 0; i < batch.Results.Count; i++)
            if (batch.Results[i].Sequence != batch.FirstSequence + i)
                throw new ContractBrokenException(
                    $"Result {i} of the batch at {batch.FirstSequence} is for {batch.Results[i].Sequence}.");
        if (batch.FirstSequence > DeliveredThrough + 1)
            throw new ContractBrokenException(
                $"An answer begins at {batch.FirstSequence}; results are missing from {DeliveredThrough + 1}.");
        var known = (int)Math.Min(DeliveredThrough + 1 - batch.FirstSequence, batch.Results.Count);
        if (known == batch.Results.Count) return;
        var news = known == 0 ? batch : Tail(batch, known);
        await onResult(news, cancellation).ConfigureAwait(false);
        DeliveredThrough = news.Results[^1].Sequence;
        onProgress();
    }

    /// <summary>
    /// The part of an answer that is new; its counts are those of that part, as far as they can be known.
    /// </summary>
    private static BatchResult Tail(BatchResult batch, int known)
    {
        var tail = batch.Clone();
        tail.Results.Clear();
        tail.Results.Add(batch.Results.Skip(known));
        tail.FirstSequence = tail.Results[0].Sequence;
        tail.Replayed = Math.Max(0, batch.Replayed - known);
        // A cut answer stays known as cut: what was left out may belong to the part that is kept.
        var shown = batch.Results.Sum(result => (long)result.Findings.Count);
        tail.FindingsTotal = batch.FindingsTotal - shown + tail.Results.Sum(result => (long)result.Findings.Count);
        return tail;
    }
}
