using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>The columns at the right of each record sheet: what became of each row, and what to do about it.</summary>
internal static class OutcomeColumns
{
    private const int MostFindings = 4;

    private static readonly (string Heading, int Width)[] Columns =
    [
        (Headings.ResultMark + Messages.Result.OutcomeHeading, 20),
        (Headings.ResultMark + Messages.Result.RevisionHeading, 10),
        (Headings.ResultMark + Messages.Result.MendHeading, 90),
    ];

    /// <summary>Adds the columns to the marks of a sheet.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="results">Results of its rows.</param>
    /// <param name="offline">The rows were only checked.</param>
    /// <param name="facts">What else stands on the sheet.</param>
    /// <param name="marks">Takes the cells.</param>
    public static void Add(
        SourceSheet sheet, IEnumerable<RowResult> results, bool offline, SheetFacts facts, ResultMarks marks)
    {
        marks.OwnColumns.UnionWith(sheet.ResultColumns.Values);
        if (!sheet.IsRecordSheet || sheet.LastColumn == 0) return;
        var places = Places(sheet, facts);
        // A sheet that is filled to its last column has no room; the list of what to mend says everything.
        if (places[^1] > SheetFacts.MostColumns) return;
        for (var i = 0; i < Columns.Length; i++)
        {
            marks.OwnColumns.Add(places[i]);
            marks.Widths[places[i]] = Columns[i].Width;
        }
        if (sheet.HeadingRow > 0)
            marks.Added[sheet.HeadingRow] =
                [.. Columns.Select((column, i) => Text(places[i], column.Heading, ResultLooks.OutcomeHeading))];
        foreach (var result in results)
        {
            var tone = ResultLooks.ToneOf(result);
            marks.Added[result.Row.Cells.Row.Row] =
            [
                Text(places[0], Messages.Result.Outcome(result, offline), ResultLooks.OfTone(tone)),
                result.Revision > 0
                    ? new AddedCell(
                        places[1], new RawCell(places[1], RawKind.Number, $"{result.Revision}", ShownAs.General),
                        ResultLooks.OfTone(tone))
                    : Text(places[1], "", ResultLooks.OfTone(tone)),
                Text(places[2], Mend(result), ResultLooks.Mend),
            ];
        }
    }

    /// <summary>Where the columns of an earlier result stand they stay; else behind all that the clerk wrote.</summary>
    private static int[] Places(SourceSheet sheet, SheetFacts facts)
    {
        if (Columns.All(column => sheet.ResultColumns.ContainsKey(column.Heading)))
            return [.. Columns.Select(column => sheet.ResultColumns[column.Heading])];
        var first = facts.FreeColumn(sheet.LastColumn + 1, Columns.Length, sheet.HeadingRow);
        return [.. Enumerable.Range(first, Columns.Length)];
    }

    private static AddedCell Text(int column, string text, CellLook look) => new(
        column, new RawCell(column, text.Length == 0 ? RawKind.Empty : RawKind.Text, text, ShownAs.General), look);

    private static string Mend(RowResult result)
    {
        var lines = MendLine.OfRow(result).OrderByDescending(line => line.Severity).ToList();
        var own = result.Row.Cells.Row.Sheet;
        var text = string.Join("; ", lines.Take(MostFindings).Select(line => Messages.Result.ShortMend(line, own)));
        return lines.Count <= MostFindings ? text : text + Messages.Result.AndMore(lines.Count - MostFindings);
    }
}
