using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Sources.Mapping;
using KcExchange.Contracts.Reference;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.Tests.Tidy;
using KcExchange.V1;

namespace KcExchange.Tests.Sources.Mapping;

/// <summary>Workbooks that a mapping file makes readable.</summary>
public sealed class MappedReadingTests
{
    /// <summary>For the workbook of <see cref="ProvinceTables"/>.</summary>
    private const string Yaml = """
        version: 1
        unit: triệu đồng
        common:
          province_code: 08
          reference_date: 30/09/2026
          report_period: 2026-Q3
          submitter_unit: Sở Công Thương Tuyên Quang
        sheets:
          - name: "KCQG*"
            kind: project
            headings: 4-5
            skip:
              - heading: "STT"
                text: ["I", "II"]
            fixed:
              project.funding_level: KCQG
            columns:
              - {heading: "STT", ignore: true}
              - {heading: "Mã số đề án", field: project.project_code}
              - {heading: "Tên dự án/đề án", field: Tên đề án}
              - {heading: "Kinh phí > Tổng số", field: project.total_cost}
              - {heading: "KCQG hỗ trợ", field: project.support_amount}
              - {column: H, field: project.counterpart_amount}
              - heading: "Thời gian thực hiện"
                split:
                  by: "-"
                  fields: [project.start_date, project.end_date]
              - {heading: "Năm", field: plan_year}
              - heading: "Loại hình đề án"
                field: project.project_type
                values: {"Đề án đơn": CU_THE, "Đơn": CU_THE, "Nhóm": NHOM}
              - {heading: "Đơn vị thụ hưởng > Tên", ignore: true}
              - {heading: "Đơn vị thụ hưởng > MST", ignore: true}
              - {heading: "Số liên hệ", ignore: true}
              - {heading: "Ghi chú", ignore: true}
          - name: "KCQG 2026"
            list: project.beneficiaries
            headings: 4-5
            skip: [{heading: "STT", text: ["I", "II"]}]
            columns:
              - {heading: "Mã số đề án", field: project.project_code}
              - {heading: "Đơn vị thụ hưởng > Tên", field: project.beneficiaries.name}
              - {heading: "MST", field: tax_code}
        """;

    [Fact]
    public void A_table_with_two_line_headings_groups_sums_and_signatures_is_read_through_its_mapping()
    {
        using var clerk = ProvinceTables.Make();

        var book = clerk.Read(clerk.Mapping(Yaml));

        Assert.Equal(["KC-08-2026-QG-0001", "KC-08-2026-QG-0002", "KC-08-2026-QG-0003"],
            book.Rows.Select(row => row.Record.Project.ProjectCode));
        var project = book.Rows[1].Record.Project;
        Assert.Equal((2_400_500_000, 400_000_000, 2_000_500_000),
            (project.TotalCost, project.SupportAmount, project.CounterpartAmount));
        Assert.Equal(("KCQG", "NHOM", 2026), (project.FundingLevel, project.ProjectType, project.PlanYear));
        Assert.Equal(("01/03/2026", "31/10/2026"), (project.StartDate.ToText(), project.EndDate.ToText()));
        Assert.Equal(("Công ty TNHH Gỗ Việt", ProvinceTables.TaxCodes[1]),
            (project.Beneficiaries.Single().Name, project.Beneficiaries.Single().TaxCode));
        Assert.Equal(("08", "2026-Q3"), (book.ProvinceCode, book.ReportPeriod));
        Assert.All(book.Rows, row => Assert.Empty(row.Findings));
        Assert.All(book.Problems.Where(problem => problem.Cell.Sheet.StartsWith("KCQG", StringComparison.Ordinal)),
            problem => Assert.Equal("KC-IMP-015", problem.RuleId));
    }

