using KcExchange.Agent.Sources;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;

namespace KcExchange.Tests.Sources;

/// <summary>Tables as they are printed: titles above, sums and signatures below; no mapping needed.</summary>
public sealed class OrdinaryVariantTests
{
    private static readonly object?[] Headings =
        ["STT", "Mã đề án", "Tên đề án", "Năm kế hoạch", "Tổng kinh phí", "Vốn đối ứng"];

    private static readonly object?[] First = [1, "KC-08-2026-DP-0001", "Máy chè", 2026, 250, 120];
    private static readonly object?[] Second = [2, "KC-08-2026-DP-0002", "Máy gỗ", 2026, 300, 150];

    [Fact]
    public void The_headings_are_the_row_that_matches_most_labels_below_titles_of_any_number()
    {
        using var clerk = Book(
            ["UBND TỈNH TUYÊN QUANG", null, null, "Mẫu số 01"], null, ["Đề án", "Kinh phí"],
            ["Đơn vị tính: triệu đồng"], Headings, First, Second);

        var book = clerk.Read();

        Assert.Equal(["Máy chè", "Máy gỗ"], book.Rows.Select(row => row.Record.Project.NameVi));
        Assert.Equal((250_000_000, 120_000_000),
            (book.Rows[0].Record.Project.TotalCost, book.Rows[0].Record.Project.CounterpartAmount));
        Assert.Equal(new CellRef("Đề án", 6, 3), book.Rows[0].Cells.Find("project.name_vi"));
        Assert.Equal(5, book.Sheets.Single(sheet => sheet.Name == "Đề án").HeadingRow);
    }

    [Fact]
    public void Of_two_rows_that_match_alike_the_first_is_the_headings()
    {
        using var clerk = Book(["ĐVT: đồng"], Headings, Headings, First);

        var book = clerk.Read();

        Assert.Equal(2, book.Sheets.Single(sheet => sheet.Name == "Đề án").HeadingRow);
        Assert.Contains("tiêu đề lặp lại ở dòng 3", Skipped(book), StringComparison.Ordinal);
        Assert.Single(book.Rows);
    }

    [Theory]
    [InlineData("Đơn vị tính: triệu đồng", 250_000_000)]
    [InlineData("ĐVT: Nghìn đồng", 250_000)]
    [InlineData("(Đơn vị: đồng)", 250)]
    public void The_unit_may_stand_above_the_table(string title, long cost)
    {
        using var clerk = Book([null, title], Headings, First);

        Assert.Equal(cost, clerk.Read(unit: MoneyUnit.All[3]).Rows[0].Record.Project.TotalCost);
    }

    [Fact]
    public void The_unit_above_the_table_may_stand_in_a_cell_of_its_own()
    {
        using var clerk = Book([null, "ĐVT:", "triệu đồng"], Headings, First);

        Assert.Equal(250_000_000, clerk.Read().Rows[0].Record.Project.TotalCost);
    }

    [Fact]
    public void A_sender_above_the_table_is_no_unit()
    {
        using var clerk = Book(["Đơn vị: Sở Công Thương Tuyên Quang"], Headings, First);

        Assert.Contains("--unit", clerk.Refused(), StringComparison.Ordinal);
        Assert.Equal(250_000, clerk.Read(unit: MoneyUnit.All[1]).Rows[0].Record.Project.TotalCost);
    }

