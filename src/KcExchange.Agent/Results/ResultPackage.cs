using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>
/// Makes the changed copy in two steps. First the small parts (list of sheets, notes, our own sheets) through the
/// library; then the archive is copied part by part, and the clerk's sheets are rewritten while they pass: a sheet of
/// any size is never in memory. Styles are written last, for the sheets decide which are needed.
/// </summary>
/// <param name="book">The workbook.</param>
/// <param name="results">Results of its rows.</param>
/// <param name="header">What the result says of itself.</param>
internal sealed class ResultPackage(SourceBook book, IReadOnlyList<RowResult> results, ResultHeader header)
{
    private readonly Dictionary<string, SheetRewriter> _sheets = new(StringComparer.Ordinal);
    private StyleBook _looks = null!;
    private string _stylesEntry = "";

    /// <summary>Writes the copy.</summary>
    /// <param name="bytes">The clerk's file.</param>
    /// <param name="path">Path of the copy.</param>
    public void Write(byte[] bytes, string path)
    {
        var first = path + ".1";
        try
        {
            File.WriteAllBytes(first, bytes);
            var withNotes = EntriesWithNotes(bytes);
            using (var document = SpreadsheetDocument.Open(first, true)) Change(document.WorkbookPart!, withNotes);
            Copy(first, path);
        }
        finally
        {
            WholeFile.TryDelete(first);
        }
    }

    private void Change(WorkbookPart workbook, HashSet<string> withNotes)
    {
        var styles = workbook.WorkbookStylesPart ?? workbook.AddNewPart<WorkbookStylesPart>();
        styles.Stylesheet ??= new Stylesheet();
        _stylesEntry = EntryOf(styles);
        _looks = new StyleBook((Stylesheet)styles.Stylesheet.CloneNode(true));
        var marked = new MarkStyles(_looks);
        var lines = MendLine.Of(book, results);
        var marks = ResultMarks.Of(book, lines);
        var byRow = results.ToLookup(result => result.Row.Cells.Row.Sheet);
        foreach (var sheet in book.Sheets)
            OutcomeColumns.Add(sheet, byRow[sheet.Name], header.Offline, marks[sheet.Name]);

        var ours = new ResultSheets(workbook);
        var number = 0;
        foreach (var sheet in workbook.Workbook.Sheets!.Elements<Sheet>())
        {
            number++;
            if (ours.IsOurs(sheet) || !workbook.TryGetPartById(sheet.Id?.Value ?? "", out var part)) continue;
            if (part is not WorksheetPart worksheet) continue;
            var name = sheet.Name?.Value ?? "";
            var mark = marks.GetValueOrDefault(name) ?? new ResultMarks(name);
            var entry = EntryOf(worksheet);
            var notes = new ResultNotes(worksheet, number).Write(mark, withNotes.Contains(entry));
            _sheets[entry] = new SheetRewriter(mark, marked, _looks, notes);
        }
        ours.Write(Messages.Names.MendSheet, writer => new MendSheet(lines, ours.Names).Write(writer, _looks));
        ours.Write(
            Messages.Names.SummarySheet,
            writer => new SummarySheet(book, results, lines, header).Write(writer, _looks));
        ours.Show(lines.Count > 0 ? Messages.Names.MendSheet : Messages.Names.SummarySheet);
    }

    private void Copy(string from, string to)
    {
        using var source = new ZipArchive(File.OpenRead(from));
        using var target = new ZipArchive(File.Create(to), ZipArchiveMode.Create);
        foreach (var entry in source.Entries)
        {
            if (entry.FullName == _stylesEntry) continue;
            using var input = entry.Open();
            using var output = target.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
            if (_sheets.TryGetValue(entry.FullName, out var sheet)) sheet.Copy(input, output);
            else input.CopyTo(output);
        }
        _looks.Count();
        using var styles = target.CreateEntry(_stylesEntry).Open();
        _looks.Sheet.Save(styles);
    }

    private static string EntryOf(OpenXmlPart part) => part.Uri.OriginalString.TrimStart('/');

    /// <summary>
    /// Sheets that refer to a drawing of notes. Looked up before the library has the file open for changes.
    /// </summary>
    private static HashSet<string> EntriesWithNotes(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes, writable: false));
        return [.. archive.Entries.Where(RefersToNotes).Select(entry => entry.FullName)];
    }

    private static bool RefersToNotes(ZipArchiveEntry entry)
    {
        if (!entry.FullName.EndsWith(".xml", StringComparison.Ordinal)) return false;
        using var xml = XmlReader.Create(entry.Open(), SheetXml.Settings);
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "worksheet") return false;
        xml.Read();
        while (xml.NodeType is not (XmlNodeType.EndElement or XmlNodeType.None))
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "legacyDrawing") return true;
            xml.Skip();
        }
        return false;
    }
}
