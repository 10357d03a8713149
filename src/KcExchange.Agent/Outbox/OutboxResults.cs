using Google.Protobuf;
using KcExchange.V1;
using Microsoft.Data.Sqlite;

namespace KcExchange.Agent.Outbox;

/// <summary>Answers of the server in the outbox.</summary>
internal static class OutboxResults
{
    /// <summary>Every answer up to this sequence is stored; 0: none.</summary>
    internal static long DeliveredThrough(this OutboxFile outbox, OutboxSubmission submission) =>
        outbox.Read(connection =>
        {
            using var command = connection.Command(
                "SELECT coalesce(max(sequence), 0) FROM result WHERE submission = $number",
                ("$number", submission.Number));
            return (long)command.ExecuteScalar()!;
        });

    /// <summary>
    /// Stores the answer to a batch; durable when this returns. A server that lost an answer gives it again, and that
    /// one counts.
    /// </summary>
    internal static void Settle(
        this OutboxFile outbox, OutboxSubmission submission, IReadOnlyList<RecordResult> results) =>
        outbox.Write(connection =>
        {
            using var insert = connection.Command(
                """
                INSERT INTO result VALUES ($number, $sequence, $outcome, $answer)
                ON CONFLICT (submission, sequence) DO UPDATE SET outcome = $outcome, answer = $answer
                """,
                ("$number", submission.Number), ("$sequence", 0L), ("$outcome", 0L), ("$answer", Array.Empty<byte>()));
            insert.Prepare();
            foreach (var result in results)
            {
                insert.Parameters["$sequence"].Value = result.Sequence;
                insert.Parameters["$outcome"].Value = (long)result.Outcome;
                insert.Parameters["$answer"].Value = result.ToByteArray();
                insert.ExecuteNonQuery();
            }
            return results.Count;
        });

    /// <summary>All answers of a submission with the rows that they are for, in the order of their sequences.</summary>
    internal static IReadOnlyList<OutboxResult> Results(this OutboxFile outbox, OutboxSubmission submission) =>
        outbox.Read(connection => connection.Query(
            """
            SELECT record.sheet, record.row, result.answer FROM result
            JOIN record ON record.submission = result.submission AND record.sequence = result.sequence
            WHERE result.submission = $number ORDER BY result.sequence
            """,
            rows => new OutboxResult(rows.GetString(0), rows.GetInt32(1), Answer(rows, 2)),
            ("$number", submission.Number)));

    /// <summary>Replaces the findings of one record: its answer held only the first of them.</summary>
    internal static void SetFindings(
        this OutboxFile outbox, OutboxSubmission submission, IReadOnlyDictionary<long, List<Finding>> bySequence) =>
        outbox.Write(connection =>
        {
            var answers = connection.Query(
                "SELECT answer FROM result WHERE submission = $number", rows => Answer(rows, 0),
                ("$number", submission.Number));
            foreach (var answer in answers)
            {
                if (!bySequence.TryGetValue(answer.Sequence, out var findings)) continue;
                answer.Findings.Clear();
                answer.Findings.Add(findings.OrderByDescending(finding => finding.Severity));
                connection.Run(
                    "UPDATE result SET answer = $answer WHERE submission = $number AND sequence = $sequence",
                    ("$answer", answer.ToByteArray()), ("$number", submission.Number), ("$sequence", answer.Sequence));
            }
            return answers.Count;
        });

    private static RecordResult Answer(SqliteDataReader rows, int column) =>
        RecordResult.Parser.ParseFrom((byte[])rows.GetValue(column));
}