    [Theory]
    [InlineData("Đơn vị tính: triệu đồng", "Tổng kinh phí (đồng)", "Đề án\" ô E2")]
    [InlineData("Đơn vị tính: trăm đồng", "Tổng kinh phí", "trăm đồng")]
    public void Units_that_contradict_each_other_or_are_none_are_refused(string title, string heading, string part)
    {
        object?[] headings = [.. Headings];
        headings[4] = heading;
        using var clerk = Book([title], headings, First);

        Assert.Contains(part, clerk.Refused(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_unit_above_the_table_that_the_common_information_contradicts_is_refused()
    {
        using var clerk = new ForeignBook().WithCommon(["Đơn vị tính tiền", "đồng"])
            .Sheet("Đề án", [["ĐVT: triệu đồng"], Headings, First]);

        Assert.Contains("thống nhất", clerk.Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cộng")]
    [InlineData("TỔNG CỘNG (I+II)")]
    [InlineData("Tổng số:")]
    [InlineData("Cộng cuối trang 1")]
    public void Sums_are_left_out_and_said(string text)
    {
        using var clerk = Book(["ĐVT: đồng"], Headings, First, [null, null, text, null, 250, 120], Second);

        var book = clerk.Read();

        Assert.Equal(2, book.Rows.Count);
        Assert.Contains("dòng cộng 4", Skipped(book), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cộng đồng doanh nghiệp chè")]
    [InlineData("Tổng kho lạnh")]
    [InlineData("Tổng hợp")]
    public void A_name_that_only_begins_like_a_sum_is_a_row(string text)
    {
        using var clerk = Book(["ĐVT: đồng"], Headings, First, [null, null, text, 2026, 250, 120]);

        Assert.Equal(2, clerk.Read().Rows.Count);
    }

    [Fact]
    public void A_row_with_a_key_is_a_row_whatever_it_says()
    {
        using var clerk = Book(["ĐVT: đồng"], Headings, [1, "KC-08-2026-DP-0001", "Cộng", 2026, 1, 1],
            [2, "KC-08-2026-DP-0002", "Giám đốc"]);

        var book = clerk.Read();

        Assert.Equal(2, book.Rows.Count);
        Assert.DoesNotContain(book.Problems, problem => problem.RuleId == "KC-IMP-015");
    }

    [Theory]
    [InlineData("1", "2", "3", "4", "5", "6")]
    [InlineData("(1)", "(2)", "(3)", "(4)", "(5)=(3)+(4)", "(6)")]
    [InlineData("A", "B", "1", "2", "3", "4=2+3")]
    public void A_row_that_numbers_the_columns_is_left_out_and_said(params string[] numbers)
    {
        using var clerk = Book(["ĐVT: đồng"], Headings, [.. numbers], First);

        var book = clerk.Read();

        Assert.Single(book.Rows);
        Assert.Contains("dòng đánh số cột 3", Skipped(book), StringComparison.Ordinal);
    }

    [Fact]
    public void Signatures_below_the_table_are_left_out_and_said()
    {
        using var clerk = Book(
            ["ĐVT: đồng"], Headings, First, null, [null, null, null, "Tuyên Quang, ngày 05 tháng 10 năm 2026"],
            [null, "Người lập biểu", null, "THỦ TRƯỞNG ĐƠN VỊ"], [null, "(Ký, ghi rõ họ tên)", null, "(Ký, đóng dấu)"],
            null, [null, "Nguyễn Thị Hòa", null, "Trần Văn Bình"]);

        var book = clerk.Read();

        Assert.Single(book.Rows);
        Assert.Contains("phần ký tên ở dòng 5–7, 9", Skipped(book), StringComparison.Ordinal);
        Assert.Equal(Severity.Info, book.Problems.Single(problem => problem.RuleId == "KC-IMP-015").Severity);
    }

    [Fact]
    public void What_looks_like_signatures_above_data_stays_a_row()
    {
        using var clerk = Book(["ĐVT: đồng"], Headings, First, [null, null, "Kế toán cơ sở"], Second);

        Assert.Equal(3, clerk.Read().Rows.Count);
    }

    [Fact]
    public void Merged_cells_in_rows_of_data_hold_those_rows_back()
    {
        using var clerk = new ForeignBook().WithCommon().Sheet("Đề án",
            [["ĐVT: đồng"], Headings, First, Second, [3, "KC-08-2026-DP-0003", "Máy mì", 2026, 1, 1], ["Cộng"]],
            "A1:F1", "A3:A5", "E3:E4", "A6:D6");

        var book = clerk.Read();

        Assert.Equal([3, 4], book.Rows.Where(row => row.Findings.Any()).Select(row => row.Cells.Row.Row));
        var finding = book.Rows[1].Findings.Single();
        Assert.Equal(("KC-IMP-014", Severity.Error, new CellRef("Đề án", 4, 5), "project.total_cost"),
            (finding.RuleId, finding.Severity, finding.Cell, finding.FieldPath));
        Assert.Contains("E3:E4", finding.Message.Vi, StringComparison.Ordinal);
        Assert.Contains("bỏ gộp ô", finding.Cure.Vi, StringComparison.Ordinal);
        Assert.DoesNotContain(book.Problems, problem => problem.RuleId == "KC-IMP-014");
    }

    [Fact]
    public void A_merged_parent_code_on_a_list_holds_the_parent_back()
    {
        using var clerk = new ForeignBook().WithCommon().Sheet("Đề án", [["ĐVT: đồng"], Headings, First, Second])
            .Sheet("Thụ hưởng",
                [["Mã đề án", "Mã số thuế", "Tên đơn vị thụ hưởng"], ["KC-08-2026-DP-0001", "0101234567", "HTX Chè"],
                    [null, "0101234568", "HTX Gỗ"]], "A2:A3");

        var book = clerk.Read();

        Assert.Equal("KC-IMP-014", Assert.Single(book.Rows[0].Findings).RuleId);
        Assert.Equal(new CellRef("Thụ hưởng", 2, 1), book.Rows[0].Findings[0].Cell);
        Assert.Empty(book.Rows[1].Findings);
    }

    [Fact]
    public void Cells_merged_within_a_row_leave_the_second_column_without_a_value()
    {
        using var clerk = new ForeignBook().WithCommon().Sheet("Đề án", [["ĐVT: đồng"], Headings, First], "E3:F3");

        var finding = clerk.Read().Rows.Single().Findings.Single();

        Assert.Equal(("KC-IMP-014", 6), (finding.RuleId, finding.Cell.Column));
        Assert.Contains("«Vốn đối ứng»", finding.Message.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_merged_with_columns_or_rows_that_hold_nothing_are_fine()
    {
        using var clerk = new ForeignBook().WithCommon().Sheet("Đề án",
            [["ĐVT: đồng"], [.. Headings, null, "Theo dõi"], First, null, Second], "C3:C4", "F3:G3", "H3:H5");

        Assert.All(clerk.Read().Rows, row => Assert.Empty(row.Findings));
    }

    private static ForeignBook Book(params object?[]?[] rows) => new ForeignBook().WithCommon().Sheet("Đề án", rows);

    private static string Skipped(SourceBook book) =>
        Assert.Single(book.Problems, problem => problem.RuleId == "KC-IMP-015").Message.Vi;
}
