using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Results;

/// <summary>What one cell gets: a colour and a note.</summary>
/// <param name="Severity">Heaviest of its findings.</param>
/// <param name="Text">Its note.</param>
internal readonly record struct CellMark(Severity Severity, string Text);

/// <summary>A cell that the result adds.</summary>
/// <param name="Column">Column from 1.</param>
/// <param name="Content">Content.</param>
/// <param name="Look">Look.</param>
internal readonly record struct AddedCell(int Column, RawCell Content, CellLook Look);

/// <summary>All that the result changes on one sheet.</summary>
/// <param name="sheet">Name of the sheet.</param>
internal sealed class ResultMarks(string sheet)
{
    public string Sheet { get; } = sheet;

    /// <summary>Marks on the clerk's cells, by row, then by column.</summary>
    public SortedDictionary<int, SortedDictionary<int, CellMark>> Cells { get; } = [];

    /// <summary>Cells at the right of the table, by row.</summary>
    public SortedDictionary<int, List<AddedCell>> Added { get; } = [];

    /// <summary>Columns that are ours: whatever stands in them is replaced.</summary>
    public HashSet<int> OwnColumns { get; } = [];

    /// <summary>Widths of our columns.</summary>
    public Dictionary<int, int> Widths { get; } = [];

    /// <summary>Marks by sheet.</summary>
    /// <param name="book">The workbook.</param>
    /// <param name="lines">What is to mend.</param>
    public static Dictionary<string, ResultMarks> Of(SourceBook book, IReadOnlyList<MendLine> lines)
    {
        var keys = book.Sheets.ToDictionary(sheet => sheet.Name, sheet => sheet.KeyColumn);
        var marks = book.Sheets.ToDictionary(sheet => sheet.Name, sheet => new ResultMarks(sheet.Name));
        foreach (var cell in lines.GroupBy(line => line.Cell with
        {
            Column = line.Cell.Column > 0 ? line.Cell.Column : keys.GetValueOrDefault(line.Cell.Sheet, 1),
        }))
        {
            if (!marks.TryGetValue(cell.Key.Sheet, out var sheet))
                marks[cell.Key.Sheet] = sheet = new ResultMarks(cell.Key.Sheet);
            if (!sheet.Cells.TryGetValue(cell.Key.Row, out var row)) sheet.Cells[cell.Key.Row] = row = [];
            row[cell.Key.Column] = new CellMark(
                cell.Max(line => line.Severity), string.Join("\n\n", cell.Select(Messages.Result.Note)));
        }
        return marks;
    }
}
