using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>
/// What the clerk's own sheet calls a cell: the heading of its column, on sheets without a table the label before it.
/// Unlike an address it stays the same when rows are added or sorted.
/// </summary>
/// <param name="workbook">The workbook, for reading only.</param>
/// <param name="book">What was read of it.</param>
internal sealed class CellHeadings(WorkbookPart workbook, SourceBook book)
{
    /// <summary>Labels are looked for in so many rows of a sheet without a table.</summary>
    private const int LabelRows = 200;

    private readonly Dictionary<string, int> _headingRows =
        book.Sheets.DistinctBy(sheet => sheet.Name)
            .ToDictionary(sheet => sheet.Name, sheet => sheet.HeadingRow, StringComparer.Ordinal);

    private readonly Dictionary<string, Dictionary<int, string>> _headings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(CellRef Value, string Label)>> _labels = new(StringComparer.Ordinal);
    private readonly Lazy<(SharedTexts Texts, StyleFormats Formats)> _shared =
        new(() => (new SharedTexts(workbook), new StyleFormats(workbook)));

    /// <summary>True for a sheet that was read as a table.</summary>
    /// <param name="sheet">Name.</param>
    public bool IsTable(string sheet) => _headingRows.ContainsKey(sheet);

    /// <summary>What a cell is called; empty for a whole row, and where the sheet says nothing.</summary>
    /// <param name="cell">The cell.</param>
    public string Of(CellRef cell)
    {
        if (cell.Column == 0) return "";
        return IsTable(cell.Sheet)
            ? HeadingsOf(cell.Sheet).GetValueOrDefault(cell.Column, "")
            : LabelsOf(cell.Sheet).Find(label => label.Value == cell).Label ?? "";
    }

    /// <summary>The cell of a row that has a heading; the whole row where it has none of that name.</summary>
    /// <param name="row">The row; of a sheet without a table any.</param>
    /// <param name="heading">What the cell is called.</param>
    public CellRef? Find(CellRef row, string heading)
    {
        if (!IsTable(row.Sheet))
            return LabelsOf(row.Sheet).Find(label => label.Label == heading) is { Label: not null } found
                ? found.Value : null;
        var column = heading.Length == 0
            ? 0 : HeadingsOf(row.Sheet).FirstOrDefault(pair => pair.Value == heading).Key;
        return row with { Column = column };
    }

    /// <summary>Headings of two or more rows: the lowest that says something counts.</summary>
    private Dictionary<int, string> HeadingsOf(string sheet)
    {
        if (_headings.TryGetValue(sheet, out var known)) return known;
        var headings = _headings[sheet] = [];
        using var rows = Open(sheet);
        while (rows is not null && rows.Read() && rows.Row <= _headingRows[sheet])
            foreach (var cell in rows.Cells)
                if (CellText.Clean(cell.Text) is { Length: > 0 } text) headings[cell.Column] = text;
        return headings;
    }

    private List<(CellRef Value, string Label)> LabelsOf(string sheet)
    {
        if (_labels.TryGetValue(sheet, out var known)) return known;
        var labels = _labels[sheet] = [];
        using var rows = Open(sheet);
        while (rows is not null && rows.Read() && rows.Row <= LabelRows)
            if (rows.Cells is [{ Kind: RawKind.Text } label, ..])
                labels.Add((new CellRef(sheet, rows.Row, label.Column + 1), CellText.Clean(label.Text)));
        return labels;
    }

    private SheetXml? Open(string name)
    {
        var sheet = workbook.Workbook.Sheets!.Elements<Sheet>().FirstOrDefault(sheet => sheet.Name?.Value == name);
        return workbook.TryGetPartById(sheet?.Id?.Value ?? "", out var part) && part is WorksheetPart worksheet
            ? new SheetXml(worksheet, _shared.Value.Texts, _shared.Value.Formats) : null;
    }
}
