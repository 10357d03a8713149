using KcExchange.Contracts.Reference;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace KcExchange.Tests.Reference;

/// <summary>The ministry loads reference data: the real commands, the real store, the real server.</summary>
public sealed class ReferenceLoadTests
{
    private const string Severities = "rule_id,severity,reason,basis\n";
    private const string Ceilings =
        "activity_key,name_vi,unit_vi,max_percent,cap_vnd,instrument,valid_from,valid_to,source,status\n";

    [Theory]
    [Stores]
    public async Task A_severity_by_data_changes_verdict_and_version_and_switching_off_silences_the_rule(Store store)
    {
        await using var server = await TestServer.StartAsync(LookAtOnce, store: store);
        using var ministry = new Ministry(server);
        var client = await server.SubmitterAsync();
        var before = await ValidateAsync(client);

        await ministry.LoadAsync("rule-overrides.csv", Severities + "KC-PRJ-011,WARNING,thử,CV 1/BCT\n");
        var lighter = await ValidateAsync(client);
        await ministry.LoadAsync("rule-overrides.csv", Severities + "KC-PRJ-011,OFF,thử,CV 2/BCT\n");
        var off = await ValidateAsync(client);

        Assert.Equal((Outcome.Rejected, Severity.Error), (before.Results[1].Outcome, WeightOf(before)));
        Assert.Equal((Outcome.Created, Severity.Warning), (lighter.Results[1].Outcome, WeightOf(lighter)));
        Assert.Equal((Outcome.Created, null), (off.Results[1].Outcome, WeightOf(off)));
        var judged = new[] { before, lighter, off }.Select(verdict => verdict.JudgedBy).ToList();
        Assert.Equal(3, judged.Select(by => by.RuleSetVersion).Distinct().Count());
        Assert.Equal(3, judged.Select(by => by.ReferenceVersion).Distinct().Count());
    }

    [Theory]
    [Stores(ServersOnly = true)]
    public async Task Two_replicas_change_over_within_seconds_and_an_open_stream_with_its_next_batch(Store store)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(time: clock, store: store);
        using var ministry = new Ministry(server);
        var certificate = await server.IssueAsync("08", Server.Access.Role.Submitter);
        var one = new SubmissionService.SubmissionServiceClient(server.Channel(certificate));
        var other = new SubmissionService.SubmissionServiceClient(
            server.Channel(certificate, await server.StartReplicaAsync()));
        var (stream, _) = await RawStream.OpenAsync(one);
        var opened = await stream.OpenedAsync();
        var first = await stream.SubmitAsync(1, TestRecords.Centre());

        await ministry.LoadAsync("rule-overrides.csv", Severities + "KC-PRJ-011,OFF,thử,CV 1/BCT\n");
        var still = await stream.SubmitAsync(2, WrongSum());
        clock.Advance(TimeSpan.FromSeconds(server.Options.Limits.ReferenceSeconds));
        var changed = await stream.SubmitAsync(3, WrongSum());
        var onOther = await ValidateAsync(other);

        Assert.Equal(opened.JudgedBy.RuleSetVersion, first.JudgedBy.RuleSetVersion);
        Assert.Equal(opened.JudgedBy.RuleSetVersion, still.JudgedBy.RuleSetVersion);
        Assert.Equal(Outcome.Rejected, still.Results.Single().Outcome);
        Assert.NotEqual(opened.JudgedBy.RuleSetVersion, changed.JudgedBy.RuleSetVersion);
        Assert.Equal(Outcome.Created, changed.Results.Single().Outcome);
        Assert.Equal(changed.JudgedBy, onOther.JudgedBy);
        Assert.Null(WeightOf(onOther));
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task What_a_load_would_change_is_counted_by_rule_and_province_before_anything_is_loaded(Store store)
    {
        await using var server = await TestServer.StartAsync(LookAtOnce, store: store);
        using var ministry = new Ministry(server);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre(), TestRecords.Project(), TestRecords.Project(2));
        var lists = ReferenceFiles.Embedded.Text("code-lists.csv");
        var sector = lists.Split('\n').Single(line => line.StartsWith("sector,1,NN1,", StringComparison.Ordinal));
        var ended = sector.Replace(",,,", ",,2020-12-31,", StringComparison.Ordinal);
        var file = ministry.File("code-lists.csv", lists.Replace(sector, ended, StringComparison.Ordinal));

