using Grpc.Core;
using Grpc.Health.V1;
using KcExchange.Server.Submissions;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Submissions;

/// <summary>What goes wrong in the middle of a stream ends it with its own reason, and nothing hangs.</summary>
public sealed class StreamFaultTests
{
    private const string Mine = "0190a000-0000-7000-8000-00000000000a";
    private const string Other = "0190a000-0000-7000-8000-00000000000b";

    [Theory]
    [Stores]
    public async Task A_reused_sequence_among_many_batches_in_flight_ends_the_stream_with_its_reason(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        for (var round = 0; round < 5; round++)
        {
            var (stream, id) = await RawStream.OpenAsync(client);
            await stream.OpenedAsync();
            await stream.SubmitAsync(1, TestRecords.Centre());
            var sending = SendAllAsync(stream, 60, i => i == 4
                ? (1, TestRecords.Centre("KCT-08-02"))
                : (i < 4 ? i + 2 : i + 1, TestRecords.Project(i + 1)));

            Assert.Equal("SEQUENCE_REUSED", await stream.EndAsync());
            await sending;
            stream.Dispose();
            var (again, _) = await RawStream.OpenAsync(client, id, attempt: 2);
            var next = (await again.OpenedAsync()).NextSequence;
            Assert.True(next >= 6);
            Assert.Equal(next, (await again.SubmitAsync(next, TestRecords.Centre())).AcknowledgedThrough);
            again.Dispose();
        }
    }

    [Theory]
    [Stores]
    public async Task A_store_that_fails_while_batches_are_in_flight_ends_the_stream_busy_and_a_resume_goes_on(
        Store store)
    {
        await using var server = await TestServer.StartAsync(options =>
            (options.Storage.LockTimeoutSeconds, options.Limits.CallerCacheSeconds) = (1, 0), store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre());
        await using (var other = server.OpenStore())
        {
            await using var held = await other.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await other.Database.ExecuteSqlRawAsync("UPDATE province_head SET position = position");
            var sending = SendAllAsync(stream, 30, i => (i + 2, TestRecords.Project(i + 1)));

            Assert.Equal("STORE_BUSY", await stream.EndAsync());
            await sending;
        }
        stream.Dispose();

        var (again, _) = await RawStream.OpenAsync(client, id, attempt: 2);
        var next = (await again.OpenedAsync()).NextSequence;
        Assert.Equal(
            next, (await again.SubmitAsync(next, TestRecords.Project((int)next - 1))).AcknowledgedThrough);
        again.Dispose();
        await Chain.VerifyAsync(server, "08");
    }