    [Fact]
    public void Findings_lead_to_the_clerks_own_cells_and_results_are_written_beside_them()
    {
        using var clerk = ProvinceTables.Make();
        var book = clerk.Read(clerk.Mapping(Yaml));

        Assert.Equal(new CellRef("KCQG 2026", 9, 9), book.Rows[1].Cells.Find("project.end_date"));
        Assert.Equal(new CellRef("KCQG 2026", 9, 5), book.Rows[1].Cells.Find("project.beneficiaries[0].tax_code"));
        Assert.Equal(book.Rows[1].Cells.Row, book.Rows[1].Cells.Find("project.funding_level"));
        var sheet = Assert.Single(book.Sheets);
        Assert.Equal((5, 2, 13, true), (sheet.HeadingRow, sheet.KeyColumn, sheet.LastColumn, sheet.IsRecordSheet));

        var results = Verdicts.Of(book, row => [Verdicts.Error("KC-PRJ-002", "project.address")]);
        ResultWorkbook.Write(book, results, clerk.File("so-lieu.ket-qua.xlsx"), Verdicts.Header);

        Assert.Empty(ClerkBook.Errors(clerk.File("so-lieu.ket-qua.xlsx")));
        var again = WorkbookSource.Read(
            clerk.File("so-lieu.ket-qua.xlsx"), ReadOptions.Default with { Mapping = clerk.File("so-lieu.yaml") });
        Assert.Equal(book.Rows.Select(row => row.Record), again.Rows.Select(row => row.Record));
        Assert.NotEmpty(again.Sheets[0].ResultColumns);
    }

    [Fact]
    public void The_same_mapping_may_be_written_as_json_with_comments()
    {
        using var clerk = Table([["Mã", "Tên"], ["KC-08-2026-DP-0001", "Máy chè"]]);

        var book = clerk.Read(clerk.Mapping("""
            {
              // of our own
              "version": 1,
              "sheets": [{"name": "Bảng", "kind": "project", "columns": [
                {"heading": "Mã", "field": "project.project_code"},
                {"heading": "Tên", "field": "project.name_vi"},
              ]}],
            }
            """, "map.json"));

        Assert.Equal("Máy chè", book.Rows.Single().Record.Project.NameVi);
    }

    [Fact]
    public void What_cannot_be_taken_apart_is_a_finding_and_not_a_guess()
    {
        using var clerk = Table(
            [["Mã", "Thời gian", "Nơi"], ["KC-08-2026-DP-0001", "năm 2026", "HTX Chè (xã Tân Trào)"],
                ["KC-08-2026-DP-0002", "01/02/2026 - 03/04/2026", "HTX Gỗ"]]);

        var book = clerk.Read(clerk.Mapping("""
            sheets:
              - name: Bảng
                kind: project
                columns:
                  - {heading: Mã, field: project.project_code}
                  - heading: Thời gian
                    split: {by: " - ", fields: [project.start_date, project.end_date]}
                  - heading: Nơi
                    split:
                      pattern: '^(?<unit>.+?)\s*\((?<place>.+)\)$'
                      fields: {unit: project.implementing_unit, place: project.address}
            """));

        Assert.Equal(("HTX Chè", "xã Tân Trào"), (book.Rows[0].Record.Project.ImplementingUnit,
            book.Rows[0].Record.Project.Address));
        var first = Assert.Single(book.Rows[0].Findings);
        Assert.Equal(("KC-IMP-016", Severity.Error, new CellRef("Bảng", 2, 2)),
            (first.RuleId, first.Severity, first.Cell));
        Assert.Contains("năm 2026", first.Message.Vi, StringComparison.Ordinal);
        Assert.Equal(("", 3), (book.Rows[1].Record.Project.Address, book.Rows[1].Findings.Single().Cell.Column));
        Assert.Equal(4, book.Rows[1].Record.Project.EndDate.Month);
    }