        Assert.Equal(0, await ministry.RunAsync("diff", file));
        Assert.Contains("code-lists.csv: 0 added, 1 changed, 0 removed", ministry.Output, StringComparison.Ordinal);
        Assert.Contains("valid_to \"\" → \"2020-12-31\"", ministry.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Stored records: 3; other verdict: 2; would be refused if sent again: 2", ministry.Output,
            StringComparison.Ordinal);
        Assert.Contains("KC-PRJ-008 appears: 2 records", ministry.Output, StringComparison.Ordinal);
        Assert.Contains("province 08: 2 records", ministry.Output, StringComparison.Ordinal);

        var lighter = ministry.File("rule-overrides.csv", Severities + "KC-PRJ-008,INFO,thử,CV 1/BCT\n");
        Assert.Equal(0, await ministry.RunAsync("diff", file, lighter));
        Assert.Contains(
            "other verdict: 2; would be refused if sent again: 0", ministry.Output, StringComparison.Ordinal);

        Assert.Equal(2, await ministry.RunAsync("load", file));
        Assert.Contains("give --yes", ministry.Error, StringComparison.Ordinal);
        ministry.Answer = "no";
        Assert.Equal(1, await ministry.RunAsync("load", file));
        Assert.Equal(0, await VersionsAsync(server));
        ministry.Answer = "yes";
        Assert.Equal(0, await ministry.RunAsync("load", file));
        Assert.Equal(1, await VersionsAsync(server));
        stream.Dispose();
    }

    /// <summary>A rule that reads stored state is weighed by the findings that are open.</summary>
    [Theory]
    [Stores]
    public async Task A_rule_over_stored_state_counts_its_open_findings_and_says_what_it_cannot_count(Store store)
    {
        await using var server = await TestServer.StartAsync(LookAtOnce, store: store);
        using var ministry = new Ministry(server);
        await ministry.LoadAsync(
            "rule-overrides.csv", Severities + "KC-PRJ-025,WARNING,thử,CV 1/BCT\nKC-FND-010,OFF,thử,CV 1/BCT\n");
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        var stored = await stream.SubmitAsync(1, TestRecords.Project(1, 1, "KCT-08-99"));
        Assert.Equal("KC-PRJ-025", stored.Results.Single().Findings.Single().RuleId);

        Assert.Equal(0, await ministry.RunAsync("diff", ministry.File("rule-overrides.csv", Severities)));

        Assert.Contains("KC-PRJ-025 becomes Error, was Warning: 1 records", ministry.Output, StringComparison.Ordinal);
        Assert.Contains("would be refused if sent again: 1", ministry.Output, StringComparison.Ordinal);
        Assert.Contains("KC-FND-010 reads stored state", ministry.Output, StringComparison.Ordinal);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_version_says_who_loaded_it_when_and_why_and_the_ministrys_ledger_proves_it(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        using var ministry = new Ministry(server);
        var file = ministry.File("rule-overrides.csv", Severities + "KC-PRJ-011,INFO,thử,CV 1/BCT\n");

        Assert.Equal(0, await ministry.RunAsync("load", file, "--yes", "--note", "Công văn 1/BCT"));
        Assert.Equal(0, await ministry.RunAsync("load", file, "--yes"));
        Assert.Contains("nothing changes", ministry.Output, StringComparison.Ordinal);

        await using var db = server.OpenStore();
        var row = await db.ReferenceVersions.SingleAsync();
        Assert.Equal((1, "Công văn 1/BCT", Environment.UserName), (row.Number, row.Note, row.LoadedBy));
        Assert.Equal(ReferenceData.Embedded.Version, row.Previous);
        var entry = await db.Entries.SingleAsync(entry => entry.ProvinceCode == "00");
        Assert.Equal(
            (EntryType.ReferenceVersion, EntryAction.ReferenceLoaded, row.Version),
            (entry.EntryType, entry.Action, entry.ReferenceVersion));
        Assert.Equal(row.Sha256, entry.ContentHash);
        Assert.Equal(LedgerChain.Next(LedgerChain.Genesis("00"), entry), entry.ChainHash);
    }

    [Theory]
    [Stores]
    public async Task A_bad_file_changes_nothing_and_all_its_errors_are_said(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        using var ministry = new Ministry(server);
        var many = string.Concat(Enumerable.Range(0, 130).Select(i => $"KC-PRJ-{i:000}X,OFF,a,b\n"));

        var file = ministry.File("rule-overrides.csv", Severities + many);
        Assert.Equal(2, await ministry.RunAsync("load", file, "--yes"));
        Assert.Contains(
            "rule-overrides.csv, row 2, column rule_id: \"KC-PRJ-000X\"", ministry.Error, StringComparison.Ordinal);
        Assert.Contains("row 101, column rule_id", ministry.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("row 102,", ministry.Error, StringComparison.Ordinal);
        Assert.Contains("… and 30 more.", ministry.Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            ministry.RunAsync("load", ministry.File("other.csv", Severities), "--yes"));
        Assert.Equal(0, await VersionsAsync(server));
    }

    [Theory]
    [Stores]
    public async Task A_provinces_own_ceilings_take_the_place_of_its_rows_and_leave_the_others(Store store)
    {
        await using var server = await TestServer.StartAsync(LookAtOnce, store: store);
        using var ministry = new Ministry(server);
        await LoadCeilingsAsync(ministry, "25", "MACHINERY,Máy móc,cơ sở,50,300000000,NQ 23/2025,2026-01-01,,x,found");
        await LoadCeilingsAsync(ministry, "08", "MACHINERY,Máy móc,cơ sở,40,100000000,NQ 1/2026,2026-01-01,,x,found");
        await LoadCeilingsAsync(ministry, "25", "MACHINERY,Máy móc,cơ sở,50,250000000,NQ 9/2026,2026-07-01,,x,found");

        var loaded = await ReadAsync(server);
        var day = new DateOnly(2026, 7, 1);
        Assert.Equal(2, loaded.LocalCeilings.Rows.Count);
        Assert.Equal(100_000_000, loaded.LocalCeilings.Find("MACHINERY", day, "08")!.CapVnd);
        Assert.Equal(250_000_000, loaded.LocalCeilings.Find("MACHINERY", day, "25")!.CapVnd);
        Assert.Null(loaded.LocalCeilings.Find("MACHINERY", day.AddDays(-1), "25"));

        var bad = ministry.File("phu-tho.csv", Ceilings + "MACHINERY,Máy,cơ sở,50,x,NQ,2026-01-01,,x,found\n");
        Assert.Equal(2, await ministry.RunAsync("load", bad, "--province", "25", "--yes"));
        Assert.Contains("phu-tho.csv, row 2, column cap_vnd: \"x\"", ministry.Error, StringComparison.Ordinal);
        Assert.Equal(3, await VersionsAsync(server));
    }

    [Theory]
    [Stores]
    public async Task A_provinces_ceiling_is_judged_with_once_it_is_loaded_and_its_load_says_what_it_affects(
        Store store)
    {
        await using var server = await TestServer.StartAsync(LookAtOnce, store: store);
        using var ministry = new Ministry(server);
        var client = await server.SubmitterAsync();
        var (stream, _) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        var stored = await stream.SubmitAsync(1, TestRecords.Centre(), TestRecords.Project());
        Assert.All(stored.Results, result => Assert.Equal(Outcome.Created, result.Outcome));

        await LoadCeilingsAsync(ministry, "25", "MACHINERY,Máy móc,cơ sở,30,100000000,NQ 23/2025,2026-01-01,,x,found");
        Assert.DoesNotContain("KC-PRJ-020", ministry.Output, StringComparison.Ordinal);
        var foreign = await stream.SubmitAsync(3, TestRecords.Project(2));
        await LoadCeilingsAsync(ministry, "08", "MACHINERY,Máy móc,cơ sở,50,150000000,NQ 12/2025,2026-01-01,,x,found");
        Assert.Matches(@"KC-PRJ-020\D+appears\D+2\b", ministry.Output);
        var own = await stream.SubmitAsync(4, TestRecords.Project(3));

        Assert.Equal(Outcome.Created, Assert.Single(foreign.Results).Outcome);
        var result = Assert.Single(own.Results);
        Assert.Equal(Outcome.Rejected, result.Outcome);
        var finding = Assert.Single(result.Findings);
        Assert.Equal(("KC-PRJ-020", Severity.Error), (finding.RuleId, finding.Severity));
        Assert.Contains("150.000.000 đồng", finding.Message, StringComparison.Ordinal);
        Assert.Contains("NQ 12/2025", finding.Message + finding.LegalBasis, StringComparison.Ordinal);
    }

    /// <summary>A ceiling is also a code: a project refused for its expense is taken once it is loaded.</summary>
    [Theory]
    [Stores]
    public async Task A_new_ceiling_of_the_ministry_is_judged_with_from_the_next_call_on(Store store)
    {
        await using var server = await TestServer.StartAsync(LookAtOnce, store: store);
        using var ministry = new Ministry(server);
        var client = await server.SubmitterAsync();
        var project = TestRecords.Project();
        project.Project.ActivityKey = "SOLAR_DRYER";
        var request = new ValidateRecordsRequest { Records = { TestRecords.Centre(), project } };
        Assert.Equal(Outcome.Rejected, (await client.ValidateRecordsAsync(request)).Results[1].Outcome);

        await ministry.LoadAsync("support-ceilings.csv", ReferenceFiles.Embedded.Text("support-ceilings.csv")
            + "SOLAR_DRYER,Máy sấy năng lượng mặt trời,cơ sở,50,300000000,TT 1/2026,2026-01-01,,x,found\n");

        Assert.Equal(Outcome.Created, (await client.ValidateRecordsAsync(request)).Results[1].Outcome);
    }

    [Theory]
    [Stores]
    public async Task An_export_is_byte_for_byte_what_was_loaded_and_a_restart_keeps_it_in_force(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        using var ministry = new Ministry(server);
        byte[] spreadsheet = [0xEF, 0xBB, 0xBF, .. "rule_id;severity;reason;basis\r\nKC-PRJ-011;OFF;a;b\r\n"u8];
        Assert.Equal(
            0, await ministry.RunAsync("load", ministry.File("rule-overrides.csv", spreadsheet), "--yes"));
        await server.RestartAsync();

        var folder = ministry.PathOf("exported");
        Assert.Equal(0, await ministry.RunAsync("export", folder));
        Assert.Equal(spreadsheet, await File.ReadAllBytesAsync(Path.Combine(folder, "rule-overrides.csv")));
        foreach (var name in ReferenceFiles.Embedded.Names.Where(name => name != "rule-overrides.csv"))
            Assert.Equal(
                ReferenceFiles.Embedded.Bytes(name).ToArray(),
                await File.ReadAllBytesAsync(Path.Combine(folder, name)));
        Assert.Null(WeightOf(await ValidateAsync(await server.SubmitterAsync())));

        await File.WriteAllTextAsync(Path.Combine(folder, "communes.csv"), "edited");
        await Assert.ThrowsAsync<IOException>(() => ministry.RunAsync("export", folder));
    }

    private static void LookAtOnce(ServerOptions options) => options.Limits.ReferenceSeconds = 0;

    private static async Task LoadCeilingsAsync(Ministry ministry, string province, string row)
    {
        var file = ministry.File($"ceilings-{province}.csv", $"{Ceilings}{row}\n");
        Assert.True(
            await ministry.RunAsync("load", file, "--province", province, "--yes") == 0,
            ministry.Output + ministry.Error);
    }

    private static ExchangeRecord WrongSum()
    {
        var project = TestRecords.Project();
        project.Project.TotalCost += 1_000_000;
        return project;
    }

    private static Task<ValidateRecordsResponse> ValidateAsync(SubmissionService.SubmissionServiceClient client) =>
        client.ValidateRecordsAsync(new() { Records = { TestRecords.Centre(), WrongSum() } }).ResponseAsync;

    private static Severity? WeightOf(ValidateRecordsResponse verdict) =>
        verdict.Results[1].Findings.SingleOrDefault(finding => finding.RuleId == "KC-PRJ-011")?.Severity;

    private static async Task<int> VersionsAsync(TestServer server)
    {
        await using ExchangeDb db = server.OpenStore();
        return await db.ReferenceVersions.CountAsync();
    }

    private static async Task<ReferenceData> ReadAsync(TestServer server)
    {
        await using var db = server.OpenStore();
        return (await Server.Reference.ReferenceStore.ReadLatestAsync(db, default)).Book.Reference;
    }
}
