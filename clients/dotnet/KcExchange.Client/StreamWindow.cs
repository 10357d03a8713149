using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>
/// What is on its way and not answered yet, and what the server asked for meanwhile. Reader and writer share it; it
/// decides, they do.
/// </summary>
internal sealed class StreamWindow(int maxBatches, int maxRecords)
{
    /// <summary>A server that rewinds more often than this without taking a record will do so for ever.</summary>
    private const int MaxRewinds = 20;

    private readonly Lock _gate = new();
    private readonly List<SentBatch> _unanswered = [];
    private readonly List<SentBatch> _givenUp = [];
    private Rewind? _rewind;
    private Drain? _drain;
    private int _rewinds;

    /// <summary>What the server said when it began to drain; null: it does not.</summary>
    internal Drain? Draining
    {
        get { lock (_gate) return _drain; }
    }

    /// <summary>Another batch may be sent.</summary>
    internal bool HasRoom
    {
        get
        {
            lock (_gate)
                return _rewind is null && _drain is null && _unanswered.Count < maxBatches
                    && (_unanswered.Count == 0 || _unanswered.Sum(batch => batch.Count) < maxRecords);
        }
    }

    /// <summary>Nothing is on its way and nothing was asked for.</summary>
    internal bool IsQuiet
    {
        get { lock (_gate) return _rewind is null && _unanswered.Count == 0; }
    }

    /// <summary>A batch goes on its way.</summary>
    internal void Send(SentBatch batch)
    {
        lock (_gate) _unanswered.Add(batch);
    }

    /// <summary>The answer to a batch came.</summary>
    internal void Answer(BatchResult result)
    {
        lock (_gate)
        {
            _rewinds = 0;
            // A batch given up by a rewind may be answered all the same: the rewind crossed it on the way.
            if (!Remove(_unanswered, result) && !Remove(_givenUp, result))
                throw new ContractBrokenException(
                    $"{result.Results.Count} results from {result.FirstSequence}: no batch sent had as many.");
        }
    }

    /// <summary>The server wants to be sent from an earlier sequence again.</summary>
    internal void AskRewind(Rewind rewind)
    {
        lock (_gate)
        {
            if (++_rewinds > MaxRewinds)
                throw new ContractBrokenException($"The server rewinds to {rewind.ExpectedSequence} for ever.");
            var lone = _unanswered.Find(batch => batch.First == rewind.ExpectedSequence && batch.Count == 1);
            if (rewind.Reason == RewindReason.TooManyBytes && lone.Count == 1)
                throw new RecordTooLargeException(lone.First, lone.Bytes);
            _rewind = rewind;
        }
    }

    /// <summary>The rewind to carry out; what is on its way beyond it is given up. Null: none.</summary>
    internal Rewind? TakeRewind()
    {
        lock (_gate)
        {
            if (_rewind is not { } rewind) return null;
            _rewind = null;
            _givenUp.AddRange(_unanswered.Where(batch => batch.First >= rewind.ExpectedSequence));
            _unanswered.RemoveAll(batch => batch.First >= rewind.ExpectedSequence);
            return rewind;
        }
    }

    /// <summary>The server wants no more batches.</summary>
    internal void Drain(Drain drain)
    {
        lock (_gate) _drain = drain;
    }

    /// <summary>A record that went alone and is larger than batches may be; null: none is on its way.</summary>
    /// <param name="maxBytes">Largest batch.</param>
    internal SentBatch? Oversized(int maxBytes)
    {
        lock (_gate)
        {
            var found = _unanswered.Find(batch => batch.Count == 1 && batch.Bytes > maxBytes);
            return found.Count == 1 ? found : null;
        }
    }

    private static bool Remove(List<SentBatch> batches, BatchResult answered)
    {
        var index = batches.FindIndex(
            batch => batch.First == answered.FirstSequence && batch.Count == answered.Results.Count);
        if (index >= 0) batches.RemoveAt(index);
        return index >= 0;
    }
}

/// <summary>A batch on its way.</summary>
/// <param name="First">Sequence of its first record.</param>
/// <param name="Count">Records.</param>
/// <param name="Bytes">Bytes, serialised.</param>
internal readonly record struct SentBatch(long First, int Count, int Bytes);
