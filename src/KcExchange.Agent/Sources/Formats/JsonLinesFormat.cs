using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Records as programs write them: one a line, in protobuf JSON. Nothing is mended here, for nobody typed it. Lines of
/// blanks separate; lines that begin with # or // are remarks, which no JSON can begin with.
/// </summary>
internal sealed class JsonLinesFormat : ISourceFormat
{
    private const int TextColumn = 2;

    /// <inheritdoc/>
    public string Name => "JSON lines";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".jsonl", ".ndjson", ".json"];

    /// <inheritdoc/>
    public bool Recognises(SourceFile file, ReadOptions options) => Endings.Contains(file.Ending)
        || Lines(file.Text(options).Text).FirstOrDefault(line => !IsSkipped(line)) is ['{', ..];

    /// <inheritdoc/>
    public SourceBook Read(SourceFile file, ReadOptions options)
    {
        var lines = Open(file, options);
        var sheet = SheetName.Of(file.Path);
        var (rows, problems) = (new List<SourceRow>(), new List<ImportFinding>
        {
            ImportRules.OfFile(ImportRules.Recognised, Severity.Info, Messages.Formats.JsonRecognised(
                file.Text(options).Encoding, lines.Count(IsRemark))),
        });
        for (var i = 0; i < lines.Count; i++)
            if (!IsSkipped(lines[i])) ReadLine(lines[i], new CellRef(sheet, i + 1, 0), rows, problems);
        ReportDuplicates(rows, problems);
        return RecordOrigin.Fill(new SourceBook(file.Path, file.Sha256, "", "", rows, problems)
        {
            Workbook = WriteWorkbook(sheet, lines, rows),
            Sheets =
            [
                new SourceSheet(
                    sheet, rows.Count > 0 ? rows[0].Kind : RecordKinds.All[0], IsRecordSheet: true, HeadingRow: 0,
                    KeyColumn: 1, TextColumn, new Dictionary<string, int>()),
            ],
        }, options.Reference);
    }

    /// <inheritdoc/>
    public byte[] ToWorkbook(SourceFile file, ReadOptions options) =>
        throw new SourceException(Messages.Formats.NoCells(file.Path));

    private static List<string> Open(SourceFile file, ReadOptions options)
    {
        var text = file.Text(options).Text;
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new SourceException(Messages.Formats.NotText(file.Path));
        var lines = Lines(text).Take(options.MaxRows + 1).ToList();
        if (lines.Count > options.MaxRows)
            throw new SourceException(Messages.Workbook.TooManyRows(Path.GetFileName(file.Path), options.MaxRows));
        var first = lines.Find(line => !IsSkipped(line))?.Trim()
            ?? throw new SourceException(Messages.Formats.NoLines(file.Path));
        if (first is "{" or ['[', ..]) throw new SourceException(Messages.Formats.NotOnLines(file.Path));
        return lines;
    }

    /// <summary>Lines as editors number them.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0) end = text.Length;
            yield return text[at..end].TrimEnd('\r');
            at = end + 1;
        }
    }

    private static bool IsSkipped(string line) => string.IsNullOrWhiteSpace(line) || IsRemark(line);

    private static bool IsRemark(string line) => line.TrimStart() is ['#', ..] or ['/', '/', ..];

    private static void ReadLine(string line, CellRef at, List<SourceRow> rows, List<ImportFinding> problems)
    {
        var (record, findings) = JsonLine.Read(line, at);
        if (record is not null && RecordKinds.Of(record) is { } kind)
        {
            rows.Add(new SourceRow(kind, record, findings, new CellMap(at)));
            return;
        }
        // Without a kind it is no row: what is wrong with it is said of the file, and stops no other line.
        problems.AddRange(findings.Select(finding => finding with { RuleId = ImportRules.BadLine }));
        if (findings.Count == 0)
            problems.Add(ImportRules.Finding(
                ImportRules.BadLine, Severity.Error, at,
                Messages.Formats.NoBody(at.Row, RecordKinds.All.Select(known => known.Name))));
    }

    private static void ReportDuplicates(List<SourceRow> rows, List<ImportFinding> problems)
    {
        var seen = new Dictionary<string, SourceRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var key = row.Kind.Key(row.Record);
            if (key.Length > 0 && !seen.TryAdd(key, row))
                problems.Add(ImportRules.Finding(
                    ImportRules.DuplicateKey, Severity.Warning, row.Cells.Row,
                    Messages.Workbook.DuplicateKey(key, seen[key].Cells.Row)));
        }
    }

    /// <summary>For the result: line 17 is row 17, as an editor counts; hence no headings.</summary>
    private static byte[] WriteWorkbook(string sheet, List<string> lines, List<SourceRow> rows)
    {
        var names = rows.ToDictionary(row => row.Cells.Row.Row, row => row.Kind.Key(row.Record));
        using var stream = new MemoryStream();
        using (var workbook = new NewWorkbook(stream))
        {
            var text = workbook.Styles[new CellLook { Format = "@" }];
            workbook.AddSheet(sheet, (writer, _) =>
            {
                writer.Head(new SheetHead { Columns = [new(34, text), new(60, text)], Selected = true });
                for (var i = 0; i < lines.Count; i++)
                {
                    if (lines[i].Length == 0) continue;
                    writer.StartRow(i + 1);
                    writer.Text(1, Messages.Names.Record(names.GetValueOrDefault(i + 1, "")).Vi, text);
                    writer.Text(TextColumn, SheetWriter.Fitting(lines[i]), text);
                    writer.EndRow();
                }
                writer.Tail(new SheetTail());
            }, []);
        }
        return stream.ToArray();
    }
}
