using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent;
using KcExchange.Agent.Commands;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;

namespace KcExchange.Tests.Results;

/// <summary>What a clerk reads must be in a clerk's words, and name one root cause once.</summary>
public sealed class ClerkTextTests
{
    [Theory]
    [InlineData("project/KC-08-2026-QG-0001", "Đề án KC-08-2026-QG-0001", "Project KC-08-2026-QG-0001")]
    [InlineData("centre/KCT-08-01/2026-Q3", "Trung tâm KCT-08-01, kỳ 2026-Q3", "Centre KCT-08-01, period 2026-Q3")]
    [InlineData("", "", "")]
    [InlineData("other", "other", "other")]
    public void A_record_is_shown_by_its_name_and_not_by_its_key(string key, string vi, string en) =>
        Assert.Equal(new Bilingual(vi, en), Messages.Names.Record(key));

    [Fact]
    public void The_key_of_every_kind_has_a_name_for_clerks()
    {
        using var clerk = new ClerkBook();

        Assert.All(clerk.Read().Rows, row =>
        {
            var key = row.Kind.Key(row.Record);
            Assert.NotEmpty(key);
            Assert.DoesNotContain(row.Kind.Name + "/", Messages.Names.Record(key).Vi, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_finding_names_related_records_and_lists_in_a_clerks_words()
    {
        var finding = new Finding
        {
            Message = "Bản ghi phụ thuộc project/KC-1, không có trong danh mục funding_level ngày 1.",
            Cure = "Sửa project/KC-1.",
            Parameters =
            {
                new FindingParameter { Name = "related", Value = "project/KC-1" },
                new FindingParameter { Name = "list", Value = "funding_level" },
            },
        };

        var readable = FindingText.ForClerk(finding, "vi");

        Assert.Equal("Bản ghi phụ thuộc Đề án KC-1, không có trong danh mục ngày 1.", readable.Message);
        Assert.Equal("Sửa Đề án KC-1.", readable.Cure);
        Assert.Contains("project/KC-1", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_whose_parent_was_not_sent_says_which_row_to_mend()
    {
        using var clerk = new ClerkBook(records: [TestRecords.Project(), TestRecords.Funding()]);
        clerk.Type("project.total_cost", RawKind.Error, "#N/A");
        var rows = clerk.Read().Rows;
        var (parent, child) = (rows.First(row => row.Kind == RecordKinds.Project),
            rows.First(row => row.Kind == RecordKinds.Funding));
        Assert.True(ShipOrder.IsBroken(parent));
        var finding = new Finding { RuleId = "KC-FND-010", FieldPath = "funding.project_code", Message = "Chưa có." };

        var explained = new UnsentParents([parent]).Explain(child, [finding], "vi")[0];

        Assert.Contains($"dòng {parent.Cells.Row.Row}", explained.Message, StringComparison.Ordinal);
        Assert.Contains($"dòng {parent.Cells.Row.Row}", explained.Cure, StringComparison.Ordinal);
        Assert.Same(finding, new UnsentParents([]).Explain(child, [finding], "vi")[0]);
    }

    [Fact]
    public void A_sheet_without_its_headings_is_refused_in_one_sentence()
    {
        using var clerk = new ClerkBook();
        clerk.Change(workbook => ClerkBook.SheetOf(workbook, "Đề án").Worksheet.Descendants<Row>().First().Remove());

        var refused = Assert.Throws<SourceException>(() => clerk.Read());

        Assert.Contains("không có dòng tiêu đề", refused.Sentence.Vi, StringComparison.Ordinal);
        Assert.Contains("no row of headings", refused.Sentence.En, StringComparison.Ordinal);
    }

    [Fact]
    public void List_rows_without_their_sheet_of_records_are_one_finding_for_each_sheet()
    {
        using var clerk = new ClerkBook();
        clerk.Change(workbook => workbook.Workbook.Sheets!.Elements<Sheet>().First(s => s.Name == "Đề án").Remove());

        var problems = clerk.Read().Problems.Where(problem => problem.RuleId == ImportRules.NoParent).ToList();

        Assert.NotEmpty(problems);
        Assert.Equal(problems.Count, problems.Select(problem => problem.Cell.Sheet).Distinct().Count());
        Assert.All(problems, problem => Assert.Contains("\"Đề án\"", problem.Message.Vi, StringComparison.Ordinal));
    }

    [Fact]
    public void A_unit_that_is_not_known_names_the_cell_to_fill()
    {
        var sentence = Messages.Workbook.NoUnit("Tổng kinh phí", new CellRef("Đề án", 1, 27)).Vi;

        Assert.DoesNotContain("{", sentence, StringComparison.Ordinal);
        Assert.Contains(Messages.Names.UnitLabel, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_twice_is_said_without_a_placeholder()
    {
        using var agent = new Agent.AgentRun();
        // Without child rows: those could belong to either and would hold both back. A grouped project needs none yet.
        var one = TestRecords.Project();
        one.Project.ProjectType = "NHOM";
        one.Project.Beneficiaries.Clear();
        one.Project.LifeCycleSteps.Clear();
        var other = one.Clone();
        other.Project.NameVi += " khác";
        var file = agent.Workbook("b.xlsx", TestRecords.Centre(), one, other);

        Assert.Equal(1, await agent.RunAsync(new Uri("https://localhost:1"), "check", file));

        Assert.Contains("KC-GEN-010", agent.Output, StringComparison.Ordinal);
        Assert.Contains(Messages.Names.Twin.Message.Vi, agent.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("{", agent.Output, StringComparison.Ordinal);
    }
}
