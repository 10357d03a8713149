using System.Security.Cryptography;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>
/// Writes what became of a workbook into a copy of the clerk's own file: outcome columns, coloured cells with notes,
/// the
/// sheets "Cần sửa" and "Tổng hợp". Nothing else of the file changes; a file that is itself a result is brought up to
/// date.
/// </summary>
public static class ResultWorkbook
{
    private const int OtherNames = 20;

    /// <summary>
    /// Where the result of a workbook goes: FILE.ket-qua.xlsx beside it, itself where it is a result already.
    /// </summary>
    /// <param name="sourcePath">The workbook.</param>
    public static string PathFor(string sourcePath)
    {
        var name = Path.GetFileNameWithoutExtension(sourcePath);
        if (!name.EndsWith(Messages.Names.ResultSuffix, StringComparison.OrdinalIgnoreCase))
            name += Messages.Names.ResultSuffix;
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(sourcePath))!, name + Path.GetExtension(sourcePath));
    }

    /// <summary>Writes the result.</summary>
    /// <param name="book">The workbook as read.</param>
    /// <param name="results">Results of its rows.</param>
    /// <param name="targetPath">Where to.</param>
    /// <param name="header">What the result says of itself.</param>
    /// <returns>Where it was written: under another name when the target is locked.</returns>
    /// <exception cref="SourceException">The workbook has changed meanwhile, or nothing can be written.</exception>
    public static ResultFile Write(
        SourceBook book, IReadOnlyList<RowResult> results, string targetPath, ResultHeader header)
    {
        targetPath = Path.GetFullPath(targetPath);
        var bytes = WorkbookFile.ReadBytes(book.Path, ReadOptions.Default with { MaxFileBytes = int.MaxValue });
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(book.Sha256))
            throw new SourceException(Messages.Workbook.Changed(book.Path));
        var draft = WholeFile.DraftOf(targetPath);
        try
        {
            File.WriteAllBytes(draft, bytes);
            using (var document = SpreadsheetDocument.Open(draft, true)) Change(document, book, results, header);
            return TakeName(draft, targetPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(Messages.Workbook.CannotWrite(targetPath), exception);
        }
        finally
        {
            WholeFile.TryDelete(draft);
        }
    }

    private static ResultFile TakeName(string draft, string targetPath)
    {
        for (var i = 1; ; i++)
        {
            var path = i == 1 ? targetPath : Path.Combine(
                Path.GetDirectoryName(targetPath)!,
                $"{Path.GetFileNameWithoutExtension(targetPath)} ({i}){Path.GetExtension(targetPath)}");
            try
            {
                File.Move(draft, path, overwrite: i == 1);
                return new ResultFile(path, i == 1 ? null : Messages.Workbook.WrittenElsewhere(targetPath, path));
            }
            catch (Exception exception) when (
                i < OtherNames && exception is IOException or UnauthorizedAccessException && File.Exists(draft))
            {
                // Open in a spreadsheet program: the next name is tried.
            }
        }
    }

    private static void Change(
        SpreadsheetDocument document, SourceBook book, IReadOnlyList<RowResult> results, ResultHeader header)
    {
        var workbook = document.WorkbookPart!;
        var looks = new StyleBook((workbook.WorkbookStylesPart ?? workbook.AddNewPart<WorkbookStylesPart>()).Stylesheet
            ?? NewStyles(workbook.WorkbookStylesPart!));
        var marked = new MarkStyles(looks);
        var lines = MendLine.Of(book, results);
        var marks = ResultMarks.Of(book, lines);
        var byRow = results.ToLookup(result => result.Row.Cells.Row.Sheet);
        foreach (var sheet in book.Sheets) OutcomeColumns.Add(sheet, byRow[sheet.Name], header.Offline, marks[sheet.Name]);

        var ours = new ResultSheets(workbook);
        var number = 0;
        foreach (var sheet in workbook.Workbook.Sheets!.Elements<Sheet>())
        {
            number++;
            if (ours.IsOurs(sheet) || !workbook.TryGetPartById(sheet.Id!.Value!, out var part)) continue;
            if (part is not WorksheetPart worksheet) continue;
            Rewrite(worksheet, marks.GetValueOrDefault(sheet.Name!.Value!) ?? new(sheet.Name.Value!), marked, looks, number);
        }
        ours.Write(Messages.Names.MendSheet, writer => new MendSheet(lines, ours.Names).Write(writer, looks));
        ours.Write(
            Messages.Names.SummarySheet,
            writer => new SummarySheet(book, results, lines, header).Write(writer, looks));
        ours.Show(lines.Count > 0 ? Messages.Names.MendSheet : Messages.Names.SummarySheet);
        looks.Count();
    }

    private static Stylesheet NewStyles(WorkbookStylesPart part) => part.Stylesheet = new Stylesheet();

    private static void Rewrite(
        WorksheetPart part, ResultMarks marks, MarkStyles marked, StyleBook looks, int number)
    {
        var notes = new ResultNotes(part, number).Write(marks, RefersToNotes(part));
        // A sheet can be larger than what should be in memory: the copy goes over a file.
        using var changed = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16,
            FileOptions.DeleteOnClose);
        using (var from = part.GetStream(FileMode.Open, FileAccess.Read))
            new SheetRewriter(marks, marked, looks, notes).Copy(from, changed);
        changed.Position = 0;
        part.FeedData(changed);
    }

    private static bool RefersToNotes(WorksheetPart part)
    {
        using var xml = XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), SheetXml.Settings);
        xml.MoveToContent();
        xml.Read();
        while (xml.NodeType is not (XmlNodeType.EndElement or XmlNodeType.None))
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "legacyDrawing") return true;
            xml.Skip();
        }
        return false;
    }
}
