using KcExchange.Agent.Outbox;
using KcExchange.Client;
using KcExchange.V1;

namespace KcExchange.Agent.Shipping;

/// <summary>
/// Finds what the exchange has acknowledged and holds no more: its store was put back to an older state. What it holds
/// is then all that it had up to some moment, so the last sealed submission answers for all before it: one question a
/// run when nothing happened.
/// </summary>
/// <param name="outbox">Outbox.</param>
/// <param name="client">Link to the exchange.</param>
internal sealed class RestoredServer(OutboxFile outbox, SubmissionClient client)
{
    /// <summary>
    /// Submissions to be sent again, in the order of their versions; those that an earlier run could not send too. They
    /// are remembered in the outbox before this returns.
    /// </summary>
    /// <param name="submission">The submission on its way now; it is not asked about.</param>
    /// <param name="province">Province of the caller, as the exchange knows it.</param>
    /// <param name="cancellation">Stops.</param>
    internal async Task<IReadOnlyList<AcknowledgedSubmission>> FindLostAsync(
        OutboxSubmission submission, string province, CancellationToken cancellation)
    {
        List<AcknowledgedSubmission> lost = [];
        var acknowledged = outbox.Acknowledged(submission, province);
        foreach (var one in acknowledged.Where(one => !one.IsLost))
        {
            var held = await HoldsAsync(one, cancellation);
            if (!held) lost.Add(one);
            else if (one.IsSealed) break;
        }
        outbox.MarkLost(lost);
        return [.. acknowledged.Where(one => one.IsLost).Concat(lost).OrderBy(one => one.Submission.SourceVersion)];
    }

    private async Task<bool> HoldsAsync(AcknowledgedSubmission one, CancellationToken cancellation)
    {
        try
        {
            var held = await client.GetAsync(
                new GetSubmissionRequest { SubmissionId = one.Submission.Id.ToString() }, cancellation);
            return held.NextSequence > one.Acknowledged && (!one.IsSealed || held.State == SubmissionState.Committed);
        }
        catch (SubmissionStateException gone) when (gone.Reason == ErrorReason.SubmissionNotFound)
        {
            return false;
        }
    }
}
