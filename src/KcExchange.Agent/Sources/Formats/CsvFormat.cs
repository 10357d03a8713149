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
        if (CsvTable.HasControls(text) || CsvShape.Separator(text) is not { } separator) return false;
        // A text that calls itself a workbook is taken for a table where it plainly is one.
        return options.Mapping.Length > 0
            || CsvShape.Headings([.. new CsvText(text, separator).Read().Take(CsvShape.LastHeading)]) is not null;
    }

    /// <inheritdoc/>
    public SourceBook Read(SourceFile file, ReadOptions options)
    {
        var mapped = options.Mapping.Length > 0;
        var table = CsvTable.Open(file, options, mapped);
        if (table.Missing() is { Count: > 0 } missing)
            throw new SourceException(Messages.Formats.MissingEnvelope(file.Path, missing));
        var workbook = CsvWorkbook.Write(table, withCommon: !mapped);
        var book = RecordOrigin.Fill(ReadWorkbook(file, workbook, table, options), options.Reference);
        var spoilt = table.Spoilt().ToLookup(finding => finding.Cell.Row);
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

    /// <inheritdoc/>
    public byte[] ToWorkbook(SourceFile file, ReadOptions options) =>
        CsvWorkbook.Write(CsvTable.Open(file, options, mapped: true), withCommon: false);

    private static SourceBook ReadWorkbook(SourceFile file, byte[] workbook, CsvTable table, ReadOptions options)
    {
        using var opened = WorkbookFile.Open(file.Path, workbook, options);
        try
        {
            return WorkbookSource.Read(file.Path, opened, options);
        }
        catch (SourceException refused) when (EmptyField(refused) is { } field)
        {
            // What is refused for an empty cell of the sheet that we added is empty in a line of the clerk's.
            throw new SourceException(
                Messages.Formats.EmptyEnvelope(file.Path, field.Info.LabelVi, table.FirstEmpty(field)), refused);
        }
    }

    private static ColumnLayout? EmptyField(SourceException refused) => BookLayout.CommonAsked.Index()
        .Where(field => refused.Sentence == Messages.Workbook.CommonMissing(
            field.Item.Info.LabelVi, CsvWorkbook.CommonCell(field.Index)))
        .Select(field => field.Item).FirstOrDefault();

    private static IEnumerable<ImportFinding> NoLists(IReadOnlyList<SourceRow> rows)
    {
        if (rows.Count == 0) yield break;
        var lists = BookLayout.Sheets.Where(sheet => sheet.List is not null && sheet.Kind == rows[0].Kind)
            .Select(sheet => sheet.Name).ToList();
        if (lists.Count > 0)
            yield return ImportRules.OfFile(ImportRules.NoLists, Severity.Warning, Messages.Formats.NoLists(lists));
    }
}
