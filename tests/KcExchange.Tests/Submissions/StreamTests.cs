using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.Extensions.Time.Testing;

namespace KcExchange.Tests.Submissions;

public sealed class StreamTests
{
    private const string Mine = "0190a000-0000-7000-8000-00000000000a";
    private const string Other = "0190a000-0000-7000-8000-00000000000b";

    [Theory]
    [Stores]
    public async Task A_gap_is_rewound_and_what_is_in_flight_beyond_is_dropped(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();

        await stream.SendAsync(5, TestRecords.Project(5));
        await stream.SendAsync(6, TestRecords.Project(6));
        var rewind = (await stream.NextAsync()).Rewind;
        var result = await stream.SubmitAsync(1, TestRecords.Centre());

        Assert.Equal((1L, RewindReason.Gap), (rewind.ExpectedSequence, rewind.Reason));
        Assert.Equal(1, result.AcknowledgedThrough);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_rewind_is_repeated_every_five_seconds_while_the_gap_keeps_coming(Store store)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(time: time, store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();

        await stream.SendAsync(5, TestRecords.Project(5));
        Assert.Equal(1, (await stream.NextAsync()).Rewind.ExpectedSequence);
        await stream.SendAsync(6, TestRecords.Project(6));
        await stream.SendAsync(new SubmitRecordsRequest { Ping = new Ping() });
        Assert.NotNull((await stream.NextAsync()).Heartbeat);
        time.Advance(TimeSpan.FromSeconds(6));
        await stream.SendAsync(7, TestRecords.Project(7));

        Assert.Equal(1, (await stream.NextAsync()).Rewind.ExpectedSequence);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_client_that_never_goes_back_is_ended_with_the_reason(Store store)
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.Limits.RewindsWithoutProgress = 2;
            options.Limits.RewindRepeatSeconds = 0;
        }, store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();

        for (var i = 0; i < 3; i++) await stream.SendAsync(5, TestRecords.Project(5));

        Assert.Equal("REQUEST_INVALID", await stream.EndAsync());
        stream.Dispose();
    }

    [Theory]
    [Stores(501, RewindReason.TooManyRecords)]
    [Stores(10_000, RewindReason.TooManyRecords)]
    public async Task Too_many_records_are_rewound(Store store, int count, RewindReason reason)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();

        await stream.SendAsync(1, Enumerable.Repeat(new ExchangeRecord(), count));

