using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Tests.Support.Workbooks;

/// <summary>A workbook as a clerk may have it: one full record of each kind, then whatever a test does to it.</summary>
internal sealed class ClerkBook : IDisposable
{
    private readonly TestFolder _folder = new();

    public ClerkBook(MoneyUnit? unit = null, IReadOnlyList<ExchangeRecord>? records = null)
    {
        Records = records ?? [.. RecordKinds.All.Select(SampleRecords.Full)];
        Unit = unit ?? MoneyUnit.Dong;
        Write(new Dictionary<CellRef, RawCell>());
    }

    public IReadOnlyList<ExchangeRecord> Records { get; }

    public MoneyUnit Unit { get; }

    public string Path => _folder.File("book.xlsx");

    public string ResultPath => _folder.File("book.ket-qua.xlsx");

    public string File(string name) => _folder.File(name);

    public SourceBook Read(ReadOptions? options = null) => WorkbookSource.Read(Path, options ?? ReadOptions.Default);

    public SourceRow Row(string kind) => Read().Rows.First(row => row.Kind.Name == kind);

    /// <summary>Writes other content into the cells of fields.</summary>
    public void Type(params (string Path, RawKind Kind, string Text, ShownAs Format)[] cells)
    {
        var book = Read();
        Write(cells.ToDictionary(
            cell => CellOf(book, cell.Path),
            cell => new RawCell(CellOf(book, cell.Path).Column, cell.Kind, cell.Text, cell.Format)));
    }

    public void Type(string path, RawKind kind, string text) => Type((path, kind, text, ShownAs.General));

    /// <summary>The cell of a field of the first record of its kind.</summary>
    public static CellRef CellOf(SourceBook book, string path) =>
        book.Rows.First(row => path.StartsWith(row.Kind.Name + ".", StringComparison.Ordinal)).Cells.Find(path);

    /// <summary>Changes the text of a part, as other programs than ours may write it.</summary>
    public void Edit(string part, Func<string, string> change)
    {
        using var archive = ZipFile.Open(Path, ZipArchiveMode.Update);
        var entry = archive.GetEntry(part)!;
        string text;
        using (var reader = new StreamReader(entry.Open(), Encoding.UTF8)) text = reader.ReadToEnd();
        entry.Delete();
        using var writer = new StreamWriter(archive.CreateEntry(part).Open(), new UTF8Encoding(false));
        writer.Write(change(text));
    }

    /// <summary>Changes the workbook with the library, as a spreadsheet program would.</summary>
    public void Change(Action<WorkbookPart> change)
    {
        using var document = SpreadsheetDocument.Open(Path, true);
        change(document.WorkbookPart!);
    }

    public static WorksheetPart SheetOf(WorkbookPart workbook, string name) => (WorksheetPart)workbook.GetPartById(
        workbook.Workbook.Sheets!.Elements<Sheet>().First(sheet => sheet.Name == name).Id!.Value!);

    public static Cell? CellAt(WorkbookPart workbook, CellRef at) => SheetOf(workbook, at.Sheet).Worksheet
        .Descendants<Cell>().FirstOrDefault(cell => cell.CellReference == CellName.Of(at.Row, at.Column));

    public static List<string> Errors(string path)
    {
        using var document = SpreadsheetDocument.Open(path, false);
        return [.. new OpenXmlValidator(FileFormatVersions.Microsoft365)
            .Validate(document, TestContext.Current.CancellationToken)
            .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")];
    }

    public void Dispose() => _folder.Dispose();

    private void Write(IReadOnlyDictionary<CellRef, RawCell> overrides) =>
        WorkbookTemplate.Write(Path, new TemplateOptions
        {
            Today = SampleRecords.Day,
            Common = SampleRecords.Common(),
            Records = Records,
            Unit = Unit,
            Overrides = overrides,
        });
}
