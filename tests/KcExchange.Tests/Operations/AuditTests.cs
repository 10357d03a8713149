using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace KcExchange.Tests.Operations;

/// <summary>The audit table, and its digest in the ministry's ledger.</summary>
public sealed class AuditTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [Stores]
    public async Task A_refused_call_leaves_a_row_and_many_alike_leave_one(Store store)
    {
        await using var server = await TestServer.StartAsync(time: new FakeTimeProvider(Start), store: store);
        var submitter = await server.SubmitterAsync();
        var nobody = new SubmissionService.SubmissionServiceClient(server.Channel(null));
        var foreign = new GetSubmissionRequest { SubmissionId = RawStream.NewId(), ProvinceCode = "24" };

        await Reasons.OfAsync(() => nobody.GetSubmissionAsync(foreign).ResponseAsync);
        for (var i = 0; i < 3; i++) await Reasons.OfAsync(() => submitter.GetSubmissionAsync(foreign).ResponseAsync);
        await WriterOf(server).FlushAsync();

        await using var db = server.OpenStore();
        var rows = await db.Audit.OrderBy(row => row.Caller).ToListAsync();
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal("/kcexchange.v1.SubmissionService/GetSubmission", row.Subject));
        Assert.Equal(("", "", "No client certificate was shown."),
            (rows[0].Caller, rows[0].ProvinceCode, rows[0].Detail));
        Assert.Equal(("08-province.submitter", "08", "The caller may not touch province 24. ×3"),
            (rows[1].Caller, rows[1].ProvinceCode, rows[1].Detail));
        Assert.All(rows, row => Assert.Equal(Start.UtcDateTime, row.RecordedAt));
    }

    [Fact]
    public async Task A_call_that_is_allowed_leaves_nothing()
    {
        await using var server = await TestServer.StartAsync(time: new FakeTimeProvider(Start));
        await (await server.SubmitterAsync()).ListSubmissionsAsync(new());
        Assert.True(LogOf(server).IsEmpty);
    }

    [Fact]
    public void Where_no_room_is_left_events_are_dropped_counted_and_said_once()
    {
        using var lines = new CapturedLog();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(lines));
        var log = new AuditLog(new FakeTimeProvider(Start), logs.CreateLogger<AuditLog>());

        for (var i = 0; i < AuditLog.Capacity + 7; i++) log.Add("a", "08", "method", $"{i}");

        Assert.Equal(7, log.Dropped);
        Assert.Single(lines.Lines);
        var group = log.NextGroup();
        Assert.Equal(AuditLog.GroupSize, group.Count);
        Assert.Equal("0", group[0].Detail);
        log.Written(group.Count);
        log.Add("a", "08", "method", "again");
        Assert.Equal((7, $"{AuditLog.GroupSize}"), (log.Dropped, log.NextGroup()[0].Detail));
    }

    [Fact]
    public async Task What_waits_is_written_after_a_second_without_any_call()
    {
        var time = new FakeTimeProvider(Start);
        await using var server = await TestServer.StartAsync(time: time);
        LogOf(server).Add("a", "08", "method", "waits");

        var began = TimeProvider.System.GetTimestamp();
        while (!LogOf(server).IsEmpty && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await using var db = server.OpenStore();
        Assert.StartsWith("waits", (await db.Audit.SingleAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_away_loses_nothing_and_what_comes_late_says_when_it_was()
    {
        var time = new FakeTimeProvider(Start);
        await using var server =
            await TestServer.StartAsync(options => options.Storage.LockTimeoutSeconds = 1, time);
        LogOf(server).Add("a", "08", "method", "early");
        await using (var db = server.OpenStore())
        {
            await using var held = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync("UPDATE province_head SET position = position");
            await Assert.ThrowsAnyAsync<Exception>(WriterOf(server).FlushAsync);
        }
        time.Advance(TimeSpan.FromMinutes(10));
        LogOf(server).Add("a", "08", "method", "in time");

        await WriterOf(server).FlushAsync();

        await using var read = server.OpenStore();
        Assert.Equal(["early (2026-11-23 09:30:00Z)", "in time"],
            await read.Audit.OrderBy(row => row.Detail).Select(row => row.Detail).ToListAsync());
        Assert.All(await read.Audit.ToListAsync(),
            row => Assert.Equal(Start.UtcDateTime.AddMinutes(10), row.RecordedAt));
    }

    [Fact]
    public async Task A_server_that_stops_writes_what_waits()
    {
        await using var server = await TestServer.StartAsync(time: new FakeTimeProvider(Start));
        for (var i = 0; i < 450; i++) LogOf(server).Add("a", "08", "method", $"{i}");

        await server.RestartAsync();

        await using var db = server.OpenStore();
        Assert.Equal(450, await db.Audit.CountAsync());
    }

    [Theory]
    [Stores]
    public async Task Each_hour_that_is_over_enters_the_ministrys_ledger_once(Store store)
    {
        var time = new FakeTimeProvider(Start);
        await using var server = await TestServer.StartAsync(time: time, store: store);
        await WriteAsync(server, "one", "two");
        time.Advance(TimeSpan.FromMinutes(29));
        await WriteAsync(server, "three");
        // 10:00:30: the hour is over, but another server's clock may be behind.
        time.Advance(TimeSpan.FromSeconds(90));
        await WriterOf(server).DigestAsync();
        await using var db = server.OpenStore();
        Assert.Equal(0, await DigestsOf(db).CountAsync());

        time.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(server, "of the next hour");
        await WriterOf(server).DigestAsync();
        // Two hours without a row, then one with.
        time.Advance(TimeSpan.FromHours(3));
        await WriteAsync(server, "later");
        time.Advance(TimeSpan.FromHours(1));
        await WriterOf(server).DigestAsync();
        await server.RestartAsync();
        await WriterOf(server).DigestAsync();

        var digests = await DigestsOf(db).OrderBy(entry => entry.Position).ToListAsync();
        Assert.Equal(["audit/2026-11-23T09", "audit/2026-11-23T10", "audit/2026-11-23T13"],
            digests.Select(entry => entry.RecordKey));
        Assert.Equal([3L, 1, 1], digests.Select(entry => entry.Revision));
        var rows = await db.Audit.Where(row => row.RecordedAt < Start.UtcDateTime.AddMinutes(30)).ToListAsync();
        Assert.Equal((3, Convert.ToHexString(digests[0].ContentHash)), (rows.Count, HexOf(rows)));
        await Chain.VerifyAsync(server, Caller.MinistryCode);
    }

    [Fact]
    public void A_digest_covers_every_column_and_no_order_of_reading()
    {
        AuditRow Row(
            string id = "a", int second = 0, string caller = "c", string province = "08", string subject = "s",
            string detail = "d", string submission = "") => new()
            {
                AuditId = id,
                RecordedAt = Start.UtcDateTime.AddSeconds(second),
                Caller = caller,
                ProvinceCode = province,
                Subject = subject,
                Detail = detail,
                SubmissionId = submission,
            };
        AuditRow[][] all =
        [
            [], [Row()], [Row(), Row("b")], [Row("b")], [Row(second: 1)], [Row(caller: "x")], [Row(province: "24")],
            [Row(subject: "x")], [Row(detail: "x")], [Row(submission: "x")], [Row(caller: "c0", province: "8")],
        ];

        Assert.Equal(all.Length, all.Select(HexOf).Distinct().Count());
        Assert.Equal(HexOf([Row(), Row("b")]), HexOf([Row("b"), Row()]));
        Assert.Equal(2, AuditDigest.Compute([Row(), Row("b")]).Count);
    }

    private static string HexOf(IReadOnlyCollection<AuditRow> rows) =>
        Convert.ToHexString(AuditDigest.Compute(rows).Hash);

    private static IQueryable<LedgerEntry> DigestsOf(Server.Storage.ExchangeDb db) => db.Entries.Where(entry =>
        entry.ProvinceCode == Caller.MinistryCode && entry.Action == EntryAction.AuditDigested);

    private static async Task WriteAsync(TestServer server, params string[] details)
    {
        foreach (var detail in details) LogOf(server).Add("a", "08", "method", detail);
        await WriterOf(server).FlushAsync();
    }

    private static AuditLog LogOf(TestServer server) => server.App.Services.GetRequiredService<AuditLog>();

    private static AuditWriter WriterOf(TestServer server) => server.App.Services.GetRequiredService<AuditWriter>();
}
