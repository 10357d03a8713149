using System.IO.Compression;
using KcExchange.Tests.Support;

namespace KcExchange.Tests.Agent;

/// <summary>What was found on a whole period reaches the clerk who sent it.</summary>
public sealed class PeriodVerdictTests
{
    [Fact]
    public async Task After_the_seal_the_clerk_sees_what_is_wrong_with_the_period_as_a_whole()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var file = agent.Workbook(
            "quy-3.xlsx", TestRecords.Centre(), TestRecords.Project(), TestRecords.Funding(),
            PeriodWork.Total(130_000_000));

        var code = await agent.RunAsync(server.Address, "submit", file);

        Assert.Equal("total: rows 4, created 4, updated 0, unchanged 0, rejected 0, not_sent 0", agent.LastLine);
        Assert.Equal(1, code);
        Assert.Contains("Về cả kỳ báo cáo", agent.Output, StringComparison.Ordinal);
        Assert.Contains("KC-FND-011: Kỳ 2026-Q3", agent.Output, StringComparison.Ordinal);
        Assert.Contains("thiếu 30.000.000 đồng", agent.Output, StringComparison.Ordinal);
        var mend = TextsOf(agent.FileAt("quy-3.ket-qua.xlsx"));
        Assert.Contains("thiếu 30.000.000 đồng", mend, StringComparison.Ordinal);
        Assert.DoesNotContain(">A0<", mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_says_the_same_if_the_file_is_the_whole_period_as_a_warning()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), TestRecords.Centre("KCT-08-02"));

        var code = await agent.RunAsync(server.Address, "check", file);

        Assert.Equal(0, code);
        Assert.Contains("KC-CEN-010", agent.Output, StringComparison.Ordinal);
        Assert.Contains("Nếu tệp này có toàn bộ số liệu của kỳ", agent.Output, StringComparison.Ordinal);
        Assert.Contains("2 trung tâm đầu mối", TextsOf(agent.FileAt("quy-3.kiem-tra.xlsx")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_of_a_locked_period_gets_through_and_anything_else_is_told_how()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        await new PeriodWork(server).LockAsync();
        var corrected = TestRecords.Centre();
        corrected.CorrectionReference = "45/SCT-KC";

        Assert.Equal(2, await agent.RunAsync(server.Address, "submit",
            agent.Workbook("quy-3.xlsx", TestRecords.Centre())));
        Assert.Contains("đã khóa", agent.Output + agent.Error, StringComparison.Ordinal);
        Assert.Contains("Văn bản đề nghị điều chỉnh", agent.Output + agent.Error, StringComparison.Ordinal);

        Assert.Equal(0, await agent.RunAsync(server.Address, "submit",
            agent.Workbook("dieu-chinh.xlsx", corrected)));
        Assert.Equal("total: rows 1, created 1, updated 0, unchanged 0, rejected 0, not_sent 0", agent.LastLine);
    }

    /// <summary>All texts of a workbook.</summary>
    private static string TextsOf(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return string.Concat(archive.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal))
            .Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
    }
}
