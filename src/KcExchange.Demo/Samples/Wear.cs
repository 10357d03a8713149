using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Demo.Samples;

/// <summary>
/// What a clerk does to a workbook beside typing values: fonts, formulas, merged and hidden cells, sums, signatures,
/// sheets and columns of one's own.
/// </summary>
/// <param name="workbook">The workbook, open for writing.</param>
internal sealed class Wear(WorkbookPart workbook)
{
    /// <summary>Wears a workbook.</summary>
    /// <param name="path">Path.</param>
    /// <param name="habits">What is done.</param>
    public static void Out(string path, IEnumerable<Action<Wear>> habits)
    {
        using var document = SpreadsheetDocument.Open(path, true);
        var wear = new Wear(document.WorkbookPart!);
        foreach (var habit in habits) habit(wear);
    }

    /// <summary>Writes a value; the cell keeps its look.</summary>
    /// <param name="at">Cell.</param>
    /// <param name="kind">Kind.</param>
    /// <param name="text">Value.</param>
    /// <param name="formula">Formula of which it is the result; empty = none.</param>
    public void Type(CellRef at, RawKind kind, string text, string formula = "")
    {
        var cell = CellAt(at);
        cell.RemoveAllChildren();
        cell.DataType = kind switch
        {
            RawKind.Text => formula.Length > 0 ? CellValues.String : CellValues.InlineString,
            RawKind.Error => CellValues.Error,
            _ => null,
        };
        if (formula.Length > 0) cell.AppendChild(new CellFormula(formula));
        if (kind == RawKind.Text && formula.Length == 0)
            cell.AppendChild(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
        else cell.AppendChild(new CellValue(text));
    }

    /// <summary>Shows a cell in a font.</summary>
    /// <param name="at">Cell.</param>
    /// <param name="name">Name of the font.</param>
    public void Font(CellRef at, string name)
    {
        var styles = workbook.WorkbookStylesPart!.Stylesheet;
        styles.Fonts!.AppendChild(new Font(new FontSize { Val = 10 }, new FontName { Val = name }));
        var cell = CellAt(at);
        var look = (CellFormat)styles.CellFormats!.Elements<CellFormat>()
            .ElementAt((int)(cell.StyleIndex?.Value ?? 0)).CloneNode(true);
        (look.FontId, look.ApplyFont) = ((uint)styles.Fonts.ChildElements.Count - 1, true);
        styles.CellFormats.AppendChild(look);
        cell.StyleIndex = (uint)styles.CellFormats.ChildElements.Count - 1;
        styles.Fonts.Count = (uint)styles.Fonts.ChildElements.Count;
        styles.CellFormats.Count = (uint)styles.CellFormats.ChildElements.Count;
    }

    /// <summary>Merges cells.</summary>
    /// <param name="sheet">Sheet.</param>
    /// <param name="area">Area, e.g. "B4:B5".</param>
    public void Merge(string sheet, string area)
    {
        var content = SheetOf(sheet);
        var merged = content.GetFirstChild<MergeCells>();
        if (merged is null)
            content.InsertAfter(
                merged = new MergeCells(),
                content.GetFirstChild<AutoFilter>() ?? (OpenXmlElement)content.GetFirstChild<SheetData>()!);
        merged.AppendChild(new MergeCell { Reference = area });
    }

    /// <summary>Hides a row.</summary>
    /// <param name="at">A cell of it.</param>
    public void Hide(CellRef at) => RowAt(at).Hidden = true;

    /// <summary>Adds a sheet of texts.</summary>
    /// <param name="name">Name.</param>
    /// <param name="lines">Texts of column A.</param>
    public void AddSheet(string name, params string[] lines)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = new Worksheet(new SheetData());
        var sheets = workbook.Workbook.Sheets!;
        sheets.AppendChild(new Sheet
        {
            Name = name,
            SheetId = sheets.Elements<Sheet>().Max(sheet => sheet.SheetId!.Value) + 1,
            Id = workbook.GetIdOfPart(part),
        });
        for (var i = 0; i < lines.Length; i++) Type(new CellRef(name, i + 1, 1), RawKind.Text, lines[i]);
    }

    private Worksheet SheetOf(string name) => ((WorksheetPart)workbook.GetPartById(
        workbook.Workbook.Sheets!.Elements<Sheet>().First(sheet => sheet.Name == name).Id!.Value!)).Worksheet;

    private Row RowAt(CellRef at)
    {
        var rows = SheetOf(at.Sheet).GetFirstChild<SheetData>()!;
        var next = rows.Elements<Row>().FirstOrDefault(row => row.RowIndex!.Value >= at.Row);
        return next?.RowIndex?.Value == at.Row
            ? next
            : rows.InsertBefore(new Row { RowIndex = (uint)at.Row }, next)!;
    }

    private Cell CellAt(CellRef at)
    {
        var row = RowAt(at);
        var next = row.Elements<Cell>()
            .FirstOrDefault(cell => CellName.Column(cell.CellReference!.Value) >= at.Column);
        var name = string.Create(CultureInfo.InvariantCulture, $"{CellName.Letters(at.Column)}{at.Row}");
        return next?.CellReference?.Value == name
            ? next
            : row.InsertBefore(new Cell { CellReference = name }, next)!;
    }
}
