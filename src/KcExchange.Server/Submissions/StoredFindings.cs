using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>Between a judgement's findings, their rows and the contract's message.</summary>
internal static class StoredFindings
{
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rows of one record's findings, ERRORs first.</summary>
    public static List<FindingRow> Rows(
        string province, string submission, RecordInBatch record, IReadOnlyList<RuleFinding> findings, bool refused)
    {
        var rows = new List<FindingRow>(findings.Count);
        foreach (var finding in findings.OrderByDescending(finding => finding.Severity))
            rows.Add(new FindingRow
            {
                ProvinceCode = province,
                SubmissionId = submission,
                Sequence = record.Sequence,
                Ordinal = rows.Count,
                RuleId = finding.Rule.Id,
                Severity = finding.Severity,
                Refused = refused,
                RecordKind = record.Kind?.Kind ?? RecordKind.Unspecified,
                RecordKey = record.Key,
                RecordCode = record.Code,
                FieldPath = finding.FieldPath,
                Parameters = Text(finding.Parameters),
                Fingerprint = finding.Fingerprint,
                EvidenceHash = finding.EvidenceHash,
            });
        return rows;
    }

    /// <summary>
    /// The same finding as an answer to another record: an UNCHANGED record repeats those that are open.
    /// </summary>
    public static FindingRow Repeat(FindingRow open, string submission, long sequence, int ordinal) => new()
    {
        ProvinceCode = open.ProvinceCode,
        SubmissionId = submission,
        Sequence = sequence,
        Ordinal = ordinal,
        RuleId = open.RuleId,
        Severity = open.Severity,
        Refused = false,
        RecordKind = open.RecordKind,
        RecordKey = open.RecordKey,
        RecordCode = open.RecordCode,
        FieldPath = open.FieldPath,
        Parameters = open.Parameters,
        Fingerprint = open.Fingerprint,
        EvidenceHash = open.EvidenceHash,
    };

    /// <summary>Parameters as a column keeps them.</summary>
    public static string Text(IEnumerable<FindingParameter> parameters) =>
        JsonSerializer.Serialize(parameters.Select(p => new[] { p.Name, p.Value }), Plain);

    /// <summary>Parameters as a column has them.</summary>
    public static List<FindingParameter> Parameters(string stored) =>
        [.. JsonSerializer.Deserialize<string[][]>(stored)!
            .Select(pair => new FindingParameter { Name = pair[0], Value = pair[1] })];

    /// <summary>The message of a stored finding, its text in the reader's language.</summary>
    public static Finding ToMessage(FindingRow row, string language) => ToMessage(
        row.RuleId, row.Severity, row.FieldPath, row.Parameters, row.Fingerprint, row.EvidenceHash, language);

    /// <summary>The message of a finding from its columns.</summary>
    public static Finding ToMessage(
        string ruleId, Severity severity, string fieldPath, string stored, byte[] fingerprint, byte[] evidenceHash,
        string language)
    {
        var parameters = Parameters(stored);
        if (RuleCatalogue.ById.TryGetValue(ruleId, out var rule))
            return new RuleFinding
            {
                Rule = rule,
                Severity = severity,
                FieldPath = fieldPath,
                Parameters = parameters,
                Fingerprint = fingerprint,
                EvidenceHash = evidenceHash,
            }.ToMessage(language);
        // Stored by a newer server: its id and values still tell the reader where to look.
        return new Finding
        {
            RuleId = ruleId,
            Severity = severity,
            FieldPath = fieldPath,
            Parameters = { parameters },
            Message = ruleId,
            Fingerprint = UnsafeByteOperations.UnsafeWrap(fingerprint),
            EvidenceHash = UnsafeByteOperations.UnsafeWrap(evidenceHash),
        };
    }
}
