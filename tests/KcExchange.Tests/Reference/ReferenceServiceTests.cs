using KcExchange.Client;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Access;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Reference;

/// <summary>ReferenceService on the real server, through the SDK.</summary>
public sealed class ReferenceServiceTests
{
    [Theory]
    [Stores]
    public async Task Codes_are_listed_page_by_page_and_communes_by_province(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        using var connection = await ConnectAsync(server, "08", Role.Reader);
        var client = new ReferenceClient(connection);

        var all = await client.ListCodesAsync(new() { List = "commune", PageSize = 1000 }, default).ToListAsync();
        var own = await client.ListCodesAsync(
            new() { List = "commune", WithinProvince = "08", PageSize = 7 }, default).ToListAsync();
        var old = await client.ListCodesAsync(
            new() { List = "province", AsOf = new DateOnly(2025, 6, 30).ToCivilDate() }, default).ToListAsync();

        Assert.Equal(3321, all.Select(code => code.Code).Distinct().Count());
        Assert.Equal((124, 124), (own.Count, own.Select(code => code.Code).Distinct().Count()));
        Assert.All(own, code => Assert.Equal("08", code.ProvinceCode));
        Assert.Equal(63, old.Count);
    }

    [Theory]
    [Stores]
    public async Task Rules_show_the_severity_in_force_with_the_ministrys_reason(Store store)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Limits.ReferenceSeconds = 0, store: store);
        using var ministry = new Ministry(server);
        using var connection = await ConnectAsync(server, "00", Role.MinistryReader);
        var client = new ReferenceClient(connection);
        await ministry.RunAsync(
            "load", "--yes",
            ministry.File("rule-overrides.csv", "rule_id,severity,reason,basis\nKC-PRJ-011,OFF,thử,CV 1/BCT\n"),
            ministry.File("rule-settings.csv", "name,value,reason,basis\nadvance_percent,60,thử,CV 1/BCT\n"));

        var rules = await client.ListRulesAsync(new() { Language = "en" }, default);
        var project = await client.ListRulesAsync(
            new() { Kind = RecordKind.Project, Stage = JudgingStage.Context }, default);

        Assert.Equal(RuleCatalogue.All.Select(rule => rule.Id), rules.Rules.Select(rule => rule.RuleId));
        var off = rules.Rules.Single(rule => rule.RuleId == "KC-PRJ-011");
        Assert.Equal(
            (Severity.Unspecified, Severity.Error, "thử", "CV 1/BCT"),
            (off.Severity, off.ReleaseSeverity, off.OverrideReason, off.OverrideBasis));
        Assert.Equal(RuleCatalogue.ById["KC-PRJ-011"].En.Message, off.Message);
        var advance = rules.Settings.Single(setting => setting.Name == "advance_percent");
        Assert.Equal(("60", "70"), (advance.Value, advance.ReleaseValue));
        Assert.StartsWith(RuleCatalogue.Version + "+", rules.RuleSetVersion, StringComparison.Ordinal);
        Assert.NotEmpty(project.Rules);
        Assert.All(project.Rules, rule => Assert.Equal(JudgingStage.Context, rule.Stage));
        Assert.All(project.Rules, rule =>
            Assert.Contains(rule.Kind, new[] { RecordKind.Unspecified, RecordKind.Project }));
    }

    [Theory]
    [Stores]
    public async Task A_bundle_gives_the_servers_own_rules_and_whoever_has_it_gets_no_files(Store store)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Limits.ReferenceSeconds = 0, store: store);
        using var ministry = new Ministry(server);
        using var connection = await ConnectAsync(server, "08", Role.Submitter);
        var client = new ReferenceClient(connection);
        var release = await client.GetBundleAsync(ReferenceData.Embedded.Version, default);
        await ministry.LoadAsync("rule-overrides.csv", "rule_id,severity,reason,basis\nKC-PRJ-011,OFF,thử,CV 1/BCT\n");

        var loaded = await client.GetBundleAsync(ReferenceData.Embedded.Version, default);
        var version = loaded.Bundle.Version;
        var again = await client.GetBundleAsync(version.Version, default);

        Assert.Equal((true, 0), (release.Unchanged, release.Bundle.Files.Count));
        Assert.Equal((false, Environment.UserName), (loaded.Unchanged, version.LoadedBy));
        var book = RuleBook.Of(ReferenceData.Read(version.Version, ReferenceFiles.Unpack(loaded.Bundle)));
        Assert.Equal(loaded.RuleSetVersion, book.Rules.Version);
        Assert.Equal(release.Bundle.Version.Version, version.Previous);
        Assert.Equal((true, 0), (again.Unchanged, again.Bundle.Files.Count));
    }

    [Theory]
    [Stores]
    public async Task A_code_is_resolved_and_a_list_that_is_none_is_refused(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        using var connection = await ConnectAsync(server, "00", Role.Auditor);
        var client = new ReferenceClient(connection);

        var answer = await client.ResolveCodeAsync(
            new() { List = "province", Code = "24", AsOf = new DateOnly(2025, 6, 30).ToCivilDate() }, default);

        Assert.Equal(("Bắc Giang", true, "Bắc Ninh"), (answer.Entry.NameVi, answer.Reused, answer.Successor.NameVi));
        Assert.Equal(ReferenceData.Embedded.Version, answer.ReferenceVersion);
        Assert.Equal("REQUEST_INVALID", await Reasons.OfAsync(() =>
            connection.Reference.ResolveCodeAsync(new() { List = "nothing", Code = "1" }).ResponseAsync));
        Assert.Equal("REQUEST_INVALID", await Reasons.OfAsync(() => connection.Reference.ListCodesAsync(
            new() { List = "sector", AsOf = new CivilDate { Year = 2026, Month = 2, Day = 30 } }).ResponseAsync));
    }

    [Theory]
    [Stores]
    public async Task A_page_of_one_version_is_not_continued_in_another(Store store)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Limits.ReferenceSeconds = 0, store: store);
        using var ministry = new Ministry(server);
        using var connection = await ConnectAsync(server, "08", Role.Reader);
        var request = new ListCodesRequest { List = "commune", PageSize = 5 };
        request.PageToken = (await connection.Reference.ListCodesAsync(request)).NextPageToken;
        Assert.Equal(5, (await connection.Reference.ListCodesAsync(request)).Codes.Count);

        await ministry.LoadAsync("rule-overrides.csv", "rule_id,severity,reason,basis\nKC-PRJ-011,OFF,thử,CV 1/BCT\n");

        Assert.Equal(
            "CURSOR_INVALID", await Reasons.OfAsync(() => connection.Reference.ListCodesAsync(request).ResponseAsync));
    }

    private static async Task<ExchangeConnection> ConnectAsync(TestServer server, string province, string role) =>
        new(new ExchangeConnectionOptions
        {
            Address = server.Address,
            ClientCertificate = await server.IssueAsync(province, role),
            TrustedRoots = CertificateFiles.LoadAuthorities(server.Files.AuthorityCertificate),
        });
}
