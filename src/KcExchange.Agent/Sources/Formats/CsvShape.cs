namespace KcExchange.Agent.Sources;

/// <summary>Finds out what a table in text is: what separates its values, and which table of the contract.</summary>
internal static class CsvShape
{
    private const int LookedAt = 50;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>Tables of records: the only ones that can stand alone.</summary>
    private static IEnumerable<SheetLayout> Tables => BookLayout.Sheets.Where(sheet => sheet.List is null);

    /// <summary>
    /// The separator by which most headings are known ones; then that by which most lines have as many values as the
    /// others, and more than one.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when nothing separates values.</returns>
    public static char? Separator(string text)
    {
        var best = Separators.Select(separator => (Separator: separator, Score: Score(text, separator)))
            .MaxBy(candidate => candidate.Score);
        return best.Score.Columns > 1 ? best.Separator : null;
    }

    /// <summary>The table that most headings belong to; null when it is none, or two equally well.</summary>
    /// <param name="headings">Headings.</param>
    public static SheetLayout? Table(IReadOnlyList<string> headings)
    {
        var ranked = Tables.Select(table => (Table: table, Known: Known(headings, table)))
            .OrderByDescending(candidate => candidate.Known).ToList();
        return ranked[0].Known > 0 && ranked[0].Known > ranked[1].Known ? ranked[0].Table : null;
    }

    private static (int Known, int Alike, int Columns) Score(string text, char separator)
    {
        var records = new CsvText(text, separator).Read().Where(record => !record.IsEmpty).Take(LookedAt).ToList();
        if (records.Count == 0) return default;
        var known = records.Max(record => Tables.Max(table => Known(record.Fields, table)));
        var usual = records.GroupBy(record => record.Fields.Count)
            .MaxBy(group => (group.Key > 1 ? group.Count() : 0, group.Key))!;
        return (known, usual.Key > 1 ? usual.Count() : 0, usual.Key);
    }

    private static int Known(IReadOnlyList<string> headings, SheetLayout table)
    {
        var own = table.Columns.Where(column => column.Role == ColumnRole.Own).ToList();
        return headings.Count(heading => heading.Length <= 200 && Headings.Match(heading, own, out _) is not null);
    }
}
