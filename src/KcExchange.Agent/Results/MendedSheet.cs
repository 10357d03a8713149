using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>
/// The sheet "Đã tự sửa": every value that was read otherwise than it stands there, written line by line as it goes.
/// </summary>
/// <param name="mends">The values.</param>
/// <param name="headings">Headings of their cells.</param>
/// <param name="sheets">Sheets that a link can lead to.</param>
internal sealed class MendedSheet(IReadOnlyList<Mend> mends, CellHeadings headings, IReadOnlySet<string> sheets)
{
    private const int HeadingRow = 4;
    private const int AddressColumn = 3;

    /// <summary>A sheet ends at row 1,048,576.</summary>
    private const int Most = 1_000_000;

    private static readonly (string Heading, int Width)[] Columns =
    [
        (Messages.Result.NumberHeading, 8), ("Trang tính", 18), ("Ô", 9), ("Cột", 28),
        (Messages.Mended.BeforeHeading, 44), (Messages.Mended.AfterHeading, 44), (Messages.Mended.ReasonHeading, 60),
    ];

    /// <summary>Writes the sheet.</summary>
    /// <param name="writer">Writer of the sheet.</param>
    /// <param name="looks">Styles.</param>
    public void Write(SheetWriter writer, StyleBook looks)
    {
        writer.Head(new SheetHead
        {
            Columns = [.. Columns.Select(column => new ColumnLook(column.Width, 0))],
            FrozenRows = HeadingRow,
            GridLines = false,
            Tab = "B1A0C7",
            OnePageWide = true,
        });
        Single(writer, 1, Messages.Mended.Title, looks[ResultLooks.Title], 22);
        Single(writer, 2, Messages.Mended.Introduction(mends.Count, Most),
            looks[ResultLooks.Hint with { Wrap = false }], 16);
        writer.StartRow(HeadingRow, 24);
        for (var i = 0; i < Columns.Length; i++) writer.Text(i + 1, Columns[i].Heading, looks[ResultLooks.Heading]);
        writer.EndRow();
        var count = Math.Min(mends.Count, Most);
        for (var i = 0; i < count; i++) WriteLine(writer, looks, i);
        writer.Tail(new SheetTail
        {
            Filter = count == 0 ? "" : $"A{HeadingRow}:{CellName.Of(HeadingRow + count, Columns.Length)}",
            Links = mends.Take(count).Index().Where(mend => sheets.Contains(mend.Item.Cell.Sheet))
                .Select(mend => new SheetLink(
                    CellName.Of(HeadingRow + 1 + mend.Index, AddressColumn),
                    CellName.Place(mend.Item.Cell.Sheet, mend.Item.Cell.Row, mend.Item.Cell.Column))),
        });
    }

    private static void Single(SheetWriter writer, int row, string text, uint style, int height)
    {
        writer.StartRow(row, height);
        writer.Text(1, text, style);
        writer.EndRow();
    }

    private void WriteLine(SheetWriter writer, StyleBook looks, int i)
    {
        var mend = mends[i];
        string[] texts =
        [
            mend.Cell.Sheet, CellName.Of(mend.Cell.Row, mend.Cell.Column), headings.Of(mend.Cell),
            Messages.Mended.Visible(mend), mend.After, Messages.Mended.Reason(mend),
        ];
        writer.StartRow(HeadingRow + 1 + i, RowHeight.Of(
            [.. texts.Select((text, column) => (text, Columns[column + 1].Width))]));
        writer.Number(1, i + 1, looks[ResultLooks.Number]);
        for (var column = 0; column < texts.Length; column++)
            writer.Text(
                column + 2, texts[column], looks[column + 2 == AddressColumn ? ResultLooks.Link : ResultLooks.Text]);
        writer.EndRow();
    }
}
