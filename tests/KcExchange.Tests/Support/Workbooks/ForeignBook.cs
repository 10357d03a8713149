using System.Globalization;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Tests.Support.Workbooks;

/// <summary>A workbook that a clerk has laid out: rows of plain values, merged cells, sheets of any name.</summary>
internal sealed class ForeignBook : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<(string Name, List<object?[]> Rows, string[] Merged)> _sheets = [];

    /// <summary>What the sheet of common information says, by label.</summary>
    public static object?[][] Common { get; } =
    [
        ["Mã tỉnh", "08"], ["Ngày số liệu", new DateOnly(2026, 9, 30)], ["Kỳ báo cáo", "2026-Q3"],
        ["Đơn vị gửi", "Sở Công Thương Tuyên Quang"],
    ];

    public string Path => _folder.File("so-lieu.xlsx");

    public string File(string name) => _folder.File(name);

    /// <summary>Adds a sheet; a row that is null stays empty.</summary>
    public ForeignBook Sheet(string name, object?[]?[] rows, params string[] merged)
    {
        _sheets.Add((name, [.. rows.Select(row => row ?? [])], merged));
        using var book = new NewWorkbook(Path);
        foreach (var sheet in _sheets)
            book.AddSheet(sheet.Name, (writer, _) => Write(writer, book.Styles, sheet.Rows, sheet.Merged), []);
        return this;
    }

    /// <summary>Adds the sheet of common information.</summary>
    public ForeignBook WithCommon(params object?[][] more) => Sheet("Thông tin chung", [.. Common, .. more]);

    /// <summary>Writes a mapping file beside it.</summary>
    public string Mapping(string text, string name = "so-lieu.yaml")
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public SourceBook Read(string mapping = "", MoneyUnit? unit = null) =>
        WorkbookSource.Read(Path, ReadOptions.Default with { Mapping = mapping, Unit = unit });

    /// <summary>Why it cannot be read, in Vietnamese.</summary>
    public string Refused(string mapping = "", MoneyUnit? unit = null)
    {
        var refused = Assert.ThrowsAny<SourceException>(() => Read(mapping, unit));
        Assert.NotEqual(refused.Sentence.Vi, refused.Sentence.En);
        return refused.Sentence.Vi;
    }

    public void Dispose() => _folder.Dispose();

    private static void Write(SheetWriter writer, StyleBook styles, List<object?[]> rows, string[] merged)
    {
        var day = styles[new CellLook { Format = "dd/mm/yyyy" }];
        writer.Head(new SheetHead { Columns = [] });
        for (var i = 0; i < rows.Count; i++)
        {
            writer.StartRow(i + 1);
            for (var j = 0; j < rows[i].Length; j++)
                if (rows[i][j] is { } value)
                    writer.Cell(CellOf(value, j + 1), value is DateOnly ? day : 0);
            writer.EndRow();
        }
        writer.Tail(new SheetTail { Merged = merged });
    }

    private static RawCell CellOf(object value, int column) => value switch
    {
        string text => new(column, RawKind.Text, text, ShownAs.General),
        DateOnly date => new(column, RawKind.Number, $"{CellDate.ToSerial(date)}", ShownAs.Date),
        _ => new(column, RawKind.Number, Convert.ToString(value, CultureInfo.InvariantCulture)!, ShownAs.General),
    };
}
