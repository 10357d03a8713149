using KcExchange.Agent.Options;
using KcExchange.Agent.Outbox;
using KcExchange.Agent.Sources;
using KcExchange.Client;
using KcExchange.V1;
using Microsoft.Extensions.Logging;

namespace KcExchange.Agent.Shipping;

/// <summary>Brings one submission of the outbox to the exchange, and every answer into the outbox.</summary>
/// <param name="outbox">Outbox.</param>
/// <param name="connection">Link to the exchange.</param>
/// <param name="options">Settings.</param>
/// <param name="log">Log.</param>
/// <param name="time">Clock.</param>
internal sealed class Shipment(
    OutboxFile outbox, ExchangeConnection connection, AgentOptions options, ILogger log, TimeProvider time)
{
    /// <summary>Name and version under which this program is known to the exchange.</summary>
    internal static string Agent { get; } =
        $"KcExchange.Agent/{typeof(Shipment).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    /// <summary>Is told how many records are acknowledged.</summary>
    internal Action<long> OnProgress { get; init; } = _ => { };

    /// <summary>Is told what the clerk should read, once each.</summary>
    internal Action<Bilingual> OnNotice { get; init; } = _ => { };

    /// <summary>Is told before each wait for another try.</summary>
    internal Action<RetryNotice> OnRetry { get; init; } = _ => { };

    /// <summary>
    /// Ships, seals, and brings the findings home. Null: the server takes this submission no more (expired, cancelled);
    /// it was given up in the outbox, and its rows belong into a new one.
    /// </summary>
    /// <param name="submission">The submission, stored in the outbox.</param>
    /// <param name="cancellation">Stops; what was acknowledged stays.</param>
    /// <exception cref="ExchangeException">It could not be done; another run goes on from there.</exception>
    internal async Task<SealSubmissionResponse?> ShipAsync(
        OutboxSubmission submission, CancellationToken cancellation)
    {
        var client = new SubmissionClient(connection, ClientOptions(), time);
        // 1 Announce it, and learn what the server has.
        var acknowledged = outbox.DeliveredThrough(submission);
        var held = await client.CreateAsync(Describe(submission, acknowledged), cancellation);
        if (held.State is SubmissionState.Expired or SubmissionState.Cancelled)
        {
            AgentLog.GivenUp(log, submission.Id, held.State.ToString());
            outbox.GiveUp(submission, time);
            return null;
        }
        // 2 A clock set back or a new outbox must not send "older" facts. Only while the server never had any of them:
        //   a sequence that was taken is bound to its bytes.
        if (held.NextSequence == 1 && acknowledged == 0 && held.HighestSourceVersion >= submission.SourceVersion)
        {
            submission = outbox.Restamp(submission, held.HighestSourceVersion);
            AgentLog.Restamped(log, submission.Id, submission.SourceVersion);
        }
        // 3 What the server once had and has no more goes before it.
        await SendLostAsync(client, submission, held, acknowledged, cancellation);
        // 4 Ship; each answer is in the outbox before the next.
        await SendAsync(
            client, Describe(submission, Math.Min(acknowledged, held.NextSequence - 1)), submission, cancellation);
        // 5 Seal.
        return await FinishAsync(client, submission, cancellation);
    }

    private async Task SendLostAsync(
        SubmissionClient client, OutboxSubmission submission, Submission held, long acknowledged,
        CancellationToken cancellation)
    {
        var lost = await new RestoredServer(outbox, client).FindLostAsync(
            submission, held.ProvinceCode, cancellation);
        var ownToo = held.NextSequence <= acknowledged ? 1 : 0;
        if (lost.Count + ownToo == 0) return;
        AgentLog.ServerRestored(log, lost.Count + ownToo);
        OnNotice(Messages.Shipping.ServerRestored(lost.Count + ownToo));
        foreach (var one in lost)
            try
            {
                await SendAgainAsync(client, one, cancellation);
            }
            catch (SubmissionStateException locked) when (locked.Reason == ErrorReason.PeriodLocked)
            {
                AgentLog.NotSentAgain(log, one.Submission.Id, one.Submission.ReportPeriod);
                OnNotice(Messages.Shipping.NotSentAgain(one.Submission.ReportPeriod));
            }
    }

    /// <summary>
    /// Sends what the server had acknowledged, with the versions of then: what another has sent meanwhile stays newer.
    /// </summary>
    private async Task SendAgainAsync(
        SubmissionClient client, AcknowledgedSubmission lost, CancellationToken cancellation)
    {
        var submission = lost.IsSealed ? lost.Submission : lost.Submission with { TotalRecords = lost.Acknowledged };
        // Every answer is asked for again: the outbox shall hold what the server holds.
        var description = Describe(submission, deliveredThrough: 0);
        var held = await client.CreateAsync(description, cancellation);
        if (held.State != SubmissionState.Open
            && (held.State != SubmissionState.Committed || held.NextSequence != submission.TotalRecords + 1))
        {
            submission = outbox.Renew(submission, time);
            description = Describe(submission, deliveredThrough: 0);
        }
        await ShipRecordsAsync(client, description, submission, _ => { }, cancellation);
        if (lost.IsSealed) await FinishAsync(client, submission, cancellation);
        else outbox.Regain(submission);
        AgentLog.SentAgain(log, submission.Id, submission.TotalRecords, held.NextSequence - 1);
    }

    /// <summary>Seals, and brings the findings home that the batch answers had no room for.</summary>
    private async Task<SealSubmissionResponse> FinishAsync(
        SubmissionClient client, OutboxSubmission submission, CancellationToken cancellation)
    {
        var answer = await SealAsync(client, submission, cancellation);
        await CompleteFindingsAsync(client, submission, answer.Submission, cancellation);
        outbox.Seal(submission, answer.Receipt, time);
        return answer;
    }

    private SubmissionDescription Describe(OutboxSubmission submission, long deliveredThrough) => new()
    {
        SubmissionId = submission.Id,
        InstanceId = outbox.InstanceId,
        Agent = Agent,
        Language = options.Language,
        ReportPeriod = submission.ReportPeriod,
        DeliveredThrough = deliveredThrough,
    };

    private Task SendAsync(
        SubmissionClient client, SubmissionDescription description, OutboxSubmission submission,
        CancellationToken cancellation)
    {
        OnProgress(description.DeliveredThrough);
        return ShipRecordsAsync(client, description, submission, OnProgress, cancellation);
    }

    private async Task ShipRecordsAsync(
        SubmissionClient client, SubmissionDescription description, OutboxSubmission submission,
        Action<long> onProgress, CancellationToken cancellation)
    {
        try
        {
            await client.SubmitAsync(
                description, new OutboxRecords(outbox, submission),
                (batch, _) =>
                {
                    outbox.Settle(submission, batch.Results);
                    onProgress(batch.Results[^1].Sequence);
                    return ValueTask.CompletedTask;
                },
                cancellation);
        }
        catch (RecordTooLargeException large)
        {
            var (sheet, row) = outbox.OriginOf(submission, large.Sequence);
            throw new AgentException(Messages.Shipping.RecordTooLarge(sheet, row), large);
        }
    }

    private async Task<SealSubmissionResponse> SealAsync(
        SubmissionClient client, OutboxSubmission submission, CancellationToken cancellation)
    {
        var request = new SealSubmissionRequest
        {
            SubmissionId = submission.Id.ToString(),
            TotalRecords = submission.TotalRecords,
            CountByKind = { outbox.CountByKind(submission) },
        };
        var answer = await client.SealAsync(request, cancellation);
        return answer.Submission.State == SubmissionState.Committed && answer.Receipt is not null
            ? answer
            : throw new AgentException(Messages.Shipping.SealRefused(answer.Submission.State.ToString()));
    }

    private async Task CompleteFindingsAsync(
        SubmissionClient client, OutboxSubmission submission, Submission sealed_, CancellationToken cancellation)
    {
        if (sealed_.FindingsTotal <= outbox.Results(submission).Sum(row => (long)row.Result.Findings.Count)) return;
        var bySequence = new Dictionary<long, List<Finding>>();
        var request = new ListFindingsRequest
        {
            SubmissionId = submission.Id.ToString(), Language = options.Language, PageSize = 500,
        };
        await foreach (var found in client.ListFindingsAsync(request, cancellation))
        {
            if (!bySequence.TryGetValue(found.Sequence, out var findings)) bySequence[found.Sequence] = findings = [];
            findings.Add(found.Finding);
        }
        outbox.SetFindings(submission, bySequence);
    }

    private SubmissionClientOptions ClientOptions() => new()
    {
        Retry = new RetrySettings { MaxFailures = options.Attempts },
        OnRetry = notice =>
        {
            if (notice.Error.Reason == ErrorReason.Draining) AgentLog.Drained(log, notice.Delay);
            else AgentLog.Retrying(log, notice.Failures, notice.Delay, notice.Error.Message);
            OnRetry(notice);
        },
    };
}
