using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>Makes a workbook of a table in text: every value a text, where Excel would show it.</summary>
internal static class CsvWorkbook
{
    private const int LeastWidth = 8;
    private const int MostWidth = 50;

    /// <summary>Writes the workbook.</summary>
    /// <param name="table">The table.</param>
    /// <param name="withCommon">
    /// Adds the sheet of common information, for whoever goes on with the result instead of the text.
    /// </param>
    public static byte[] Write(CsvTable table, bool withCommon)
    {
        using var stream = new MemoryStream();
        using (var workbook = new NewWorkbook(stream))
        {
            var looks = workbook.Styles;
            if (withCommon)
                workbook.AddSheet(Messages.Names.CommonSheet, (writer, _) => WriteCommon(writer, looks), []);
            workbook.AddSheet(table.Sheet, (writer, _) => WriteTable(writer, looks, table), []);
        }
        return stream.ToArray();
    }

    /// <summary>Where the sheet of common information has a field that it asks for.</summary>
    /// <param name="index">Index in <see cref="BookLayout.CommonAsked"/>.</param>
    public static CellRef CommonCell(int index) => new(Messages.Names.CommonSheet, index + 1, 2);

    private static void WriteCommon(SheetWriter writer, StyleBook looks)
    {
        writer.Head(new SheetHead { Columns = [new(34, 0), new(44, 0)] });
        var row = 0;
        foreach (var label in BookLayout.CommonAsked.Select(column => column.Info.LabelVi)
            .Append(Messages.Names.UnitLabel))
        {
            writer.StartRow(++row);
            writer.Text(1, label, looks[TemplateLooks.Label]);
            writer.EndRow();
        }
        writer.Tail(new SheetTail());
    }

    private static void WriteTable(SheetWriter writer, StyleBook looks, CsvTable table)
    {
        var (records, heading) = (table.Records, table.Heading);
        var text = looks[new CellLook { Format = "@" }];
        var bold = looks[new CellLook { Format = "@", Bold = true, Wrap = true, Fill = "DDEBF7" }];
        writer.Head(new SheetHead
        {
            Selected = true,
            FrozenRows = heading + 1,
            Columns = [.. table.Headings.Select(field =>
                new ColumnLook(Math.Clamp(field.Length + 2, LeastWidth, MostWidth), text))],
        });
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].IsEmpty) continue;
            writer.StartRow(i + 1);
            for (var column = 0; column < Math.Min(records[i].Fields.Count, 16_384); column++)
                if (records[i].Fields[column] is { Length: > 0 } value)
                    writer.Text(column + 1, SheetWriter.Fitting(value), i == heading ? bold : text);
            writer.EndRow();
        }
        writer.Tail(new SheetTail());
    }
}
