using Grpc.Core;
using KcExchange.Client;
using KcExchange.V1;
using Microsoft.Extensions.Time.Testing;

namespace KcExchange.Tests.Client;

public sealed class SubmissionFailureTests
{
    [Fact]
    public async Task The_real_status_is_reported_when_a_write_fails()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        // Big batches: the client is in the middle of a write when the call ends.
        var run = new SubmissionRun(400);
        foreach (var record in run.Records) record.ProvinceName = new string('x', 50_000);
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            await stream.AnswerAsync(1);
            throw ScriptedExchange.Failure(StatusCode.Unauthenticated, ErrorReason.CredentialRevoked);
        });

        var failure = await Assert.ThrowsAsync<CredentialException>(() => run.ShipAsync(connection));

        Assert.Equal(ErrorReason.CredentialRevoked, failure.Reason);
        Assert.Equal(10, run.Delivered.Count);
        Assert.Empty(run.Retries);
    }

    [Fact]
    public async Task Another_installation_that_took_over_stops_this_one()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(30);
        exchange.Then(stream => throw ScriptedExchange.Failure(
            StatusCode.Aborted, ErrorReason.StreamSuperseded, null, ("instance_id", "another")));

        var failure = await Assert.ThrowsAsync<SupersededException>(() => run.ShipAsync(connection));

        Assert.Equal("another", failure.InstanceId);
        Assert.Single(exchange.Attempts);
    }

    [Fact]
    public async Task An_own_newer_stream_makes_it_open_again_with_a_higher_attempt()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(30);
        exchange.Then(stream => throw ScriptedExchange.Failure(
            StatusCode.Aborted, ErrorReason.StreamSuperseded, null,
            ("instance_id", SubmissionRun.Instance.ToString())));

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
        Assert.Equal([1, 2], exchange.Attempts);
    }

    [Fact]
    public async Task Our_own_INTERNAL_is_tried_twice_more_and_then_reported_with_its_request_id()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(30);
        for (var i = 0; i < 5; i++)
            exchange.Then(stream => throw ScriptedExchange.Failure(
                StatusCode.Internal, ErrorReason.Internal, null, ("request_id", "r-17")));

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => run.ShipAsync(connection));

        Assert.Equal("r-17", failure.RequestId);
        Assert.Equal(3, exchange.Attempts.Count);
    }

    [Fact]
    public async Task Progress_begins_the_count_of_failures_again()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        // Not 2: a break may swallow the answer that was sent just before it.
        var run = new SubmissionRun(95) { Retry = new RetrySettings { MaxFailures = 3, BaseDelay = TimeSpan.Zero } };
        for (var i = 0; i < 6; i++)
            exchange.Then(async stream =>
            {
                await stream.OpenedAsync();
                await stream.AnswerAsync(1);
                stream.Break();
            });

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
    }

    [Fact]
    public async Task A_message_too_large_for_something_on_the_way_is_cut_in_half()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(30);
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            await stream.HearAsync();
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Received message exceeds the maximum"));
        });

        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
        Assert.All(exchange.BatchSizes.Skip(1), size => Assert.InRange(size, 1, 5));
    }

    [Fact]
    public async Task A_record_that_no_batch_can_hold_is_named()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(5);
        run.Records[3].ProvinceName = new string('x', 5 << 20);

        var failure = await Assert.ThrowsAsync<RecordTooLargeException>(() => run.ShipAsync(connection));

        Assert.Equal(4, failure.Sequence);
        Assert.Equal([1L, 2, 3], run.Delivered);
    }

    [Fact]
    public async Task What_the_caller_throws_comes_out_and_nothing_counts_as_delivered()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var full = true;
        var run = new SubmissionRun(95)
        {
            OnResult = batch =>
            {
                if (full && batch.FirstSequence == 21) throw new IOException("disk full");
            },
        };

        await Assert.ThrowsAsync<IOException>(() => run.ShipAsync(connection));
        Assert.Equal(20, run.Delivered.Count);
        full = false;
        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
        Assert.Empty(run.Retries);
    }

    [Fact]
    public async Task What_the_source_throws_comes_out_as_it_is()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(30);

        await Assert.ThrowsAsync<InvalidDataException>(() => run.ShipAsync(connection, new BrokenSource(run.Records)));

        Assert.Empty(run.Retries);
    }

    [Fact]
    public async Task An_answer_with_a_result_too_few_is_not_accepted()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        var run = new SubmissionRun(30);
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            var answer = exchange.Store((await stream.HearAsync())!);
            answer.Results.RemoveAt(9);
            await stream.SayAsync(new SubmitRecordsResponse { Result = answer });
            await stream.AnswerAllAsync();
        });

        await Assert.ThrowsAsync<ContractBrokenException>(() => run.ShipAsync(connection));
    }

    [Fact]
    public async Task Silence_is_broken_by_a_ping_and_a_dead_stream_by_another_one()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        // So long that the fake seconds which pass while a ping travels don't count.
        exchange.Limits.IdleTimeoutSeconds = 1_000_000;
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var run = new SubmissionRun(5) { Time = time };
        var heard = new TaskCompletionSource();
        var pinged = new TaskCompletionSource();
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            await stream.HearAsync();
            heard.SetResult();
            await stream.HearPingAsync();
            pinged.SetResult();
            // From here on it is silent for ever: neither the batch nor the ping is answered.
            await stream.UntilGoneAsync();
        });

        var shipping = run.ShipAsync(connection);
        await heard.Task;
        // The server may have read the batch before the client's write returned: so until the ping is there.
        await AdvanceUntilAsync(time, TimeSpan.FromSeconds(1), pinged.Task);
        Assert.Single(exchange.Attempts);
        time.Advance(TimeSpan.FromSeconds(exchange.Limits.IdleTimeoutSeconds));

        await shipping;
        run.AssertNothingLostOrDoubled(exchange);
        Assert.Equal(StatusCode.DeadlineExceeded, run.Retries[0].Error.StatusCode);
    }

    [Fact]
    public async Task Cancelling_ends_the_submission_at_once_and_leaves_it_resumable()
    {
        await using var exchange = await ScriptedExchange.StartAsync();
        using var connection = exchange.Connect();
        using var cancel = new CancellationTokenSource();
        var run = new SubmissionRun(30);
        exchange.Then(async stream =>
        {
            await stream.OpenedAsync();
            await stream.AnswerAsync(1);
            await cancel.CancelAsync();
            await stream.AnswerAllAsync();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SubmissionClient(connection).SubmitAsync(
            run.Description, new RecordList(run.Records), (_, _) => default, cancel.Token));
        await run.ShipAsync(connection);

        run.AssertNothingLostOrDoubled(exchange);
    }

    private sealed class BrokenSource(IReadOnlyList<ExchangeRecord> records) : IRecordSource
    {
        public async IAsyncEnumerable<ExchangeRecord> ReadFrom(
            long sequence, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return records[0];
            throw new InvalidDataException("The file changed meanwhile.");
        }
    }

    /// <summary>The client's timers begin a moment after its messages: time passes until they have rung.</summary>
    private static async Task AdvanceUntilAsync(FakeTimeProvider time, TimeSpan step, Task awaited)
    {
        while (!awaited.IsCompleted)
        {
            time.Advance(step);
            await Task.WhenAny(awaited, Task.Delay(20));
        }
        await awaited;
    }
}
