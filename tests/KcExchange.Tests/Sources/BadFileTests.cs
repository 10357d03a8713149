using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Sources;

/// <summary>Workbooks that can be opened, and cannot be read.</summary>
public sealed class BadFileTests
{
    [Theory]
    [InlineData("xl/worksheets/sheet3.xml")]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/styles.xml")]
    public void Broken_xml_inside_is_refused(string part)
    {
        using var clerk = new ClerkBook();
        clerk.Edit(part, xml => xml[..(xml.Length / 2)]);

        AssertRefused(clerk.Path, "hỏng");
    }

    [Theory]
    [InlineData("Thông tin chung", "thiếu trang tính")]
    [InlineData("Trung tâm,Đề án,Kinh phí", "không có trang tính nào")]
    public void A_workbook_without_its_sheets_is_refused(string renamed, string part)
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/workbook.xml", xml => renamed.Split(',').Aggregate(
            xml, (text, name) => text.Replace($"name=\"{name}\"", $"name=\"x{name.Length}\"",
                StringComparison.Ordinal)));

        AssertRefused(clerk.Path, part);
    }

    [Fact]
    public void Sheets_that_a_workbook_lacks_are_one_warning_without_a_place()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/workbook.xml", xml => xml
            .Replace("name=\"Thiết bị\"", "name=\"x\"", StringComparison.Ordinal)
            .Replace("name=\"Kết quả\"", "name=\"y\"", StringComparison.Ordinal));

        var line = Assert.Single(
            MendLine.Of(clerk.Read(), []), line => line.Message.StartsWith("Tệp không có", StringComparison.Ordinal));

        Assert.Equal("Tệp không có trang tính: Thiết bị, Kết quả.", line.Message);
        Assert.Equal("", MendColumns.Texts(line)[MendColumns.Address]);
    }

    [Fact]
    public void A_mistyped_sheet_name_is_proposed()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/workbook.xml", xml =>
            xml.Replace("name=\"Đề án\"", "name=\"Đề ánn\"", StringComparison.Ordinal));

        var problems = clerk.Read().Problems;

        Assert.Contains(problems, problem => problem.Cure.Vi.Contains("\"Đề án\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_template_that_nobody_has_filled_is_refused()
    {
        using var clerk = new ClerkBook(records: []);

        AssertRefused(clerk.Path, "chưa có dòng dữ liệu");
    }

    [Fact]
    public void Common_information_that_is_missing_or_wrong_names_its_cell()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet1.xml", xml => xml.Replace("2026-Q3<", "<", StringComparison.Ordinal));
        AssertRefused(clerk.Path, "Kỳ báo cáo", cell: "B6");

        clerk.Edit("xl/worksheets/sheet1.xml", xml =>
            xml.Replace("<v>46295</v>", "<f>1/0</f>", StringComparison.Ordinal));
        AssertRefused(clerk.Path, "Ngày số liệu", cell: "B5");
    }

    [Theory]
    [InlineData(">đồng<", ">đô la<", "không hiểu đơn vị")]
    [InlineData(">đồng<", ">triệu đồng<", "thống nhất")]
    public void Units_of_money_are_never_guessed(string from, string to, string part)
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet1.xml", xml => xml.Replace(from, to, StringComparison.Ordinal));

        AssertRefused(clerk.Path, part);
    }

    [Fact]
    public void Without_any_unit_the_caller_decides_or_the_workbook_is_refused()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet1.xml", xml => xml.Replace(">đồng<", "><", StringComparison.Ordinal));
        for (var sheet = 2; sheet <= 11; sheet++)
            clerk.Edit($"xl/worksheets/sheet{sheet}.xml", xml => xml.Replace(" (đồng)", "", StringComparison.Ordinal));

        AssertRefused(clerk.Path, "đồng hay triệu đồng");
        Assert.Equal(clerk.Records, clerk.Read(new ReadOptions { Unit = MoneyUnit.Dong }).Rows.Select(row =>
            row.Record));
    }

    private static void AssertRefused(string path, string part, ReadOptions? options = null, string cell = "")
    {
        var refusal = Assert.ThrowsAny<SourceException>(
            () => WorkbookSource.Read(path, options ?? ReadOptions.Default));
        Assert.Contains(part, refusal.Sentence.Vi, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(cell, refusal.Sentence.Vi, StringComparison.Ordinal);
        Assert.NotEqual(refusal.Sentence.Vi, refusal.Sentence.En);
        Assert.EndsWith(".", refusal.Sentence.En, StringComparison.Ordinal);
    }
}
