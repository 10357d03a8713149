using KcExchange.Agent.Sources;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent.Results;

/// <summary>One thing to mend: a line of the sheet "Cần sửa", a note and a colour on its cell.</summary>
/// <param name="Cell">Where; row 0 = nowhere any more.</param>
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

    /// <summary>Found while the file was read, before any rule was asked.</summary>
    public bool IsOfReading { get; init; }

    /// <summary>
    /// Heading of the cell's column, or label of its row, in the clerk's own words; empty for a whole row.
    /// </summary>
    public string Heading { get; init; } = "";

    /// <summary>How it stands to the result before.</summary>
    public LineState State { get; init; }

    /// <summary>The day on which a result first had it; null when not known.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The cell that shows its colour, where that is another one than its own.</summary>
    public CellRef? ShownAt { get; init; }

    /// <summary>It still is to be mended, as far as anybody knows.</summary>
    public bool IsOpen => State != LineState.Fixed;

    /// <summary>
    /// All lines of a result, in the order of the workbook's sheets, rows and columns; equal ones once.
    /// </summary>
    /// <param name="book">The workbook.</param>
    /// <param name="results">Results of its rows.</param>
    /// <param name="headings">Headings of its cells; null = they do not matter.</param>
    public static IReadOnlyList<MendLine> Of(
        SourceBook book, IReadOnlyList<RowResult> results, CellHeadings? headings = null)
    {
        var order = book.Sheets.Select(sheet => sheet.Name).Distinct().Index()
            .ToDictionary(pair => pair.Item, pair => pair.Index);
        return [.. book.Problems.Select(problem => Of(problem, ""))
            .Concat(results.SelectMany(OfRow))
            .GroupBy(line => (line.Cell, line.RuleId, line.Message))
            .Select(group => group.First() with
            {
                Others = group.Count() - 1, Heading = headings?.Of(group.Key.Cell) ?? "",
            })
            .OrderBy(line => order.GetValueOrDefault(line.Cell.Sheet, -1))
            .ThenBy(line => line.Cell.Row).ThenBy(line => line.Cell.Column)];
    }

    /// <summary>Lines of one row.</summary>
    /// <param name="result">Result of the row.</param>
    public static IEnumerable<MendLine> OfRow(RowResult result)
    {
        var record = NameOf(result.Row);
        return result.Row.Findings.Select(finding => Of(finding, record)).Concat(result.Findings.Select(finding =>
            new MendLine(
                result.Row.Cells.Find(finding.FieldPath), finding.Severity, finding.RuleId, record, finding.Message,
                finding.Cure, finding.LegalBasis)));
    }

    /// <summary>A row's record as a clerk knows it.</summary>
    /// <param name="row">Row.</param>
    public static string NameOf(SourceRow row) => Messages.Names.Record(row.Kind.Key(row.Record)).Vi;

    private static MendLine Of(ImportFinding finding, string record) => new(
        finding.Cell, finding.Severity, finding.RuleId, record, finding.Message.Vi, finding.Cure.Vi,
        RuleCatalogue.ById.GetValueOrDefault(finding.RuleId)?.LegalBasis ?? "")
    {
        IsOfReading = true,
    };
}
