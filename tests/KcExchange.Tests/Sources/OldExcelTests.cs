using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.Tests.Agent;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.Tests.Tidy;

namespace KcExchange.Tests.Sources;

/// <summary>The same workbook as .xls and as .xlsx: whatever is read from one must be read from the other.</summary>
public sealed class OldExcelTests
{
    private static readonly SourceBook Old = Read("tuyen-quang.xls");
    private static readonly SourceBook New = Read("tuyen-quang.xlsx");

    [Fact]
    public void Every_record_and_every_cell_of_an_old_workbook_is_read_as_from_a_new_one()
    {
        Assert.NotEmpty(Old.Rows);
        Assert.Equal(New.Rows.Select(row => row.Record), Old.Rows.Select(row => row.Record));
        Assert.Equal(New.Rows.Select(row => row.Cells.Row), Old.Rows.Select(row => row.Cells.Row));
        Assert.Equal((New.ProvinceCode, New.ReportPeriod), (Old.ProvinceCode, Old.ReportPeriod));
        Assert.Equal(New.Sheets.Select(sheet => sheet.Name), Old.Sheets.Select(sheet => sheet.Name));
    }

    [Fact]
    public void An_error_value_is_a_finding_and_never_an_empty_field()
    {
        var finding = Assert.Single(Old.Rows.SelectMany(row => row.Findings));

        Assert.Equal("project.total_cost", finding.FieldPath);
        Assert.Contains("#N/A", finding.Message.Vi, StringComparison.Ordinal);
        Assert.Equal(New.Rows.SelectMany(row => row.Findings).Single(), finding);
    }

    [Fact]
    public void Formulas_are_read_by_their_stored_values()
    {
        var project = Old.Rows.First(row => row.Kind == RecordKinds.Project && row.Cells.Row.Row == 4).Record.Project;

        Assert.Equal((401_000_000, "H1"), (project.SupportAmount, project.ContractNo));
    }

    [Fact]
    public void It_says_that_the_format_is_old_and_that_a_sheet_is_hidden()
    {
        Assert.Contains(Old.Problems, problem => problem.RuleId == ImportRules.Recognised
            && problem.Cure.Vi.Contains(".xlsx", StringComparison.Ordinal));
        Assert.Contains(Old.Problems, problem => problem.RuleId == ImportRules.HiddenSheet
            && problem.Message.Vi.Contains("Kinh phí", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_result_of_an_old_workbook_is_a_new_one_with_the_same_cells()
    {
        using var agent = new AgentRun();
        var path = RefusedFile.Copy(agent, "tuyen-quang.xls");

        await RefusedFile.CheckAsync(agent, path);

        var result = agent.FileAt("tuyen-quang.xls.kiem-tra.xlsx");
        Assert.Empty(ClerkBook.Errors(result));
        var again = SourceFormats.Read(result, ReadOptions.Default);
        Assert.Equal(Old.Rows.Select(row => row.Record), again.Rows.Select(row => row.Record));
    }

    [Theory]
    [InlineData("password.xls")]
    [InlineData("password.xlsx")]
    public async Task A_workbook_with_a_password_is_told_how_to_lose_it(string name)
    {
        using var agent = new AgentRun();

        await RefusedFile.AssertAsync(agent, RefusedFile.Copy(agent, name), "mật khẩu", name);
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.3)]
    [InlineData(0.7)]
    [InlineData(0.99)]
    public async Task An_old_workbook_that_is_half_copied_is_refused(double part)
    {
        using var agent = new AgentRun();
        var path = RefusedFile.Copy(agent, "tuyen-quang.xls");
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..(int)(bytes.Length * part)]);

        await RefusedFile.AssertAsync(agent, path, "chép chưa xong");
    }

    [Fact]
    public async Task A_new_workbook_with_the_ending_of_an_old_one_is_simply_read()
    {
        using var agent = new AgentRun();
        var path = RefusedFile.Copy(agent, "tuyen-quang.xlsx", "so-lieu.xls");

        var output = await RefusedFile.CheckAsync(agent, path);

        Assert.Contains("KC-IMP-021", output, StringComparison.Ordinal);
        Assert.Empty(ClerkBook.Errors(agent.FileAt("so-lieu.xls.kiem-tra.xlsx")));
    }

    private static SourceBook Read(string name) =>
        SourceFormats.Read(Repository.Full("tests/files/" + name), ReadOptions.Default);
}
