using KcExchange.Agent.Sources;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent.Results;

/// <summary>One thing to mend: a line of the sheet "Cần sửa", a note and a colour on its cell.</summary>
/// <param name="Cell">Where.</param>
/// <param name="Severity">Weight.</param>
/// <param name="RuleId">Rule id.</param>
/// <param name="Record">The record as a clerk knows it; empty for the file.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Cure">What would be right.</param>
/// <param name="LegalBasis">Article of law; empty for what is about the file.</param>
internal sealed record MendLine(
    CellRef Cell, Severity Severity, string RuleId, string Record, string Message, string Cure, string LegalBasis)
{
    /// <summary>
    /// Number of further records with the same finding on the same cell (one of the common information).
    /// </summary>
    public int Others { get; init; }

    /// <summary>
    /// All lines of a result, in the order of the workbook's sheets, rows and columns; equal ones once.
    /// </summary>
    /// <param name="book">The workbook.</param>
    /// <param name="results">Results of its rows.</param>
    public static IReadOnlyList<MendLine> Of(SourceBook book, IReadOnlyList<RowResult> results)
    {
        var order = book.Sheets.Select((sheet, i) => (sheet.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        return [.. book.Problems.Select(problem => Of(problem, ""))
            .Concat(results.SelectMany(OfRow))
            .GroupBy(line => (line.Cell, line.RuleId, line.Message))
            .Select(group => group.First() with { Others = group.Count() - 1 })
            .OrderBy(line => order.GetValueOrDefault(line.Cell.Sheet, -1))
            .ThenBy(line => line.Cell.Row).ThenBy(line => line.Cell.Column)];
    }

    /// <summary>Lines of one row.</summary>
    /// <param name="result">Result of the row.</param>
    public static IEnumerable<MendLine> OfRow(RowResult result)
    {
        var key = Messages.Names.Record(result.Row.Kind.Key(result.Row.Record)).Vi;
        return result.Row.Findings.Select(finding => Of(finding, key)).Concat(result.Findings.Select(finding =>
            new MendLine(
                result.Row.Cells.Find(finding.FieldPath), finding.Severity, finding.RuleId, key, finding.Message,
                finding.Cure, finding.LegalBasis)));
    }

    private static MendLine Of(ImportFinding finding, string key) => new(
        finding.Cell, finding.Severity, finding.RuleId, key, finding.Message.Vi, finding.Cure.Vi,
        RuleCatalogue.ById.GetValueOrDefault(finding.RuleId)?.LegalBasis ?? "");
}
