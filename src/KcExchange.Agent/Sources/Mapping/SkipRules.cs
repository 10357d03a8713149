using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Rows that a mapping leaves out, for one sheet.</summary>
/// <param name="rules">Column from 1 (0 = the first text of the row), and the texts.</param>
internal sealed class SkipRules(IReadOnlyList<(int Column, IReadOnlyList<Wildcard> Texts)> rules)
{
    /// <summary>The row is to be left out.</summary>
    /// <param name="row">The row.</param>
    public bool Matches(SheetRow row)
    {
        foreach (var (column, texts) in rules)
            if (TextAt(row, column) is { Length: > 0 } text && texts.Any(skipped => skipped.Matches(text))) return true;
        return false;
    }

    private static string TextAt(SheetRow row, int column)
    {
        if (column == 0) return row.FirstText().Text ?? "";
        foreach (var cell in row.Cells)
            if (cell.Column == column)
                return cell.Kind == RawKind.Number ? CellNumber.ToText(cell) : CellText.Clean(cell.Text);
        return "";
    }
}
