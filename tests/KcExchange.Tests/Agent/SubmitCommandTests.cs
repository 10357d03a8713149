using KcExchange.Agent;
using KcExchange.Agent.Outbox;
using KcExchange.Agent.Sources;
using KcExchange.Client;
using KcExchange.Server.Access;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Agent;

public sealed class SubmitCommandTests
{
    private static readonly Uri Nowhere = new("https://localhost:1");

    [Fact]
    public async Task A_good_workbook_is_accepted_and_sent_again_it_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var file = agent.Workbook(
            "quy-3.xlsx", TestRecords.Funding(), TestRecords.Project(), TestRecords.Centre(), TestRecords.Project(2));

        Assert.Equal(0, await agent.RunAsync(server.Address, "submit", file));
        Assert.Equal("total: rows 4, created 4, updated 0, unchanged 0, rejected 0, not_sent 0", agent.LastLine);
        Assert.True(File.Exists(agent.FileAt("quy-3.ket-qua.xlsx")));
        Assert.Contains("đã kiểm chứng chữ ký", agent.Output, StringComparison.Ordinal);

        Assert.Equal(0, await agent.RunAsync(server.Address, "submit", file));
        Assert.Equal("total: rows 4, created 0, updated 0, unchanged 4, rejected 0, not_sent 0", agent.LastLine);
    }

    [Fact]
    public async Task A_row_that_breaks_a_rule_is_rejected_and_its_finding_shown_in_the_language_asked_for()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var bad = TestRecords.Project(7);
        bad.Project.Sector = "NN99";
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), bad);

        Assert.Equal(1, await agent.RunAsync(server.Address, "submit", file, "--lang", "en"));

        Assert.Equal("total: rows 2, created 1, updated 0, unchanged 0, rejected 1, not_sent 0", agent.LastLine);
        Assert.Contains("Severity", agent.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Mức", agent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_leaves_everything_in_the_outbox_and_the_next_run_sends_it()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), TestRecords.Project());

        Assert.Equal(2, await agent.RunAsync(Nowhere, "submit", file));
        AssertSentence(Messages.Link.Away(Nowhere.ToString()), agent);
        Assert.False(File.Exists(agent.FileAt("quy-3.ket-qua.xlsx")));

        Assert.Equal(2, await agent.RunAsync(Nowhere, "submit", file));
        Assert.Contains("0/2", agent.Output, StringComparison.Ordinal);
        Assert.Equal(0, await agent.RunAsync(server.Address, "submit", file));
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_goes_on_where_it_was()
    {
        await using var server = await TestServer.StartAsync(options => options.Limits.BatchRecords = 10);
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        using var stop = new CancellationTokenSource();
        var file = agent.Workbook("quy-3.xlsx",
            [TestRecords.Centre(), .. Enumerable.Range(1, 199).Select(number => TestRecords.Project(number))]);

        agent.Stop = stop.Token;
        agent.OnLine = line => { if (line.Contains("/200", StringComparison.Ordinal)) stop.Cancel(); };

        Assert.Equal(2, await agent.RunAsync(server.Address, "submit", file));
        AssertSentence(Messages.Shipping.Cancelled, agent);
        (agent.Stop, agent.OnLine) = (CancellationToken.None, null);
        Assert.Equal(0, await agent.RunAsync(server.Address, "submit", file));
        Assert.Equal("total: rows 200, created 200, updated 0, unchanged 0, rejected 0, not_sent 0", agent.LastLine);
        await using var store = server.OpenStore();
        Assert.Single(store.Submissions);
        using var outbox = OutboxFile.Open(agent.Outbox, TimeProvider.System);
        Assert.Equal([200L], outbox.Read(connection =>
            connection.Query("SELECT count(*) FROM result", reader => reader.GetInt64(0))));
    }

    [Fact]
    public async Task A_server_that_restarts_in_the_middle_costs_nothing()
    {
        await using var server = await TestServer.StartAsync(options => options.Limits.BatchRecords = 10);
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var file = agent.Workbook("quy-3.xlsx",
            [TestRecords.Centre(), .. Enumerable.Range(1, 299).Select(number => TestRecords.Project(number))]);
        Task? restart = null;

        agent.Attempts = 6;
        agent.OnLine = line =>
        {
            if (line.Contains("/300", StringComparison.Ordinal)) restart ??= server.RestartAsync();
        };

        Assert.Equal(0, await agent.RunAsync(server.Address, "submit", file));

        await restart!;
        Assert.Equal("total: rows 300, created 300, updated 0, unchanged 0, rejected 0, not_sent 0", agent.LastLine);
    }

    [Fact]
    public async Task A_new_outbox_whose_clock_is_behind_still_sends_newer_facts()
    {
        await using var server = await TestServer.StartAsync();
        using var first = new AgentRun();
        await first.EnrolAsync(server);
        await ShipAsync(server, first, TestRecords.Centre(version: 9_000_000_000_000));
        var changed = TestRecords.Centre();
        changed.Centre.StaffTotal = 21;
        changed.Centre.StaffPublic = 16;
        changed.Centre.StaffByQualification[0].Count = 17;

        Assert.Equal(0, await first.RunAsync(server.Address, "submit", first.Workbook("quy-3.xlsx", changed)));

        Assert.Equal("total: rows 1, created 0, updated 1, unchanged 0, rejected 0, not_sent 0", first.LastLine);
    }

    [Fact]
    public async Task A_wrong_certificate_is_said_in_one_sentence()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre());

        using (var stranger = Certificates.Stranger()) agent.Take(stranger);
        Assert.Equal(2, await agent.RunAsync(server.Address, "submit", file));
        AssertSentence(Messages.Link.CredentialUnknown, agent);

        await agent.EnrolAsync(server, Role.Reader);
        Assert.Equal(2, await agent.RunAsync(server.Address, "submit", file));
        AssertSentence(Messages.Link.NotAllowed, agent);

        File.Delete(agent.Certificate);
        Assert.Equal(2, await agent.RunAsync(server.Address, "submit", file));
        AssertSentence(Messages.Link.CertificateNotFound(agent.Certificate), agent);
    }

    [Fact]
    public async Task A_server_of_another_authority_gets_nothing()
    {
        await using var server = await TestServer.StartAsync();
        await using var impostor = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre());

        Assert.Equal(2, await agent.RunAsync(impostor.Address, "submit", file));

        AssertSentence(Messages.Link.NotTrusted(impostor.Address.ToString()), agent);
        await using var store = impostor.OpenStore();
        Assert.Empty(store.Submissions);
    }

    [Fact]
    public async Task A_record_with_more_findings_than_an_answer_holds_gets_all_of_them()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var bad = TestRecords.Project();
        var one = bad.Project.Beneficiaries[0];
        bad.Project.Beneficiaries.Clear();
        for (var i = 10; i < 45; i++)
            bad.Project.Beneficiaries.Add(new Beneficiary(one) { TaxCode = $"50001234{i}", Name = $"Cơ sở {i}" });

        await agent.RunAsync(server.Address, "submit", agent.Workbook("quy-3.xlsx", TestRecords.Centre(), bad));

        using var outbox = OutboxFile.Open(agent.Outbox, TimeProvider.System);
        var answers = outbox.Read(connection => connection.Query(
            "SELECT answer FROM result ORDER BY sequence",
            row => RecordResult.Parser.ParseFrom((byte[])row.GetValue(0))));
        Assert.InRange(answers[1].Findings.Count(finding => finding.RuleId == "KC-PRJ-009"), 30, 35);
    }

    [Fact]
    public async Task A_misspelt_heading_stops_the_file_before_anything_is_sent()
    {
        await using var server = await TestServer.StartAsync();
        using var agent = new AgentRun();
        await agent.EnrolAsync(server);
        var file = agent.Workbook("quy-3.xlsx", TestRecords.Centre(), TestRecords.Project());
        AgentRun.Replace(file, "Tổng kinh phí", "Tổng kin phí");

        Assert.Equal(1, await agent.RunAsync(server.Address, "submit", file));

        Assert.Equal("total: rows 2, created 0, updated 0, unchanged 0, rejected 0, not_sent 2", agent.LastLine);
        Assert.Contains("Tổng kin phí", agent.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(agent.FileAt("quy-3.ket-qua.xlsx")));
        Assert.False(File.Exists(Path.Combine(agent.Outbox, "outbox.db")));
        await using var store = server.OpenStore();
        Assert.Empty(store.Submissions);
    }

    [Fact]
    public async Task What_is_no_workbook_is_said_and_nothing_is_stored()
    {
        using var agent = new AgentRun();
        File.WriteAllText(agent.FileAt("quy-3.xlsx"), "STT;Mã;Tên");

        Assert.Equal(2, await agent.RunAsync(Nowhere, "submit", agent.FileAt("quy-3.xlsx")));

        AssertSentence(Messages.Workbook.NotAWorkbook(agent.FileAt("quy-3.xlsx")), agent);
        Assert.False(File.Exists(Path.Combine(agent.Outbox, "outbox.db")));
    }

    private static async Task ShipAsync(TestServer server, AgentRun agent, ExchangeRecord record)
    {
        using var identity = CertificateFiles.LoadIdentity(agent.Certificate);
        using var connection = new ExchangeConnection(new ExchangeConnectionOptions
        {
            Address = server.Address,
            ClientCertificate = identity,
            TrustedRoots = CertificateFiles.LoadAuthorities(agent.Authority),
        });
        var description = new SubmissionDescription
        {
            SubmissionId = Guid.CreateVersion7(), InstanceId = Guid.CreateVersion7(), Agent = "test",
        };
        await new SubmissionClient(connection).SubmitAsync(
            description, new RecordList([record]), (_, _) => default, CancellationToken.None);
    }

    private static void AssertSentence(Bilingual sentence, AgentRun agent) =>
        Assert.Equal($"{sentence.Vi}\n{sentence.En}\n", agent.Error.ReplaceLineEndings("\n"));
}
