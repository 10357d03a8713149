using DocumentFormat.OpenXml.Packaging;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Tests.Support.Workbooks;

/// <summary>What stands in the cells of a sheet.</summary>
internal static class SheetCells
{
    /// <summary>Texts by the name of their cell; empty cells are not there.</summary>
    public static Dictionary<string, string> Of(string path, string sheet)
    {
        using var document = SpreadsheetDocument.Open(path, false);
        var workbook = document.WorkbookPart!;
        using var rows = new SheetXml(
            ClerkBook.SheetOf(workbook, sheet), new SharedTexts(workbook), new StyleFormats(workbook));
        var cells = new Dictionary<string, string>();
        while (rows.Read())
            foreach (var cell in rows.Cells) cells[CellName.Of(rows.Row, cell.Column)] = cell.Text;
        return cells;
    }
}
