using KcExchange.Agent;
using KcExchange.Contracts.Reference;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Agent;

/// <summary>The agent keeps the ministry's reference data, judges with them offline, and says whose they are.</summary>
public sealed class KeptReferenceTests
{
    private const string Severities = "rule_id,severity,reason,basis\n";
    private static readonly Uri Nowhere = new("https://localhost:1");

    [Fact]
    public async Task After_an_update_a_check_without_network_gives_the_servers_verdict()
    {
        await using var server = await TestServer.StartAsync(options => options.Limits.ReferenceSeconds = 0);
        using var ministry = new Ministry(server);
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), WrongSum());
        Assert.Equal(1, await agent.RunAsync(Nowhere, "check", file, "--lang", "en"));
        Assert.Contains("of this program's release", agent.Output, StringComparison.Ordinal);
        await ministry.LoadAsync("rule-overrides.csv", Severities + "KC-PRJ-011,WARNING,thử,CV 1/BCT\n");

        Assert.Equal(0, await agent.RunAsync(server.Address, "reference", "update"));
        Assert.Contains("Đã tải danh mục", agent.Output, StringComparison.Ordinal);
        Assert.Equal(0, await agent.RunAsync(Nowhere, "check", file, "--lang", "en"));
        var offline = agent.Output;
        Assert.Equal(0, await agent.RunAsync(server.Address, "submit", file, "--lang", "en"));

        Assert.Contains($"the ministry's, from {server.Address}", offline, StringComparison.Ordinal);
        Assert.Contains("KC-PRJ-011", offline, StringComparison.Ordinal);
        Assert.Contains("Warning", offline, StringComparison.Ordinal);
        Assert.Equal(JudgedBy(offline), JudgedBy(agent.Output));
        Assert.Equal("total: rows 2, created 2, updated 0, unchanged 0, rejected 0, not_sent 0", agent.LastLine);
        Assert.DoesNotContain("other versions", agent.Output, StringComparison.Ordinal);

        Assert.Equal(0, await agent.RunAsync(server.Address, "reference", "update", "--lang", "en"));
        Assert.Contains("are the ministry's latest", agent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_judged_by_other_versions_says_so_and_brings_them_home()
    {
        await using var server = await TestServer.StartAsync();
        using var ministry = new Ministry(server);
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        await ministry.LoadAsync("rule-overrides.csv", Severities + "KC-PRJ-011,OFF,thử,CV 1/BCT\n");
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), WrongSum());

        Assert.Equal(0, await agent.RunAsync(server.Address, "submit", file, "--lang", "en"));
        Assert.Contains("The server uses other versions", agent.Output, StringComparison.Ordinal);
        Assert.Contains("its verdict counts", agent.Output, StringComparison.Ordinal);
        Assert.Contains("used from the next check on", agent.Output, StringComparison.Ordinal);
        var judged = JudgedBy(agent.Output);

        Assert.Equal(0, await agent.RunAsync(Nowhere, "check", file, "--lang", "en"));
        Assert.Equal(judged, JudgedBy(agent.Output));
    }

    [Fact]
    public async Task New_codes_are_read_and_offered_as_the_ministry_lists_them()
    {
        await using var server = await TestServer.StartAsync();
        using var ministry = new Ministry(server);
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        await ministry.LoadAsync("code-lists.csv", ReferenceFiles.Embedded.Text("code-lists.csv")
            + "sector,99,NN99,Ngành thử nghiệm,Trial sector,,,thử\n");
        Assert.Equal(0, await agent.RunAsync(server.Address, "reference", "update"));
        var project = TestRecords.Project();
        project.Project.Sector = "NN99";
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), project);

        Assert.Equal(0, await agent.RunAsync(Nowhere, "check", file));
        Assert.DoesNotContain("NN99", agent.Output, StringComparison.Ordinal);
        Assert.Equal(0, await agent.RunAsync(Nowhere, "template", agent.FileAt("mau.xlsx")));
        using var template = System.IO.Compression.ZipFile.OpenRead(agent.FileAt("mau.xlsx"));
        Assert.Contains(template.Entries, entry =>
            new StreamReader(entry.Open()).ReadToEnd().Contains("Ngành thử nghiệm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provinces_own_ceiling_speaks_at_home_as_it_does_at_the_server()
    {
        await using var server = await TestServer.StartAsync(options => options.Limits.ReferenceSeconds = 0);
        using var ministry = new Ministry(server);
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var ceilings = ministry.File("08.csv", ReferenceFiles.Embedded.Text("support-ceilings.csv").Split('\n')[0]
            + "\nMACHINERY,Máy móc,cơ sở,50,150000000,NQ 12/2025,2026-01-01,,x,found\n");
        Assert.Equal(0, await ministry.RunAsync("load", ceilings, "--province", "08", "--yes"));
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), TestRecords.Project());
        Assert.Equal(0, await agent.RunAsync(Nowhere, "check", file));

        Assert.Equal(0, await agent.RunAsync(server.Address, "reference", "update"));
        Assert.Equal(1, await agent.RunAsync(Nowhere, "check", file));
        var offline = Ceiling(agent.Output);
        Assert.Equal(1, await agent.RunAsync(server.Address, "submit", file));

        Assert.Contains("150.000.000 đồng", offline, StringComparison.Ordinal);
        Assert.Equal(offline, Ceiling(agent.Output));
        Assert.EndsWith("rejected 1, not_sent 0", agent.LastLine, StringComparison.Ordinal);
    }

    /// <summary>Torn in the middle, one bit turned, another program's file, nothing at all.</summary>
    [Theory]
    [InlineData("torn")]
    [InlineData("turned")]
    [InlineData("foreign")]
    [InlineData("empty")]
    public async Task A_torn_or_foreign_file_counts_as_none_and_says_so(string how)
    {
        await using var server = await TestServer.StartAsync();
        using var ministry = new Ministry(server);
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        await ministry.LoadAsync("rule-overrides.csv", Severities + "KC-PRJ-011,OFF,thử,CV 1/BCT\n");
        Assert.Equal(0, await agent.RunAsync(server.Address, "reference", "update"));
        var kept = Path.Combine(agent.Outbox, "reference.bundle");
        var content = await File.ReadAllBytesAsync(kept);
        content[content.Length / 2] ^= (byte)(how == "turned" ? 1 : 0);
        await File.WriteAllBytesAsync(kept, how switch
        {
            "torn" => content[..(content.Length / 2)],
            "foreign" => [.. "PK\x03\x04 something else"u8],
            "empty" => [],
            _ => content,
        });
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), WrongSum());

        Assert.Equal(1, await agent.RunAsync(Nowhere, "check", file));
        Assert.Contains(Messages.Kept.Unreadable(kept).Vi, agent.Output, StringComparison.Ordinal);
        Assert.Contains(ReferenceData.Embedded.Version, agent.Output, StringComparison.Ordinal);

        Assert.Equal(0, await agent.RunAsync(server.Address, "reference", "update"));
        Assert.Equal(0, await agent.RunAsync(Nowhere, "check", file));
    }

    [Fact]
    public async Task Without_the_server_an_update_says_what_to_do_and_keeps_what_there_was()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);

        Assert.Equal(2, await agent.RunAsync(Nowhere, "reference", "update"));
        Assert.Contains(Messages.Link.Away(Nowhere.ToString()).Vi, agent.Error, StringComparison.Ordinal);
    }

    private static ExchangeRecord WrongSum()
    {
        var project = TestRecords.Project();
        project.Project.TotalCost += 1_000_000;
        return project;
    }

    private static string Ceiling(string output) =>
        output.Split('\n').Single(line => line.Contains("KC-PRJ-020", StringComparison.Ordinal));

    private static string JudgedBy(string output) =>
        output.Split('\n').Single(line => line.StartsWith("Judged with", StringComparison.Ordinal));
}
