using KcExchange.Agent;
using KcExchange.Agent.Commands;
using KcExchange.Agent.Options;
using KcExchange.Tests.Support;

namespace KcExchange.Tests.Agent;

public sealed class CommandLineTests
{
    private static readonly Uri Nowhere = new("https://localhost:1");

    [Fact]
    public async Task A_template_is_written_and_never_over_a_file_that_is_there()
    {
        using var agent = new AgentRun();
        var path = agent.FileAt("mau.xlsx");

        Assert.Equal(0, await agent.RunAsync(Nowhere, "template", path));
        Assert.True(new FileInfo(path).Length > 5000);
        Assert.Equal(2, await agent.RunAsync(Nowhere, "template", path));
        Assert.Contains(Messages.Program.Exists(path).Vi, agent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_needs_no_network_and_finds_what_the_server_would()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var bad = TestRecords.Project(7);
        bad.Project.Sector = "NN99";
        var child = TestRecords.Funding(7);
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), TestRecords.Project(), bad, child);

        Assert.Equal(1, await agent.RunAsync(Nowhere, "check", file, "--lang", "en"));
        Assert.Equal("check: rows 4, good 2, bad 2, not_sent 0", agent.LastLine);
        Assert.True(File.Exists(agent.FileAt("quy-3.kiem-tra.xlsx")));
        var offline = Rules(agent.Output);

