using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Sources;

public sealed class TemplateTests
{
    [Fact]
    public void Every_field_of_the_contract_survives_the_way_into_a_workbook_and_back()
    {
        using var folder = new TestFolder();
        var path = folder.File("full.xlsx");
        var records = RecordKinds.All.Select(SampleRecords.Full).ToList();
        WorkbookTemplate.Write(path, new TemplateOptions
        {
            Today = SampleRecords.Day,
            Common = SampleRecords.Common(),
            Records = records,
        });

        var book = WorkbookSource.Read(path, ReadOptions.Default);

        Assert.Empty(book.Problems);
        Assert.Equal(records, book.Rows.Select(row => row.Record));
        Assert.All(book.Rows, row => Assert.Empty(row.Findings));
        Assert.Equal(("08", "2026-Q3"), (book.ProvinceCode, book.ReportPeriod));
    }

    [Theory]
    [InlineData("nghìn đồng")]
    [InlineData("triệu đồng")]
    [InlineData("tỷ đồng")]
    public void Money_comes_back_to_the_last_dong_whatever_unit_the_workbook_states(string unit)
    {
        using var folder = new TestFolder();
        var path = folder.File("unit.xlsx");
        var records = RecordKinds.All.Select(SampleRecords.Full).ToList();
        WorkbookTemplate.Write(path, new TemplateOptions
        {
            Today = SampleRecords.Day,
            Common = SampleRecords.Common(),
            Records = records,
            Unit = MoneyUnit.Parse(unit)!,
        });

        var book = WorkbookSource.Read(path, ReadOptions.Default);

        Assert.Equal(records, book.Rows.Select(row => row.Record));
    }

    [Fact]
    public void The_empty_template_is_a_valid_workbook()
    {
        using var folder = new TestFolder();
        var path = folder.File("template.xlsx");
        WorkbookTemplate.Write(path, new TemplateOptions { Today = SampleRecords.Day });

        using var document = SpreadsheetDocument.Open(path, false);
        var errors = new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(
            document, TestContext.Current.CancellationToken);

        Assert.Empty(errors.Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public void Every_table_of_the_contract_has_a_sheet_and_its_headings_name_one_column_each()
    {
        Assert.All(BookLayout.Sheets, sheet =>
        {
            var labels = sheet.Columns.Select(column => VietnameseText.Fold(column.Info.LabelVi)).ToList();
            Assert.Equal(labels.Count, labels.Distinct().Count());
            Assert.InRange(sheet.Name.Length, 1, 31);
        });
        var names = BookLayout.Sheets.Select(sheet => sheet.Name).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Superset(
            new HashSet<string>
            {
                "Trung tâm", "Đề án", "Kinh phí", "Thiết bị", "Thụ hưởng", "Điều chỉnh", "Lần cấp - giải ngân",
                "Kết quả",
            },
            names.ToHashSet());
    }
}
