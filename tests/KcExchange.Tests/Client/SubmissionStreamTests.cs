using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KcExchange.Client;
using KcExchange.V1;

namespace KcExchange.Tests.Client;

public sealed class SubmissionStreamTests
{
    [Fact]
    public async Task Every_record_gets_one_result_in_order()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(95);

        Assert.Equal(95, await run.ShipAsync(connection));

        run.AssertNothingLostOrDoubled(exchange);
        Assert.Equal([.. Enumerable.Repeat(10, 9), 5], exchange.BatchSizes);
        Assert.Empty(run.Retries);
    }

    [Fact]
    public async Task Batches_keep_to_the_bytes_that_were_announced()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(20);
        var room = run.Records.Take(3).Sum(record => record.CalculateSize() + 3) + 11;
        exchange.Limits.MaxBatchBytes = room;

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
        Assert.All(exchange.BatchSizes, size => Assert.InRange(size, 1, 3));
    }

    [Fact]
    public async Task No_more_batches_are_on_their_way_than_announced()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        exchange.Limits.MaxUnansweredBatches = 2;
        var run = new SubmissionRun(60);
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            var first = await stream.HearAsync();
            var second = await stream.HearAsync();
            var third = stream.HearAsync();
            Assert.False(third.IsCompleted);
            await stream.AnswerAsync(first!);
            await third;
            await stream.AnswerAsync(second!);
            await stream.AnswerAsync((await third)!);
            await stream.AnswerAllAsync();
        });

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
    }

    [Fact]
    public async Task A_stream_that_breaks_between_two_batches_is_resumed()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(95);
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            await stream.AnswerAsync(3);
            await stream.HearAsync();
            stream.Break();
        });

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
        Assert.Equal([1, 2], exchange.Attempts);
        Assert.Equal(ErrorReason.Unspecified, Assert.Single(run.Retries).Error.Reason);
    }

    [Fact]
    public async Task Answers_that_were_lost_on_their_way_are_fetched()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(95);
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            await stream.AnswerAsync(2);
            exchange.Store((await stream.HearAsync())!);
            exchange.Store((await stream.HearAsync())!);
            stream.Break();
        });

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
        // Each record travelled once, though its answer was lost: 4 batches before the break, 6 after.
        Assert.Equal([.. Enumerable.Repeat(10, 9), 5], exchange.BatchSizes);
    }

    [Fact]
    public async Task What_an_older_stream_committed_after_the_break_is_fetched_too()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(30);
        RecordBatch? late = null;
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            late = await stream.HearAsync();
            stream.Break();
        });
        exchange.Then(async stream =>
        {
            exchange.Store(late!);
            await stream.BehaveAsync();
        });

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
    }

    [Theory]
    [InlineData(RewindReason.Gap)]
    [InlineData(RewindReason.TooManyRecords)]
    public async Task A_rewind_sends_again_from_the_expected_sequence(RewindReason reason)
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(95);
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            await stream.AnswerAsync(3);
            await stream.HearAsync();
            await stream.RewindAsync(reason);
            // What was in flight is dropped; the rewind is repeated while it keeps coming.
            for (var batch = await stream.HearAsync(); batch is not null; batch = await stream.HearAsync())
            {
                if (batch.FirstSequence == exchange.Stored.Count + 1) await stream.AnswerAsync(batch);
                else if (batch.FirstSequence > exchange.Stored.Count) await stream.RewindAsync(reason);
                else await stream.AnswerAsync(batch);
            }
        });

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
        Assert.Empty(run.Retries);
        if (reason == RewindReason.TooManyRecords) Assert.True(exchange.BatchSizes[^1] <= 5);
    }

    [Fact]
    public async Task A_drain_is_waited_out_and_is_no_failure()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(95) { Retry = new RetrySettings { MaxFailures = 1 } };
        for (var drains = 0; drains < 3; drains++)
            exchange.Then(async stream =>
            {
                await stream.OpenedAsync();
                await stream.AnswerAsync(1);
                await stream.SayAsync(new SubmitRecordsResponse { Drain = new Drain { RetryAfter = new Duration() } });
                await stream.AnswerAllAsync();
                throw ScriptedExchange.Failure(StatusCode.Unavailable, ErrorReason.Draining, TimeSpan.Zero);
            });

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
        Assert.All(run.Retries, retry => Assert.Equal((ErrorReason.Draining, 0), (retry.Error.Reason, retry.Failures)));
    }

    [Fact]
    public async Task A_drain_that_ends_without_a_status_is_a_drain_still()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(95) { Retry = new RetrySettings { MaxFailures = 1 } };
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            await stream.SayAsync(new SubmitRecordsResponse { Drain = new Drain { RetryAfter = new Duration() } });
            await stream.AnswerAllAsync();
        });

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
    }

    [Fact]
    public async Task A_stream_that_the_server_ends_early_with_OK_is_resumed()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(95);
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            await stream.AnswerAsync(2);
        });

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
        Assert.Single(run.Retries);
    }

    [Fact]
    public async Task Results_that_the_caller_has_are_not_delivered_again()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(95);
        await run.ShipAsync(connection);
        // The server was restored from a backup of an hour ago: it takes the tail again.
        exchange.Stored.RemoveRange(60, 35);

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
    }

    [Fact]
    public async Task A_submission_that_was_sealed_meanwhile_still_gives_its_results()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(30);
        await run.ShipAsync(connection);
        run.Delivered.RemoveRange(10, 20);
        exchange.State = SubmissionState.Committed;

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
        Assert.Single(exchange.Attempts);
    }
}
