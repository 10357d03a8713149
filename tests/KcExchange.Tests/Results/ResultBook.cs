using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Results;

/// <summary>A result as a clerk sees it: the lines of its lists, colours and notes of cells.</summary>
internal sealed class ResultBook(string path) : IDisposable
{
    private readonly SpreadsheetDocument _document = SpreadsheetDocument.Open(path, false);

    public WorkbookPart Workbook => _document.WorkbookPart!;

    /// <summary>The lines of a list of ours, each by its headings.</summary>
    public List<Dictionary<string, string>> Lines(string sheet)
    {
        var lines = new List<Dictionary<string, string>>();
        Dictionary<int, string>? headings = null;
        using var rows = Rows(sheet);
        while (rows.Read())
        {
            if (headings is null && rows.Cells is [{ Text: "STT" }, ..])
                headings = rows.Cells.ToDictionary(cell => cell.Column, cell => cell.Text);
            else if (headings is not null)
                lines.Add(headings.ToDictionary(
                    heading => heading.Value,
                    heading => rows.Cells.FirstOrDefault(cell => cell.Column == heading.Key).Text ?? ""));
        }
        return lines;
    }

    /// <summary>One column of a list.</summary>
    public IEnumerable<string> Column(string sheet, string heading) => Lines(sheet).Select(line => line[heading]);

    /// <summary>What a sheet with labels says behind one; null when it has no such label.</summary>
    public string? Fact(string sheet, string label)
    {
        using var rows = Rows(sheet);
        while (rows.Read())
            if (rows.Cells.Count > 1 && rows.Cells[0].Text == label) return rows.Cells[1].Text;
        return null;
    }

    public string Text(CellRef at)
    {
        using var rows = Rows(at.Sheet);
        while (rows.Read())
            if (rows.Row == at.Row) return rows.Cells.FirstOrDefault(cell => cell.Column == at.Column).Text ?? "";
        return "";
    }

    public CellFormat? StyleOf(CellRef at) => (CellFormat?)Workbook.WorkbookStylesPart!.Stylesheet.CellFormats!
        .ElementAtOrDefault((int)(ClerkBook.CellAt(Workbook, at)?.StyleIndex?.Value ?? 0));

    public string? Ground(CellRef at) => Workbook.WorkbookStylesPart!.Stylesheet.Fills!.Elements<Fill>()
        .ElementAt((int)(StyleOf(at)?.FillId?.Value ?? 0)).PatternFill?.ForegroundColor?.Rgb?.Value;

    public string Note(CellRef at) => ClerkBook.SheetOf(Workbook, at.Sheet).WorksheetCommentsPart?.Comments
        .Descendants<Comment>().FirstOrDefault(comment => comment.Reference == CellName.Of(at.Row, at.Column))
        ?.InnerText ?? "";

    public IEnumerable<string> Links(string sheet) =>
        ClerkBook.SheetOf(Workbook, sheet).Worksheet.Descendants<Hyperlink>().Select(link => link.Location!.Value!);

    /// <summary>A part as it is spelled: quicker than objects where there are very many.</summary>
    public static string Xml(OpenXmlPart part)
    {
        using var reader = new StreamReader(part.GetStream(FileMode.Open, FileAccess.Read));
        return reader.ReadToEnd();
    }

    public IReadOnlyList<string> SheetNames =>
        [.. Workbook.Workbook.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value!)];

    public void Dispose() => _document.Dispose();

    private SheetXml Rows(string sheet) =>
        new(ClerkBook.SheetOf(Workbook, sheet), new SharedTexts(Workbook), new StyleFormats(Workbook));
}
