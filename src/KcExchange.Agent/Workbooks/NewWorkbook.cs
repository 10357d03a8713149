using System.IO.Packaging;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace KcExchange.Agent.Workbooks;

/// <summary>
/// Writes a new workbook straight to the disk, part after part: the library's own documents keep every part in memory
/// until the end, which a sample of 50,000 rows would feel.
/// </summary>
internal sealed class NewWorkbook : IDisposable
{
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private readonly Package _package;
    private readonly List<(Uri Part, string Type, string Id)> _relations = [];
    private readonly Sheets _sheets = new();
    private readonly DefinedNames _names = new();

    public NewWorkbook(string path) => _package = Package.Open(path, FileMode.Create, FileAccess.Write);

    public NewWorkbook(Stream stream) => _package = Package.Open(stream, FileMode.Create, FileAccess.Write);

    /// <summary>Styles of the workbook's cells.</summary>
    public StyleBook Styles { get; } = new(new Stylesheet());

    /// <summary>Adds a sheet.</summary>
    /// <param name="name">Name.</param>
    /// <param name="write">Writes it; gets the relationship of the drawing of its notes.</param>
    /// <param name="notes">Notes on its cells; empty = none.</param>
    /// <param name="hidden">Not shown.</param>
    public void AddSheet(
        string name, Action<SheetWriter, string> write, IReadOnlyList<(int Row, int Column, string Text)> notes,
        bool hidden = false)
    {
        var number = _sheets.ChildElements.Count + 1;
        var part = CreatePart($"/xl/worksheets/sheet{number}.xml", Types + "worksheet+xml");
        using (var writer = new SheetWriter(part.GetStream()))
            write(writer, notes.Count == 0 ? "" : "rIdNotes");
        if (notes.Count > 0) WriteNotes(part, number, notes);
        var id = $"rId{number}";
        _relations.Add((part.Uri, "/worksheet", id));
        var sheet = new Sheet { Name = name, SheetId = (uint)number, Id = id };
        if (hidden) sheet.State = SheetStateValues.Hidden;
        _sheets.AppendChild(sheet);
    }

    /// <summary>Rows and columns of the last sheet that every printed page repeats.</summary>
    /// <param name="columns">So many columns from A on.</param>
    /// <param name="row">Row of the headings.</param>
    public void PrintTitles(int columns, int row)
    {
        var sheet = CellName.Quoted(_sheets.Elements<Sheet>().Last().Name!.Value!);
        _names.AppendChild(new DefinedName($"{sheet}!$A:${CellName.Letters(columns)},{sheet}!${row}:${row}")
        {
            Name = "_xlnm.Print_Titles",
            LocalSheetId = (uint)_sheets.ChildElements.Count - 1,
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Styles.Count();
        var styles = CreatePart("/xl/styles.xml", Types + "styles+xml");
        Save(styles, Styles.Sheet);
        _relations.Add((styles.Uri, "/styles", "rIdStyles"));
        // Last, for a part that is created must be written at once; what it refers to is known by now.
        var workbook = CreatePart("/xl/workbook.xml", Types + "sheet.main+xml");
        foreach (var (part, type, id) in _relations) Relate(workbook, part, type, id);
        _package.CreateRelationship(
            workbook.Uri, TargetMode.Internal, SheetWriter.Relationships + "/officeDocument", "rId1");
        Save(workbook, new Workbook(
            new WorkbookProperties(), new BookViews(new WorkbookView { ActiveTab = 0, TabRatio = 800 }), _sheets,
                _names));
        ((IDisposable)_package).Dispose();
    }

    private PackagePart CreatePart(string name, string type) =>
        _package.CreatePart(new Uri(name, UriKind.Relative), type, CompressionOption.Normal);

    private static void Relate(PackagePart from, Uri to, string type, string id) =>
        from.CreateRelationship(to, TargetMode.Internal, SheetWriter.Relationships + type, id);

    private static void Save(PackagePart part, OpenXmlPartRootElement root)
    {
        using var stream = part.GetStream();
        root.Save(stream);
    }

    private static void Save(PackagePart part, XDocument document)
    {
        using var xml = System.Xml.XmlWriter.Create(part.GetStream(), SheetWriter.Settings);
        document.Save(xml);
    }

    private void WriteNotes(PackagePart sheet, int block, IReadOnlyList<(int Row, int Column, string Text)> notes)
    {
        var comments = NoteXml.NewComments();
        var drawing = NoteXml.NewDrawing(block);
        var author = NoteXml.AuthorOf(comments.Root!, NoteXml.Author);
        var list = comments.Root!.Element(NoteXml.Main + "commentList")!;
        var id = block * NoteXml.Block;
        foreach (var (row, column, text) in notes)
        {
            list.Add(NoteXml.Comment(CellName.Of(row, column), author, text));
            drawing.Root!.Add(NoteXml.Shape(++id, row, column, text));
        }
        var commentsPart = CreatePart($"/xl/comments{block}.xml", Types + "comments+xml");
        Save(commentsPart, comments);
        Relate(sheet, commentsPart.Uri, "/comments", "rIdTexts");
        var drawingPart = CreatePart(
            $"/xl/drawings/vmlDrawing{block}.vml", "application/vnd.openxmlformats-officedocument.vmlDrawing");
        Save(drawingPart, drawing);
        Relate(sheet, drawingPart.Uri, "/vmlDrawing", "rIdNotes");
    }
}
