using KcExchange.Agent.Options;
using KcExchange.Agent.Outbox;
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
        var description = Describe(submission);
        var held = await client.CreateAsync(description, cancellation);
        if (held.State is SubmissionState.Expired or SubmissionState.Cancelled)
        {
            AgentLog.GivenUp(log, submission.Id, held.State.ToString());
            outbox.GiveUp(submission, time);
            return null;
        }
        // 2 A clock set back or a new outbox must not send "older" facts. Only while the server holds none of them:
        //   a sequence that was taken is bound to its bytes.
        if (held.NextSequence == 1 && held.HighestSourceVersion >= submission.SourceVersion)
        {
            submission = outbox.Restamp(submission, held.HighestSourceVersion);
            AgentLog.Restamped(log, submission.Id, submission.SourceVersion);
        }
        // 3 Ship; each answer is in the outbox before the next.
        await SendAsync(client, description, submission, cancellation);
        // 4 Seal.
        var answer = await SealAsync(client, submission, cancellation);
        // 5 Findings that the batch answers had no room for.
        await CompleteFindingsAsync(client, submission, answer.Submission, cancellation);
        outbox.Seal(submission, answer.Receipt, time);
        return answer;
    }

    private SubmissionDescription Describe(OutboxSubmission submission) => new()
    {
        SubmissionId = submission.Id,
        InstanceId = outbox.InstanceId,
        Agent = Agent,
        Language = options.Language,
        ReportPeriod = submission.ReportPeriod,
        DeliveredThrough = outbox.DeliveredThrough(submission),
    };

    private async Task SendAsync(
        SubmissionClient client, SubmissionDescription description, OutboxSubmission submission,
        CancellationToken cancellation)
    {
        OnProgress(description.DeliveredThrough);
        try
        {
            await client.SubmitAsync(
                description, new OutboxRecords(outbox, submission),
                (batch, _) =>
                {
                    outbox.Settle(submission, batch.Results);
                    OnProgress(batch.Results[^1].Sequence);
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
