using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;

namespace KcExchange.Tests.Sources;

/// <summary>What is never mended: a finding that says what is meant, where that can be told.</summary>
public sealed class ValueProposalTests
{
    [Theory]
    [InlineData("project.start_date", "15/3/26", "KC-GEN-002", "15/03/2026")]
    [InlineData("project.start_date", "12/31/2025", "KC-GEN-002", "31/12/2025")]
    [InlineData("project.total_cost", "380/3.677", "KC-SYS-006", "Mỗi ô chỉ ghi một số")]
    [InlineData("project.total_cost", "1 tỷ 200 triệu", "KC-SYS-006", "Mỗi ô chỉ ghi một số")]
    [InlineData("project.total_cost", "12 34", "KC-SYS-006", "Mỗi ô chỉ ghi một số")]
    [InlineData("project.total_cost", "1.5E+08", "KC-SYS-006", "bằng chữ số")]
    [InlineData("project.total_cost", "1e3", "KC-SYS-006", "bằng chữ số")]
    [InlineData("project.total_cost", "(1.000)", "KC-SYS-006", "ghi dấu trừ ở trước")]
    [InlineData("project.total_cost", "1.000-", "KC-SYS-006", "ghi dấu trừ ở trước")]
    [InlineData("project.total_cost", "5 bao", "KC-SYS-006", "đồng, nghìn đồng, triệu đồng, tỷ đồng")]
    [InlineData("project.total_cost", "3 k", "KC-SYS-006", "đồng, nghìn đồng, triệu đồng, tỷ đồng")]
    [InlineData("project.total_cost", "1.23.456", "KC-SYS-006", "1234567")]
    [InlineData("project.total_cost", "1,5", "KC-SYS-006", "làm tròn đến đồng")]
    [InlineData("project.total_cost", "1.234 triệu", "KC-SYS-006",
        "Nếu là 1.234.000.000 đồng, hãy ghi 1234 triệu; nếu là 1.234.000 đồng, hãy ghi 1,2340 triệu.")]
    [InlineData("centre.premises_area", "1.250 m²", "KC-CEN-003",
        "Nếu là 1.250 m², hãy ghi 1250 m²; nếu là 1,25 m², hãy ghi 1,25 m².")]
    [InlineData("centre.premises_area", "5 ha", "KC-CEN-003", "tính bằng m²")]
    [InlineData("centre.phone", "912345678", "KC-IMP-018", "nhập 0912345678")]
    [InlineData("project.funding_level", "Khuyến công quốc gia", "KC-IMP-011", "KCQG (Khuyến công quốc gia)")]
    [InlineData("project.status", "dang thuc hien", "KC-IMP-011", "EXECUTING")]
    [InlineData("project.activity_categories", "ND1; Thông tin, tuyên truyền", "KC-IMP-011", "ND6 (")]
    [InlineData("project.commune_code", "4", "KC-GEN-007", "00004 (Ba Đình)")]
    [InlineData("project.name_vi", "Ñeà aùn khuyeán coâng", "KC-IMP-013", "«Đề án khuyến công»")]
    public void A_value_is_refused_with_a_proposal(string path, string text, string rule, string proposal)
    {
        using var clerk = new ClerkBook();
        clerk.Type(path, RawKind.Text, text);

        var row = clerk.Read().Rows.First(row => path.StartsWith(row.Kind.Name, StringComparison.Ordinal));

        var finding = Assert.Single(row.Findings);
        Assert.Equal((rule, Severity.Error, path), (finding.RuleId, finding.Severity, finding.FieldPath));
        Assert.Contains(proposal, finding.Cure.Vi, StringComparison.Ordinal);
        Assert.Contains(text.Split("; ")[^1], finding.Message.Vi, StringComparison.Ordinal);
        AssertBothLanguages(finding);
    }

    [Theory]
    [InlineData("Tuyên Quang", "KC-IMP-011", "Hãy ghi mã 08 (Tuyên Quang).")]
    [InlineData("Tỉnh Tuyên Quang", "KC-IMP-011", "Hãy ghi mã 08 (Tuyên Quang).")]
    [InlineData("TP. Hồ Chí Minh", "KC-IMP-011", "Hãy ghi mã 79 (")]
    [InlineData("Long An", "KC-IMP-011",
        "Từ 01/07/2025 Long An thuộc Tây Ninh: hãy ghi mã 80 (Tây Ninh); số liệu trước ngày đó thì ghi mã 80")]
    [InlineData("Bà Rịa - Vũng Tàu", "KC-IMP-011", "Từ 01/07/2025 Bà Rịa - Vũng Tàu thuộc")]
    [InlineData("15 - Yên Bái", "KC-IMP-008", "«15 - Lào Cai». Nếu đúng tên: Từ 01/07/2025 Yên Bái thuộc Lào Cai")]
    [InlineData("8", "KC-GEN-004", "Nếu là 08 (Tuyên Quang)")]
    [InlineData("2", "KC-GEN-005",
        "Nếu là 02 (Hà Giang): Từ 01/07/2025 Hà Giang thuộc Tuyên Quang: hãy ghi mã 08 (Tuyên Quang)")]
    public void A_province_by_name_or_without_its_zero_is_refused_with_the_code_of_the_rows_day(
        string text, string rule, string proposal)
    {
        using var clerk = new ClerkBook();
        PutProvince(clerk, text, CellValues.InlineString);

        var finding = Assert.Single(clerk.Row("project").Findings);

        Assert.Equal((rule, "province_code"), (finding.RuleId, finding.FieldPath));
        Assert.Contains(proposal, finding.Cure.Vi, StringComparison.Ordinal);
        AssertBothLanguages(finding);
    }

