using KcExchange.V1;
using Microsoft.Data.Sqlite;

namespace KcExchange.Agent.Outbox;

/// <summary>A submission of which the exchange has acknowledged something.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Acknowledged">Every record up to this sequence was.</param>
internal sealed record AcknowledgedSubmission(OutboxSubmission Submission, OutboxState State, long Acknowledged)
{
    /// <summary>The exchange sealed it.</summary>
    internal bool IsSealed => State is OutboxState.Sealed or OutboxState.SealedLost;

    /// <summary>The exchange was found to have lost it.</summary>
    internal bool IsLost => State is OutboxState.SealedLost or OutboxState.GivenUpLost;
}

/// <summary>What the exchange has acknowledged, and what it was found to have lost since.</summary>
internal static class OutboxAcknowledged
{
    /// <summary>
    /// Submissions acknowledged by the server of another one, for the same province: unfinished ones first, then the
    /// last sealed or given up first.
    /// </summary>
    /// <param name="outbox">Outbox.</param>
    /// <param name="submission">The other one, on its way now.</param>
    /// <param name="province">Province of the caller, as the exchange knows it.</param>
    internal static IReadOnlyList<AcknowledgedSubmission> Acknowledged(
        this OutboxFile outbox, OutboxSubmission submission, string province) =>
        outbox.Read(connection => connection.Query(
            """
            SELECT * FROM (
                SELECT other.number, other.submission_id, other.report_period, other.source_version,
                    other.total_records, other.state, other.caller = own.caller, other.receipt,
                    (SELECT max(sequence) FROM result WHERE result.submission = other.number) AS acknowledged,
                    other.ended_at
                FROM submission AS own JOIN submission AS other ON other.server = own.server
                WHERE own.number = $number AND other.number <> own.number)
            WHERE acknowledged IS NOT NULL
            ORDER BY ended_at IS NOT NULL, ended_at DESC, number DESC
            """,
            // Another certificate may be of this province (a renewed one) or of another: the receipt says which.
            rows => rows.GetBoolean(6) || ProvinceOf(rows) == province ? Read(rows) : null,
            ("$number", submission.Number)).OfType<AcknowledgedSubmission>().ToList());

    /// <summary>Remembers what the exchange has lost until it was sent again: a crash must not forget it.</summary>
    internal static void MarkLost(this OutboxFile outbox, IEnumerable<AcknowledgedSubmission> lost) =>
        outbox.Write(connection => lost.Sum(one => connection.Run(
            """
            UPDATE submission SET state = CASE state WHEN 2 THEN 4 WHEN 3 THEN 5 ELSE state END WHERE number = $number
            """,
            ("$number", one.Submission.Number))));

    /// <summary>What was given up is there again as far as it was acknowledged.</summary>
    internal static void Regain(this OutboxFile outbox, OutboxSubmission submission) =>
        outbox.Write(connection => connection.Run(
            "UPDATE submission SET state = 3 WHERE number = $number AND state = 5", ("$number", submission.Number)));

    /// <summary>Gives a submission another id: under its own the exchange takes it no more.</summary>
    internal static OutboxSubmission Renew(this OutboxFile outbox, OutboxSubmission submission, TimeProvider time) =>
        outbox.Write(connection =>
        {
            var id = Guid.CreateVersion7(time.GetUtcNow());
            connection.Run(
                "UPDATE submission SET submission_id = $id WHERE number = $number",
                ("$id", id.ToString()), ("$number", submission.Number));
            return submission with { Id = id };
        });

    private static AcknowledgedSubmission Read(SqliteDataReader rows) => new(
        new OutboxSubmission(
            rows.GetInt64(0), Guid.Parse(rows.GetString(1)), rows.GetString(2), rows.GetInt64(3), rows.GetInt64(4),
            Resumed: true),
        (OutboxState)rows.GetInt32(5), rows.GetInt64(8));

    private static string ProvinceOf(SqliteDataReader rows) => rows.IsDBNull(7)
        ? ""
        : ReceiptPayload.Parser.ParseFrom(Receipt.Parser.ParseFrom((byte[])rows.GetValue(7)).Payload).ProvinceCode;
}
