using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>The sheet "Cần sửa": everything that is to mend, each line with a link to its cell.</summary>
/// <param name="lines">What is to mend.</param>
/// <param name="sheets">Sheets that a link can lead to.</param>
internal sealed class MendSheet(IReadOnlyList<MendLine> lines, IReadOnlySet<string> sheets)
{
    private const int HeadingRow = 4;
    private const int CellColumn = 5;

    private static readonly (string Heading, int Width)[] Columns =
    [
        ("STT", 6), ("Mức độ", 12), ("Mã quy tắc", 14), ("Trang tính", 18), ("Ô", 9), ("Bản ghi", 40),
        ("Sai ở đâu", 56), ("Cần sửa thế nào", 56), ("Căn cứ", 34),
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
            Selected = lines.Count > 0,
            GridLines = false,
            Tab = lines.Count > 0 ? "C00000" : "70AD47",
            OnePageWide = true,
        });
        Single(writer, 1, Messages.Result.MendTitle, looks[ResultLooks.Title], 22);
        Single(writer, 2, Messages.Result.MendIntroduction(lines.Count),
            looks[ResultLooks.Hint with { Wrap = false }], 16);
        writer.StartRow(HeadingRow, 24);
        for (var i = 0; i < Columns.Length; i++) writer.Text(i + 1, Columns[i].Heading, looks[ResultLooks.Heading]);
        writer.EndRow();
        for (var i = 0; i < lines.Count; i++) WriteLine(writer, looks, i);
        writer.Tail(new SheetTail
        {
            Filter = lines.Count == 0 ? "" : $"A{HeadingRow}:{CellName.Of(HeadingRow + lines.Count, Columns.Length)}",
            Links = [.. lines.Index().Where(line => sheets.Contains(line.Item.Cell.Sheet)).Select(line => new SheetLink(
                CellName.Of(HeadingRow + 1 + line.Index, CellColumn), Place(line.Item)))],
        });
    }

    private static string Place(MendLine line) =>
        $"{CellName.Quoted(line.Cell.Sheet)}!{CellName.Of(line.Cell.Row, line.Cell.Column)}";

    private static void Single(SheetWriter writer, int row, string text, uint style, int height)
    {
        writer.StartRow(row, height);
        writer.Text(1, text, style);
        writer.EndRow();
    }

    private void WriteLine(SheetWriter writer, StyleBook looks, int i)
    {
        var line = lines[i];
        var text = looks[ResultLooks.Text];
        var record = line.Others == 0 ? line.Record : line.Record + Messages.Result.AndOthers(line.Others);
        writer.StartRow(HeadingRow + 1 + i, RowHeight.Of(
            (record, Columns[5].Width), (line.Message, Columns[6].Width), (line.Cure, Columns[7].Width),
            (line.LegalBasis, Columns[8].Width)));
        writer.Number(1, i + 1, looks[ResultLooks.Number]);
        writer.Text(2, Messages.Result.Weight(line.Severity), looks[ResultLooks.Weight(line.Severity)]);
        writer.Text(3, line.RuleId, text);
        writer.Text(4, line.Cell.Sheet, text);
        // What is about a whole period stands nowhere.
        if (line.Cell.Row == 0) writer.Text(CellColumn, "", text);
        else writer.Text(CellColumn, CellName.Of(line.Cell.Row, line.Cell.Column), looks[ResultLooks.Link]);
        writer.Text(6, record, text);
        writer.Text(7, line.Message, text);
        writer.Text(8, line.Cure, text);
        writer.Text(9, line.LegalBasis, text);
        writer.EndRow();
    }
}
