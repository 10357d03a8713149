using Grpc.Core;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using KcExchange.Server.Queries;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>SubmissionService: who may call was decided by <see cref="CallGuard"/> before any of these runs.</summary>
[BindServiceMethod(typeof(SubmissionEndpoint), nameof(BindGuarded))]
internal sealed class SubmissionEndpoint(
    SubmissionStore store, SubmitServices services, Sealing sealing, SubmissionQueries queries, OpenStreams streams,
    CallQuota quota, AuditLog audit, ILogger<SubmissionEndpoint> logger) : SubmissionService.SubmissionServiceBase
{
    /// <summary>Found by the framework; binds with <see cref="FrameGuard"/> round every request.</summary>
    public static void BindGuarded(ServiceBinderBase binder, SubmissionService.SubmissionServiceBase? endpoint) =>
        SubmissionService.BindService(new FrameGuard(binder), endpoint);

    public override async Task<CreateSubmissionResponse> CreateSubmission(
        CreateSubmissionRequest request, ServerCallContext context)
    {
        SubmissionRequests.Check(request);
        return new() { Submission = await store.CreateAsync(CallGuard.CallerOf(context), request) };
    }

    /// <summary>
    /// The submit stream. 1 the first message is Open · 2 the sender takes the submission over, older streams are
    /// fenced · 3 Opened tells where to go on · 4 batches are read, judged and committed while earlier ones are
    /// answered (<see cref="SubmitStream"/>) · 5 after half-close everything read is answered; any other end has one
    /// reason.
    /// </summary>
    public override async Task SubmitRecords(
        IAsyncStreamReader<SubmitRecordsRequest> requestStream,
        IServerStreamWriter<SubmitRecordsResponse> responseStream,
        ServerCallContext context)
    {
        var caller = CallGuard.CallerOf(context);
        using var held = quota.TakeStream(caller.ProvinceCode);
        var limits = services.Options.Limits;
        using var writer = new StreamWriter(
            responseStream, context.GetHttpContext().Abort, TimeSpan.FromSeconds(limits.WriteSeconds), services.Time);
        // 1 Open.
        var open = await FirstAsync(requestStream, limits, context.CancellationToken);
        // 2 Take over.
        var (row, highest) = await store.FenceAsync(caller, open.SubmissionId, open.Sender);
        var signals = streams.Take(caller.ProvinceCode, open.SubmissionId, open.Sender.InstanceId, row.Epoch);
        ServerLog.StreamOpened(
            logger, caller.Name, open.SubmissionId, open.Sender.InstanceId, open.Sender.Attempt, row.NextSequence);
        var stream = new SubmitStream(services, caller, open, row, signals, requestStream, writer);
        var why = "done";
        try
        {
            // 3 Opened.
            await writer.WriteAsync(new()
            {
                Opened = new Opened
                {
                    NextSequence = row.NextSequence,
                    HighestSourceVersion = highest,
                    Limits = SubmissionStore.Announced(limits),
                    JudgedBy = services.Book.Now.JudgedBy,
                },
            });
            // 4 Batches.
            await stream.RunAsync(context.CancellationToken);
        }
        catch (Exception exception)
        {
            // 5 One reason.
            why = exception is RpcException refused ? refused.Status.Detail : exception.GetType().Name;
            throw;
        }
        finally
        {
            streams.Release(caller.ProvinceCode, open.SubmissionId, signals);
            ServerLog.StreamEnded(logger, caller.Name, open.SubmissionId, stream.AcknowledgedThrough, why);
        }
    }

    public override async Task<AppendRecordsResponse> AppendRecords(
        AppendRecordsRequest request, ServerCallContext context)
    {
        var caller = CallGuard.CallerOf(context);
        SubmissionRequests.Check(request.SubmissionId);
        SubmissionRequests.Check(request.Sender);
        if (request.Batch is null) throw ExchangeErrors.RequestInvalid("AppendRecords without a batch.");
        // A gap is found under the lock, where the expected sequence is known.
        if (BatchGuard.Check(request.Batch, long.MaxValue, services.Options.Limits) is { } reason)
        {
            var now = await queries.GetAsync(caller, caller.ProvinceCode, request.SubmissionId);
            return new() { Rewind = new Rewind { ExpectedSequence = now.NextSequence, Reason = reason } };
        }
        var batch = Batch.Prepare(
            caller.ProvinceCode, request.SubmissionId, request.Batch.FirstSequence, request.Batch.Records,
            services.Book.Now, services.Options.Limits);
        long epoch = 0;
        var outcome = await services.Lanes.Of(batch.Province).CommitAsync(
            new BatchJob(batch, caller.Name, row => epoch = AdmitAppend(row, request.Sender)));
        streams.Supersede(caller.ProvinceCode, request.SubmissionId, request.Sender.InstanceId, epoch);
        return outcome.Result is null
            ? new() { Rewind = outcome.Rewind }
            : new() { Result = outcome.Result.ToMessage(request.Sender.Language, services.Options.Limits) };
    }

    public override async Task<ValidateRecordsResponse> ValidateRecords(
        ValidateRecordsRequest request, ServerCallContext context)
    {
        var caller = CallGuard.CallerOf(context);
        ServerLog.Validating(logger, caller.Name, request.Records.Count);
        audit.Add(caller.Name, caller.ProvinceCode, context.Method, $"{request.Records.Count} records");
        return await queries.ValidateAsync(caller, request);
    }

    public override async Task<SealSubmissionResponse> SealSubmission(
        SealSubmissionRequest request, ServerCallContext context)
    {
        SubmissionRequests.Check(request);
        return await sealing.SealAsync(CallGuard.CallerOf(context), request);
    }

    public override async Task<GetSubmissionResponse> GetSubmission(
        GetSubmissionRequest request, ServerCallContext context)
    {
        var caller = CallGuard.CallerOf(context);
        return new() { Submission = await queries.GetAsync(caller, request.ProvinceCode, request.SubmissionId) };
    }

    public override Task<ListSubmissionsResponse> ListSubmissions(
        ListSubmissionsRequest request, ServerCallContext context) =>
        queries.ListAsync(CallGuard.CallerOf(context), request);

    public override Task<ListRecordResultsResponse> ListRecordResults(
        ListRecordResultsRequest request, ServerCallContext context) =>
        queries.ListResultsAsync(CallGuard.CallerOf(context), request);

    public override Task<ListFindingsResponse> ListFindings(ListFindingsRequest request, ServerCallContext context) =>
        queries.ListFindingsAsync(CallGuard.CallerOf(context), request);

    public override Task<SummarizeFindingsResponse> SummarizeFindings(
        SummarizeFindingsRequest request, ServerCallContext context) =>
        queries.SummarizeAsync(CallGuard.CallerOf(context), request);

    public override Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context) =>
        queries.ReceiptAsync(CallGuard.CallerOf(context), request);

    public override Task<PreviewSubmissionResponse> PreviewSubmission(
        PreviewSubmissionRequest request, ServerCallContext context) =>
        throw ExchangeErrors.NotYet(nameof(PreviewSubmission));

    public override Task<ConfirmSubmissionResponse> ConfirmSubmission(
        ConfirmSubmissionRequest request, ServerCallContext context) =>
        throw ExchangeErrors.NotYet(nameof(ConfirmSubmission));

    public override Task<CancelSubmissionResponse> CancelSubmission(
        CancelSubmissionRequest request, ServerCallContext context) =>
        throw ExchangeErrors.NotYet(nameof(CancelSubmission));

    private async Task<Open> FirstAsync(
        IAsyncStreamReader<SubmitRecordsRequest> requests, LimitOptions limits, CancellationToken cancellation)
    {
        await using var reading = new PendingRead(requests, cancellation);
        var read = reading.Begin();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var silence = Task.Delay(TimeSpan.FromSeconds(limits.IdleSeconds), services.Time, enough.Token);
        if (await Task.WhenAny(read, silence) != read) throw ExchangeErrors.RequestInvalid("No Open was sent.");
        await enough.CancelAsync();
        if (!await read || requests.Current.StepCase != SubmitRecordsRequest.StepOneofCase.Open)
            throw ExchangeErrors.RequestInvalid("The first message of a stream is Open.");
        var open = requests.Current.Open;
        SubmissionRequests.Check(open.SubmissionId);
        SubmissionRequests.Check(open.Sender);
        return open;
    }

    /// <summary>An append fences like a stream; appends of one attempt follow each other without fencing.</summary>
    private static long AdmitAppend(SubmissionRow row, Sender sender)
    {
        if (row.InstanceId == sender.InstanceId && row.Attempt == sender.Attempt) SubmissionStore.RequireOpen(row);
        else SubmissionStore.TakeOver(row, sender);
        return row.Epoch;
    }
}
