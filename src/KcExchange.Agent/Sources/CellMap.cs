using System.Globalization;

namespace KcExchange.Agent.Sources;

/// <summary>
/// From field paths of one record to the cells they were read from. Columns are shared by all rows of a sheet; only
/// what
/// differs (values taken from the common information, entries of lists) is kept per record.
/// </summary>
public sealed class CellMap
{
    private readonly SheetColumns? _columns;
    private Dictionary<string, CellRef>? _cells;
    private Dictionary<string, List<(SheetColumns Columns, int Row)>>? _lists;

    /// <summary>Makes a map for the record of one row.</summary>
    /// <param name="row">The record's own row (column 0).</param>
    public CellMap(CellRef row) => Row = row;

    /// <summary>Makes a map for a row of a sheet whose columns are known.</summary>
    /// <param name="columns">Columns by field path.</param>
    /// <param name="row">Row from 1.</param>
    internal CellMap(SheetColumns columns, int row)
        : this(new CellRef(columns.Sheet, row, 0)) => _columns = columns;

    /// <summary>The record's own row.</summary>
    public CellRef Row { get; }

    /// <summary>Remembers where a field was, or would have been, read.</summary>
    /// <param name="fieldPath">"project.name_vi", "project.beneficiaries[2]" (its row),
    /// "project.beneficiaries[2].tax_code".</param>
    /// <param name="cell">The cell.</param>
    public void Set(string fieldPath, CellRef cell) =>
        (_cells ??= new(StringComparer.Ordinal))[fieldPath] = cell;

    /// <summary>Remembers the row of the next entry of a list.</summary>
    /// <param name="listPath">Path of the list, e.g. "project.beneficiaries".</param>
    /// <param name="columns">Columns of its sheet, by path from the entry.</param>
    /// <param name="row">Row from 1.</param>
    internal void AddEntry(string listPath, SheetColumns columns, int row)
    {
        _lists ??= new(StringComparer.Ordinal);
        if (!_lists.TryGetValue(listPath, out var rows)) _lists[listPath] = rows = [];
        rows.Add((columns, row));
    }

    /// <summary>Rows of the entries of its lists.</summary>
    internal IEnumerable<(SheetColumns Columns, int Row)> Entries =>
        _lists?.Values.SelectMany(rows => rows) ?? [];

    /// <summary>
    /// The cell of a field; of the nearest parent where the field has none; the record's row at last.
    /// </summary>
    /// <param name="fieldPath">Field path, may be empty.</param>
    public CellRef Find(string fieldPath)
    {
        for (var path = fieldPath; path.Length > 0;)
        {
            if (_cells is not null && _cells.TryGetValue(path, out var cell)) return cell;
            if (_columns is not null && _columns.ByPath.TryGetValue(path, out var column))
                return Row with { Column = column };
            if (TryFindEntry(path, out cell)) return cell;
            var cut = Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['));
            path = cut > 0 ? path[..cut] : "";
        }
        return Row;
    }

    private bool TryFindEntry(string path, out CellRef cell)
    {
        cell = default;
        if (_lists is null) return false;
        // Of a list as a whole, the first entry: there is where to begin mending.
        if (_lists.TryGetValue(path, out var all))
        {
            cell = new CellRef(all[0].Columns.Sheet, all[0].Row, 0);
            return true;
        }
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var close = path.IndexOf(']', StringComparison.Ordinal);
        if (open < 0 || close < open) return false;
        if (!_lists.TryGetValue(path[..open], out var rows)) return false;
        if (!int.TryParse(path.AsSpan(open + 1, close - open - 1), CultureInfo.InvariantCulture, out var index)
            || index < 0 || index >= rows.Count) return false;
        var (columns, row) = rows[index];
        var field = path.Length > close + 2 ? path[(close + 2)..] : "";
        cell = new CellRef(columns.Sheet, row, columns.ByPath.GetValueOrDefault(field));
        return true;
    }
}

/// <summary>Columns of one sheet by the path of the field they fill.</summary>
/// <param name="Sheet">Name of the sheet.</param>
/// <param name="ByPath">Column from 1, by path.</param>
internal sealed record SheetColumns(string Sheet, IReadOnlyDictionary<string, int> ByPath);
