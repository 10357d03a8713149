using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>
/// The sheet "Cần sửa": everything that is to mend, each line with a link to its cell; behind it what was mended
/// since the result before.
/// </summary>
/// <param name="content">What the result says.</param>
/// <param name="sheets">Sheets that a link can lead to.</param>
internal sealed class MendSheet(ResultContent content, IReadOnlySet<string> sheets)
{
    private const int HeadingRow = 4;
    private const int NumberWidth = 6;

    /// <summary>Columns with long texts.</summary>
    private static readonly int[] Tall = [5, 6, 7, 8, 10];

    /// <summary>Writes the sheet.</summary>
    /// <param name="writer">Writer of the sheet.</param>
    /// <param name="looks">Styles.</param>
    public void Write(SheetWriter writer, StyleBook looks)
    {
        var open = content.OpenLines.Count;
        var shown = MendColumns.All.Count;
        writer.Head(new SheetHead
        {
            Columns =
            [
                new(NumberWidth, 0),
                .. MendColumns.All.Select((column, i) => new ColumnLook(column.Width, 0, Folded: i == shown - 1)),
            ],
            FrozenRows = HeadingRow,
            Selected = open > 0,
            GridLines = false,
            Tab = open > 0 ? "C00000" : "70AD47",
            OnePageWide = true,
        });
        Single(writer, 1, Messages.Result.MendTitle, looks[ResultLooks.Title], 22);
        Single(writer, 2, Messages.Result.MendIntroduction(open), looks[ResultLooks.Hint with { Wrap = false }], 16);
        writer.StartRow(HeadingRow, 24);
        writer.Text(1, Messages.Result.NumberHeading, looks[ResultLooks.Heading]);
        foreach (var (i, column) in MendColumns.All.Index())
            writer.Text(i + 2, column.Heading, looks[ResultLooks.Heading]);
        writer.EndRow();
        for (var i = 0; i < content.Lines.Count; i++) WriteLine(writer, looks, i);
        writer.Tail(new SheetTail
        {
            Filter = content.Lines.Count == 0
                ? "" : $"A{HeadingRow}:{CellName.Of(HeadingRow + content.Lines.Count, shown)}",
            Links = content.Lines.Index().Where(line => Place(line.Item) is not null).Select(line => new SheetLink(
                CellName.Of(HeadingRow + 1 + line.Index, MendColumns.Address + 2), Place(line.Item)!)),
        });
    }

    private string? Place(MendLine line) => line.Cell.Row > 0 && sheets.Contains(line.Cell.Sheet)
        ? CellName.Place(line.Cell.Sheet, line.Cell.Row, line.Cell.Column) : null;

    private static void Single(SheetWriter writer, int row, string text, uint style, int height)
    {
        writer.StartRow(row, height);
        writer.Text(1, text, style);
        writer.EndRow();
    }

    private void WriteLine(SheetWriter writer, StyleBook looks, int i)
    {
        var line = content.Lines[i];
        var texts = MendColumns.Texts(line);
        writer.StartRow(HeadingRow + 1 + i, RowHeight.Of(
            [.. Tall.Select(column => (texts[column], MendColumns.All[column].Width))]));
        writer.Number(1, i + 1, looks[ResultLooks.Number]);
        for (var column = 0; column < texts.Count; column++)
            writer.Text(column + 2, texts[column], looks[LookOf(column, line)]);
        writer.EndRow();
    }

    private CellLook LookOf(int column, MendLine line) => column switch
    {
        // What is done speaks softly: one green word.
        MendColumns.Weight => line.IsOpen ? ResultLooks.Weight(line.Severity) : ResultLooks.Done,
        MendColumns.State when !line.IsOpen => ResultLooks.OfTone(Tone.Good),
        MendColumns.Address when Place(line) is not null => ResultLooks.Link,
        _ => line.IsOpen ? ResultLooks.Text : ResultLooks.Done,
    };
}
