using KcExchange.Contracts.Reference;

namespace KcExchange.Server.Reference;

/// <summary>How two versions of one file differ, row by row.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Added">Rows that are new, by what tells them apart.</param>
/// <param name="Changed">Rows with other values, with old and new ones.</param>
/// <param name="Removed">Rows that are gone.</param>
internal sealed record ReferenceDifference(
    string File, IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed)
{
    /// <summary>The files that differ. A file with the same rows but other bytes is among them, without rows.</summary>
    public static IReadOnlyList<ReferenceDifference> Between(ReferenceFiles before, ReferenceFiles after) =>
        [.. ReferenceTables.All
            .Where(table => !before.Bytes(table.Name).Span.SequenceEqual(after.Bytes(table.Name).Span))
            .Select(table => Of(table, Rows(table, before), Rows(table, after)))];

    /// <summary>The difference in lines for a terminal: all counts, and at most some rows of each sort.</summary>
    /// <param name="most">Most rows of each sort.</param>
    public IEnumerable<string> Lines(int most)
    {
        yield return $"{File}: {Added.Count} added, {Changed.Count} changed, {Removed.Count} removed";
        foreach (var (mark, rows) in new[] { ("+", Added), ("~", Changed), ("-", Removed) })
        {
            foreach (var row in rows.Take(most)) yield return $"  {mark} {row}";
            if (rows.Count > most) yield return $"  {mark} … and {rows.Count - most} more";
        }
    }

    private static ReferenceDifference Of(
        ReferenceTable table, Dictionary<string, CsvRow> before, Dictionary<string, CsvRow> after) => new(
        table.Name,
        [.. after.Keys.Where(key => !before.ContainsKey(key))],
        [.. after.Where(row => before.TryGetValue(row.Key, out var old) && !old.Fields.SequenceEqual(row.Value.Fields))
            .Select(row => $"{row.Key}: {Values(table, before[row.Key], row.Value)}")],
        [.. before.Keys.Where(key => !after.ContainsKey(key))]);

    private static string Values(ReferenceTable table, CsvRow before, CsvRow after) => string.Join(", ", table.Header
        .Where(column => before.Text(column) != after.Text(column))
        .Select(column => $"{column} \"{before.Text(column)}\" → \"{after.Text(column)}\""));

    private static Dictionary<string, CsvRow> Rows(ReferenceTable table, ReferenceFiles files) =>
        CsvTable.Parse(table.Name, files.Text(table.Name), table.Header).Rows
            .ToDictionary(table.KeyOf, StringComparer.Ordinal);
}
