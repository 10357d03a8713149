using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// One submit stream after its Open. The loop reads and hands batches to the commit; a second task answers them in
/// order. So up to Limits.UnansweredBatches and UnansweredRecords wait for their commit while the next is read, and a
/// slow reader of answers stops the reading.
/// </summary>
internal sealed class SubmitStream
{
    /// <summary>How long a stream that sends nothing holds what it reserved.</summary>
    private static readonly TimeSpan ReservedFor = TimeSpan.FromMilliseconds(50);

    private readonly SubmitServices _services;
    private readonly Caller _caller;
    private readonly Open _open;
    private readonly long _epoch;
    private readonly IAsyncStreamReader<SubmitRecordsRequest> _requests;
    private readonly StreamWriter _writer;
    private readonly StreamSignals _signals;
    private readonly Channel<(Task<BatchOutcome> Committing, int Records)> _unanswered;
    private readonly ReadBudget _budget;
    private readonly LimitOptions _limits;

    /// <summary>Sequence after the last batch handed to the commit.</summary>
    private long _next;
    private long _acknowledged;

    /// <summary>Records of the last batch, and what is reserved for the next.</summary>
    private int _lastBatch;
    private int _reserved;
    private int _rewinds;
    private DateTimeOffset _rewoundAt;

    public SubmitStream(
        SubmitServices services, Caller caller, Open open, SubmissionRow row, StreamSignals signals,
        IAsyncStreamReader<SubmitRecordsRequest> requests, StreamWriter writer)
    {
        (_services, _caller, _open, _signals, _requests, _writer) = (services, caller, open, signals, requests, writer);
        (_epoch, _next, _acknowledged, _limits) =
            (row.Epoch, row.NextSequence, row.NextSequence - 1, services.Options.Limits);
        // The answering task holds one batch itself; the rest wait here.
        _unanswered = Channel.CreateBounded<(Task<BatchOutcome>, int)>(Math.Max(1, _limits.UnansweredBatches - 1));
        _budget = new ReadBudget(_limits.UnansweredRecords);
    }

    public long AcknowledgedThrough => Interlocked.Read(ref _acknowledged);

