using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>
/// Delivers submissions and asks about them. Every method tries again as <see cref="RetryPolicy"/> says, then throws an
/// <see cref="ExchangeException"/>; cancellation throws <see cref="OperationCanceledException"/>. Thread-safe.
/// </summary>
public sealed class SubmissionClient
{
    private readonly ExchangeConnection _connection;
    private readonly SubmissionClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ExchangeCalls _calls;

    /// <summary>Makes a client over a connection; the connection stays the caller's to dispose.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="options">Patience; null: the defaults.</param>
    /// <param name="time">Clock for every wait; null: the system's.</param>
    public SubmissionClient(
        ExchangeConnection connection, SubmissionClientOptions? options = null, TimeProvider? time = null)
    {
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));
        _options = options ?? new SubmissionClientOptions();
        _time = time ?? TimeProvider.System;
        _calls = new ExchangeCalls(_connection, _options, _time);
    }

    /// <summary>
    /// Announces a submission, or finds it again: idempotent. Tells highest_source_version before anything is sent.
    /// </summary>
    /// <param name="description">The submission.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SubmissionStateException">The id was used for another submission.</exception>
    public Task<Submission> CreateAsync(SubmissionDescription description, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(description);
        return _calls.RunAsync(token => AnnounceAsync(description, token), new RetryState(""), cancellationToken);
    }

    /// <summary>
    /// Ships a submission to the end of its source: announces it, opens the stream, resumes after every break. Results
    /// come in order, each sequence once, also those that the server had before this call (unless
    /// <see cref="SubmissionDescription.DeliveredThrough"/> says that the caller has them).
    /// </summary>
    /// <param name="description">The submission.</param>
    /// <param name="source">Its records; only those that the server does not have are read.</param>
    /// <param name="onResult">
    /// Takes the results, one call at a time; the records are durable at the server. What it throws ends the submission
    /// and comes out of this method; those results were not delivered then.
    /// </param>
    /// <param name="cancellationToken">Gives up; what was acknowledged stays, and another call goes on from
    /// there.</param>
    /// <returns>The sequence through which every record is acknowledged and delivered.</returns>
    /// <exception cref="CredentialException">The exchange does not know the caller.</exception>
    /// <exception cref="NotAllowedException">The caller may not submit.</exception>
    /// <exception cref="SubmissionStateException">The submission takes no records (any more).</exception>
    /// <exception cref="SupersededException">Another installation took the submission over.</exception>
    /// <exception cref="TransientExchangeException">The exchange was away for longer than the settings
    /// wait.</exception>
    public async Task<long> SubmitAsync(
        SubmissionDescription description, IRecordSource source,
        Func<BatchResult, CancellationToken, ValueTask> onResult, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(onResult);
        var state = new RetryState(description.InstanceId.ToString());
        var cursor = new ResultCursor(description.DeliveredThrough, onResult, state.Progress, cancellationToken);
        await _calls.RunAsync(
            async token =>
            {
                await AttemptAsync(description, source, cursor, state, token).ConfigureAwait(false);
                return true;
            },
            state, cancellationToken).ConfigureAwait(false);
        return cursor.DeliveredThrough;
    }

    /// <summary>
    /// Ends a submission: the server compares the counts and signs a receipt. Idempotent; waits while the seal is under
    /// way. A seal that was refused or asks for confirmation is an answer, not an exception: see the state.
    /// </summary>
    /// <param name="request">Submission and counts.</param>
    /// <param name="cancellationToken">Gives up waiting; the seal goes on.</param>
    /// <exception cref="SubmissionStateException">COUNT_MISMATCH, or the submission can't be sealed.</exception>
    public Task<SealSubmissionResponse> SealAsync(SealSubmissionRequest request, CancellationToken cancellationToken) =>
        _calls.RunAsync(
            async token =>
            {
                while (true)
                {
                    var answer = await _calls.CallAsync(
                        o => _connection.Submissions.SealSubmissionAsync(request, o), token).ConfigureAwait(false);
                    if (answer.Submission.State != SubmissionState.Sealing) return answer;
                    await Task.Delay(_options.SealPollDelay, _time, token).ConfigureAwait(false);
                }
            },
            new RetryState(""), cancellationToken);

    /// <summary>A submission as the server holds it.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Submission> GetAsync(GetSubmissionRequest request, CancellationToken cancellationToken) =>
        (await _calls.RunAsync(request, _connection.Submissions.GetSubmissionAsync, cancellationToken)
            .ConfigureAwait(false)).Submission;

    /// <summary>The receipt of a committed submission. <see cref="ReceiptVerifier"/> checks it.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Receipt> GetReceiptAsync(GetReceiptRequest request, CancellationToken cancellationToken) =>
        (await _calls.RunAsync(request, _connection.Submissions.GetReceiptAsync, cancellationToken)
            .ConfigureAwait(false)).Receipt;

    /// <summary>Judges records without storing them.</summary>
    /// <param name="request">Records, at most Limits.max_batch_records.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ValidateRecordsResponse> ValidateAsync(
        ValidateRecordsRequest request, CancellationToken cancellationToken) =>
        _calls.RunAsync(request, _connection.Submissions.ValidateRecordsAsync, cancellationToken);

    /// <summary>Outcomes by sequence, page after page.</summary>
    /// <param name="request">Which; its page token is set by this method.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<RecordResult> ListRecordResultsAsync(
        ListRecordResultsRequest request, CancellationToken cancellationToken) =>
        ExchangeCalls.PagesAsync<ListRecordResultsResponse, RecordResult>(
            async (token, cancellation) => await _calls.RunAsync(
                new ListRecordResultsRequest(request) { PageToken = token },
                _connection.Submissions.ListRecordResultsAsync, cancellation).ConfigureAwait(false),
            page => (page.Results, page.NextPageToken), cancellationToken);

    /// <summary>All findings by sequence, page after page; batch answers hold at most 20 for each record.</summary>
    /// <param name="request">Which; its page token is set by this method.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<RecordFinding> ListFindingsAsync(
        ListFindingsRequest request, CancellationToken cancellationToken) =>
        ExchangeCalls.PagesAsync<ListFindingsResponse, RecordFinding>(
            async (token, cancellation) => await _calls.RunAsync(
                new ListFindingsRequest(request) { PageToken = token },
                _connection.Submissions.ListFindingsAsync, cancellation).ConfigureAwait(false),
            page => (page.Findings, page.NextPageToken), cancellationToken);

    /// <summary>One attempt: the unit that is tried again.</summary>
    private async Task AttemptAsync(
        SubmissionDescription description, IRecordSource source, ResultCursor cursor, RetryState state,
        CancellationToken cancellation)
    {
        // 1 Announce it; the answer says where the server stands and which attempt was the last.
        var held = await AnnounceAsync(description, cancellation).ConfigureAwait(false);
        // 2 Results that were lost on their way, before the stream: there may be many, and a stream must not be idle.
        await CatchUpAsync(held, held.NextSequence, description, cursor, cancellation).ConfigureAwait(false);
        if (held.State is SubmissionState.Committed or SubmissionState.Sealing) return;
        // 3 Open: from here on no older stream can commit, so next_sequence is final.
        var open = new Open { SubmissionId = held.SubmissionId, Sender = description.ToSender(held.Attempt + 1) };
        var stream = await SubmissionStream.OpenAsync(_connection, open, _options.OpenTimeout, _time, cancellation)
            .ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            // 4 What an older stream committed in between.
            await CatchUpAsync(held, stream.Opened.NextSequence, description, cursor, cancellation)
                .ConfigureAwait(false);
            // 5 Ship until the end or a break.
            await stream.ShipAsync(source, cursor, state.Halvings).ConfigureAwait(false);
        }
    }

    private async Task<Submission> AnnounceAsync(SubmissionDescription description, CancellationToken cancellation) =>
        (await _calls.CallAsync(
            o => _connection.Submissions.CreateSubmissionAsync(description.ToRequest(), o), cancellation)
            .ConfigureAwait(false)).Submission;

    /// <summary>Fetches results that the server holds and the caller does not have.</summary>
    private async Task CatchUpAsync(
        Submission held, long nextSequence, SubmissionDescription description, ResultCursor cursor,
        CancellationToken cancellation)
    {
        var request = new ListRecordResultsRequest
        {
            SubmissionId = held.SubmissionId,
            Language = description.Language,
            FromSequence = cursor.DeliveredThrough + 1,
            PageSize = 500,
        };
        while (cursor.DeliveredThrough + 1 < nextSequence)
        {
            var page = await _calls.CallAsync(
                o => _connection.Submissions.ListRecordResultsAsync(request, o), cancellation).ConfigureAwait(false);
            if (page.Results.Count > 0)
                await cursor.DeliverAsync(new BatchResult
                {
                    FirstSequence = page.Results[0].Sequence,
                    AcknowledgedThrough = nextSequence - 1,
                    Replayed = page.Results.Count,
                    Results = { page.Results },
                    FindingsTotal = page.Results.Sum(result => (long)result.Findings.Count),
                    JudgedBy = held.JudgedBy,
                }).ConfigureAwait(false);
            request.PageToken = page.NextPageToken;
            if (request.PageToken.Length == 0 && cursor.DeliveredThrough + 1 < nextSequence)
                throw new ContractBrokenException(
                    $"The server expects {nextSequence} but lists results to {cursor.DeliveredThrough} only.");
        }
    }
}
