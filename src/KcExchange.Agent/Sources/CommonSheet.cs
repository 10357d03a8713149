using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>Writes the sheet "Thông tin chung": what holds for the whole workbook, and how to fill the rest.</summary>
/// <param name="options">What it already says.</param>
/// <param name="codes">Lists for the drop-down lists.</param>
internal sealed class CommonSheet(TemplateOptions options, CodeSheet codes)
{
    private const int FirstRow = 4;
    private const int ValueColumn = 2;

    private static int UnitRow => FirstRow + BookLayout.CommonAsked.Count;

    /// <summary>The cell of the unit of money, as formulas refer to it.</summary>
    public static string UnitCell => $"{CellName.Quoted(Messages.Names.CommonSheet)}!$B${UnitRow}";

    /// <summary>Writes the sheet.</summary>
    /// <param name="writer">Writer of the sheet.</param>
    /// <param name="styles">Styles.</param>
    public void Write(SheetWriter writer, StyleBook styles)
    {
        writer.Head(new SheetHead
        {
            Columns = [new(34, 0), new(44, 0), new(70, 0)],
            Selected = true,
            GridLines = false,
            Tab = "1F4E78",
            OnePageWide = true,
        });
        Line(writer, 1, Messages.Template.Title, styles[TemplateLooks.Title], 24);
        Line(writer, 2, Messages.Template.Instruction, styles[TemplateLooks.Instruction], 34);
        var row = FirstRow;
        foreach (var column in BookLayout.CommonAsked) WriteField(writer, styles, column, row++);
        WriteUnit(writer, styles);
        row = UnitRow + 2;
        foreach (var sentence in Messages.Template.Steps)
            Line(writer, row++, sentence, styles[TemplateLooks.Instruction], 22);
        writer.Tail(new SheetTail
        {
            Merged = [.. Enumerable.Range(0, Messages.Template.Steps.Length).Select(i => UnitRow + 2 + i)
                .Prepend(2).Prepend(1).Select(at => $"A{at}:C{at}")],
            DropDowns = [.. DropDowns()],
        });
    }

    private IEnumerable<DropDown> DropDowns()
    {
        for (var i = 0; i < BookLayout.CommonAsked.Count; i++)
            if (BookLayout.CommonAsked[i].Info.CodeList is { Length: > 0 } list)
                yield return new DropDown($"B{FirstRow + i}", codes.Range(list));
        yield return new DropDown($"B{UnitRow}", $"\"{string.Join(',', MoneyUnit.All.Select(unit => unit.Name))}\"");
    }

    private static void Line(SheetWriter writer, int row, string text, uint style, int height)
    {
        writer.StartRow(row, height);
        writer.Text(1, text, style);
        writer.EndRow();
    }

    private void WriteField(SheetWriter writer, StyleBook styles, ColumnLayout column, int row)
    {
        var field = new FieldWriter(options.Reference, options.Unit);
        var on = options.Common.ReferenceDate.TryToDateOnly(out var day) ? day : options.Today;
        writer.StartRow(row, 30);
        writer.Text(
            1, column.Info.LabelVi + (column.Info.Required ? Headings.RequiredMark : ""), styles[TemplateLooks.Label]);
        writer.Cell(
            field.Cell(options.Common, column, ValueColumn, on),
            styles[TemplateLooks.Value(FieldWriter.FormatOf(column, options.Unit))]);
        writer.Text(3, HeadingNote.Form(column), styles[TemplateLooks.Hint]);
        writer.EndRow();
    }

    private void WriteUnit(SheetWriter writer, StyleBook styles)
    {
        writer.StartRow(UnitRow, 30);
        writer.Text(1, Messages.Names.UnitLabel + Headings.RequiredMark, styles[TemplateLooks.Label]);
        writer.Text(2, options.Unit.Name, styles[TemplateLooks.Value("@")]);
        writer.Text(3, Messages.Template.UnitHint, styles[TemplateLooks.Hint]);
        writer.EndRow();
    }
}
