namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Headings that take one or more rows: "Kinh phí" over "KCQG" is "Kinh phí > KCQG".</summary>
internal static class HeadingTexts
{
    /// <summary>Between the levels of a heading.</summary>
    public const string Below = " > ";

    /// <summary>Headings by column, from left to right.</summary>
    /// <param name="rows">The rows of the headings, from top to bottom.</param>
    public static SortedDictionary<int, string> Join(IReadOnlyList<SheetRow> rows)
    {
        var levels = rows.Select(row => row.Cells.Select(cell => (cell.Column, Text: CellText.Clean(cell.Text)))
            .Where(cell => cell.Text.Length > 0).DistinctBy(cell => cell.Column)
            .ToDictionary(cell => cell.Column, cell => cell.Text)).ToList();
        var joined = new SortedDictionary<int, string>();
        foreach (var column in levels.SelectMany(level => level.Keys).Distinct())
            joined[column] = string.Join(
                Below, levels.Select((_, i) => At(levels, i, column)).Where(text => text.Length > 0).Distinct());
        return joined;
    }

    /// <summary>
    /// The text over a column at one level. A heading over several columns is merged, so it stands in the first of them
    /// only: a column that has headings below and none here belongs to the nearest one on the left that has headings
    /// below itself, unless a higher heading begins in between.
    /// </summary>
    private static string At(List<Dictionary<int, string>> levels, int level, int column)
    {
        if (levels[level].TryGetValue(column, out var own)) return own;
        if (!HasBelow(column)) return "";
        var left = levels[level].Keys.Where(other => other < column).DefaultIfEmpty(0).Max();
        var cut = levels.Take(level).SelectMany(higher => higher.Keys).Any(other => other > left && other <= column);
        return left > 0 && !cut && HasBelow(left) ? levels[level][left] : "";

        bool HasBelow(int at) => levels.Skip(level + 1).Any(lower => lower.ContainsKey(at));
    }
}
