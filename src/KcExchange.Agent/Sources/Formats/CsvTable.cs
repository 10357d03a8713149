using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>The table of a text: its lines, and where its headings stand.</summary>
/// <param name="Layout">The table of the contract that it is; null = a mapping says it.</param>
/// <param name="Separator">Between values; null = there is one column.</param>
/// <param name="Records">All lines.</param>
/// <param name="Heading">Index of the line of headings.</param>
internal sealed record CsvTable(
    SheetLayout? Layout, char? Separator, IReadOnlyList<CsvRecord> Records, int Heading)
{
    /// <summary>Name of the sheet for mappings: the same whatever the file is called this quarter.</summary>
    public const string MappedSheet = "CSV";

    /// <summary>Name of its sheet in a workbook.</summary>
    public string Sheet => Layout?.Name ?? MappedSheet;

    /// <summary>The headings.</summary>
    public IReadOnlyList<string> Headings => Records[Heading].Fields;

    /// <summary>Takes a text apart.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Limits, separator, encoding.</param>
    /// <param name="mapped">A mapping says what the columns are.</param>
    /// <exception cref="SourceException">It is no table, or none that can be told.</exception>
    public static CsvTable Open(SourceFile file, ReadOptions options, bool mapped)
    {
        var text = file.Text(options).Text;
        if (HasControls(text)) throw new SourceException(Messages.Formats.NotText(file.Path));
        var named = TakeSeparator(ref text);
        var separator = options.Separator ?? named ?? CsvShape.Separator(text);
        var reader = new CsvText(text, separator ?? ',');
        var records = reader.Read().Take(options.MaxRows + 2).ToList();
        if (records.Count > options.MaxRows + 1)
            throw new SourceException(Messages.Workbook.TooManyRows(Path.GetFileName(file.Path), options.MaxRows));
        if (reader.OpenQuote > 0) throw new SourceException(Messages.Formats.OpenQuote(file.Path, reader.OpenQuote));
        var first = records.FindIndex(record => !record.IsEmpty);
        if (first < 0 || !text.Any(char.IsLetterOrDigit))
            throw new SourceException(Messages.Workbook.NoRows(file.Path));
        if (mapped) return new CsvTable(null, separator, records, first);
        return CsvShape.Headings(records) is var (heading, layout)
            ? new CsvTable(layout, separator, records, heading)
            : throw new SourceException(Messages.Formats.UnknownTable(file.Path, records[first].Fields));
    }

    /// <summary>True for a text with letters that no text has.</summary>
    /// <param name="text">Text.</param>
    public static bool HasControls(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\u0008') || text.AsSpan().ContainsAnyInRange('\u000E', '\u001F');

    /// <summary>Required fields of the envelope for which there is no column.</summary>
    public IReadOnlyList<string> Missing() => Layout is null ? []
        : [.. BookLayout.Common.Where(field => field.Info.Required && ColumnOf(field) < 0)
            .Select(field => field.Info.LabelVi)];

    /// <summary>First line of the file on which a field is empty.</summary>
    /// <param name="field">A field of the envelope that has a column.</param>
    public int FirstEmpty(ColumnLayout field) => Records.Skip(Heading + 1).FirstOrDefault(record =>
        !record.IsEmpty && CellText.Clean(record.Fields.ElementAtOrDefault(ColumnOf(field)) ?? "").Length == 0).Line;

    /// <summary>Lines whose values may stand in the wrong columns: they are not sent, the others go.</summary>
    public IEnumerable<ImportFinding> Spoilt()
    {
        for (var row = 1; row <= Records.Count; row++)
        {
            var record = Records[row - 1];
            var bad = record.BadQuote > 0 ? record.BadQuote
                : 1 + record.Fields.ToList().FindIndex(field => field.Length > SheetWriter.LongestText);
            if (bad > 0)
                yield return ImportRules.Finding(
                    ImportRules.Quotes, Severity.Error, new CellRef(Sheet, row, bad),
                    Messages.Formats.BadQuote(record.Line));
            var last = record.Fields.Count;
            while (last > Headings.Count && string.IsNullOrWhiteSpace(record.Fields[last - 1])) last--;
            if (row > Heading + 1 && last > Headings.Count)
                yield return ImportRules.Finding(
                    ImportRules.ExtraValues, Severity.Error, new CellRef(Sheet, row, 0),
                    Messages.Formats.ExtraValues(record.Line, last, Headings.Count));
        }
    }

    private int ColumnOf(ColumnLayout field) => Headings.ToList().FindIndex(text =>
        Sources.Headings.Match(text, Layout!.Readable, out _)?.Path == field.Path);

    /// <summary>Excel's own way to name the separator: a first line "sep=;", which is no line of the table.</summary>
    private static char? TakeSeparator(ref string text)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) return null;
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || text[..end].TrimEnd('\r').Length != 5) return null;
        var separator = text[4];
        text = text[(end + 1)..];
        return separator;
    }
}
