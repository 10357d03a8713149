using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Agent.Commands;

/// <summary>Which rows of a workbook go, and in which order: the same for check and submit.</summary>
internal static class ShipOrder
{
    /// <summary>
    /// Rows that can become records: parents before children, earlier periods first, else as in the workbook.
    /// Deletions last and children first: the exchange decides them so within a batch, and a file may be many.
    /// </summary>
    internal static IReadOnlyList<SourceRow> Sendable(SourceBook book)
    {
        var order = RecordKinds.All.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var rows = book.Rows.Where(row => !IsBroken(row)).ToLookup(row => row.Record.Operation == Operation.Delete);
        return
        [
            .. rows[false].OrderBy(row => order[row.Kind]).ThenBy(row => row.Kind.JudgedAt(row.Record)),
            .. rows[true].OrderByDescending(row => order[row.Kind]),
        ];
    }

    /// <summary>A value of the row could not become a field: the row is not sent.</summary>
    internal static bool IsBroken(SourceRow row) => row.Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>
    /// Something is wrong with the layout (a misspelt heading or sheet, a required column that is not there): the same
    /// field would be missing from every record, so nothing is sent. A row of a list without its parent, and a line of
    /// JSON that is no record, concern themselves alone; the others go.
    /// </summary>
    internal static bool IsLayoutBroken(SourceBook book) => book.Problems.Any(problem => problem.RuleId switch
    {
        ImportRules.NoParent or ImportRules.AmbiguousParent or ImportRules.BadLine => false,
        ImportRules.MissingHeading => book.Rows.Any(row => row.Cells.Row.Sheet == problem.Cell.Sheet),
        _ => problem.Severity == Severity.Error,
    });

    /// <summary>The file itself has something to mend.</summary>
    internal static bool HasProblems(SourceBook book) =>
        book.Problems.Any(problem => problem.Severity == Severity.Error);
}
