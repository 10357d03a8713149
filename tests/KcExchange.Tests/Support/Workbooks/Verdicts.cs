using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.V1;

namespace KcExchange.Tests.Support.Workbooks;

/// <summary>Results as a server would give them.</summary>
internal static class Verdicts
{
    public static ResultHeader Header { get; } = new()
    {
        Time = new DateTimeOffset(2026, 10, 5, 3, 0, 0, TimeSpan.Zero),
        RuleSetVersion = "2026.1",
        ReferenceVersion = "2026-11-23-abcd",
        SubmissionId = "0199a1b2",
        ReceiptId = "R-0001",
    };

    /// <summary>Every row accepted but those with findings.</summary>
    public static List<RowResult> Of(SourceBook book, Func<SourceRow, IEnumerable<Finding>> findings) =>
        [.. book.Rows.Select(row =>
        {
            var found = findings(row).ToList();
            var notSent = row.Findings.Any(finding => finding.Severity == Severity.Error);
            var outcome = notSent ? Outcome.Unspecified
                : found.Exists(finding => finding.Severity == Severity.Error) ? Outcome.Rejected : Outcome.Created;
            return new RowResult(row, outcome, notSent, notSent ? [] : found, [])
            {
                Revision = outcome == Outcome.Created ? 1 : 0,
            };
        })];

    public static Finding Error(string rule, string path, string message = "Sai", string cure = "Hãy sửa lại.") => new()
    {
        RuleId = rule, Severity = Severity.Error, FieldPath = path, Message = message, Cure = cure,
        LegalBasis = "TT 36/2013 Đ.5",
    };

    public static Finding Warning(string rule, string path) => new()
    {
        RuleId = rule, Severity = Severity.Warning, FieldPath = path, Message = "Nên xem lại",
        Cure = "Kiểm tra số liệu.",
    };
}