    /// <summary>Runs to the end; returns when the client half-closed and everything read was answered.</summary>
    public async Task RunAsync(CancellationToken hard)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(hard);
        var answering = AnswerAsync(stop);
        ExceptionDispatchInfo? ended = null;
        try
        {
            await ReadAsync(stop.Token);
        }
        catch (Exception reason)
        {
            // Whatever ends the reading, what was taken is answered before the call ends.
            ended = ExceptionDispatchInfo.Capture(reason);
        }
        Reserve(0);
        _unanswered.Writer.TryComplete();
        // When the answering failed, its reason is the stream's: the reader only saw its consequences.
        await answering;
        hard.ThrowIfCancellationRequested();
        ended?.Throw();
    }

    /// <summary>Reads until half-close, drain, supersession, silence or a broken frame.</summary>
    private async Task ReadAsync(CancellationToken cancellation)
    {
        var age = Task.Delay(TimeSpan.FromSeconds(_limits.StreamAgeSeconds), _services.Time, cancellation);
        var drain = Task.WhenAny(age, _services.Stopping);
        await using var reading = new PendingRead(_requests, cancellation);
        Task? drained = null;
        while (true)
        {
            await ReserveAsync(cancellation);
            var read = reading.Begin();
            if (!read.IsCompleted && _reserved > 0)
                await Task.WhenAny(read, Task.Delay(ReservedFor, _services.Time, cancellation));
            if (!read.IsCompleted)
            {
                Reserve(0);
                await WaitAsync();
            }
            else if (drain.IsCompleted) drained ??= await AnnounceDrainAsync(cancellation);
            if (_signals.Superseded.Task.IsCompleted)
                throw ExchangeErrors.StreamSuperseded(await _signals.Superseded.Task);
            if (drained is { IsCompleted: true }) throw ExchangeErrors.Draining(Retry());
            if (!await read) return;
            await HandleAsync(_requests.Current, cancellation);
            Reserve(0);

            async Task WaitAsync()
            {
                using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                while (!read.IsCompleted)
                {
                    var silence = Task.Delay(TimeSpan.FromSeconds(_limits.IdleSeconds), _services.Time, quiet.Token);
                    var happened = await Task.WhenAny(read, silence, _signals.Superseded.Task, drained ?? drain);
                    cancellation.ThrowIfCancellationRequested();
                    if (happened == silence) throw ExchangeErrors.Draining(Retry());
                    if (happened == _signals.Superseded.Task || happened == drained) return;
                    if (happened == drain) drained = await AnnounceDrainAsync(cancellation);
                }
                await quiet.CancelAsync();
            }
        }
    }

    /// <summary>
    /// A message takes memory as soon as it is read, so a busy stream reserves room for the next one before it reads
    /// on: as much as the last one took. A stream without messages holds nothing.
    /// </summary>
    private async Task ReserveAsync(CancellationToken cancellation)
    {
        await _services.Budget.TakeAsync(_lastBatch, cancellation);
        _reserved = _lastBatch;
    }

    /// <summary>Changes what is reserved to less.</summary>
    private void Reserve(int records)
    {
        _services.Budget.Release(_reserved - records);
        _reserved = records;
    }

    private async Task HandleAsync(SubmitRecordsRequest request, CancellationToken cancellation)
    {
        switch (request.StepCase)
        {
            case SubmitRecordsRequest.StepOneofCase.Batch:
                await TakeAsync(request.Batch, cancellation);
                break;
            case SubmitRecordsRequest.StepOneofCase.Ping:
                await _services.StillHoldsAsync(_caller, _open.SubmissionId, _epoch);
                await _writer.WriteAsync(
                    new() { Heartbeat = new Heartbeat { AcknowledgedThrough = AcknowledgedThrough } });
                break;
            case SubmitRecordsRequest.StepOneofCase.Open:
                throw ExchangeErrors.RequestInvalid("Open is the first message of a stream, once.");
            default:
                throw ExchangeErrors.RequestInvalid("A message without a step that this server knows.");
        }
    }

    /// <summary>Hands a batch to the commit, or asks the client to go back.</summary>
    private async Task TakeAsync(RecordBatch batch, CancellationToken cancellation)
    {
        if (BatchGuard.Check(batch, _next, _limits) is { } reason)
        {
            await RewindAsync(new Rewind { ExpectedSequence = _next, Reason = reason });
            return;
        }
        _rewinds = 0;
        _rewoundAt = default;
        await _services.Callers.IdentifyAsync(_caller.Thumbprint, default);
        await _services.Book.RefreshAsync(default);
        await _budget.TakeAsync(batch.Records.Count, cancellation);
        if (batch.Records.Count > _reserved)
            await _services.Budget.TakeAsync(batch.Records.Count - _reserved, cancellation);
        else
            Reserve(batch.Records.Count);
        // From here on it is held by the batch, until its commit.
        (_reserved, _lastBatch) = (0, batch.Records.Count);
        var committing = CommitAsync(batch);
        _next = Math.Max(_next, batch.FirstSequence + batch.Records.Count);
        await _unanswered.Writer.WriteAsync((committing, batch.Records.Count), cancellation);
    }

    /// <summary>Judges what needs no lock and hands the batch to the lane; called in their order.</summary>
    private Task<BatchOutcome> CommitAsync(RecordBatch batch)
    {
        try
        {
            var prepared = Batch.Prepare(
                _caller.ProvinceCode, _open.SubmissionId, batch.FirstSequence, batch.Records, _services.Book.Now,
                _limits);
            var committing = _services.Lanes.Of(prepared.Province).CommitAsync(
                new BatchJob(prepared, _caller.Name, row => SubmitServices.Admit(row, _epoch)));
            // Also where nobody awaits it any more, because the answering ended before its turn.
            _ = committing.ContinueWith(
                done =>
                {
                    _ = done.Exception;
                    _services.Budget.Release(batch.Records.Count);
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return committing;
        }
        catch
        {
            _services.Budget.Release(batch.Records.Count);
            throw;
        }
    }

    /// <summary>Answers batches in their order, each after its commit.</summary>
    private async Task AnswerAsync(CancellationTokenSource stop)
    {
        try
        {
            await foreach (var (committing, records) in _unanswered.Reader.ReadAllAsync())
            {
                var outcome = await committing;
                _budget.Release(records);
                if (outcome.Result is null)
                {
                    await _writer.WriteAsync(new() { Rewind = outcome.Rewind });
                    continue;
                }
                Interlocked.Exchange(ref _acknowledged, outcome.Result.AcknowledgedThrough);
                // Answers that are there already leave together: one packet for many small batches.
                var more = _unanswered.Reader.TryPeek(out var next) && next.Committing.IsCompletedSuccessfully;
                await _writer.WriteAsync(
                    new() { Result = outcome.Result.ToMessage(_open.Sender.Language, _limits) }, more);
            }
        }
        catch
        {
            // The reader may wait for the client or for room: wake it, or the client hangs.
            await stop.CancelAsync();
            _unanswered.Writer.TryComplete();
            throw;
        }
    }

    private async Task RewindAsync(Rewind rewind)
    {
        var now = _services.Time.GetUtcNow();
        if (now - _rewoundAt < TimeSpan.FromSeconds(_limits.RewindRepeatSeconds)) return;
        if (++_rewinds > _limits.RewindsWithoutProgress)
            throw ExchangeErrors.RequestInvalid($"The client did not go back to sequence {_next} ({rewind.Reason}).");
        _rewoundAt = now;
        await _writer.WriteAsync(new() { Rewind = rewind });
    }

    private async Task<Task> AnnounceDrainAsync(CancellationToken cancellation)
    {
        var within = TimeSpan.FromSeconds(_limits.DrainSeconds);
        await _writer.WriteAsync(new()
        {
            Drain = new Drain { StopSendingWithin = within.ToDuration(), RetryAfter = Retry().ToDuration() },
        });
        return Task.Delay(within, _services.Time, cancellation);
    }

    private static TimeSpan Retry() => TimeSpan.FromSeconds(1);
}
