using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Sources;

/// <summary>What is mended because only one thing can be meant, and listed.</summary>
public sealed class ValueMendTests
{
    [Theory]
    [InlineData("project.name_vi", " \u00A0Đề án chè\u200B ", "Đề án chè", MendKind.Blanks)]
    [InlineData("project.name_vi", "Đề án\nchè\u00A0Shan\tTuyết", "Đề án chè Shan Tuyết", MendKind.InnerBlanks)]
    [InlineData("project.name_vi", "Đề\u200B án \n chè", "Đề án chè", MendKind.InnerBlanks)]
    [InlineData("project.name_vi", "Đề án che\u0300", "Đề án chè", MendKind.Composed)]
    [InlineData("project.start_date", "3/4/2026", "03/04/2026", MendKind.Date)]
    [InlineData("project.start_date", "30-09-2026", "30/09/2026", MendKind.Date)]
    [InlineData("project.start_date", " 30.9.2026 ", "30/09/2026", MendKind.Date)]
    [InlineData("project.start_date", "2026-09-30", "30/09/2026", MendKind.Date)]
    [InlineData("project.start_date", "30/09/2026 14:30", "30/09/2026", MendKind.Date)]
    [InlineData("project.start_date", "2026-09-30T00:00:00", "30/09/2026", MendKind.Date)]
    [InlineData("project.start_date", "ngày 15 tháng 3 năm 2026", "15/03/2026", MendKind.Date)]
    [InlineData("project.start_date", "15 tháng 3, 2026", "15/03/2026", MendKind.Date)]
    [InlineData("project.total_cost", "1.234.567", "1.234.567 đồng", MendKind.Number)]
    [InlineData("project.total_cost", "1,234,567 đ", "1.234.567 đồng", MendKind.Number)]
    [InlineData("project.total_cost", "1.234", "1.234 đồng", MendKind.Number)]
    [InlineData("project.total_cost", "1,234", "1.234 đồng", MendKind.Number)]
    [InlineData("project.total_cost", "1 234 567", "1.234.567 đồng", MendKind.Number)]
    [InlineData("project.total_cost", "1.234,5 triệu đồng", "1.234.500.000 đồng", MendKind.Number)]
    [InlineData("project.total_cost", "1,5 tỷ", "1.500.000.000 đồng", MendKind.Number)]
    [InlineData("centre.staff_total", "12 người", "12 người", MendKind.Number)]
    [InlineData("centre.staff_total", "1.250", "1.250 người", MendKind.Number)]
    [InlineData("centre.premises_area", "1.250,5 m2", "1.250,5 m²", MendKind.Number)]
    [InlineData("centre.premises_area", "12,25", "12,25 m²", MendKind.Number)]
    [InlineData("project.plan_year", "2.026", "2026", MendKind.Number)]
    [InlineData("project.beneficiaries[1].name", "Hộ  ông Tú ", "Hộ  ông Tú", MendKind.Blanks)]
    [InlineData("funding.movements[1].amount_vnd", "5 triệu", "5.000.000 đồng", MendKind.Number)]
    [InlineData("province_code", "56 - Khánh Hoà", "56 - Khánh Hòa", MendKind.ToneMark)]
    public void A_mended_value_is_listed_with_its_cell_and_both_readings(
        string path, string text, string after, MendKind kind)
    {
        using var clerk = new ClerkBook();
        var at = CellOf(clerk, path);
        Put(clerk, at, text);

        var book = clerk.Read();

        Assert.Equal(new Mend(kind, at, text, after), Assert.Single(book.Mends));
        Assert.All(book.Rows, row => Assert.Empty(row.Findings));
    }

    [Fact]
    public void A_clean_workbook_has_nothing_mended()
    {
        using var clerk = new ClerkBook();

        Assert.Empty(clerk.Read().Mends);
    }

    [Theory]
    [InlineData("đồng", "1.234,5 triệu đồng", 1_234_500_000)]
    [InlineData("triệu đồng", "1.234,5", 1_234_500_000)]
    [InlineData("triệu đồng", "1.5", 1_500_000)]
    [InlineData("triệu đồng", "1,5 tỷ", 1_500_000_000)]
    [InlineData("triệu đồng", "1.234 đồng", 1_234)]
    [InlineData("triệu đồng", "1.234.567", 1_234_567_000_000)]
    [InlineData("tỷ đồng", "0,125", 125_000_000)]
    [InlineData("tỷ đồng", "0,125 ", 125_000_000)]
    [InlineData("nghìn đồng", "1234567 VNĐ", 1_234_567)]
    [InlineData("đồng", "500 ngàn", 500_000)]
    [InlineData("đồng", "1,5 tr.đ", 1_500_000)]
    [InlineData("đồng", "2 trđ", 2_000_000)]
    [InlineData("đồng", "2 tỉ VND", 2_000_000_000)]
    [InlineData("đồng", "1234.567 nghìn đồng", 1_234_567)]
    public void Money_as_text_is_scaled_by_its_own_unit_else_by_the_columns(string unit, string text, long dong)
    {
        using var clerk = new ClerkBook(MoneyUnit.Parse(unit));
        clerk.Type("project.support_amount", RawKind.Text, text);

        Assert.Equal(dong, clerk.Row("project").Record.Project.SupportAmount);
    }

