namespace KcExchange.Agent.Sources;

/// <summary>From field paths of one record to the cells they were read from.</summary>
public sealed class CellMap
{
    private readonly Dictionary<string, CellRef> _cells = new(StringComparer.Ordinal);

    /// <summary>Makes a map for the record of one row.</summary>
    /// <param name="row">The record's own row (column 0).</param>
    public CellMap(CellRef row) => Row = row;

    /// <summary>The record's own row.</summary>
    public CellRef Row { get; }

    /// <summary>Remembers where a field was, or would have been, read.</summary>
    /// <param name="fieldPath">"project.name_vi", "project.beneficiaries[2]" (its row), "project.beneficiaries[2].tax_code".</param>
    /// <param name="cell">The cell.</param>
    public void Set(string fieldPath, CellRef cell) => _cells[fieldPath] = cell;

    /// <summary>The cell of a field; of the nearest parent where the field has none; the record's row at last.</summary>
    /// <param name="fieldPath">Field path, may be empty.</param>
    public CellRef Find(string fieldPath)
    {
        for (var path = fieldPath; path.Length > 0;)
        {
            if (_cells.TryGetValue(path, out var cell)) return cell;
            var cut = Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['));
            path = cut > 0 ? path[..cut] : "";
        }
        return Row;
    }
}
