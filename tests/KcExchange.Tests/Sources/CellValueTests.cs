using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;

namespace KcExchange.Tests.Sources;

public sealed class CellValueTests
{
    [Theory]
    [InlineData("project.total_cost", nameof(RawKind.Error), "#N/A", "KC-GEN-003")]
    [InlineData("project.total_cost", nameof(RawKind.Text), "#REF!", "KC-GEN-003")]
    [InlineData("project.address", nameof(RawKind.Error), "#VALUE!", "KC-GEN-003")]
    [InlineData("project.start_date", nameof(RawKind.Text), "31/02/2026", "KC-GEN-002")]
    [InlineData("project.start_date", nameof(RawKind.Text), "tháng 3", "KC-GEN-002")]
    [InlineData("project.start_date", nameof(RawKind.Text), "30/9/26", "KC-GEN-002")]
    [InlineData("project.start_date", nameof(RawKind.Error), "#DIV/0!", "KC-GEN-003")]
    [InlineData("project.start_date", nameof(RawKind.Number), "-5", "KC-GEN-002")]
    [InlineData("project.plan_year", nameof(RawKind.Text), "năm 2026", "KC-SYS-006")]
    [InlineData("project.plan_year", nameof(RawKind.Number), "2026.5", "KC-SYS-006")]
    [InlineData("project.support_amount", nameof(RawKind.Text), "380/3.677", "KC-SYS-006")]
    [InlineData("project.support_amount", nameof(RawKind.Number), "1E+30", "KC-SYS-006")]
    [InlineData("project.commitment_no_double", nameof(RawKind.Text), "có lẽ", "KC-IMP-007")]
    [InlineData("centre.staff_total", nameof(RawKind.Text), "mười", "KC-CEN-003")]
    [InlineData("centre.premises_area", nameof(RawKind.Number), "12.345", "KC-CEN-003")]
    [InlineData("funding.disbursed_amount", nameof(RawKind.Text), "1.234,5 bao", "KC-FND-002")]
    [InlineData("funding.disbursed_amount", nameof(RawKind.Number), "1000.5", "KC-FND-002")]
    [InlineData("funding.movements[1].amount_vnd", nameof(RawKind.Error), "#N/A", "KC-GEN-003")]
    [InlineData("project.beneficiaries[1].support_vnd", nameof(RawKind.Text), "không", "KC-SYS-006")]
    [InlineData("project.funding_level", nameof(RawKind.Text), "KCQG - Khuyến công địa phương", "KC-IMP-008")]
    public void A_value_that_cannot_become_a_field_is_a_finding_on_its_cell(
        string path, string kind, string text, string rule)
    {
        using var clerk = new ClerkBook();
        clerk.Type(path, Enum.Parse<RawKind>(kind), text);

        var book = clerk.Read();

        var row = book.Rows.First(row => path.StartsWith(row.Kind.Name, StringComparison.Ordinal));
        var finding = Assert.Single(row.Findings);
        Assert.Equal((rule, Severity.Error, path), (finding.RuleId, finding.Severity, finding.FieldPath));
        Assert.Equal(row.Cells.Find(path), finding.Cell);
        Assert.NotEqual(0, finding.Cell.Column);
        Assert.NotEqual(finding.Message.Vi, finding.Message.En);
        Assert.All(book.Rows.Where(other => other != row), other => Assert.Empty(other.Findings));
    }

    [Theory]
    [InlineData(nameof(RawKind.Text), "30/09/2026")]
    [InlineData(nameof(RawKind.Text), " 30-9-2026 ")]
    [InlineData(nameof(RawKind.Text), "30.09.2026")]
    [InlineData(nameof(RawKind.Text), "2026-09-30")]
    [InlineData(nameof(RawKind.Number), "46295")]
    [InlineData(nameof(RawKind.Number), "46295.97916")]
    public void A_day_is_read_from_a_serial_number_and_from_text(string kind, string text)
    {
        using var clerk = new ClerkBook();
        clerk.Type("project.start_date", Enum.Parse<RawKind>(kind), text);

        Assert.Equal("30/09/2026", clerk.Row("project").Record.Project.StartDate.ToText());
    }

    [Fact]
    public void A_workbook_that_counts_days_from_1904_is_read_by_its_own_calendar()
    {
        using var clerk = new ClerkBook();
        clerk.Type("project.start_date", RawKind.Number, "44833");
        clerk.Edit("xl/workbook.xml", xml => xml.Replace(
            "workbookPr", "workbookPr date1904=\"1\"", StringComparison.Ordinal));

        Assert.Equal("30/09/2026", clerk.Row("project").Record.Project.StartDate.ToText());
    }

    [Theory]
    [InlineData(nameof(RawKind.Text), "Có", true)]
    [InlineData(nameof(RawKind.Text), "x", true)]
    [InlineData(nameof(RawKind.Number), "1", true)]
    [InlineData(nameof(RawKind.Boolean), "1", true)]
    [InlineData(nameof(RawKind.Text), "KHÔNG", false)]
    [InlineData(nameof(RawKind.Number), "0", false)]
    [InlineData(nameof(RawKind.Text), "FALSE", false)]
    public void Yes_and_no_are_read_as_clerks_write_them(string kind, string text, bool value)
    {
        using var clerk = new ClerkBook();
        clerk.Type("project.commitment_no_double", Enum.Parse<RawKind>(kind), text);

        Assert.Equal(value, clerk.Row("project").Record.Project.CommitmentNoDouble);
    }

