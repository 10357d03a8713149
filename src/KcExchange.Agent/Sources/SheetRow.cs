using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>A row of a sheet that holds something.</summary>
/// <param name="Row">Row from 1.</param>
/// <param name="Cells">Its filled cells, from left to right.</param>
internal readonly record struct SheetRow(int Row, IReadOnlyList<RawCell> Cells)
{
    /// <summary>The first cell that holds a text that is not blank; one of column 0 when there is none.</summary>
    public RawCell FirstText()
    {
        foreach (var cell in Cells)
            if (cell.Kind == RawKind.Text && !string.IsNullOrWhiteSpace(cell.Text)) return cell;
        return default;
    }

    /// <summary>A row that may be kept: those of a reader are used again for the next one.</summary>
    public SheetRow Kept() => new(Row, [.. Cells]);
}

/// <summary>The first rows of a sheet: where its headings are looked for, and examples of what stands below.</summary>
internal static class TopRows
{
    /// <summary>Headings stand no further down than this.</summary>
    public const int LastHeadingRow = 30;

    private const int Examples = 10;

    /// <summary>Reads them.</summary>
    /// <param name="rows">Rows, at the start.</param>
    /// <param name="examples">How many filled rows below the last possible heading.</param>
    public static List<SheetRow> Read(SheetXml rows, int examples = Examples)
    {
        var top = new List<SheetRow>();
        while (rows.Read())
        {
            if (rows.Cells.Count == 0) continue;
            if (rows.Row > LastHeadingRow && --examples < 0) break;
            top.Add(new SheetRow(rows.Row, [.. rows.Cells]));
        }
        return top;
    }
}
