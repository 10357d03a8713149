using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Results;

/// <summary>Why a cell is marked, the weakest reason first: of several the strongest gives the colour.</summary>
internal enum MarkKind
{
    /// <summary>Its value was mended on reading.</summary>
    Mended,

    /// <summary>The result before had something against it, this one has not.</summary>
    Fixed,

    Info,

    Warning,

    Error,
}

/// <summary>What one cell gets: a colour and a note.</summary>
/// <param name="Kind">Colour.</param>
/// <param name="Text">Its note; empty = none.</param>
internal readonly record struct CellMark(MarkKind Kind, string Text);

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

    /// <summary>Nothing of the sheet changes.</summary>
    public bool IsEmpty => Cells.Count + Added.Count + OwnColumns.Count == 0;

    /// <summary>Marks by sheet.</summary>
    /// <param name="content">What the result says.</param>
    public static Dictionary<string, ResultMarks> Of(ResultContent content)
    {
        // One sheet of a clerk's may be read as two: records, and the entries of their lists.
        var keys = content.Book.Sheets.DistinctBy(sheet => sheet.Name)
            .ToDictionary(sheet => sheet.Name, sheet => sheet.KeyColumn);
        var marks = keys.Keys.ToDictionary(name => name, name => new ResultMarks(name));
        foreach (var line in content.Lines)
            // What is about a sheet as a whole is said in the list: a clerk's own sheets are not painted.
            if ((line.ShownAt ?? line.Cell) is { Row: > 0 } cell && (cell.Column > 0 || keys.ContainsKey(cell.Sheet)))
                Add(cell, new CellMark(KindOf(line), Messages.Result.Note(line)));
        // Last, so that the note of a cell begins with what is to be done.
        foreach (var mend in content.Book.Mends)
            Add(mend.Cell, new CellMark(MarkKind.Mended, Messages.Mended.Note(mend)));
        return marks;

        void Add(CellRef cell, CellMark mark)
        {
            if (!marks.TryGetValue(cell.Sheet, out var sheet)) marks[cell.Sheet] = sheet = new ResultMarks(cell.Sheet);
            if (!sheet.Cells.TryGetValue(cell.Row, out var row)) sheet.Cells[cell.Row] = row = [];
            var column = cell.Column > 0 ? cell.Column : keys[cell.Sheet];
            row[column] = row.TryGetValue(column, out var known)
                ? new CellMark(known.Kind > mark.Kind ? known.Kind : mark.Kind, $"{known.Text}\n\n{mark.Text}") : mark;
        }
    }

    private static MarkKind KindOf(MendLine line) => line.State == LineState.Fixed ? MarkKind.Fixed
        : line.Severity switch
        {
            Severity.Error => MarkKind.Error,
            Severity.Warning => MarkKind.Warning,
            _ => MarkKind.Info,
        };
}
