using System.Text.Json;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Ledger;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// Findings that are told of a record after its batch was answered. They stand beside the batch's own, at ordinals of
/// their own, each time with an entry in the province's ledger: the results of a batch stay as they were answered.
/// </summary>
internal static class LateFindings
{
    /// <summary>Ordinals of a batch's own findings are below it.</summary>
    public const int FirstOrdinal = 1000;

    /// <summary>Who tells them.</summary>
    public const string Actor = "KcExchange";

    /// <summary>Adds findings to a record's current state; the caller holds the head lock and commits.</summary>
    /// <param name="db">Store.</param>
    /// <param name="head">The province's head, locked.</param>
    /// <param name="submission">The submission that told the state last, tracked.</param>
    /// <param name="untold">The state, tracked, and what is added to its findings.</param>
    /// <param name="verdicts">What they were judged with.</param>
    /// <param name="now">When.</param>
    public static void Add(
        ExchangeDb db, ProvinceHead head, SubmissionRow submission, UntoldDuplicate untold, Verdicts verdicts,
        DateTime now)
    {
        var row = untold.Row;
        var next = untold.Open.Select(finding => finding.Ordinal + 1).Append(FirstOrdinal).Max();
        var rows = untold.Findings.Select((finding, i) => Row(row, next + i, finding)).ToList();
        db.Findings.AddRange(rows);
        row.FindingCount += rows.Count;
        submission.FindingsTotal += rows.Count;
        var entry = new LedgerEntry
        {
            ProvinceCode = row.ProvinceCode,
            EntryType = EntryType.LateFindings,
            Action = EntryAction.DuplicateFound,
            RecordedAt = now,
            Actor = Actor,
            SubmissionId = row.SubmissionId,
            Sequence = row.Sequence,
            RecordKind = (int)RecordKind.Project,
            RecordKey = row.RecordKey,
            Revision = row.Revision,
            SourceVersion = row.SourceVersion,
            ContentHash = row.ContentHash,
            Payload = Payload(rows),
            RuleSetVersion = verdicts.Rules.Version,
            ReferenceVersion = verdicts.Reference.Version,
        };
        LedgerChain.Append(head, [entry]);
        db.Entries.Add(entry);
    }

    /// <summary>
    /// What the ledger keeps of late findings, in their order: JSON array of ordinal, rule, severity, field,
    /// parameters, fingerprint and evidence hash each.
    /// </summary>
    public static byte[] Payload(IEnumerable<FindingRow> rows) => JsonSerializer.SerializeToUtf8Bytes(
        rows.Select(row => new object[]
        {
            row.Ordinal, row.RuleId, (int)row.Severity, row.FieldPath, row.Parameters,
            Convert.ToHexStringLower(row.Fingerprint), Convert.ToHexStringLower(row.EvidenceHash),
        }));

    /// <summary>True when rows of one record are exactly those that entries tell, in their order.</summary>
    /// <param name="rows">All late findings of the record, by ordinal.</param>
    /// <param name="entries">All entries about them, by position.</param>
    public static bool AreOf(IReadOnlyList<FindingRow> rows, IReadOnlyList<LedgerEntry> entries)
    {
        var at = 0;
        foreach (var entry in entries)
        {
            using var told = JsonDocument.Parse(entry.Payload);
            var own = rows.Skip(at).Take(told.RootElement.GetArrayLength()).ToList();
            if (!Payload(own).AsSpan().SequenceEqual(entry.Payload)
                || !own.TrueForAll(row => !row.Refused && row.RecordKey == entry.RecordKey
                    && row.RecordKind == (RecordKind)entry.RecordKind
                    && row.RecordKey == Contracts.Records.RecordKey.Of("project", row.RecordCode)))
                return false;
            at += own.Count;
        }
        return at == rows.Count;
    }

    private static FindingRow Row(ProjectRow row, int ordinal, RuleFinding finding) => new()
    {
        ProvinceCode = row.ProvinceCode,
        SubmissionId = row.SubmissionId,
        Sequence = row.Sequence,
        Ordinal = ordinal,
        RuleId = finding.Rule.Id,
        Severity = finding.Severity,
        Refused = false,
        RecordKind = RecordKind.Project,
        RecordKey = row.RecordKey,
        RecordCode = row.ProjectCode,
        FieldPath = finding.FieldPath,
        Parameters = StoredFindings.Text(finding.Parameters),
        Fingerprint = finding.Fingerprint,
        EvidenceHash = finding.EvidenceHash,
    };
}