        Assert.Equal(1, await agent.RunAsync(server.Address, "submit", file, "--lang", "en"));
        Assert.Equal("total: rows 4, created 2, updated 0, unchanged 0, rejected 2, not_sent 0", agent.LastLine);
        Assert.Equal(Rules(agent.Output), offline);
    }

    [Fact]
    public async Task A_reference_that_only_the_ministry_knows_is_not_checked_until_it_was_sent_from_here()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var children = agent.Workbook("quy-4.xlsx", TestRecords.Funding());

        Assert.Equal(0, await agent.RunAsync(Nowhere, "check", children));
        Assert.Contains("KC-FND-010: 1 dòng", agent.Output, StringComparison.Ordinal);

        var parents = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), TestRecords.Project());
        Assert.Equal(0, await agent.RunAsync(server.Address, "submit", parents));
        Assert.Equal(0, await agent.RunAsync(Nowhere, "check", children));
        Assert.DoesNotContain("KC-FND-010: 1 dòng", agent.Output, StringComparison.Ordinal);
        // The line's earlier quarter was not sent from here.
        Assert.Contains("KC-FND-013: 1 dòng", agent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_quarter_is_compared_offline_once_it_was_sent_from_here()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var first = agent.Workbook(
            "quy-2.xlsx", TestRecords.Centre(), TestRecords.Project(), TestRecords.Funding(period: "2026-Q2"));
        Assert.Equal(0, await agent.RunAsync(server.Address, "submit", first));
        var line = TestRecords.Funding();
        line.Funding.DisbursedAmount--;
        var second = agent.Workbook("quy-3.xlsx", line);

        Assert.Equal(1, await agent.RunAsync(Nowhere, "check", second, "--lang", "en"));
        var offline = Rules(agent.Output);
        Assert.Equal(1, await agent.RunAsync(server.Address, "submit", second, "--lang", "en"));

        Assert.Contains("KC-FND-013", Assert.Single(offline), StringComparison.Ordinal);
        Assert.Equal(Rules(agent.Output), offline);
    }

    [Fact]
    public async Task Two_rows_with_one_key_are_named_by_the_check_as_by_the_server()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var other = TestRecords.Funding();
        other.Funding.DisbursedAmount--;
        var file = agent.Workbook(
            "quy-3.xlsx", TestRecords.Centre(), TestRecords.Project(), TestRecords.Funding(), other);

        Assert.Equal(1, await agent.RunAsync(Nowhere, "check", file, "--lang", "en"));
        var offline = Rules(agent.Output);
        Assert.Equal(1, await agent.RunAsync(server.Address, "submit", file, "--lang", "en"));

        Assert.Contains("KC-FND-012", Assert.Single(offline), StringComparison.Ordinal);
        Assert.Equal(Rules(agent.Output), offline);
    }

    [Theory]
    [InlineData("nộp", "x.xlsx")]
    [InlineData("submit")]
    [InlineData("submit", "x.xlsx", "--sever", "y")]
    public async Task A_wrong_command_line_is_said_with_exit_code_2(params string[] args)
    {
        await using var error = new StringWriter();

        var code = await AgentApp.RunAsync(
            args, AgentTerminal.Plain(TextWriter.Null, error), TimeProvider.System, CancellationToken.None, _ => null);

        Assert.Equal(2, code);
        Assert.Contains("--help", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chưa có tên lệnh", "no command is given")]
    [InlineData("lệnh check cần tên tệp", "check needs the name of a file", "check")]
    [InlineData("lệnh map cần --from", "map needs --from", "map", "so-lieu.xlsx")]
    [InlineData("không hiểu «chek». Có phải «check»?", "Did you mean «check»?", "chek", "x.xlsx")]
    [InlineData("không hiểu «--unti». Có phải «--unit»?", "unknown «--unti»", "check", "x.xlsx", "--unti", "y")]
    [InlineData("thừa «2.xlsx»", "«2.xlsx» is one too many", "check", "quý", "2.xlsx")]
    [InlineData("sau --unit chưa có giá trị", "--unit needs a value", "check", "x.xlsx", "--unit")]
    [InlineData("--unit được ghi hơn một lần", "more than once", "check", "x", "--unit", "a", "--unit", "b")]
    public async Task What_is_wrong_with_a_command_line_is_said_in_both_languages(
        string vi, string en, params string[] args)
    {
        await using var error = new StringWriter();

        var code = await AgentApp.RunAsync(
            args, AgentTerminal.Plain(TextWriter.Null, error), TimeProvider.System, CancellationToken.None, _ => null);

        Assert.Equal(2, code);
        var lines = error.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(2, lines.Length);
        Assert.Contains(vi, lines[0], StringComparison.Ordinal);
        Assert.Contains(en, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_value_is_named_as_it_was_given_and_what_is_allowed_is_said()
    {
        using var agent = new AgentRun();
        var config = agent.FileAt("agent.json");
        File.WriteAllText(config, "{\"language\": \"fr\"}");

        Assert.Equal(2, await agent.RunAsync(Nowhere, "check", "x.xlsx", "--lang", "fr"));
        Assert.Contains("\"fr\" của --lang không hợp lệ. Ngôn ngữ: vi hoặc en", agent.Error, StringComparison.Ordinal);
        Assert.Equal(2, await agent.RunAsync(Nowhere, "check", "x.xlsx", "--config", config));
        Assert.Contains("\"fr\" của \"language\" không hợp lệ", agent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_is_no_json_is_said_with_its_line()
    {
        using var agent = new AgentRun();
        var config = agent.FileAt("agent.json");
        File.WriteAllText(config, "{\n \"server\" \"x\"\n}");

        Assert.Equal(2, await agent.RunAsync(Nowhere, "check", "x.xlsx", "--config", config));

        Assert.Contains("dòng 2: sai cú pháp JSON. Hãy", agent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_setting_of_the_configuration_is_named_with_the_nearest_one()
    {
        using var agent = new AgentRun();
        var config = agent.FileAt("agent.json");
        File.WriteAllText(config, "{ // máy chủ của Bộ\n \"sever\": \"https://kc.example\", }");

        Assert.Equal(2, await agent.RunAsync(Nowhere, "check", "x.xlsx", "--config", config));

        Assert.Contains("\"sever\"", agent.Error, StringComparison.Ordinal);
        Assert.Contains("\"server\"", agent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_come_from_file_environment_and_command_line_the_last_wins()
    {
        using var agent = new AgentRun();
        var config = agent.FileAt("agent.json");
        File.WriteAllText(config, "{\"server\": \"https://file\", \"ca\": \"ca.pem\", \"language\": \"en\"}");

        var read = new SettingReader(
            name => name == SettingNames.Server ? "https://line" : null,
            variable => variable is "KCX_SERVER" or "KCX_LANG" ? (variable == "KCX_LANG" ? "vi" : "https://env") : null)
            .Read(config, quiet: false);

        Assert.Equal(("https://line/", "vi"), (read.Server.ToString(), read.Language));
        Assert.Equal(agent.FileAt("ca.pem"), read.Authority);
    }

    /// <summary>Rule ids of the findings' table with how often each was broken.</summary>
    private static List<string> Rules(string output) =>
        [.. output.Split('\n').Where(line => line.StartsWith("| KC-", StringComparison.Ordinal))
            .Select(line => string.Join('|', line.Split('|')[1..4])).Order(StringComparer.Ordinal)];
}