    [Fact]
    public void Several_sheets_of_one_kind_are_read_each_with_its_fixed_values_and_units()
    {
        using var clerk = new ForeignBook().WithCommon()
            .Sheet("KCQG", [["Mã", "Kinh phí"], ["KC-08-2026-QG-0001", 5]])
            .Sheet("KCĐP", [["Mã", "Kinh phí (nghìn đồng)"], ["KC-08-2026-DP-0001", 7]]);

        var book = clerk.Read(clerk.Mapping("""
            unit: tỷ đồng
            sheets:
              - {name: KCQG, kind: project, fixed: {project.funding_level: KCQG}, columns: [
                  {heading: Mã, field: project_code}, {heading: Kinh phí, field: total_cost, unit: triệu đồng}]}
              - {name: KC*, kind: project, fixed: {Cấp khuyến công: KCDP_TINH}, columns: [
                  {heading: Mã, field: project_code}, {heading: Kinh phí, field: total_cost}]}
            """));

        Assert.Equal([("KCQG", 5_000_000L), ("KCDP_TINH", 7_000L)], book.Rows.Select(row =>
            (row.Record.Project.FundingLevel, row.Record.Project.TotalCost)));
    }

    [Fact]
    public void A_sheet_without_data_and_a_column_that_nobody_speaks_of_are_said()
    {
        using var clerk = new ForeignBook().WithCommon()
            .Sheet("Một", [["Mã", "Tên", "Người theo dõi"], ["KC-08-2026-QG-0001", "Máy", "Lan"]])
            .Sheet("Hai", [["Mã", "Tên"]]);

        var problems = clerk.Read(clerk.Mapping("""
            sheets:
              - {name: "*", kind: project,
                 columns: [{heading: Mã, field: project_code}, {heading: Tên, field: name_vi}]}
              - {name: Thông tin chung, ignore: true}
            """)).Problems;

        Assert.Equal(
            [("KC-IMP-001", Severity.Warning, new CellRef("Một", 1, 3)),
                ("KC-IMP-017", Severity.Warning, new CellRef("Hai", 2, 0))],
            problems.Select(problem => (problem.RuleId, problem.Severity, problem.Cell)));
    }

    [Fact]
    public void Common_values_that_the_workbook_contradicts_are_refused_and_missing_ones_named()
    {
        using var clerk = Table([["Mã", "Tên"], ["KC-08-2026-DP-0001", "Máy chè"]]);
        const string Sheets = """

            sheets:
              - {name: Bảng, kind: project,
                 columns: [{heading: Mã, field: project_code}, {heading: Tên, field: name_vi}]}
            """;

        Assert.Contains("thống nhất",
            clerk.Refused(clerk.Mapping("common:\n  report_period: 2026-Q2" + Sheets)), StringComparison.Ordinal);
        Assert.Contains("dòng 2",
            clerk.Refused(clerk.Mapping("common:\n  reference_date: hôm qua" + Sheets)), StringComparison.Ordinal);
        using var bare = new ForeignBook().Sheet("Bảng", [["Mã", "Tên"], ["KC-08-2026-DP-0001", "Máy chè"]]);
        Assert.Contains("province_code, reference_date, report_period, submitter_unit",
            bare.Refused(bare.Mapping("common:" + Sheets)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_the_mapping_and_the_heading_contradict_is_refused()
    {
        using var clerk = Table([["Mã", "Kinh phí (đồng)"], ["KC-08-2026-DP-0001", 1]]);

        Assert.Contains("tệp ánh xạ ghi triệu đồng", clerk.Refused(clerk.Mapping("""
            sheets:
              - name: Bảng
                kind: project
                columns:
                  - {heading: Mã, field: project_code}
                  - {heading: Kinh phí, field: total_cost, unit: triệu đồng}
            """)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_the_guide_is_a_good_mapping()
    {
        using var folder = new TestFolder();
        var guide = Repository.Read("docs/MAPPING.md");
        var example = guide.Split("```yaml\n")[1].Split("```")[0];
        File.WriteAllText(folder.File("example.yaml"), example);

        var mapping = MappingReader.Read(folder.File("example.yaml"), ReferenceData.Embedded);

        Assert.Equal(
            ["project", "project.beneficiaries", null],
            mapping.Sheets.Select(
                sheet => sheet.Layout?.List is null ? sheet.Layout?.Kind.Name : sheet.Layout.ListPath));
    }

    private static ForeignBook Table(object?[]?[] rows) => new ForeignBook().WithCommon().Sheet("Bảng", rows);
}
