using System.IO.Compression;
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
    /// <param name="beside">Where results before this one may lie.</param>
    /// <returns>How the list of what to mend differs from that of the result before.</returns>
    public Comparison Write(byte[] bytes, string path, IEnumerable<string> beside)
    {
        var first = path + ".1";
        try
        {
            File.WriteAllBytes(first, bytes);
            using var source = SpreadsheetDocument.Open(new MemoryStream(bytes, writable: false), false);
            var headings = new CellHeadings(source.WorkbookPart!, book);
            var content = ResultContent.Of(book, results, header, source.WorkbookPart!, headings, beside);
            var facts = source.WorkbookPart!.WorksheetParts.ToDictionary(EntryOf, SheetFacts.Read);
            using (var document = SpreadsheetDocument.Open(first, true))
                Change(document.WorkbookPart!, content, headings, facts);
            Copy(first, path);
            return content.Comparison;
        }
        finally
        {
            WholeFile.TryDelete(first);
        }
    }

    private void Change(
        WorkbookPart workbook, ResultContent content, CellHeadings headings, Dictionary<string, SheetFacts> facts)
    {
        var styles = workbook.WorkbookStylesPart ?? workbook.AddNewPart<WorkbookStylesPart>();
        styles.Stylesheet ??= new Stylesheet();
        _stylesEntry = EntryOf(styles);
        _looks = new StyleBook((Stylesheet)styles.Stylesheet.CloneNode(true));
        var ours = new ResultSheets(workbook);
        // It may name formulas that a clerk wrote where our columns and sheets stand; a program makes it anew.
        if ((ours.Any || book.Sheets.Any(sheet => sheet.ResultColumns.Count > 0))
            && workbook.CalculationChainPart is { } chain) workbook.DeletePart(chain);
        ChangeSheets(workbook, content, ours, facts);
        ours.Write(
            Messages.Names.MendSheet, _looks, writer => new MendSheet(content, ours.Names).Write(writer, _looks));
        if (book.Mends.Count > 0 || ours.Has(Messages.Names.MendedSheet))
            ours.Write(
                Messages.Names.MendedSheet, _looks,
                writer => new MendedSheet(book.Mends, headings, ours.Names).Write(writer, _looks));
        ours.Write(
            Messages.Names.SummarySheet, _looks, writer => new SummarySheet(content).Write(writer, _looks));
        ours.Show(content.OpenLines.Count > 0 ? Messages.Names.MendSheet : Messages.Names.SummarySheet);
        ResultNames.Set(workbook.Workbook, ResultStamp.Of(book, header.Time, content.Lines));
    }

    private void ChangeSheets(
        WorkbookPart workbook, ResultContent content, ResultSheets ours, Dictionary<string, SheetFacts> facts)
    {
        var marked = new MarkStyles(_looks);
        var marks = ResultMarks.Of(content);
        var bySheet = content.Results.ToLookup(result => result.Row.Cells.Row.Sheet);
        var number = 0;
        foreach (var sheet in workbook.Workbook.Sheets!.Elements<Sheet>())
        {
            number++;
            if (ours.IsOurs(sheet) || !workbook.TryGetPartById(sheet.Id?.Value ?? "", out var part)) continue;
            if (part is not WorksheetPart worksheet) continue;
            var name = sheet.Name?.Value ?? "";
            var mark = marks.GetValueOrDefault(name) ?? new ResultMarks(name);
            var entry = EntryOf(worksheet);
            if (book.Sheets.OrderByDescending(read => read.IsRecordSheet).FirstOrDefault(read => read.Name == name)
                is { } table)
                OutcomeColumns.Add(table, bySheet[name], header.Offline, facts[entry], mark);
            var notes = new ResultNotes(worksheet, number).Write(mark, facts[entry].NotesId);
            // What nothing of ours touches is copied byte by byte.
            if (!mark.IsEmpty || notes.Length > 0 || marked.HasEarlier || facts[entry].IsShown)
                _sheets[entry] = new SheetRewriter(mark, marked, _looks, notes);
        }
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
}
