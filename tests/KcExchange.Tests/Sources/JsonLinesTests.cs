using KcExchange.Agent.Sources;
using KcExchange.Tests.Agent;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.Tests.Tidy;
using KcExchange.V1;

namespace KcExchange.Tests.Sources;

public sealed class JsonLinesTests
{
    private static readonly string[] Sample = Repository.Lines("clients/python/sample.jsonl");

    [Fact]
    public void Every_line_of_the_clients_sample_is_a_record()
    {
        var book = Read(Sample);

        Assert.Equal(Sample.Select(line => ExchangeRecord.Parser.ParseJson(line)), book.Rows.Select(row => row.Record));
        Assert.Equal(Enumerable.Range(1, Sample.Length), book.Rows.Select(row => row.Cells.Row.Row));
        Assert.All(book.Rows, row => Assert.Empty(row.Findings));
        Assert.Equal(("08", "2025-Q4"), (book.ProvinceCode, book.ReportPeriod));
    }

    [Fact]
    public void Blank_lines_and_remarks_are_left_out_and_lines_keep_their_numbers()
    {
        var book = Read("# tháng 12", "", Sample[0], "  // hết", "\t");

        Assert.Equal(3, Assert.Single(book.Rows).Cells.Row.Row);
        Assert.Contains(book.Problems, problem => problem.RuleId == ImportRules.Recognised
            && problem.Message.Vi.Contains("2 dòng ghi chú", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"provinceCode\": \"08\"", "vị trí 22", "{…}")]
    [InlineData("[]", "vị trí 1", "ExchangeRecord")]
    [InlineData("5", "vị trí 1", "ExchangeRecord")]
    [InlineData("{\"provinceCode\": \"08\"}", "không có nội dung", "centre, project, funding")]
    [InlineData("{\"centre\": 7}", "vị trí 12", "đối tượng")]
    [InlineData("{\"centre\": {}} {}", "vị trí 16", "{…}")]
    public void A_bad_line_is_a_finding_with_its_position_and_stops_no_other(string line, string where, string expected)
    {
        var book = Read(Sample[0], line, Sample[1]);

        Assert.Equal(2, book.Rows.Count);
        var finding = Assert.Single(book.Problems, problem => problem.Severity == Severity.Error);
        Assert.Equal((ImportRules.BadLine, 2), (finding.RuleId, finding.Cell.Row));
        Assert.Contains("Dòng 2", finding.Message.Vi, StringComparison.Ordinal);
        Assert.Contains(where, finding.Message.Vi, StringComparison.Ordinal);
        Assert.Contains(expected, finding.Cure.Vi, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"staffTotal\": 20", "\"staffTotal\": \"hai mươi\"", "centre.staff_total", "số nguyên")]
    [InlineData("\"staffTotal\": 20", "\"staffTotal\": 20.5", "centre.staff_total", "số nguyên")]
    [InlineData("\"staffTotal\": 20", "\"staffTotal\": 3000000000", "centre.staff_total", "số nguyên")]
    [InlineData("\"leadCentre\": true", "\"leadCentre\": \"Có\"", "centre.lead_centre", "true")]
    [InlineData("\"legalForm\": \"TTKC_XTTM\"", "\"legalForm\": 5", "centre.legal_form", "nháy kép")]
    [InlineData("{\"year\": 2025, \"month\": 12, \"day\": 31}", "\"31/12/2025\"", "reference_date", "ngày dạng")]
    [InlineData("\"count\": 16", "\"code\": \"X\"", "centre.staff_by_qualification[0].code", "một giá trị")]
    [InlineData("OPERATION_UPSERT", "XOA", "operation", "OPERATION_DELETE")]
    public void A_value_of_the_wrong_type_is_named_and_the_line_is_not_sent(
        string from, string to, string path, string expected)
    {
        var book = Read(Sample[0].Replace(from, to, StringComparison.Ordinal), Sample[1]);

        var finding = Assert.Single(book.Rows[0].Findings);
        Assert.Equal((ImportRules.BadLine, path), (finding.RuleId, finding.FieldPath));
        Assert.Contains(expected, finding.Cure.Vi, StringComparison.Ordinal);
        Assert.Equal("KCT-08-09", book.Rows[0].Record.Centre.CentreCode);
        Assert.Empty(book.Rows[1].Findings);
    }

    [Fact]
    public void An_unknown_member_is_named_with_the_nearest_known_one()
    {
        var book = Read(Sample[0].Replace("\"staffTotal\"", "\"stafTotal\"", StringComparison.Ordinal));

        var finding = Assert.Single(book.Rows[0].Findings);
        Assert.Equal(ImportRules.UnknownMember, finding.RuleId);
        Assert.Contains("«centre.stafTotal»", finding.Message.Vi, StringComparison.Ordinal);
        Assert.Contains("«staffTotal»", finding.Cure.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_bodies_in_one_record_are_a_finding()
    {
        var book = Read(Sample[0][..^1] + ", \"funding\": {}}");

        var finding = Assert.Single(book.Rows[0].Findings);
        Assert.Contains("centre, project, funding", finding.Cure.Vi, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n \"provinceCode\": \"08\"\n}", "một dòng")]
    [InlineData("[{}]", "một dòng")]
    [InlineData("\n \n# không có gì\n", "không có bản ghi")]
    [InlineData("{\"a\": \"\0\"}", "byte 0")]
    public async Task Json_that_is_not_one_record_a_line_is_refused(string content, string part)
    {
        using var agent = new AgentRun();
        await File.WriteAllTextAsync(agent.FileAt("du-lieu.jsonl"), content);

        await RefusedFile.AssertAsync(agent, agent.FileAt("du-lieu.jsonl"), part);
    }

    [Fact]
    public async Task A_file_of_lines_is_sent_and_its_result_has_a_row_for_each_line()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var path = agent.FileAt("du-lieu.jsonl");
        await File.WriteAllLinesAsync(path, [Sample[0], "hỏng {", Sample[1]]);

        Assert.Equal(1, await agent.RunAsync(server.Address, "submit", path));

        Assert.Equal("total: rows 2, created 2, updated 0, unchanged 0, rejected 0, not_sent 0", agent.LastLine);
        var result = agent.FileAt("du-lieu.jsonl.ket-qua.xlsx");
        Assert.Empty(ClerkBook.Errors(result));
        var cells = SheetCells.Of(result, "du-lieu.jsonl");
        Assert.Equal("Trung tâm KCT-08-09, kỳ 2025-Q4", cells["A1"]);
        Assert.Equal(Sample[0], cells["B1"]);
        Assert.Equal("hỏng {", cells["B2"]);
        Assert.Equal("Đã nhận (mới)", cells["C1"]);
        Assert.Equal("Đã nhận (mới)", cells["C3"]);
        Assert.False(cells.ContainsKey("C2"));
    }

    private static SourceBook Read(params string[] lines)
    {
        using var folder = new TestFolder();
        File.WriteAllLines(folder.File("du-lieu.jsonl"), lines);
        return SourceFormats.Read(folder.File("du-lieu.jsonl"), ReadOptions.Default);
    }
}
