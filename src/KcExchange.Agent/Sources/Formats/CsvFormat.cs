using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>
/// One table of records as text. It is made a workbook of the same cells and then read like any other; so is its
/// result.
/// </summary>
internal sealed class CsvFormat : ISourceFormat
{
    /// <inheritdoc/>
    public string Name => "CSV";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".csv", ".tsv", ".tab", ".txt"];

    /// <inheritdoc/>
    public bool Recognises(SourceFile file, ReadOptions options)
    {
        if (Endings.Contains(file.Ending)) return true;
        var text = file.Text(options).Text;
        return !HasControls(text) && CsvShape.Separator(text) is not null;
    }

    /// <inheritdoc/>
    public SourceBook Read(SourceFile file, ReadOptions options)
    {
        var table = Open(file, options);
        var workbook = CsvWorkbook.Write(table.Sheet, table.Records, withCommon: options.Mapping.Length == 0);
        using var opened = WorkbookFile.Open(file.Path, workbook, options);
        var book = RecordOrigin.Fill(WorkbookSource.Read(file.Path, opened, options));
        var spoilt = Spoilt(table).ToLookup(finding => finding.Cell.Row);
        var rows = book.Rows.Select(row => spoilt.Contains(row.Cells.Row.Row)
            ? row with { Findings = [.. spoilt[row.Cells.Row.Row], .. row.Findings] } : row).ToList();
        var read = rows.Select(row => row.Cells.Row.Row).ToHashSet();
        return book with
        {
            Sha256 = file.Sha256,
            Workbook = workbook,
            Rows = rows,
            Problems =
            [
                ImportRules.OfFile(ImportRules.Recognised, Severity.Info,
                    Messages.Formats.CsvRecognised(table.Separator, file.Text(options).Encoding, table.Sheet)),
                .. NoLists(rows), .. spoilt.Where(row => !read.Contains(row.Key)).SelectMany(row => row),
                // The other sheets of a workbook are not missing here: there can be but one.
                .. book.Problems.Where(problem => problem.RuleId != ImportRules.Sheet),
            ],
        };
    }

    private sealed record Table(string Sheet, char? Separator, IReadOnlyList<CsvRecord> Records, int Columns);

    private static Table Open(SourceFile file, ReadOptions options)
    {
        var text = file.Text(options).Text;
        if (HasControls(text)) throw new SourceException(Messages.Formats.NotText(file.Path));
        var separator = TakeSeparator(ref text) ?? CsvShape.Separator(text);
        separator = options.Separator ?? separator;
        var reader = new CsvText(text, separator ?? ',');
        var records = reader.Read().Take(options.MaxRows + 2).ToList();
        if (records.Count > options.MaxRows + 1)
            throw new SourceException(Messages.Workbook.TooManyRows(Path.GetFileName(file.Path), options.MaxRows));
        if (reader.OpenQuote > 0) throw new SourceException(Messages.Formats.OpenQuote(file.Path, reader.OpenQuote));
        var headings = records.Find(record => !record.IsEmpty).Fields
            ?? throw new SourceException(Messages.Workbook.NoRows(file.Path));
        var layout = CsvShape.Table(headings);
        if (options.Mapping.Length > 0)
            return new Table(layout?.Name ?? SheetName.Of(file.Path), separator, records, headings.Count);
        if (layout is null) throw new SourceException(Messages.Formats.UnknownTable(file.Path, headings));
        RequireEnvelope(file.Path, layout, records);
        return new Table(layout.Name, separator, records, headings.Count);
    }

    /// <summary>Excel's own way to name the separator: a first line "sep=;", which is no line of the table.</summary>
    private static char? TakeSeparator(ref string text)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 6) return null;
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (text[..(end < 0 ? text.Length : end)].TrimEnd('\r').Length != 5) return null;
        var separator = text[4];
        text = end < 0 ? "" : text[(end + 1)..];
        return separator;
    }

    private static bool HasControls(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\u0008') || text.AsSpan().ContainsAnyInRange('\u000E', '\u001F');

    /// <summary>
    /// What a workbook's sheet of common information says, each line must say here: all that is missing in one
    /// sentence.
    /// </summary>
    private static void RequireEnvelope(string path, SheetLayout layout, IReadOnlyList<CsvRecord> records)
    {
        var heading = records.First(record => !record.IsEmpty);
        var missing = new List<string>();
        foreach (var field in BookLayout.Common.Where(field => field.Info.Required))
        {
            var at = heading.Fields.ToList()
                .FindIndex(text => Headings.Match(text, layout.Readable, out _)?.Path == field.Path);
            if (at < 0) missing.Add(field.Info.LabelVi);
            else if (records.FirstOrDefault(record => record.Line > heading.Line && !record.IsEmpty
                && string.IsNullOrWhiteSpace(record.Fields.ElementAtOrDefault(at))) is { Line: > 0 } empty)
                throw new SourceException(Messages.Formats.EmptyEnvelope(path, field.Info.LabelVi, empty.Line));
        }
        if (missing.Count > 0) throw new SourceException(Messages.Formats.MissingEnvelope(path, missing));
    }

    /// <summary>Lines whose values may stand in the wrong columns: they are not sent, the others go.</summary>
    private static IEnumerable<ImportFinding> Spoilt(Table table)
    {
        for (var row = 1; row <= table.Records.Count; row++)
        {
            var record = table.Records[row - 1];
            var bad = record.BadQuote > 0 ? record.BadQuote
                : 1 + record.Fields.ToList().FindIndex(field => field.Length > SheetWriter.LongestText);
            if (bad > 0)
                yield return ImportRules.Finding(
                    ImportRules.Quotes, Severity.Error, new CellRef(table.Sheet, row, bad),
                    Messages.Formats.BadQuote(record.Line));
            var last = record.Fields.Count;
            while (last > table.Columns && string.IsNullOrWhiteSpace(record.Fields[last - 1])) last--;
            if (last > table.Columns)
                yield return ImportRules.Finding(
                    ImportRules.ExtraValues, Severity.Error, new CellRef(table.Sheet, row, 0),
                    Messages.Formats.ExtraValues(record.Line, last, table.Columns));
        }
    }

    private static IEnumerable<ImportFinding> NoLists(IReadOnlyList<SourceRow> rows)
    {
        if (rows.Count == 0) yield break;
        var lists = BookLayout.Sheets.Where(sheet => sheet.List is not null && sheet.Kind == rows[0].Kind)
            .Select(sheet => sheet.Name).ToList();
        if (lists.Count > 0)
            yield return ImportRules.OfFile(ImportRules.NoLists, Severity.Warning, Messages.Formats.NoLists(lists));
    }
}
