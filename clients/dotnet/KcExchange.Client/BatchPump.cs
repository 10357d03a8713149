using System.Threading.Channels;
using Google.Protobuf;
using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>How large a batch may be.</summary>
/// <param name="Records">Most records.</param>
/// <param name="Bytes">Most bytes, serialised.</param>
internal readonly record struct BatchSize(int Records, int Bytes)
{
    /// <summary>As the server announced, halved as often as something on the way refused a batch.</summary>
    internal static BatchSize Of(Limits limits, int halvings) => new(
        Math.Max(1, limits.MaxBatchRecords >> Math.Min(halvings, 30)),
        Math.Max(1, limits.MaxBatchBytes >> Math.Min(halvings, 30)));
}

/// <summary>Reads the source ahead of the writer and cuts it into batches. A rewind makes a new pump.</summary>
internal sealed class BatchPump : IAsyncDisposable
{
    /// <summary>Tag and length before each record, and the batch's own first_sequence.</summary>
    private const int Framing = 11;

    private readonly Channel<RecordBatch> _batches = Channel.CreateBounded<RecordBatch>(2);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _pumping;

    /// <summary>Begins to read.</summary>
    /// <param name="source">Records.</param>
    /// <param name="from">Sequence of the first.</param>
    /// <param name="size">Largest batch.</param>
    /// <param name="wake">Is called when a batch is ready, and at the end.</param>
    internal BatchPump(IRecordSource source, long from, BatchSize size, Action wake) =>
        _pumping = Task.Run(() => PumpAsync(source, from, size, wake));

    /// <summary>The source has ended and all its batches were taken.</summary>
    internal bool Exhausted => _batches.Reader.Completion.IsCompletedSuccessfully;

    /// <summary>What the source threw; null: nothing.</summary>
    internal Exception? Fault => _batches.Reader.Completion.IsCanceled
        ? new OperationCanceledException("The record source cancelled itself.")
        : _batches.Reader.Completion.Exception?.InnerException;

    /// <summary>The next batch, if it is ready.</summary>
    internal bool TryTake(out RecordBatch? batch) => _batches.Reader.TryRead(out batch);

    /// <summary>Stops reading and waits until the source is left alone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _pumping.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task PumpAsync(IRecordSource source, long from, BatchSize size, Action wake)
    {
        Exception? fault = null;
        try
        {
            var batch = new RecordBatch { FirstSequence = from };
            var bytes = Framing;
            await foreach (var record in source.ReadFrom(from, _stop.Token).ConfigureAwait(false))
            {
                var length = 1 + CodedOutputStream.ComputeMessageSize(record);
                if (batch.Records.Count > 0 && (batch.Records.Count == size.Records || bytes + length > size.Bytes))
                {
                    await PutAsync(batch, wake).ConfigureAwait(false);
                    batch = new RecordBatch { FirstSequence = batch.FirstSequence + batch.Records.Count };
                    bytes = Framing;
                }
                batch.Records.Add(record);
                bytes += length;
            }
            if (batch.Records.Count > 0) await PutAsync(batch, wake).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // A rewind or the end of the stream: what was read is not needed any more.
        }
#pragma warning disable CA1031 // The source is the caller's: whatever it throws is handed to the caller by the writer.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            fault = thrown;
        }
        _batches.Writer.Complete(fault);
        wake();
    }

    private async ValueTask PutAsync(RecordBatch batch, Action wake)
    {
        // A full channel makes the source wait; the wake lets the writer look.
        while (!_batches.Writer.TryWrite(batch))
            if (!await _batches.Writer.WaitToWriteAsync(_stop.Token).ConfigureAwait(false)) return;
        wake();
    }
}
