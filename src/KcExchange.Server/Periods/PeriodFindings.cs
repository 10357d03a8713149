using Google.Protobuf.WellKnownTypes;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Submissions;
using KcExchange.V1;

namespace KcExchange.Server.Periods;

/// <summary>Between a period's findings, their rows and the contract's message.</summary>
internal static class PeriodFindings
{
    /// <summary>A finding that was never there before.</summary>
    public static PeriodFindingRow NewRow(string province, string period, PeriodRuleFinding finding, DateTime now) =>
        new()
        {
            ProvinceCode = province,
            ReportPeriod = period,
            RuleId = finding.Finding.Rule.Id,
            Subject = finding.Subject,
            FirstSeenAt = now,
            OpenSince = now,
        };

    /// <summary>Sets what may change while a finding stays the same one.</summary>
    public static void Fill(PeriodFindingRow row, PeriodRuleFinding finding)
    {
        row.Severity = finding.Finding.Severity;
        row.FieldPath = finding.Finding.FieldPath;
        row.Parameters = StoredFindings.Text(finding.Finding.Parameters);
        row.RecordKeys = string.Join(' ', finding.RecordKeys);
        row.Fingerprint = finding.Finding.Fingerprint;
        row.EvidenceHash = finding.Finding.EvidenceHash;
    }

    /// <summary>Found again: an open one stays as it is, a closed one opens.</summary>
    public static bool Reopen(PeriodFindingRow row, DateTime now)
    {
        if (row.ClosedAt is null) return false;
        (row.ClosedAt, row.OpenSince) = (null, now);
        return true;
    }

    public static PeriodFinding ToMessage(PeriodFindingRow row, string language) => new()
    {
        Finding = StoredFindings.ToMessage(
            row.RuleId, row.Severity, row.FieldPath, row.Parameters, row.Fingerprint, row.EvidenceHash, language),
        Subject = row.Subject,
        RecordKeys = { row.RecordKeys.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
        FirstSeen = Timestamp.FromDateTime(row.FirstSeenAt),
        OpenSince = Timestamp.FromDateTime(row.OpenSince),
    };
}
