using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Submissions;

/// <summary>
/// Answers records that were sent before: compared one by one with the stored rows, however they were cut.
/// </summary>
internal static class Replay
{
    /// <summary>Gives each resent record its stored result; returns what it was judged with then.</summary>
    /// <exception cref="Grpc.Core.RpcException">SEQUENCE_REUSED: a record differs from what was sent
    /// before.</exception>
    public static async Task<JudgedBy?> AnswerAsync(ExchangeDb db, Batch batch, IReadOnlyList<RecordInBatch> resent)
    {
        var (first, last) = (resent[0].Sequence, resent[^1].Sequence);
        var batches = await db.Batches
            .Where(row => row.ProvinceCode == batch.Province && row.SubmissionId == batch.SubmissionId
                && row.FirstSequence <= last && row.FirstSequence + row.RecordCount > first)
            .OrderBy(row => row.FirstSequence).ToListAsync();
        var stored = batches
            .SelectMany(row => PackedResults.Unpack(row.Results).Select((result, i) => (row.FirstSequence + i, result)))
            .ToDictionary(pair => pair.Item1, pair => pair.result);
        var findings = await FindingsAsync(
            db, batch.Province, batch.SubmissionId, [.. resent.Select(record => record.Sequence)]);
        foreach (var record in resent)
        {
            var result = stored[record.Sequence];
            if (!result.SentHash.AsSpan().SequenceEqual(record.SentHash))
                throw ExchangeErrors.SequenceReused(record.Sequence);
            record.Outcome = result.Outcome;
            record.Revision = result.Revision;
            record.Findings = [.. findings[record.Sequence]];
        }
        return batches.Count == 0 ? null
            : Verdicts.Describe(batches[^1].RuleSetVersion, batches[^1].ReferenceVersion, batches[^1].JudgedOn);
    }

    /// <summary>Stored findings of some sequences, in order.</summary>
    public static async Task<ILookup<long, FindingRow>> FindingsAsync(
        ExchangeDb db, string province, string submissionId, List<long> sequences)
    {
        var rows = await db.Findings
            .Where(row => row.ProvinceCode == province && row.SubmissionId == submissionId
                && sequences.Contains(row.Sequence))
            .OrderBy(row => row.Sequence).ThenBy(row => row.Ordinal).ToListAsync();
        return rows.ToLookup(row => row.Sequence);
    }
}
