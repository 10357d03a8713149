using KcExchange.Agent.Sources;
using KcExchange.Agent.Sources.Mapping;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Sources.Mapping;

/// <summary>What the command map proposes for a workbook, by headings and content.</summary>
public sealed class ProposalTests
{
    [Fact]
    public void A_provinces_table_is_recognised_with_its_two_line_headings()
    {
        using var clerk = ProvinceTables.Make();

        var book = BookProposal.Of(clerk.Path, ReadOptions.Default);

        Assert.Equal(["KCQG 2026", "Nội bộ"], book.Sheets.Select(sheet => sheet.Name));
        Assert.Null(book.Sheets[1].Layout);
        var sheet = book.Sheets[0];
        Assert.Equal(("project", 4, 5), (sheet.Layout!.Kind.Name, sheet.FirstHeading, sheet.LastHeading));
        Assert.Equal(
            [
                "A -", "B project.project_code", "C project.name_vi", "D name", "E tax_code", "F project.total_cost",
                "G project.support_amount", "H project.counterpart_amount", "I project.start_date+project.end_date",
                "J project.plan_year", "K project.project_type", "L -", "M -",
            ],
            sheet.Columns.Select(column => $"{(char)('A' + column.Column - 1)} " + (column.Span.Count > 0
                ? string.Join("+", column.Span.Select(field => field.Path)) : column.Taken?.Field.Path ?? "-")));
    }

    [Fact]
    public void What_is_written_reads_the_workbook_once_the_common_values_are_filled_in()
    {
        using var clerk = ProvinceTables.Make();
        var text = MappingWriter.Write(BookProposal.Of(clerk.Path, ReadOptions.Default));

        Assert.Contains("Mã tỉnh", clerk.Refused(clerk.Mapping(text)), StringComparison.Ordinal);
        var filled = text.Replace("  province_code:", "  province_code: 08", StringComparison.Ordinal)
            .Replace("  reference_date:", "  reference_date: 30/09/2026", StringComparison.Ordinal)
            .Replace("  report_period:", "  report_period: 2026-Q3", StringComparison.Ordinal)
            .Replace("  submitter_unit:", "  submitter_unit: Sở Công Thương", StringComparison.Ordinal);
        var book = clerk.Read(clerk.Mapping(filled));

        Assert.Equal(3, book.Rows.Count);
        Assert.All(book.Rows, row => Assert.Empty(row.Findings));
        Assert.All(book.Rows, row => Assert.Single(row.Record.Project.Beneficiaries));
        Assert.All(book.Rows, row => Assert.Equal("KCQG", row.Record.Project.FundingLevel));
        Assert.Equal(["CU_THE", "NHOM", "CU_THE"], book.Rows.Select(row => row.Record.Project.ProjectType));
    }

    [Fact]
    public void Good_check_digits_are_a_tax_code_whatever_the_heading_says()
    {
        using var clerk = new ForeignBook().Sheet("Thụ hưởng",
            [["Mã đề án", "Số hiệu riêng", "Tên đơn vị thụ hưởng"],
                .. ProvinceTables.TaxCodes.Select((code, i) =>
                    new object?[] { $"KC-08-2026-QG-000{i + 1}", code, "HTX Chè" })]);

        var column = BookProposal.Of(clerk.Path, ReadOptions.Default).Sheets[0].Columns[1];

        Assert.Equal(("tax_code", Reason.Content), (column.Taken!.Field.Path, column.Taken.Reason));
    }

    [Fact]
    public void A_heading_that_says_date_over_a_column_of_texts_loses()
    {
        using var clerk = new ForeignBook().Sheet("Đề án",
            [["Mã đề án", "Tên đề án", "Ngày bắt đầu"], ["KC-08-2026-QG-0001", "Máy chè", "chưa rõ"],
                ["KC-08-2026-QG-0002", "Máy gỗ", "theo hợp đồng"]]);

        var column = BookProposal.Of(clerk.Path, ReadOptions.Default).Sheets[0].Columns[2];

        Assert.Null(column.Taken);
    }

    [Fact]
    public void A_doubtful_column_stands_in_the_file_as_a_comment_with_the_two_best_fields()
    {
        using var clerk = new ForeignBook().Sheet("Đề án",
            [["Mã đề án", "Tên đề án", "Ngày nộp hồ sơ"],
                ["KC-08-2026-QG-0001", "Máy chè", new DateOnly(2026, 1, 5)]]);

        var text = MappingWriter.Write(BookProposal.Of(clerk.Path, ReadOptions.Default));

        var lines = text.Split('\n').SkipWhile(line => !line.Contains("Ngày nộp hồ sơ", StringComparison.Ordinal))
            .Take(3).ToList();
        Assert.All(lines, line => Assert.StartsWith("      #", line, StringComparison.Ordinal));
        Assert.Equal(2, lines.Count(line => line.Contains("field: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Own_words_for_codes_are_proposed_and_unknown_ones_left_open()
    {
        using var clerk = new ForeignBook().Sheet("Đề án",
            [["Mã đề án", "Tên đề án", "Cấp khuyến công"], ["KC-08-2026-QG-0001", "Máy chè", "Khuyến công quốc gia"],
                ["KC-08-2026-DP-0002", "Máy gỗ", "Trung ương"], ["KC-08-2026-DP-0003", "Máy mì", "Liên xã"]]);

        var words = BookProposal.Of(clerk.Path, ReadOptions.Default).Sheets[0].Columns[2].Words;

        Assert.Equal([("Khuyến công quốc gia", "KCQG"), ("Trung ương", "KCQG"), ("Liên xã", null)], words);
    }

    [Fact]
    public void The_template_itself_is_recognised_sheet_by_sheet()
    {
        using var clerk = new ClerkBook();

        var book = BookProposal.Of(clerk.Path, ReadOptions.Default);

        Assert.True(book.HasCommon);
        Assert.Equal(BookLayout.Sheets.Select(sheet => sheet.Name), book.Sheets.Select(sheet => sheet.Layout?.Name));
        Assert.All(book.Sheets, sheet => Assert.All(sheet.Columns, column =>
            Assert.Equal(
                Headings.Match(column.Heading, sheet.Layout!.Columns, out _)?.Path, column.Taken?.Field.Path)));
    }

    [Fact]
    public void A_workbook_without_any_table_is_refused()
    {
        using var clerk = new ForeignBook().Sheet("Trang1", [["Xin chào"], ["Hôm nay trời đẹp"]]);

        var refused = Assert.Throws<SourceException>(() => BookProposal.Of(clerk.Path, ReadOptions.Default));

        Assert.Contains("Không nhận ra bảng nào", refused.Sentence.Vi, StringComparison.Ordinal);
    }
}
