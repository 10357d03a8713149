using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace KcExchange.Tests.Periods;

/// <summary>Whole periods are judged at seal and on request; findings have a life.</summary>
public sealed class PeriodRunTests
{
    [Theory]
    [Stores]
    public async Task A_seal_judges_its_periods_and_a_later_submission_that_mends_them_closes_the_finding(Store store)
    {
        var time = new SetTime();
        await using var server = await TestServer.StartAsync(time: time, store: store);
        var work = new PeriodWork(server);
        time.Set(new DateOnly(2026, 10, 8));
        await work.DeliverAsync(
            TestRecords.Centre(), TestRecords.Project(), TestRecords.Funding(), PeriodWork.Total(120_000_000));
        var broken = await work.GetAsync();

        time.Set(new DateOnly(2026, 10, 9));
        await work.DeliverAsync(PeriodWork.Total(130_000_000, version: 2));
        var other = await work.GetAsync();
        time.Set(new DateOnly(2026, 10, 10));
        await work.DeliverAsync(PeriodWork.Total(100_000_000, version: 3));
        var mended = await work.GetAsync();
        time.Set(new DateOnly(2026, 10, 11));
        await work.DeliverAsync(PeriodWork.Total(120_000_000, version: 4));
        var again = await work.GetAsync();

        var (first, second, last) =
            (broken.Findings.Single(), other.Findings.Single(), again.Findings.Single());
        Assert.Equal(("KC-FND-011", Severity.Error), (first.Finding.RuleId, first.Finding.Severity));
        Assert.Contains("thiếu 20.000.000 đồng", first.Finding.Message, StringComparison.Ordinal);
        Assert.Equal("2026/KCDP_TINH/NSDP/08/PROJECT", first.Subject);
        Assert.Equal("funding/2026/2026-Q3/KCDP_TINH/NSDP/PROVINCE/08", first.RecordKeys[0]);
        Assert.Equal((1L, 1L, true), (broken.Period.OpenErrors, broken.Period.OpenFindings, broken.Period.Current));
        // Other figures, the same finding: it stays open since the first time.
        Assert.Equal(first.Finding.Fingerprint, second.Finding.Fingerprint);
        Assert.NotEqual(first.Finding.EvidenceHash, second.Finding.EvidenceHash);
        Assert.Equal((first.FirstSeen, first.OpenSince), (second.FirstSeen, second.OpenSince));
        Assert.Empty(mended.Findings);
        Assert.Equal((first.Finding.Fingerprint, first.FirstSeen), (last.Finding.Fingerprint, last.FirstSeen));
        Assert.True(last.OpenSince > last.FirstSeen);
        await using var db = server.OpenStore();
        Assert.Equal(1, await db.PeriodFindings.CountAsync());
    }

    [Theory]
    [Stores]
    public async Task Provinces_and_periods_are_judged_apart(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var work = new PeriodWork(server);
        var second = TestRecords.Centre("KCT-08-02");
        await work.DeliverAsync(TestRecords.Centre(), second);
        await work.DeliverAsync("01", PeriodWork.Of("01", TestRecords.Centre()));

        var (mine, theirs) = (await work.GetAsync(), await work.GetAsync("01"));
        var empty = await work.GetAsync("01", "2026-Q2", refresh: true);

        Assert.Equal("KC-CEN-010", mine.Findings.Single().Finding.RuleId);
        Assert.Empty(theirs.Findings);
        Assert.Equal([(RecordKind.Centre, "", 1L)],
            theirs.Period.Counts.Select(count => (count.Kind, count.FundingSource, count.Records)));
        Assert.Equal((PeriodState.Open, 0), (empty.Period.State, empty.Period.Counts.Count));
        Assert.Null(empty.Period.JudgedBy);
    }

    [Theory]
    [Stores]
    public async Task A_run_that_a_seal_did_not_reach_is_made_up_by_the_next_seal_or_request(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        server.Log.Expect("were not judged after a seal");
        var work = new PeriodWork(server);
        await Refusal.AddAsync(server, "period_finding", "province_code", "%");

        // The seal is committed and answered, whatever becomes of the run.
        await work.DeliverAsync(TestRecords.Centre(), TestRecords.Centre("KCT-08-02"));
        var unjudged = await work.GetAsync();
        await Refusal.RemoveAsync(server, "period_finding");
        await server.RestartAsync();
        work = new PeriodWork(server);
        await work.DeliverAsync();
        var sealedAgain = await work.GetAsync();
        await using (var db = server.OpenStore())
        {
            await db.PeriodFindings.ExecuteDeleteAsync();
            await db.Periods.ExecuteUpdateAsync(set => set.SetProperty(row => row.JudgedPosition, 0));
        }
        var asked = await work.GetAsync(refresh: true);

        Assert.Equal((false, 0), (unjudged.Period.Current, unjudged.Findings.Count));
        Assert.Equal((true, 1), (sealedAgain.Period.Current, sealedAgain.Findings.Count));
        Assert.Equal((true, 1), (asked.Period.Current, asked.Findings.Count));
        Assert.NotEmpty(asked.Period.JudgedBy.RuleSetVersion);
    }

