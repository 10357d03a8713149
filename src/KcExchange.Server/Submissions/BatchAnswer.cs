using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>What a batch is answered with.</summary>
/// <param name="Batch">The batch, decided.</param>
/// <param name="AcknowledgedThrough">Every record up to here is durable.</param>
/// <param name="Replayed">Results that came from the store.</param>
/// <param name="FindingsTotal">Findings in all.</param>
/// <param name="JudgedBy">What the records were judged with.</param>
internal sealed record BatchAnswer(
    Batch Batch, long AcknowledgedThrough, int Replayed, long FindingsTotal, JudgedBy JudgedBy)
{
    public BatchResult ToMessage(string language, Operations.LimitOptions limits)
    {
        var result = new BatchResult
        {
            FirstSequence = Batch.FirstSequence,
            AcknowledgedThrough = AcknowledgedThrough,
            Replayed = Replayed,
            FindingsTotal = FindingsTotal,
            JudgedBy = JudgedBy,
        };
        Answers.Fill(
            result.Results,
            [.. Batch.Records.Select(record => (
                new RecordResult
                {
                    Sequence = record.Sequence,
                    Outcome = record.Outcome,
                    Revision = record.Revision,
                    RecordKey = record.Key,
                },
                record.Findings))],
            language, limits);
        return result;
    }
}

/// <summary>Keeps answers within their size: outcomes are never cut, findings ERRORs first.</summary>
internal static class Answers
{
    /// <summary>Bytes kept free for tags, lengths and the fields around the results.</summary>
    private const int Margin = 16 * 1024;

    /// <summary>Adds results with as many findings as fit.</summary>
    public static void Fill(
        Google.Protobuf.Collections.RepeatedField<RecordResult> into,
        IReadOnlyList<(RecordResult Result, IReadOnlyList<FindingRow> Findings)> records, string language,
        Operations.LimitOptions limits)
    {
        long room = limits.AnswerBytes - Margin - records.Sum(record => (long)record.Result.CalculateSize() + 8);
        // Two rounds over all records: every ERROR has its chance before the first WARNING takes room.
        foreach (var errors in (bool[])[true, false])
            foreach (var (result, findings) in records)
                foreach (var finding in findings)
                {
                    if (room <= 0 || result.Findings.Count >= limits.FindingsPerRecordAnswered) break;
                    if (finding.Severity == Severity.Error != errors) continue;
                    var message = StoredFindings.ToMessage(finding, language);
                    room -= message.CalculateSize() + 8;
                    if (room > 0) result.Findings.Add(message);
                }
        into.AddRange(records.Select(record => record.Result));
    }
}
