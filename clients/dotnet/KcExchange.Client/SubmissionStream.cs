using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Grpc.Core;
using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>
/// One submit stream from Open to its end. One task writes, one reads. Why a stream ended is known to the reader alone:
/// a failed write says nothing, so the writer stops and the reader reads on until the call's own status comes.
/// </summary>
internal sealed class SubmissionStream : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ExchangeConnection _connection;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _abort;
    private readonly AsyncDuplexStreamingCall<SubmitRecordsRequest, SubmitRecordsResponse> _call;
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private StreamWindow _window = new(1, 1);
    private Exception? _cause;
    private long _lastHeard;
    private long _lastSaid;
    private volatile bool _delivering;
    private volatile bool _ended;
    private volatile bool _finished;

    private SubmissionStream(ExchangeConnection connection, TimeProvider time, CancellationToken cancellation)
    {
        (_connection, _time, _cancellation) = (connection, time, cancellation);
        _abort = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _lastHeard = _lastSaid = time.GetTimestamp();
        // The token ends the whole call. A token given to a single write would do so too: hence none is.
        _call = connection.Submissions.SubmitRecords(new CallOptions(cancellationToken: _abort.Token));
    }

    /// <summary>Where to go on, and the limits in force.</summary>
    internal Opened Opened { get; private set; } = new();

    /// <summary>Opens a stream and waits for Opened.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="open">First message.</param>
    /// <param name="timeout">Longest wait for Opened.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellation">Ends the stream.</param>
    internal static async Task<SubmissionStream> OpenAsync(
        ExchangeConnection connection, Open open, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        var stream = new SubmissionStream(connection, time, cancellation);
        try
        {
            await using var timer = time.CreateTimer(
                _ => stream.Abort(Silence(timeout)), null, timeout, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            await stream.SayAsync(new SubmitRecordsRequest { Open = open }).ConfigureAwait(false);
            if (!await stream.HearAsync().ConfigureAwait(false)) throw Broken("The stream ended before Opened.");
            stream.Opened = stream._call.ResponseStream.Current.Opened
                ?? throw new ContractBrokenException("The first answer of a stream was not Opened.");
            if (stream.Opened.NextSequence < 1 || stream.Opened.Limits is null)
                throw new ContractBrokenException("Opened lacks next_sequence or limits.");
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Ships everything from next_sequence to the end of the source; returns when all of it is answered.
    /// </summary>
    /// <param name="source">Records.</param>
    /// <param name="cursor">Takes the results.</param>
    /// <param name="halvings">How often batches are to be halved.</param>
    internal async Task ShipAsync(IRecordSource source, ResultCursor cursor, int halvings)
    {
        _window = new StreamWindow(
            Math.Max(1, Opened.Limits.MaxUnansweredBatches),
            Opened.Limits.MaxUnansweredRecords > 0 ? Opened.Limits.MaxUnansweredRecords : int.MaxValue);
        _lastHeard = _lastSaid = _time.GetTimestamp();
        await using var ticking = _time.CreateTimer(_ => Tick(), null, Second, Second).ConfigureAwait(false);
        var writing = WriteToEndAsync(source, halvings);
        try
        {
            await ReadToEndAsync(cursor).ConfigureAwait(false);
            if (!_finished) throw EndedEarly();
        }
        catch (ExchangeException) when (_finished)
        {
            // Every record was answered before the stream broke: nothing is lost with its status.
        }
        catch (Exception failure)
        {
            // Also what the caller's callback threw: a writer that waits for the server must not wait for ever.
            Abort(failure);
            throw;
        }
        finally
        {
            _ended = true;
            Wake();
            await writing.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync().ConfigureAwait(false);
        _call.Dispose();
        _abort.Dispose();
    }

    /// <summary>The one writer. It never throws: what went wrong is the reader's to report.</summary>
    private async Task WriteToEndAsync(IRecordSource source, int halvings)
    {
        var pump = new BatchPump(source, Opened.NextSequence, BatchSize.Of(Opened.Limits, halvings), Wake);
        try
        {
            while (!_ended)
            {
                if (_window.TakeRewind() is { } rewind)
                {
                    if (rewind.Reason is RewindReason.TooManyBytes or RewindReason.TooManyRecords) halvings++;
                    await pump.DisposeAsync().ConfigureAwait(false);
                    pump = new BatchPump(
                        source, rewind.ExpectedSequence, BatchSize.Of(Opened.Limits, halvings), Wake);
                }
                else if (_window.HasRoom && pump.TryTake(out var batch))
                {
                    _window.Send(new SentBatch(batch!.FirstSequence, batch.Records.Count, batch.CalculateSize()));
                    if (!await SayAsync(new SubmitRecordsRequest { Batch = batch }).ConfigureAwait(false)) return;
                }
                else if (pump.Fault is { } fault)
                {
                    Abort(fault);
                    return;
                }
                else if (_window.IsQuiet && (pump.Exhausted || _window.Draining is not null))
                {
                    _finished = pump.Exhausted;
                    await HalfCloseAsync().ConfigureAwait(false);
                    return;
                }
                else if (Since(_lastSaid) >= Seconds(Opened.Limits.PingAfterSeconds, 15))
                {
                    if (!await SayAsync(new SubmitRecordsRequest { Ping = new Ping() }).ConfigureAwait(false)) return;
                }
                else
                {
                    await _wake.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await pump.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ReadToEndAsync(ResultCursor cursor)
    {
        while (await HearAsync().ConfigureAwait(false))
        {
            var answer = _call.ResponseStream.Current;
            switch (answer.StepCase)
            {
                case SubmitRecordsResponse.StepOneofCase.Result:
                    _delivering = true;
                    await cursor.DeliverAsync(answer.Result).ConfigureAwait(false);
                    Volatile.Write(ref _lastHeard, _time.GetTimestamp());
                    _delivering = false;
                    _window.Answer(answer.Result);
                    break;
                case SubmitRecordsResponse.StepOneofCase.Rewind:
                    _window.AskRewind(answer.Rewind);
                    break;
                case SubmitRecordsResponse.StepOneofCase.Drain:
                    _window.Drain(answer.Drain);
                    break;
                default:
                    // Heartbeat: being heard was its purpose. A step that this version does not know: may be ignored.
                    break;
            }
            Wake();
        }
    }

    /// <summary>Writes a message; false when the stream does not take it any more. Why, the reader will hear.</summary>
    private async Task<bool> SayAsync(SubmitRecordsRequest request)
    {
        try
        {
            await _call.RequestStream.WriteAsync(request, CancellationToken.None).ConfigureAwait(false);
            Volatile.Write(ref _lastSaid, _time.GetTimestamp());
            return true;
        }
        catch (Exception broken) when (IsEndOfCall(broken))
        {
            return false;
        }
    }

    private async Task HalfCloseAsync()
    {
        try
        {
            await _call.RequestStream.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception broken) when (IsEndOfCall(broken))
        {
            // As with a write: the reader hears why.
        }
    }

    /// <summary>Waits for the next answer; false when the call ended with OK. Throws why it ended otherwise.</summary>
    private async Task<bool> HearAsync()
    {
        try
        {
            if (!await _call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false)) return false;
            Volatile.Write(ref _lastHeard, _time.GetTimestamp());
            return true;
        }
        catch (RpcException failure)
        {
            if (Volatile.Read(ref _cause) is { } cause) ExceptionDispatchInfo.Throw(cause);
            _cancellation.ThrowIfCancellationRequested();
            var typed = _connection.Typed(failure);
            if (typed is { StatusCode: StatusCode.ResourceExhausted, Reason: ErrorReason.Unspecified }
                && _window.Oversized(Opened.Limits?.MaxBatchBytes ?? int.MaxValue) is { } alone)
                throw new RecordTooLargeException(alone.First, alone.Bytes, failure);
            throw typed;
        }
    }

    private void Tick()
    {
        var patience = Seconds(Opened.Limits.IdleTimeoutSeconds, 60);
        // Pings are answered: a server that says nothing for so long is gone, whatever the connection claims.
        if (!_delivering && Since(_lastHeard) >= patience) Abort(Silence(patience));
        else Wake();
    }

    private void Abort(Exception cause)
    {
        Interlocked.CompareExchange(ref _cause, cause, null);
        try
        {
            _abort.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // A tick of the clock that came after the end of the stream: there is nothing left to abort.
        }
    }

    private ExchangeException EndedEarly() => _window.Draining is { } drain
        ? ExchangeErrors.Typed(
            new ExchangeFailure(
                ErrorReason.Draining, StatusCode.Unavailable, drain.RetryAfter?.ToTimeSpan() ?? Second,
                "The server drains the stream.", new Dictionary<string, string>()),
            inner: null)
        : Broken("The server ended the stream before it had answered everything.");

    private void Wake() => _wake.Writer.TryWrite(true);

    private TimeSpan Since(long timestamp) => _time.GetElapsedTime(timestamp);

    private static TimeSpan Seconds(int announced, int otherwise) =>
        TimeSpan.FromSeconds(announced > 0 ? announced : otherwise);

    private static bool IsEndOfCall(Exception broken) =>
        broken is RpcException or InvalidOperationException or OperationCanceledException or IOException;

    private static TransientExchangeException Silence(TimeSpan waited) =>
        new(ExchangeFailure.Local(StatusCode.DeadlineExceeded, $"No answer for {waited.TotalSeconds:0} seconds."));

    private static TransientExchangeException Broken(string message) =>
        new(ExchangeFailure.Local(StatusCode.Unavailable, message));
}