    [Theory]
    [Stores]
    public async Task A_run_repeated_by_many_at_once_doubles_nothing(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var work = new PeriodWork(server);
        await work.DeliverAsync(TestRecords.Centre(), TestRecords.Centre("KCT-08-02"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => work.GetAsync(refresh: true)));

        await using var db = server.OpenStore();
        var row = await db.PeriodFindings.SingleAsync();
        Assert.Equal((row.FirstSeenAt, (DateTime?)null), (row.OpenSince, row.ClosedAt));
    }

    [Theory]
    [Stores]
    public async Task Sums_beyond_64_bits_are_compared_exactly(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var work = new PeriodWork(server);
        var lines = Enumerable.Range(1, 3).Select(number =>
        {
            var line = TestRecords.Funding(number);
            (line.Funding.DisbursedAmount, line.Funding.AllocatedAmount, line.Funding.PlanAmount) =
                (long.MaxValue, long.MaxValue, long.MaxValue);
            return line;
        });
        await work.DeliverAsync([
            TestRecords.Centre(), .. Enumerable.Range(1, 3).Select(number => TestRecords.Project(number)), .. lines,
            PeriodWork.Total(long.MaxValue),
        ]);

        var finding = (await work.GetAsync()).Findings.Single().Finding;

        Assert.Equal("27.670.116.110.564.327.421 đồng", finding.Parameters.Single(p => p.Name == "sum").Value);
    }

    [Theory]
    [Stores]
    public async Task Periods_are_listed_page_by_page_and_each_province_sees_its_own(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var work = new PeriodWork(server);
        ExchangeRecord Line(string period)
        {
            var record = PeriodWork.Total(100_000_000);
            record.ReportPeriod = period;
            return record;
        }
        await work.DeliverAsync(Line("2026-Q1"), Line("2026-Q2"), Line("2026-M09"));
        await work.LockAsync(period: "2026-Q1");
        var own = new PeriodService.PeriodServiceClient(
            server.Channel(await server.IssueAsync("08", KcExchange.Server.Access.Role.Reader)));

        var keys = new List<string>();
        for (var request = new ListPeriodsRequest { PageSize = 2 }; ;)
        {
            var page = await own.ListPeriodsAsync(request);
            keys.AddRange(page.Periods.Select(period => period.ReportPeriod));
            if (page.NextPageToken.Length == 0) break;
            request.PageToken = page.NextPageToken;
        }
        var locked = await own.ListPeriodsAsync(new() { State = PeriodState.Locked });

        Assert.Equal(["2026-Q2", "2026-Q1", "2026-M09"], keys);
        Assert.Equal("2026-Q1", locked.Periods.Single().ReportPeriod);
        Assert.Equal([(RecordKind.Funding, "NSDP", 1L)],
            locked.Periods[0].Counts.Select(count => (count.Kind, count.FundingSource, count.Records)));
        Assert.Equal("PROVINCE_NOT_ALLOWED",
            await Reasons.OfAsync(() => own.ListPeriodsAsync(new() { ProvinceCode = "01" }).ResponseAsync));
        Assert.Equal("REQUEST_INVALID",
            await Reasons.OfAsync(() => own.GetPeriodAsync(new() { ReportPeriod = "2026-Q5" }).ResponseAsync));
    }

    [Fact]
    public async Task A_database_from_before_holds_its_periods_as_to_be_judged()
    {
        await using var server = await TestServer.StartAsync();
        var work = new PeriodWork(server);
        await work.DeliverAsync(TestRecords.Centre(), TestRecords.Centre("KCT-08-02"));
        await using (var db = server.OpenStore())
        {
            await db.GetService<IMigrator>().MigrateAsync("Initial");
            await db.Database.MigrateAsync();
        }

        var before = await work.GetAsync();
        await work.DeliverAsync();
        var after = await work.GetAsync();

        Assert.Equal((false, 0L), (before.Period.Current, before.Period.OpenFindings));
        Assert.Equal((true, 1L), (after.Period.Current, after.Period.OpenFindings));
    }
}
