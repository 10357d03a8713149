namespace KcExchange.Agent.Sources;

/// <summary>Finds out what a table in text is: what separates its values, and which table of the contract.</summary>
internal static class CsvShape
{
    private const int LookedAt = 50;

    /// <summary>Titles may stand above the headings, but not that many.</summary>
    public const int LastHeading = 30;

    /// <summary>A text of this length is a value: comparing it with labels would take its time for nothing.</summary>
    private const int LongestHeading = 200;

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

    /// <summary>
    /// The line that most headings of a table stand on, and that table; null when no line has any, or the best one
    /// could be of two tables.
    /// </summary>
    /// <param name="records">Lines.</param>
    public static (int Index, SheetLayout Table)? Headings(IReadOnlyList<CsvRecord> records)
    {
        var ranked = records.Take(LastHeading).Index()
            .SelectMany(record => Tables.Select(table =>
                (record.Index, Table: table, Known: Known(record.Item.Fields, table))))
            .OrderByDescending(candidate => candidate.Known).Take(2).ToList();
        if (ranked.Count < 2 || ranked[0].Known == 0) return null;
        return ranked[0].Known > ranked[1].Known || ranked[0].Table == ranked[1].Table
            ? (ranked[0].Index, ranked[0].Table) : null;
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
        return headings.Count(heading =>
            heading.Length <= LongestHeading && Sources.Headings.Match(heading, own, out _) is not null);
    }
}