    [Fact]
    public void Before_the_reform_a_provinces_own_code_is_proposed()
    {
        var record = SampleRecords.Full(RecordKinds.Project);
        record.ReferenceDate = new DateOnly(2025, 6, 30).ToCivilDate();
        using var clerk = new ClerkBook(records: [record]);
        PutProvince(clerk, "Long An", CellValues.InlineString);

        Assert.Contains(clerk.Row("project").Findings, finding =>
            finding.RuleId == "KC-IMP-011" && finding.Cure.Vi == "Hãy ghi mã 80 (Long An).");
    }

    [Fact]
    public void A_commune_code_of_before_the_reform_lacks_its_zeros_even_without_a_list()
    {
        var record = SampleRecords.Full(RecordKinds.Project);
        record.ReferenceDate = new DateOnly(2025, 6, 30).ToCivilDate();
        using var clerk = new ClerkBook(records: [record]);
        clerk.Type("project.commune_code", RawKind.Number, "928");

        Assert.Contains(clerk.Row("project").Findings, finding => finding.RuleId == "KC-GEN-007"
            && finding.Cure.Vi == "Nếu là 00928 thì hãy chọn định dạng ô là Văn bản rồi nhập 00928.");
    }

    [Fact]
    public void Of_a_number_that_its_format_shows_with_zeros_the_clerk_is_told_so()
    {
        using var clerk = new ClerkBook();
        PutProvince(clerk, "8", CellValues.Number);
        clerk.Change(workbook =>
        {
            var styles = workbook.WorkbookStylesPart!.Stylesheet!;
            styles.NumberingFormats ??= styles.InsertAt(new NumberingFormats(), 0);
            styles.NumberingFormats!.AppendChild(new NumberingFormat { NumberFormatId = 990, FormatCode = "00" });
            styles.CellFormats!.AppendChild(new CellFormat { NumberFormatId = 990 });
            ClerkBook.CellAt(workbook, new("Đề án", 2, 1))!.StyleIndex =
                (uint)styles.CellFormats.ChildElements.Count - 1;
        });

        var finding = Assert.Single(clerk.Row("project").Findings);

        Assert.Contains("Excel hiện số 0", finding.Message.Vi, StringComparison.Ordinal);
        Assert.Contains("08 (Tuyên Quang)", finding.Cure.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void A_padded_tax_code_is_proposed_only_when_its_check_digit_fits()
    {
        var proposed = 0;
        for (var last = 0; last <= 9; last++)
        {
            var eaten = $"10765432{last}";
            using var clerk = new ClerkBook();
            clerk.Type(
                ("project.beneficiaries[0].tax_code", RawKind.Number, eaten, ShownAs.General),
                ("centre.tax_code", RawKind.Number, eaten, ShownAs.General));
            var book = clerk.Read();
            if (!TaxCode.IsValid("0" + eaten))
            {
                Assert.All(book.Rows, row => Assert.Empty(row.Findings));
                Assert.Equal(eaten, book.Rows[1].Record.Project.Beneficiaries[0].TaxCode);
                continue;
            }
            proposed++;
            var finding = Assert.Single(book.Rows[1].Findings);
            Assert.Equal("KC-PRJ-009", finding.RuleId);
            Assert.Contains($"nhập 0{eaten}", finding.Cure.Vi, StringComparison.Ordinal);
            Assert.Equal("KC-SYS-005", Assert.Single(book.Rows[0].Findings).RuleId);
        }
        Assert.Equal(1, proposed);
    }

    [Fact]
    public void A_code_that_nobody_can_tell_is_left_to_the_rules()
    {
        using var clerk = new ClerkBook();
        clerk.Type(
            ("project.funding_level", RawKind.Text, "Trung ương", ShownAs.General),
            ("project.commune_code", RawKind.Text, "99999", ShownAs.General));

        Assert.Empty(clerk.Row("project").Findings);
    }

    [Fact]
    public void Where_one_text_has_the_month_first_no_ambiguous_day_of_the_column_is_read()
    {
        using var clerk = new ClerkBook(records: Projects(4));
        TypeDays(clerk, "03/04/2026", "12/31/2025", "30/09/2026", "05/05/2026");

        var book = clerk.Read();

        var refused = Assert.Single(book.Rows[0].Findings);
        Assert.Equal(("KC-GEN-002", "project.start_date"), (refused.RuleId, refused.FieldPath));
        Assert.Contains("03/04/2026", refused.Cure.Vi, StringComparison.Ordinal);
        Assert.Contains("04/03/2026", refused.Cure.Vi, StringComparison.Ordinal);
        Assert.Null(book.Rows[0].Record.Project.StartDate);
        Assert.Contains("31/12/2025", Assert.Single(book.Rows[1].Findings).Cure.Vi, StringComparison.Ordinal);
        Assert.All(book.Rows.Skip(2), row => Assert.Empty(row.Findings));
        Assert.Equal(["30/09/2026", "05/05/2026"], book.Mends.Select(mend => mend.After));
    }

    [Fact]
    public void Days_that_a_spreadsheet_seems_to_have_swapped_are_a_warning_on_their_column()
    {
        using var clerk = new ClerkBook(records: Projects(6));
        TypeDays(clerk, "46085", "46116", "46147", "15/03/2026", "16/03/2026", "17/03/2026");

        var book = clerk.Read();

        var warning = Assert.Single(book.Problems);
        Assert.Equal(("KC-IMP-012", Severity.Warning, 2), (warning.RuleId, warning.Severity, warning.Cell.Row));
        Assert.Contains("04/03/2026", warning.Cure.Vi, StringComparison.Ordinal);
        Assert.Contains("03/04/2026", warning.Cure.Vi, StringComparison.Ordinal);
        Assert.All(book.Rows, row => Assert.Empty(row.Findings));
    }

    [Fact]
    public void Days_above_12_among_the_real_ones_prove_that_nothing_was_swapped()
    {
        using var clerk = new ClerkBook(records: Projects(6));
        TypeDays(clerk, "46085", "46116", "46295", "15/03/2026", "16/03/2026", "17/03/2026");

        Assert.Empty(clerk.Read().Problems);
    }

    [Fact]
    public void A_day_that_lost_its_format_is_proposed()
    {
        using var clerk = new ClerkBook();
        clerk.Type("project.contract_no", RawKind.Number, "46295");
        var text = ClerkBook.CellOf(clerk.Read(), "project.contract_no");
        var day = ClerkBook.CellOf(clerk.Read(), "project.start_date");
        clerk.Type("project.start_date", RawKind.Number, "46295");
        clerk.Change(workbook => ClerkBook.CellAt(workbook, day)!.StyleIndex =
            ClerkBook.CellAt(workbook, text)!.StyleIndex);

        Assert.Contains("30/09/2026", Assert.Single(clerk.Row("project").Findings).Cure.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void A_common_province_by_its_name_stops_the_file_with_the_code()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet1.xml", xml => xml.Replace(
            "08 - Tuyên Quang", "Hà Giang", StringComparison.Ordinal));

        var sentence = Assert.Throws<SourceException>(() => clerk.Read()).Sentence.Vi;

        Assert.Contains("Từ 01/07/2025 Hà Giang thuộc Tuyên Quang: hãy ghi mã 08", sentence, StringComparison.Ordinal);
    }

    private static void AssertBothLanguages(ImportFinding finding)
    {
        Assert.NotEqual(finding.Message.Vi, finding.Message.En);
        Assert.NotEqual(finding.Cure.Vi, finding.Cure.En);
    }

    private static List<ExchangeRecord> Projects(int count)
    {
        var records = new List<ExchangeRecord>();
        for (var i = 0; i < count; i++)
        {
            records.Add(SampleRecords.Full(RecordKinds.Project));
            records[i].Project.ProjectCode = $"KC-08-2026-QG-000{i + 1}";
            records[i].Project.Beneficiaries.Clear();
            records[i].Project.LifeCycleSteps.Clear();
            records[i].Project.Adjustments.Clear();
            records[i].Project.Results.Clear();
        }
        return records;
    }

    /// <summary>Start dates of the rows: serial numbers, or text.</summary>
    private static void TypeDays(ClerkBook clerk, params string[] days)
    {
        var at = ClerkBook.CellOf(clerk.Read(), "project.start_date");
        clerk.Change(workbook =>
        {
            for (var i = 0; i < days.Length; i++)
            {
                var cell = ClerkBook.CellAt(workbook, at with { Row = at.Row + i })!;
                var isText = days[i].Contains('/', StringComparison.Ordinal);
                cell.DataType = isText ? CellValues.InlineString : CellValues.Number;
                cell.CellValue = isText ? null : new CellValue(days[i]);
                cell.InlineString = isText ? new InlineString(new Text(days[i])) : null;
            }
        });
    }

    private static void PutProvince(ClerkBook clerk, string text, CellValues type) => clerk.Change(workbook =>
    {
        var row = ClerkBook.SheetOf(workbook, "Đề án").Worksheet.Descendants<Row>().First(row => row.RowIndex! == 2U);
        ClerkBook.CellAt(workbook, new("Đề án", 2, 1))?.Remove();
        var cell = new Cell { CellReference = "A2", DataType = type };
        if (type == CellValues.Number) cell.CellValue = new CellValue(text);
        else cell.InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
        row.InsertAt(cell, 0);
    });
}
