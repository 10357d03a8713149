using System.Text.Json;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace KcExchange.Tests.Faults;

/// <summary>Batches that wait together share transactions, and nothing of it shows in the store.</summary>
public sealed class GroupCommitTests
{
    private const int Batches = 8;
    private const int Records = 10;

    private static readonly string[] Provinces = ["01", "08", "15"];

    /// <summary>A commune of each.</summary>
    private static readonly Dictionary<string, string> Communes =
        new() { ["01"] = "00004", ["08"] = "00700", ["15"] = "02647" };

    /// <summary>Of both servers that are compared: it does not run.</summary>
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Theory]
    [Stores]
    public async Task Batches_that_waited_together_share_transactions_and_store_what_they_store_one_by_one(Store store)
    {
        var (one, oneLocks) = await DeliverAsync(store, together: false);
        Assert.Contains(@"""Sequence"":80", one, StringComparison.Ordinal);
        var (grouped, groupedLocks) = await DeliverAsync(store, together: true);

        Assert.Equal(one, grouped);
        Assert.Equal(Provinces.Length * Batches, oneLocks);
        // Of each province one that waited for the lock, and all that came meanwhile.
        Assert.InRange(groupedLocks, Provinces.Length, Provinces.Length * 3);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{store}: {Provinces.Length * Batches} batches, locks: {oneLocks} one by one, {groupedLocks} together");
    }

    [Theory]
    [Stores]
    public async Task A_batch_that_may_not_be_taken_and_a_stream_that_lost_its_submission_fail_alone_in_a_group(
        Store store)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Storage.LockTimeoutSeconds = 30, store: store);
        var streams = new Dictionary<string, (RawStream Stream, string Id)>();
        foreach (var province in Provinces) streams[province] = await OpenedAsync(server, province);
        foreach (var (province, one) in streams) await one.Stream.SubmitAsync(1, Centre(province, 1));
        await using (var other = server.OpenStore())
        {
            await using var held = await other.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await other.Database.ExecuteSqlRawAsync("UPDATE province_head SET position = position");
            // A newer stream of another replica takes 15 over.
            var taken = streams["15"].Id;
            await other.Submissions.Where(row => row.SubmissionId == taken).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Epoch, row => row.Epoch + 1)
                .SetProperty(row => row.Attempt, row => row.Attempt + 1));
            for (var batch = 0; batch < Batches; batch++)
                foreach (var province in Provinces)
                    await streams[province].Stream.SendAsync(2 + batch, Centre(province, 2 + batch));
            // Sequence 1 again, with other content.
            await streams["01"].Stream.SendAsync(1, Centre("01", 99));
            foreach (var (stream, _) in streams.Values) await QueuedAsync(stream);
            await held.CommitAsync(TestContext.Current.CancellationToken);
        }

        for (var batch = 0; batch < Batches; batch++)
            Assert.Equal(2 + batch, (await streams["08"].Stream.ResultAsync()).AcknowledgedThrough);
        for (var batch = 0; batch < Batches; batch++)
            Assert.Equal(2 + batch, (await streams["01"].Stream.ResultAsync()).AcknowledgedThrough);
        Assert.Equal("SEQUENCE_REUSED", await streams["01"].Stream.EndAsync());
        Assert.Equal("STREAM_SUPERSEDED", await streams["15"].Stream.EndAsync());
        foreach (var (stream, _) in streams.Values) stream.Dispose();
        await using var db = server.OpenStore();
        foreach (var (province, next) in new[] { ("01", Batches + 2), ("08", Batches + 2), ("15", 2) })
        {
            var id = streams[province].Id;
            Assert.Equal(next, (await db.Submissions.SingleAsync(row => row.SubmissionId == id)).NextSequence);
            await Chain.VerifyAsync(server, province);
        }
    }

    [Theory]
    [Stores]
    public async Task A_row_that_the_store_refuses_costs_no_other_batch_of_its_group_and_the_log_tells_no_value(
        Store store)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Storage.LockTimeoutSeconds = 30, store: store);
        server.Log.Expect("The store refused record");
        var streams = new List<RawStream>();
        foreach (var province in Provinces) streams.Add((await OpenedAsync(server, province)).Stream);
        await Refusal.AddAsync(server, "centre", "centre_code", "KCT-08-13");
        await using (await HeldAsync(server))
        {
            foreach (var (stream, province) in streams.Zip(Provinces))
            {
                for (var i = 0; i < Batches; i++)
                    await stream.SendAsync(
                        1 + (i * Records),
                        Enumerable.Range(1 + (i * Records), Records).Select(n => Centre(province, n)));
                await QueuedAsync(stream);
            }
        }

        var refused = new List<RecordResult>();
        foreach (var stream in streams)
        {
            for (var i = 0; i < Batches; i++)
                refused.AddRange((await stream.ResultAsync()).Results.Where(r => r.Findings.Any(IsOurs)));
            stream.Dispose();
        }
        var only = Assert.Single(refused);
        Assert.Equal((13L, Outcome.Rejected), (only.Sequence, only.Outcome));
        await using var db = server.OpenStore();
        Assert.Equal((Provinces.Length * Batches * Records) - 1, await db.Entries.CountAsync(e => e.Sequence > 0));
        Assert.DoesNotContain(server.Log.Lines, line =>
            line.Contains("KCT-08", StringComparison.Ordinal)
            || line.Contains("khuyến công", StringComparison.Ordinal));
        foreach (var province in Provinces) await Chain.VerifyAsync(server, province);

        static bool IsOurs(Finding finding) => finding.RuleId == "KC-SYS-009";
    }

    /// <summary>The same batches of several provinces, and all that is in the store after them.</summary>
    private static async Task<(string Stored, int HeadLocks)> DeliverAsync(Store store, bool together)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Storage.LockTimeoutSeconds = 30, new FakeTimeProvider(Now), store);
        var streams = new List<RawStream>();
        foreach (var province in Provinces)
            streams.Add((await OpenedAsync(server, province, $"0190a000-0000-7000-8000-0000000000{province}")).Stream);
        using var commands = new CountedCommands(server);
        // The lock of the test's own session is counted with those of the server.
        var own = together ? 1 : 0;
        await using (together ? await HeldAsync(server) : null)
        {
            for (var i = 0; i < Batches; i++)
            {
                foreach (var (stream, province) in streams.Zip(Provinces))
                {
                    // Every third record is told again in the next batch, with another name.
                    var batch = Enumerable.Range(1 + (i * Records), Records)
                        .Select(n => Centre(province, n % 3 == 0 && n > Records ? n - Records : n, version: n));
                    await stream.SendAsync(1 + (i * Records), batch);
                    if (!together) await stream.ResultAsync();
                }
            }
            foreach (var stream in together ? streams : []) await QueuedAsync(stream);
        }
        for (var i = 0; together && i < Batches; i++)
            foreach (var stream in streams) await stream.ResultAsync();
        var locks = commands.Take().Count(IsHeadLock) - own;
        foreach (var stream in streams) stream.Dispose();
        await using var db = server.OpenStore();
        return (await StoredAsync(db), locks);
    }

    private static async Task<string> StoredAsync(ExchangeDb db) => JsonSerializer.Serialize(new object[]
    {
        await db.Heads.OrderBy(row => row.ProvinceCode).ToListAsync(),
        await db.Entries.OrderBy(row => row.ProvinceCode).ThenBy(row => row.Position).ToListAsync(),
        await db.Batches.OrderBy(row => row.ProvinceCode).ThenBy(row => row.FirstSequence).ToListAsync(),
        await db.Submissions.OrderBy(row => row.ProvinceCode).ToListAsync(),
        (await db.Findings.ToListAsync()).Select(row => JsonSerializer.Serialize(row)).Order().ToList(),
    });

    private static ExchangeRecord Centre(string province, int number, long version = 1)
    {
        var record = TestRecords.Centre($"KCT-{province}-{number:00}", version);
        (record.ProvinceCode, record.Centre.CommuneCode) = (province, Communes[province]);
        record.Centre.Address = $"Số {version} đường 17 tháng 8";
        return record;
    }

    private static bool IsHeadLock(string command) =>
        command.StartsWith("UPDATE", StringComparison.Ordinal)
        && command.Contains("province_head", StringComparison.Ordinal);

    private static async Task<(RawStream Stream, string Id)> OpenedAsync(
        TestServer server, string province, string? id = null)
    {
        var client = await server.SubmitterAsync(province);
        id ??= RawStream.NewId();
        await client.CreateSubmissionAsync(new() { SubmissionId = id, Mode = SubmissionMode.Incremental });
        var (stream, _) = await RawStream.OpenAsync(client, id);
        await stream.OpenedAsync();
        return (stream, id);
    }

    /// <summary>Everything that was sent before was read and waits for its commit.</summary>
    private static async Task QueuedAsync(RawStream stream)
    {
        await stream.SendAsync(new SubmitRecordsRequest { Ping = new Ping() });
        Assert.NotNull((await stream.NextAsync()).Heartbeat);
    }

    /// <summary>Another session that holds every province's head until it is disposed.</summary>
    private static async Task<IAsyncDisposable> HeldAsync(TestServer server)
    {
        var db = server.OpenStore();
        await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync("UPDATE province_head SET position = position");
        return db;
    }
}
