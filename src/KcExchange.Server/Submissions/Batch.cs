using System.Buffers;
using System.Security.Cryptography;
using Google.Protobuf;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// A batch before the lock: parsed, normalised, hashed and judged by the record rules. Under the lock
/// <see cref="BatchDecision"/> goes on with it.
/// </summary>
internal sealed class Batch
{
    /// <summary>Versions are UTC milliseconds in practice; above 2^53 − 1 JSON clients lose digits.</summary>
    private const long HighestSourceVersion = (1L << 53) - 1;

    private Batch(
        string province, string submissionId, long firstSequence, Verdicts verdicts, List<RecordInBatch> records) =>
        (Province, SubmissionId, FirstSequence, Verdicts, Records) =
            (province, submissionId, firstSequence, verdicts, records);

    public string Province { get; }

    public string SubmissionId { get; }

    public long FirstSequence { get; }

    /// <summary>What the whole batch is judged with, also where another version comes meanwhile.</summary>
    public Verdicts Verdicts { get; }

    /// <summary>The server's date in Viet Nam with which the batch is judged.</summary>
    public DateOnly Today => Verdicts.Today;

    public IReadOnlyList<RecordInBatch> Records { get; }

    /// <summary>Prepares records for the lock; no database is asked.</summary>
    public static Batch Prepare(
        string province, string submissionId, long firstSequence, IReadOnlyList<ExchangeRecord> records,
        Verdicts verdicts, LimitOptions limits)
    {
        var context = verdicts.Context(province, verdicts.Today, new KnownRecords { IsComplete = false });
        var judgement = new Judgement();
        var prepared = new List<RecordInBatch>(records.Count);
        for (var i = 0; i < records.Count; i++)
            prepared.Add(Prepare(records[i], firstSequence + i, judgement, context, verdicts.Rules, limits));
        return new Batch(province, submissionId, firstSequence, verdicts, prepared);
    }

    private static RecordInBatch Prepare(
        ExchangeRecord record, long sequence, Judgement judgement, RuleContext context, RuleSet rules,
        LimitOptions limits)
    {
        var size = record.CalculateSize();
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var sent = buffer.AsSpan(0, size);
        record.WriteTo(sent);
        var kind = RecordKinds.Of(record);
        var key = kind?.Key(record) ?? "";
        if (key.Length > TextColumns.KeyLength) key = "";
        var findings = ExchangeFindings(record, size, kind, key, judgement, context, rules, limits);
        var judged = findings.Count == 0;
        if (judged)
        {
            rules.JudgeRecord(judgement, record, kind!, key, context);
            findings = [.. judgement.Findings];
        }
        var content = !judged || record.Operation == Operation.Delete ? [] : RecordHash.NormalisedBytes(record, sent);
        var sentHash = SHA256.HashData(sent);
        ArrayPool<byte>.Shared.Return(buffer);
        return new RecordInBatch
        {
            Sequence = sequence,
            Record = record,
            Kind = kind,
            Key = key,
            Code = Bounded(kind?.Code(record) ?? ""),
            SentHash = sentHash,
            Content = content,
            ContentHash = record.Operation == Operation.Delete
                ? RecordHash.DeletedContent
                : RecordHash.Content(content),
            RecordFindings = findings,
            FindingsOmitted = judged ? judgement.Omitted : 0,
            RefusedByExchange = !judged,
            RefusedByRecordRules = findings.Any(finding => finding.Severity == Severity.Error),
        };
    }

    /// <summary>What the exchange itself refuses, before any rule of the law: KC-SYS-…</summary>
    private static List<RuleFinding> ExchangeFindings(
        ExchangeRecord record, int size, KindDefinition? kind, string key, Judgement judgement, RuleContext context,
        RuleSet rules, LimitOptions limits)
    {
        if (size > limits.RecordBytes)
            return [rules.ExchangeFinding(
                judgement, "KC-SYS-002", record, key, context, "", ("size", $"{size}"),
                ("limit", $"{limits.RecordBytes}"))];
        if (kind is null || record.Operation is < Operation.Unspecified or > Operation.Delete)
            return [rules.ExchangeFinding(
                judgement, "KC-SYS-003", record, key, context, kind is null ? "" : "operation")];
        if (record.SourceVersion > HighestSourceVersion)
            return [rules.ExchangeFinding(
                judgement, "KC-SYS-005", record, key, context, "source_version",
                ("value", $"{record.SourceVersion}"), ("expected", $"1 … {HighestSourceVersion}"))];
        return [];
    }

    private static string Bounded(string code) => code.Length <= 60 ? code : "";
}