        Assert.Equal(reason, (await stream.NextAsync()).Rewind.Reason);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Too_many_bytes_are_rewound(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();

        await stream.SendAsync(
            1, Enumerable.Repeat(new ExchangeRecord { SubmitterUnit = new string('x', 60_000) }, 20));

        Assert.Equal(RewindReason.TooManyBytes, (await stream.NextAsync()).Rewind.Reason);
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Another_instance_ends_the_older_stream_and_names_itself(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (older, id) = await RawStream.OpenAsync(client, instance: Mine);
        await older.OpenedAsync();

        var (newer, _) = await RawStream.OpenAsync(client, id, Other);
        await newer.OpenedAsync();

        Assert.Equal("STREAM_SUPERSEDED", await older.EndAsync());
        Assert.Equal(1, (await newer.SubmitAsync(1, TestRecords.Centre())).AcknowledgedThrough);
        older.Dispose();
        newer.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_lower_attempt_of_the_same_instance_is_refused_and_the_higher_one_goes_on(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (current, id) = await RawStream.OpenAsync(client, instance: Mine, attempt: 5);
        await current.OpenedAsync();

        var (late, _) = await RawStream.OpenAsync(client, id, Mine, attempt: 4);

        Assert.Equal("STREAM_SUPERSEDED", await late.EndAsync());
        Assert.Equal(1, (await current.SubmitAsync(1, TestRecords.Centre())).AcknowledgedThrough);
        late.Dispose();
        current.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_stream_fenced_on_another_replica_cannot_commit_and_learns_it_at_a_ping(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (first, id) = await RawStream.OpenAsync(client, instance: Mine);
        var (second, otherId) = await RawStream.OpenAsync(client, instance: Mine);
        await first.OpenedAsync();
        await second.OpenedAsync();
        await using (var db = server.OpenStore())
        {
            // What another replica's Open leaves in the store: this one's memory knows nothing of it.
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(
                db.Database, $"UPDATE submission SET epoch = epoch + 1, instance_id = '{Other}'");
        }

        await first.SendAsync(1, TestRecords.Centre());
        await second.SendAsync(new SubmitRecordsRequest { Ping = new Ping() });

        Assert.Equal("STREAM_SUPERSEDED", await first.EndAsync());
        Assert.Equal("STREAM_SUPERSEDED", await second.EndAsync());
        Assert.Equal(1, (await client.GetSubmissionAsync(new() { SubmissionId = id })).Submission.NextSequence);
        Assert.NotEqual(id, otherId);
        first.Dispose();
        second.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Half_close_answers_everything_that_was_read_and_ends_well(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await stream.SendAsync(1, TestRecords.Centre());
        for (var i = 0; i < 20; i++) await stream.SendAsync(i + 2, TestRecords.Project(i + 1));
        await stream.HalfCloseAsync();

        for (var i = 1; i <= 21; i++) Assert.Equal(i, (await stream.ResultAsync()).AcknowledgedThrough);

        Assert.Equal("", await stream.EndAsync());
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task Silence_ends_a_stream_and_a_ping_keeps_it(Store store)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(time: time, store: store);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromSeconds(50));
            await stream.SendAsync(new SubmitRecordsRequest { Ping = new Ping() });
            Assert.Equal(0, (await stream.NextAsync()).Heartbeat.AcknowledgedThrough);
        }

        Assert.Equal("DRAINING", await AdvanceUntilAsync(time, TimeSpan.FromSeconds(61), stream.EndAsync()));
        stream.Dispose();
    }

    [Theory]
    [Stores]
    public async Task An_old_stream_is_drained_its_batches_answered_and_the_next_one_goes_on(Store store)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(
            options => (options.Limits.IdleSeconds, options.Limits.DrainSeconds) = (2_000_000, 1_000_000),
            time, store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();

        Assert.NotNull((await AdvanceUntilAsync(time, TimeSpan.FromMinutes(31), stream.NextAsync())).Drain);
        Assert.Equal(1, (await stream.SubmitAsync(1, TestRecords.Centre())).AcknowledgedThrough);
        Assert.Equal("DRAINING", await AdvanceUntilAsync(time, TimeSpan.FromSeconds(1_000_001), stream.EndAsync()));
        stream.Dispose();

        var (next, _) = await RawStream.OpenAsync(client, id, attempt: 2);
        Assert.Equal(2, (await next.OpenedAsync()).NextSequence);
        next.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_connection_goes_on_serving_after_streams_that_the_server_ended(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (first, id) = await RawStream.OpenAsync(client, instance: Mine);
        await first.OpenedAsync();
        for (var attempt = 1; attempt < 30; attempt++)
        {
            // Each Open ends the stream before it while that one waits for its client.
            var (next, _) = await RawStream.OpenAsync(client, id, attempt % 2 == 0 ? Mine : Other, attempt);
            await next.OpenedAsync();
            Assert.Equal("STREAM_SUPERSEDED", await first.EndAsync());
            first.Dispose();
            first = next;
        }
        first.Dispose();
    }

    [Theory]
    [Stores]
    public async Task A_server_that_stops_drains_its_streams_and_finds_everything_again_after_the_start(Store store)
    {
        await using var server = await TestServer.StartAsync(options => options.Limits.DrainSeconds = 1, store: store);
        var certificate = await server.IssueAsync("08", KcExchange.Server.Access.Role.Submitter);
        var client = new SubmissionService.SubmissionServiceClient(server.Channel(certificate));
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre());

        var restart = server.RestartAsync();
        Assert.NotNull((await stream.NextAsync()).Drain);
        Assert.Equal(2, (await stream.SubmitAsync(2, TestRecords.Project())).AcknowledgedThrough);
        Assert.Equal("DRAINING", await stream.EndAsync());
        stream.Dispose();
        await restart;

        var again = new SubmissionService.SubmissionServiceClient(server.Channel(certificate));
        Assert.Equal(3, (await again.GetSubmissionAsync(new() { SubmissionId = id })).Submission.NextSequence);
    }

    [Theory]
    [Stores]
    public async Task More_streams_than_allowed_are_refused_with_a_delay(Store store)
    {
        await using var server = await TestServer.StartAsync(
            options => options.Limits.StreamsPerProvince = 1, store: store);
        var client = await server.SubmitterAsync();
        var (first, _) = await RawStream.OpenAsync(client);
        await first.OpenedAsync();

        using var second = new RawStream(client);

        Assert.Equal("QUOTA_EXCEEDED", await second.EndAsync());
        first.Dispose();
    }

    /// <summary>The server's timers begin a moment after its answers: time passes until they have rung.</summary>
    private static async Task<T> AdvanceUntilAsync<T>(FakeTimeProvider time, TimeSpan step, Task<T> awaited)
    {
        while (!awaited.IsCompleted)
        {
            time.Advance(step);
            await Task.WhenAny(awaited, Task.Delay(20));
        }
        return await awaited;
    }
}