    [Theory]
    [Stores]
    public async Task A_fault_while_reading_still_answers_what_was_taken(Store store)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Limits.CallerCacheSeconds = 0, store: store);
        server.Log.Expect("Call failed by a fault of the server");
        var client = await server.SubmitterAsync();
        var (stream, _) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        await using (var other = server.OpenStore())
        {
            await using var held = await other.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await other.Database.ExecuteSqlRawAsync("UPDATE province_head SET position = position");
            await stream.SendAsync(1, TestRecords.Centre());
            await stream.SendAsync(new SubmitRecordsRequest { Ping = new Ping() });
            // The batch was taken and waits for the lock; the next one cannot be: the callers are away.
            Assert.NotNull((await stream.NextAsync()).Heartbeat);
            await other.Database.ExecuteSqlRawAsync(Refusal.Rename(server, "caller", "caller_away"));
            await held.CommitAsync(TestContext.Current.CancellationToken);
        }
        await stream.SendAsync(2, TestRecords.Project());

        Assert.Equal(1, (await stream.ResultAsync()).AcknowledgedThrough);
        Assert.Equal("INTERNAL", await stream.EndAsync());
        stream.Dispose();
        await using (var db = server.OpenStore())
            await db.Database.ExecuteSqlRawAsync(Refusal.Rename(server, "caller_away", "caller"));
    }

    [Theory]
    [Stores]
    public async Task A_stream_whose_answers_fail_ends_while_its_client_waits(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        for (var round = 0; round < 20; round++)
        {
            var (stream, _) = await RawStream.OpenAsync(client);
            await stream.OpenedAsync();
            await stream.SubmitAsync(1, TestRecords.Centre());
            await stream.SendAsync(1, TestRecords.Centre("KCT-08-02"));
            Assert.Equal("SEQUENCE_REUSED", await stream.EndAsync());
            stream.Dispose();
        }
    }

    [Theory]
    [Stores]
    public async Task Cancelled_calls_leave_their_batches_whole_or_away(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var id = RawStream.NewId();
        await client.CreateSubmissionAsync(new() { SubmissionId = id, Mode = SubmissionMode.Incremental });
        long next = 1;
        for (var round = 1; round <= 8; round++)
        {
            var (stream, _) = await RawStream.OpenAsync(client, id, attempt: round);
            next = (await stream.OpenedAsync()).NextSequence;
            if (next == 1) next = (await stream.SubmitAsync(1, TestRecords.Centre())).AcknowledgedThrough + 1;
            await stream.SendAsync(next, Enumerable.Range((int)next, 200).Select(i => TestRecords.Project(i)));
            await Task.Delay(round * 7, TestContext.Current.CancellationToken);
            stream.Dispose();
        }
        var (last, _) = await RawStream.OpenAsync(client, id, attempt: 99);
        next = (await last.OpenedAsync()).NextSequence;
        Assert.Equal(0, (next - 2) % 200);
        last.Dispose();
        await using var db = server.OpenStore();
        Assert.Equal(next - 1, await db.Batches.SumAsync(batch => (long)batch.RecordCount));
        await Chain.VerifyAsync(server, "08");
    }

    [Theory]
    [Stores]
    public async Task A_client_that_reads_no_answers_is_ended_and_others_are_served(Store store)
    {
        await using var server = await TestServer.StartAsync(options => options.Limits.WriteSeconds = 1, store: store);
        var other = await server.SubmitterAsync("01");
        var (stream, id) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        var bad = Enumerable.Range(1, 500).Select(_ => new ExchangeRecord { Project = new Project() }).ToList();
        var sending = SendAllAsync(stream, 30, i => (1 + (i * 500), bad));

        await sending.WaitAsync(TimeSpan.FromSeconds(50), TestContext.Current.CancellationToken);
        var (good, _) = await RawStream.OpenAsync(other);
        Assert.Equal(1, (await good.OpenedAsync()).NextSequence);
        bool Ended() => server.Log.Lines.Any(line => line.Contains("Stream ended: 08", StringComparison.Ordinal)
            && line.Contains(id, StringComparison.Ordinal));
        // The sender may learn of the end before the server has written it down.
        for (var i = 0; i < 300 && !Ended(); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.True(Ended());
        good.Dispose();
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Senders_who_race_for_a_submission_leave_one_holder_and_a_whole_ledger(Store store)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Limits.StreamsPerProvince = 50, store: store);
        var client = await server.SubmitterAsync();
        var id = RawStream.NewId();
        await client.CreateSubmissionAsync(new() { SubmissionId = id, Mode = SubmissionMode.Incremental });
        var streams = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(
            () => RawStream.OpenAsync(client, id, i % 2 == 0 ? Mine : Other, attempt: 5))));
        var ends = streams.Select(stream => stream.Stream.EndAsync()).ToList();
        while (ends.Count(end => !end.IsCompleted) > 1) await Task.WhenAny(ends.Where(end => !end.IsCompleted));
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var alive = ends.Count(end => !end.IsCompleted);
        foreach (var (stream, _) in streams) stream.Dispose();

        Assert.Equal(1, alive);
    }

    [Fact]
    public void An_opener_who_lost_the_race_in_the_store_does_not_end_the_winner()
    {
        var streams = new OpenStreams();
        var winner = streams.Take("08", "s", Other, epoch: 2);

        var loser = streams.Take("08", "s", Mine, epoch: 1);
        streams.Supersede("08", "s", Mine, epoch: 2);

        Assert.False(winner.Superseded.Task.IsCompleted);
        Assert.True(loser.Superseded.Task.IsCompletedSuccessfully);
    }

    [Theory]
    [Stores]
    public async Task Half_close_right_after_open_ends_well(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        for (var i = 0; i < 10; i++)
        {
            var (stream, _) = await RawStream.OpenAsync(client);
            await stream.HalfCloseAsync();
            Assert.Equal("", await stream.EndAsync());
            stream.Dispose();
        }
    }

    [Theory]
    [Stores]
    public async Task A_poisonous_record_among_batches_in_flight_keeps_their_answers_in_order(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        server.Log.Expect("The store refused record");
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre());
        await Refusal.AddAsync(server, "project", "project_code", "%-0007");

        for (var i = 0; i < 6; i++)
        {
            var first = 1 + (i * 10);
            await stream.SendAsync(first + 1, Enumerable.Range(first, 10).Select(n => TestRecords.Project(n)));
        }

        for (var i = 0; i < 6; i++) Assert.Equal(11 + (i * 10), (await stream.ResultAsync()).AcknowledgedThrough);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Health_needs_no_certificate_and_says_when_the_server_stops(Store store)
    {
        await using var server = await TestServer.StartAsync(options => options.Limits.DrainSeconds = 1, store: store);
        var health = new Health.HealthClient(server.Channel(null));
        var before = await health.CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, before.Status);
        using var watch = health.Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(default));
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();

        var restart = server.RestartAsync();
        Assert.NotNull((await stream.NextAsync()).Drain);
        var last = watch.ResponseStream.Current.Status;
        try
        {
            while (await watch.ResponseStream.MoveNext(default)) last = watch.ResponseStream.Current.Status;
        }
        catch (RpcException)
        {
        }
        stream.Dispose();
        await restart;
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, last);
    }

    private static Task SendAllAsync(
        RawStream stream, int count, Func<int, (long First, ExchangeRecord Record)> batch) =>
        SendAllAsync(stream, count, i => (batch(i).First, (List<ExchangeRecord>)[batch(i).Record]));

    private static async Task SendAllAsync(
        RawStream stream, int count, Func<int, (long First, List<ExchangeRecord> Records)> batch)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                var (first, records) = batch(i);
                await stream.SendAsync(first, records);
            }
        }
        catch (Exception ended) when (ended is RpcException or InvalidOperationException)
        {
            // The server ended the call meanwhile: its reason is what the test reads.
        }
    }
}
