using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Nothing says in which unit a file states its money: a command may ask the clerk and read the file again.
/// </summary>
/// <param name="label">Label of the first such column.</param>
/// <param name="at">Its heading.</param>
/// <param name="example">A number of the column; null: there is none in the first rows.</param>
internal sealed class UnknownUnitException(string label, CellRef at, decimal? example)
    : SourceException(Messages.Workbook.NoUnit(label, at))
{
    /// <summary>Label of the first such column.</summary>
    public string Label { get; } = label;

    /// <summary>Its heading.</summary>
    public CellRef At { get; } = at;

    /// <summary>A number of the column; null: there is none in the first rows.</summary>
    public decimal? Example { get; } = example;

    /// <summary>The first number of a column below its heading; null when there is none.</summary>
    /// <param name="top">First rows of the sheet.</param>
    /// <param name="below">Row of the headings.</param>
    /// <param name="column">Column from 1.</param>
    public static decimal? ExampleOf(IReadOnlyList<SheetRow> top, int below, int column)
    {
        foreach (var row in top.Where(row => row.Row > below && !RowLooks.IsColumnNumbers(row)))
            foreach (var cell in row.Cells)
                if (cell.Column == column && cell.Kind == RawKind.Number && CellNumber.TryRead(cell, out var number)
                    && number != 0) return number;
        return null;
    }
}
