using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>What is proposed for one sheet.</summary>
/// <param name="Name">Name of the sheet.</param>
/// <param name="Layout">What its rows are; null = no table was recognised.</param>
internal sealed record SheetProposal(string Name, SheetLayout? Layout)
{
    /// <summary>Headings fit a table when at least so many columns are surely known.</summary>
    private const int FewestColumns = 2;

    private const int MostLevels = 3;
    private const int MostWords = 30;

    /// <summary>First row of the headings.</summary>
    public int FirstHeading { get; private init; }

    /// <summary>Last row of the headings.</summary>
    public int LastHeading { get; private init; }

    /// <summary>Columns from left to right.</summary>
    public IReadOnlyList<ColumnProposal> Columns { get; private init; } = [];

    /// <summary>Unit of money that the rows above the table state; null = none.</summary>
    public MoneyUnit? TitleUnit { get; private init; }

    /// <summary>The heading of a column of money states a unit.</summary>
    public bool NeedsUnit => TitleUnit is null && Columns.Any(column =>
        column.Taken is { Field.IsMoney: true } && Headings.TakeUnit(column.Heading).Unit.Length == 0);

    /// <summary>Code of list funding_level that the sheet's name is; empty = it is none.</summary>
    public string LevelOfName { get; private init; } = "";

    /// <summary>Texts in the column of row numbers that mark headings within the table: I, II, A.</summary>
    public (ColumnProposal Column, IReadOnlyList<string> Texts)? Groups { get; private init; }

    /// <summary>Makes the proposal for a sheet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="top">Its first rows.</param>
    /// <param name="since1904">The workbook's days count from 1904.</param>
    /// <param name="reference">Code lists.</param>
    public static SheetProposal Of(
        string name, IReadOnlyList<SheetRow> top, bool since1904, ReferenceData reference)
    {
        var (rows, headings) = FindHeadings(top);
        if (rows.Count == 0) return new SheetProposal(name, null);
        var below = top.Where(row => row.Row > rows[^1].Row && !RowLooks.IsColumnNumbers(row)
                && !RowLooks.IsTotal(row.FirstText().Text ?? ""))
            .TakeWhile(row => !RowLooks.BeginsSignatures(row)).ToList();
        // Headings within the table fill few cells, and would speak for the wrong fields.
        var full = below.Where(row => 3 * row.Cells.Count >= headings.Count).ToList();
        var samples = headings.ToDictionary(
            heading => heading.Key, heading => new Witness(CellsOf(full, heading.Key), since1904, reference));
        var (layout, columns) = BookLayout.Sheets
            .Select(layout => (Layout: layout, Columns: ColumnMatch.Match(layout, headings, samples)))
            .MaxBy(match => Score(name, match.Layout, match.Columns));
        if (columns.Count(column => column.Taken is not null) < FewestColumns) return new SheetProposal(name, null);
        return new SheetProposal(name, layout)
        {
            FirstHeading = rows[0].Row,
            LastHeading = rows[^1].Row,
            Columns = [.. columns.Select(column => WithWords(column, samples[column.Column], reference))],
            TitleUnit = Sources.TitleUnit.Find(top, name, rows[0].Row)?.Unit,
            LevelOfName = Level(name, layout, columns),
            Groups = FindGroups(columns, below),
        };
    }

    /// <summary>One to three rows whose headings come nearest to names of fields; the fewest of the best.</summary>
    private static (IReadOnlyList<SheetRow> Rows, SortedDictionary<int, string> Headings) FindHeadings(
        IReadOnlyList<SheetRow> top)
    {
        var (best, rows, headings) = (0.0, new List<SheetRow>(), new SortedDictionary<int, string>());
        for (var first = 0; first < top.Count && top[first].Row <= TopRows.LastHeadingRow; first++)
            for (var levels = 1; levels <= MostLevels && first + levels <= top.Count; levels++)
            {
                var candidate = top.Skip(first).Take(levels).ToList();
                if (candidate[^1].Cells.All(cell => cell.Kind != RawKind.Text)
                    || RowLooks.IsColumnNumbers(candidate[^1])) break;
                var joined = HeadingTexts.Join(candidate);
                foreach (var ours in joined.Where(heading => heading.Value
                    .Contains(Headings.ResultMark, StringComparison.Ordinal)).Select(heading => heading.Key).ToList())
                    joined.Remove(ours);
                var score = joined.Values.Sum(heading => Math.Pow(ColumnMatch.NearestOfAll(heading), 2));
                if (score > best + 0.01) (best, rows, headings) = (score, candidate, joined);
            }
        return (rows, headings);
    }

    private static List<RawCell> CellsOf(List<SheetRow> rows, int column) =>
        [.. rows.SelectMany(row => row.Cells).Where(cell => cell.Column == column
            && cell.Kind is RawKind.Text or RawKind.Number && !string.IsNullOrWhiteSpace(cell.Text))];

    private static double Score(string name, SheetLayout layout, IReadOnlyList<ColumnProposal> columns) =>
        columns.Sum(column => column.Taken is { } taken
            // Entries of a list in rows of records: a sheet of the list itself would fit better.
            ? taken.Sure * (taken.Layout == layout ? taken.Field.Role == ColumnRole.Envelope ? 0.5 : 1 : 0.8) : 0)
        + (VietnameseText.Fold(name) == VietnameseText.Fold(layout.Name) ? 1 : 0);

    private static ColumnProposal WithWords(ColumnProposal column, Witness sample, ReferenceData reference)
    {
        if (column.Taken is not { Field.Info.CodeList: { Length: > 0 } list } taken || list == "commune") return column;
        var codes = reference.List(list).Entries.Select(entry => entry.Code).ToHashSet();
        var words = sample.Texts.SelectMany(text => taken.Field.Field.IsRepeated ? CodeText.Entries(text) : [text])
            .Where(word => !codes.Contains(CodeText.Split(word).Code)).DistinctBy(VietnameseText.Fold).Take(MostWords);
        return column with { Words = [.. words.Select(word => (word, Synonyms.CodeOf(list, word, reference)))] };
    }

    private static string Level(string name, SheetLayout layout, IReadOnlyList<ColumnProposal> columns)
    {
        var field = layout.Columns.FirstOrDefault(field => field.Info.CodeList == "funding_level");
        if (field is null || columns.Any(column => column.Taken?.Field == field)) return "";
        return VietnameseText.Fold(name).Split(' ').Contains("kcqg") ? "KCQG" : "";
    }

    /// <summary>Roman numbers or letters among the numbers of the rows, where no key stands.</summary>
    private static (ColumnProposal, IReadOnlyList<string>)? FindGroups(
        IReadOnlyList<ColumnProposal> columns, List<SheetRow> below)
    {
        var numbers = columns.FirstOrDefault(column => column.Ignored);
        var keys = columns.Where(column => column.Taken?.Field.IsKey == true)
            .Select(column => column.Column).ToHashSet();
        if (numbers is null || keys.Count == 0) return null;
        var texts = below.Where(row => !row.Cells.Any(cell => keys.Contains(cell.Column)))
            .SelectMany(row => row.Cells).Where(cell => cell.Column == numbers.Column && cell.Kind == RawKind.Text)
            .Select(cell => CellText.Clean(cell.Text)).Where(IsGroup).Distinct().ToList();
        return texts.Count == 0 ? null : (numbers, texts);
    }

    private static bool IsGroup(string text) =>
        text.Length is > 0 and <= 5 && text.All(c => char.IsAsciiLetterUpper(c) || c == '.');
}
