using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;

namespace KcExchange.Tests.Sources;

public sealed class WorkbookReadingTests
{
    [Fact]
    public void An_unknown_heading_is_named_with_the_nearest_one()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet3.xml", xml =>
            xml.Replace("Tên đề án *", "Tên đe ánn", StringComparison.Ordinal));

        var book = clerk.Read();

        var unknown = Assert.Single(book.Problems, problem => problem.RuleId == "KC-IMP-001");
        Assert.Contains("Tên đe ánn", unknown.Message.Vi, StringComparison.Ordinal);
        Assert.Contains("Tên đề án", unknown.Cure.Vi, StringComparison.Ordinal);
        Assert.Equal((Severity.Error, "Đề án", 1), (unknown.Severity, unknown.Cell.Sheet, unknown.Cell.Row));
        Assert.Single(book.Problems, problem => problem.RuleId == "KC-IMP-002");
    }

    [Fact]
    public void A_column_of_the_clerks_own_is_only_a_warning()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet3.xml", xml => xml.Replace(
            "Cấp huyện", "Người theo dõi hồ sơ tại phòng", StringComparison.Ordinal));

        Assert.Equal(Severity.Warning, Assert.Single(clerk.Read().Problems).Severity);
    }

    [Fact]
    public void A_heading_may_lack_mark_unit_and_tones()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet3.xml", xml => xml
            .Replace("Tên đề án *", "ten de an", StringComparison.Ordinal)
            .Replace("Năm kế hoạch *", " NĂM KẾ HOẠCH", StringComparison.Ordinal));

        var book = clerk.Read();

        Assert.Empty(book.Problems);
        Assert.Equal(clerk.Records[1], book.Rows[1].Record);
    }

    [Fact]
    public void A_child_row_without_parent_is_a_finding_on_that_row()
    {
        using var clerk = new ClerkBook();
        clerk.Type("project.beneficiaries[1].project.project_code", RawKind.Text, "KC-08-2026-QG-0777");

        var book = clerk.Read();

        var orphan = Assert.Single(book.Problems);
        Assert.Equal(("KC-IMP-004", new CellRef("Thụ hưởng", 3, 2)), (orphan.RuleId, orphan.Cell));
        Assert.Contains("KC-08-2026-QG-0777", orphan.Message.Vi, StringComparison.Ordinal);
        Assert.Single(book.Rows[1].Record.Project.Beneficiaries);
    }

    [Fact]
    public void A_child_row_needs_only_as_much_of_its_parents_key_as_names_one_row()
    {
        using var clerk = new ClerkBook();
        clerk.Type(
            ("funding.movements[1].funding.budget_year", RawKind.Empty, "", ShownAs.General),
            ("funding.movements[1].funding.funding_source", RawKind.Empty, "", ShownAs.General));

        var book = clerk.Read();

        Assert.Empty(book.Problems);
        Assert.Equal(2, book.Rows[2].Record.Funding.Movements.Count);
    }

    [Fact]
    public void A_child_row_that_fits_several_parents_is_told_what_to_add_and_holds_them_back()
    {
        var second = SampleRecords.Full(RecordKinds.Funding);
        second.Funding.FundingSource = "KHAC";
        second.Funding.Movements.Clear();
        using var clerk = new ClerkBook(records: [SampleRecords.Full(RecordKinds.Funding), second]);
        clerk.Type("funding.movements[1].funding.funding_source", RawKind.Empty, "");

        var book = clerk.Read();

        var problem = Assert.Single(book.Problems);
        Assert.Equal("KC-IMP-005", problem.RuleId);
        Assert.Contains("Nguồn kinh phí", problem.Cure.Vi, StringComparison.Ordinal);
        // Sent without the row, a stored record would lose a movement.
        Assert.All(book.Rows, row => Assert.Equal("KC-IMP-005", Assert.Single(row.Findings).RuleId));
    }

    [Fact]
    public void A_child_row_without_period_belongs_to_the_workbooks_own_period()
    {
        var earlier = SampleRecords.Full(RecordKinds.Centre);
        earlier.ReportPeriod = "2026-Q2";
        using var clerk = new ClerkBook(records: [earlier, SampleRecords.Full(RecordKinds.Centre)]);

        var book = clerk.Read();

        Assert.Empty(book.Problems);
        Assert.Equal(clerk.Records, book.Rows.Select(row => row.Record));
    }

    [Fact]
    public void A_missing_value_leads_to_the_empty_cell_and_a_common_one_to_the_common_sheet()
    {
        using var clerk = new ClerkBook();
        clerk.Type(
            ("project.name_vi", RawKind.Empty, "", ShownAs.General),
            ("project.beneficiaries[1].name", RawKind.Empty, "", ShownAs.General));

        var row = clerk.Row("project");

        Assert.Equal(("Đề án", 2), (row.Cells.Find("project.name_vi").Sheet, row.Cells.Find("project.name_vi").Row));
        Assert.NotEqual(0, row.Cells.Find("project.name_vi").Column);
        Assert.Equal(new CellRef("Thụ hưởng", 3, 4), row.Cells.Find("project.beneficiaries[1].name"));
        Assert.Equal("Thông tin chung", row.Cells.Find("report_period").Sheet);
        Assert.Equal("Đề án", row.Cells.Find("province_name").Sheet);
        Assert.Equal(row.Cells.Row, row.Cells.Find(""));
    }

    [Fact]
    public void Every_field_of_every_record_has_a_cell_of_its_own()
    {
        using var clerk = new ClerkBook();

        Assert.All(clerk.Read().Rows, row =>
        {
            var cells = row.Kind.Descriptor.Fields.InFieldNumberOrder()
                .Where(field => FieldCatalogue.Info(field) is not null)
                .Where(field => !(field.IsRepeated && field.FieldType == Google.Protobuf.Reflection.FieldType.Message))
                .Select(field => row.Cells.Find($"{row.Kind.Name}.{field.Name}")).ToList();
            Assert.All(cells, cell => Assert.NotEqual(0, cell.Column));
            Assert.Equal(cells.Count, cells.Distinct().Count());
        });
    }

    [Fact]
    public void Two_rows_of_one_key_are_noted_and_both_are_read()
    {
        var project = SampleRecords.Full(RecordKinds.Project);
        using var clerk = new ClerkBook(records: [project, project]);

        var book = clerk.Read();

        Assert.Equal(2, book.Rows.Count);
        Assert.Single(book.Problems, problem => problem.RuleId == "KC-IMP-006");
    }

    [Fact]
    public void Empty_rows_and_rows_that_only_repeat_the_envelope_are_passed_over()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet3.xml", xml => xml.Replace("</sheetData>",
            "<row r=\"9\"/><row r=\"10\"><c r=\"A10\" t=\"inlineStr\"><is><t>08</t></is></c></row></sheetData>",
            StringComparison.Ordinal));

        Assert.Equal(3, clerk.Read().Rows.Count);
    }
}