    [Theory]
    [InlineData("50 %", 5000)]
    [InlineData("50,01%", 5001)]
    [InlineData("50", 5000)]
    public void A_percentage_as_text_counts_hundredths_whatever_the_cells_format(string text, int hundredths)
    {
        using var clerk = new ClerkBook();
        var field = KcExchange.V1.Beneficiary.Descriptor.Fields.InFieldNumberOrder()
            .First(field => Contracts.Records.FieldCatalogue.Info(field) is { Unit: "%" });
        clerk.Type($"project.beneficiaries[0].{field.Name}", RawKind.Text, text);

        Assert.Equal(hundredths, field.Accessor.GetValue(clerk.Row("project").Record.Project.Beneficiaries[0]));
    }

    [Fact]
    public void What_is_mended_in_the_common_information_is_listed_too()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet1.xml", xml => xml.Replace(
            "Sở Công Thương Tuyên Quang", "Sở Công\u00A0Thương Tuyên Quang", StringComparison.Ordinal));

        var mend = Assert.Single(clerk.Read().Mends);

        Assert.Equal((MendKind.InnerBlanks, "Thông tin chung"), (mend.Kind, mend.Cell.Sheet));
    }

    [Fact]
    public void Text_in_an_old_font_is_converted_only_when_that_is_asked_for()
    {
        using var clerk = new ClerkBook();
        clerk.Type("project.name_vi", RawKind.Text, "§Ò ¸n chÌ Shan");
        var fix = new ReadOptions { FixFonts = true };

        var refused = clerk.Read();
        var read = clerk.Read(fix);

        var finding = Assert.Single(refused.Rows[1].Findings);
        Assert.Equal(("KC-IMP-013", "project.name_vi"), (finding.RuleId, finding.FieldPath));
        Assert.Contains("Đề án chè Shan", finding.Cure.Vi, StringComparison.Ordinal);
        Assert.Contains("--fix-fonts", finding.Cure.Vi, StringComparison.Ordinal);
        Assert.Empty(refused.Mends);
        Assert.Empty(read.Rows[1].Findings);
        Assert.Equal("Đề án chè Shan", read.Rows[1].Record.Project.NameVi);
        Assert.Equal(
            (MendKind.OldFont, "§Ò ¸n chÌ Shan", "Đề án chè Shan"),
            (Assert.Single(read.Mends).Kind, read.Mends[0].Before, read.Mends[0].After));
    }

    [Theory]
    [InlineData(".VnTime", "Hïng", "Hùng")]
    [InlineData(".VnTimeH", "Hïng", "HÙNG")]
    [InlineData("VNI-Times", "Huøng", "Hùng")]
    [InlineData(".VnTime", "Đề án Hùng", "Đề án Hùng")]
    [InlineData(".VnTime", "Công ty", "Công ty")]
    public void The_font_of_a_cell_tells_how_its_text_is_read(string font, string text, string meant)
    {
        using var clerk = new ClerkBook();
        clerk.Type("project.name_vi", RawKind.Text, text);
        var at = ClerkBook.CellOf(clerk.Read(), "project.name_vi");
        clerk.Change(workbook => ClerkBook.CellAt(workbook, at)!.StyleIndex = AddFont(workbook, font));

        Assert.Equal(meant, clerk.Read(new ReadOptions { FixFonts = true }).Rows[1].Record.Project.NameVi);
    }

    [Fact]
    public void The_font_of_a_run_counts_before_that_of_the_cell()
    {
        using var clerk = new ClerkBook();
        var at = ClerkBook.CellOf(clerk.Read(), "project.name_vi");
        clerk.Change(workbook =>
        {
            workbook.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable(
                new SharedStringItem(
                    new Run(new RunProperties(new RunFont { Val = "Arial" }), new Text("1.")),
                    new Run(new RunProperties(new RunFont { Val = ".VnTime" }), new Text("Hïng"))));
            var cell = ClerkBook.CellAt(workbook, at)!;
            cell.InlineString = null;
            cell.DataType = CellValues.SharedString;
            cell.CellValue = new CellValue("0");
        });

        Assert.Equal("1.Hùng", clerk.Read(new ReadOptions { FixFonts = true }).Rows[1].Record.Project.NameVi);
    }

    private static CellRef CellOf(ClerkBook clerk, string path)
    {
        var book = clerk.Read();
        if (path.Contains('.', StringComparison.Ordinal)) return ClerkBook.CellOf(book, path);
        // An envelope's own column: the last row has nobody that depends on it.
        return book.Rows[^1].Cells.Find(path) is { } cell && cell.Sheet != "Thông tin chung"
            ? cell : new CellRef(book.Rows[^1].Cells.Row.Sheet, book.Rows[^1].Cells.Row.Row, 1);
    }

    private static void Put(ClerkBook clerk, CellRef at, string text) => clerk.Change(workbook =>
    {
        var row = ClerkBook.SheetOf(workbook, at.Sheet).Worksheet.Descendants<Row>()
            .First(row => row.RowIndex! == (uint)at.Row);
        var cell = ClerkBook.CellAt(workbook, at);
        if (cell is null)
        {
            cell = new Cell { CellReference = CellName.Of(at.Row, at.Column) };
            row.InsertAt(cell, 0);
        }
        cell.CellValue = null;
        cell.DataType = CellValues.InlineString;
        cell.InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
    });

    private static uint AddFont(WorkbookPart workbook, string name)
    {
        var styles = workbook.WorkbookStylesPart!.Stylesheet!;
        styles.Fonts!.AppendChild(new Font(new FontSize { Val = 10 }, new FontName { Val = name }));
        var font = (uint)styles.Fonts.ChildElements.Count - 1;
        styles.Fonts.Count = font + 1;
        styles.CellFormats!.AppendChild(new CellFormat { FontId = font, NumberFormatId = 49 });
        styles.CellFormats.Count = (uint)styles.CellFormats.ChildElements.Count;
        return styles.CellFormats.Count - 1;
    }
}
