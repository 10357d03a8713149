using System.Globalization;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Demo.Samples;

/// <summary>A table as a clerk lays it out: rows of values from the top down, merged cells, some looks.</summary>
/// <param name="sheet">Name of the sheet.</param>
internal sealed class ForeignTable(string sheet)
{
    private readonly SortedDictionary<int, SortedDictionary<int, object>> _rows = [];
    private readonly List<string> _merged = [];

    /// <summary>The last row that holds anything.</summary>
    public int LastRow => _rows.Count == 0 ? 0 : _rows.Keys.Last();

    /// <summary>First and last row of the headings.</summary>
    public (int First, int Last) Headings { get; set; }

    /// <summary>A cell of the table.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column, by letters.</param>
    public CellRef At(int row, string column) => new(sheet, row, CellName.Column(column));

    /// <summary>Writes a row from column A on; null stays empty.</summary>
    /// <param name="row">Row.</param>
    /// <param name="values">Texts, numbers and days.</param>
    public void Row(int row, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            if (values[i] is { } value) Set(new CellRef(sheet, row, i + 1), value);
    }

    /// <summary>Writes a cell.</summary>
    /// <param name="at">Where.</param>
    /// <param name="value">Text, number, day; null empties it.</param>
    public void Set(CellRef at, object? value)
    {
        if (!_rows.TryGetValue(at.Row, out var row)) _rows[at.Row] = row = [];
        if (value is null) row.Remove(at.Column);
        else row[at.Column] = value;
    }

    /// <summary>Merges areas.</summary>
    /// <param name="areas">Areas, e.g. "A4:A5".</param>
    public void Merge(params string[] areas) => _merged.AddRange(areas);

    /// <summary>Adds the sheet to a workbook.</summary>
    /// <param name="book">The workbook.</param>
    /// <param name="widths">Widths of the columns.</param>
    public void AddTo(NewWorkbook book, params int[] widths) => book.AddSheet(
        sheet, (writer, _) => Write(writer, book.Styles, widths), []);

    private void Write(SheetWriter writer, StyleBook styles, int[] widths)
    {
        writer.Head(new SheetHead { Columns = [.. widths.Select(width => new ColumnLook(width, 0))] });
        foreach (var (row, cells) in _rows)
        {
            writer.StartRow(row);
            foreach (var (column, value) in cells) writer.Cell(CellOf(value, column), styles[LookOf(row, value)]);
            writer.EndRow();
        }
        writer.Tail(new SheetTail { Merged = [.. _merged] });
    }

    private CellLook LookOf(int row, object value) => row < Headings.First
        ? new CellLook { Bold = true, Size = 12 }
        : row <= Headings.Last
            ? new CellLook { Bold = true, Wrap = true, Centre = true, Middle = true, Lines = true, Fill = "DDEBF7" }
            : new CellLook { Lines = true, Wrap = value is string, Format = value is DateOnly ? "dd/mm/yyyy" : "" };

    private static RawCell CellOf(object value, int column) => value switch
    {
        string text => new(column, RawKind.Text, text, ShownAs.General),
        DateOnly day => new(
            column, RawKind.Number, CellDate.ToSerial(day).ToString(CultureInfo.InvariantCulture), ShownAs.Date),
        _ => new(column, RawKind.Number, Convert.ToString(value, CultureInfo.InvariantCulture)!, ShownAs.General),
    };
}
