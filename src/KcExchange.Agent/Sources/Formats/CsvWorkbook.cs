using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>Makes a workbook of a table in text: every value a text, where Excel would show it.</summary>
internal static class CsvWorkbook
{
    private const int LeastWidth = 8;
    private const int MostWidth = 50;

    /// <summary>Writes the workbook.</summary>
    /// <param name="sheet">Name of the table's sheet.</param>
    /// <param name="records">Its lines; the first that is not empty holds the headings.</param>
    /// <param name="withCommon">
    /// Adds the sheet of common information, for whoever goes on with the result instead of the text.
    /// </param>
    public static byte[] Write(string sheet, IReadOnlyList<CsvRecord> records, bool withCommon)
    {
        using var stream = new MemoryStream();
        using (var workbook = new NewWorkbook(stream))
        {
            var looks = workbook.Styles;
            if (withCommon)
                workbook.AddSheet(Messages.Names.CommonSheet, (writer, _) => WriteCommon(writer, looks), []);
            workbook.AddSheet(sheet, (writer, _) => WriteTable(writer, looks, records), []);
        }
        return stream.ToArray();
    }

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

    private static void WriteTable(SheetWriter writer, StyleBook looks, IReadOnlyList<CsvRecord> records)
    {
        var heading = records.Index().First(record => !record.Item.IsEmpty).Index;
        var text = looks[new CellLook { Format = "@" }];
        var bold = looks[new CellLook { Format = "@", Bold = true, Wrap = true, Fill = "DDEBF7" }];
        writer.Head(new SheetHead
        {
            Selected = true,
            FrozenRows = heading + 1,
            Columns = [.. records[heading].Fields.Select(field =>
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