    [Theory]
    [InlineData("KCQG", "KCQG")]
    [InlineData("KCQG - Khuyến công quốc gia", "KCQG")]
    [InlineData("KCQG – khuyen cong quoc gia", "KCQG")]
    [InlineData(" KCQG — Khuyến công Quốc gia ", "KCQG")]
    public void A_code_may_be_followed_by_its_name(string text, string code)
    {
        using var clerk = new ClerkBook();
        clerk.Type("project.funding_level", RawKind.Text, text);

        var row = clerk.Row("project");

        Assert.Equal(code, row.Record.Project.FundingLevel);
        Assert.Empty(row.Findings);
    }

    [Fact]
    public void Several_codes_stand_in_one_cell_with_semicolons()
    {
        using var clerk = new ClerkBook();
        clerk.Type("project.activity_categories", RawKind.Text,
            "ND1; ND2 - Nâng cao năng lực quản lý, sản xuất sạch hơn, "
            + "khởi sự doanh nghiệp, mở rộng thị trường;ND3 ;");

        Assert.Equal(["ND1", "ND2", "ND3"], clerk.Row("project").Record.Project.ActivityCategories);
    }

    [Fact]
    public void Outer_blanks_and_decomposed_letters_are_mended_on_the_way()
    {
        using var clerk = new ClerkBook();
        clerk.Type("project.name_vi", RawKind.Text,
            "\u00A0 Đề án che\u0300 Shan \u200B\n".Replace("che\u0300", "che\u0300 "));

        Assert.Equal("Đề án chè  Shan", clerk.Row("project").Record.Project.NameVi);
    }

    [Theory]
    [InlineData("đồng", "1234567", 1_234_567)]
    [InlineData("nghìn đồng", "1234.567", 1_234_567)]
    [InlineData("triệu đồng", "0.1", 100_000)]
    [InlineData("triệu đồng", "0.30000000000000004", 300_000)]
    [InlineData("triệu đồng", "1E-06", 1)]
    [InlineData("tỷ đồng", "9223372036.854775807", 9_223_372_036_854_775_807)]
    public void Money_is_scaled_exactly(string unit, string number, long dong)
    {
        using var clerk = new ClerkBook(MoneyUnit.Parse(unit));
        clerk.Type("project.support_amount", RawKind.Number, number);

        var row = clerk.Row("project");

        if (dong == long.MaxValue) Assert.Equal("KC-SYS-006", Assert.Single(row.Findings).RuleId);
        else Assert.Equal(dong, row.Record.Project.SupportAmount);
    }

    [Fact]
    public void A_number_in_a_text_field_keeps_its_digits_and_a_date_there_is_refused()
    {
        using var clerk = new ClerkBook();
        clerk.Type(
            ("project.beneficiaries[0].tax_code", RawKind.Number, "109876543", ShownAs.General),
            ("project.contract_no", RawKind.Number, "46295", ShownAs.General));
        var date = ClerkBook.CellOf(clerk.Read(), "project.start_date");
        var text = ClerkBook.CellOf(clerk.Read(), "project.contract_no");
        clerk.Change(workbook => ClerkBook.CellAt(workbook, text)!.StyleIndex =
            ClerkBook.CellAt(workbook, date)!.StyleIndex);

        var row = clerk.Row("project");

        Assert.Equal("109876543", row.Record.Project.Beneficiaries[0].TaxCode);
        Assert.Equal("project.contract_no", Assert.Single(row.Findings).FieldPath);
    }

    [Fact]
    public void A_formula_is_read_by_its_stored_value_and_refused_without_one()
    {
        using var clerk = new ClerkBook();
        var total = ClerkBook.CellOf(clerk.Read(), "project.total_cost");
        var support = ClerkBook.CellOf(clerk.Read(), "project.support_amount");
        clerk.Change(workbook =>
        {
            ClerkBook.CellAt(workbook, total)!.CellFormula = new("1+1");
            var cell = ClerkBook.CellAt(workbook, support)!;
            cell.CellFormula = new("1+1");
            cell.CellValue = null;
        });

        var row = clerk.Row("project");

        Assert.Equal(clerk.Records[1].Project.TotalCost, row.Record.Project.TotalCost);
        var finding = Assert.Single(row.Findings);
        Assert.Equal(("KC-GEN-003", "project.support_amount"), (finding.RuleId, finding.FieldPath));
    }

    [Fact]
    public void A_text_that_cells_share_is_read_without_its_formats_and_reading_aids()
    {
        using var clerk = new ClerkBook();
        var name = ClerkBook.CellOf(clerk.Read(), "project.name_vi");
        clerk.Change(workbook =>
        {
            workbook.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable(
                new SharedStringItem(new Text("khác")),
                new SharedStringItem(
                    new Run(new RunProperties(new Bold()), new Text("Đề án ")), new Run(new Text("chè_x000D_")),
                    new PhoneticRun(new Text("đọc")) { BaseTextStartIndex = 0, EndingBaseIndex = 1 }));
            var cell = ClerkBook.CellAt(workbook, name)!;
            cell.InlineString = null;
            cell.DataType = CellValues.SharedString;
            cell.CellValue = new CellValue("1");
        });

        Assert.Equal("Đề án chè", clerk.Row("project").Record.Project.NameVi);
    }
}
