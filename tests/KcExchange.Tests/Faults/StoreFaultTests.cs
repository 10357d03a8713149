using Grpc.Core;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Faults;

/// <summary>What a database that is there may do to a batch: undo it, keep it waiting, be full, refuse a row.</summary>
public sealed class StoreFaultTests
{
    /// <summary>PostgreSQL looks for a deadlock after a second.</summary>
    private const string AfterASecond = "PERFORM pg_sleep(1.1);";

    [Theory]
    [InlineData("40P01", AfterASecond)]
    [InlineData("40001", "")]
    [InlineData("57P01", "")]
    public async Task A_transaction_that_the_database_undid_is_run_again_and_the_client_notices_nothing(
        string state, string before)
    {
        Assert.SkipWhen(TestStore.WhyNot(Store.Postgres) is not null, TestStore.WhyNot(Store.Postgres) ?? "");
        await using var server = await TestServer.StartAsync(store: Store.Postgres);
        var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
        await stream.OpenedAsync();
        await RaiseAsync(server, state, before, times: 1);

        var result = await stream.SubmitAsync(1, TestRecords.Centre(), TestRecords.Project());

        Assert.Equal([Outcome.Created, Outcome.Created], result.Results.Select(record => record.Outcome));
        Assert.Equal(0, result.Replayed);
        Assert.Contains(server.Log.Lines, line => line.Contains("are run again", StringComparison.Ordinal));
        stream.Dispose();
        await Chain.VerifyAsync(server, "08");
    }

    [Theory]
    [Stores]
    public async Task Batches_that_queue_behind_a_lock_time_out_once_and_go_on_when_it_is_free(Store store)
    {
        const int queued = 10;
        await using var server = await TestServer.StartAsync(
            options => (options.Storage.LockTimeoutSeconds, options.Limits.StreamsPerProvince) = (1, queued),
            store: store);
        var client = await server.SubmitterAsync();
        var streams = new List<(RawStream Stream, string Id)>();
        for (var i = 0; i < queued; i++)
        {
            streams.Add(await RawStream.OpenAsync(client));
            await streams[^1].Stream.OpenedAsync();
        }
        var began = TimeProvider.System.GetTimestamp();
        await using (await LockAsync(server))
        {
            // Of different submissions: none shares a commit with another.
            await Task.WhenAll(streams.Select(one => one.Stream.SendAsync(1, TestRecords.Centre())));
            foreach (var (stream, _) in streams) Assert.Equal("STORE_BUSY", await stream.EndAsync());
        }
        var waited = TimeProvider.System.GetElapsedTime(began).TotalSeconds;

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{store}: {queued} batches, time-out 1 s, all told in {waited:F1} s");
        Assert.InRange(waited, 0.9, queued * 0.7);
        foreach (var (stream, id) in streams)
        {
            stream.Dispose();
            var (again, _) = await RawStream.OpenAsync(client, id, attempt: 2);
            Assert.Equal(1, (await again.OpenedAsync()).NextSequence);
            Assert.Equal(1, (await again.SubmitAsync(1, TestRecords.Centre())).AcknowledgedThrough);
            again.Dispose();
        }
        await Chain.VerifyAsync(server, "08");
    }

    [Theory]
    [Stores]
    public async Task A_disk_that_is_full_is_unavailable_with_what_to_do_and_all_goes_on_when_there_is_room(Store store)
    {
        Assert.SkipWhen(store == Store.SqlServer, "No means to fill this disk.");
        await using var server = await TestServer.StartAsync(store: store);
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre());
        var projects = Enumerable.Range(1, 300).Select(i => TestRecords.Project(i)).ToList();
        await FillAsync(server);

        await stream.SendAsync(2, projects);
        var full = await Assert.ThrowsAsync<RpcException>(stream.ResultAsync);

        Assert.Equal(("STORE_UNAVAILABLE", StatusCode.Unavailable), (Reasons.Of(full), full.StatusCode));
        Assert.NotNull(full.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());
        Assert.Contains(server.Log.Lines, line => line.Contains("make room", StringComparison.Ordinal));
        await Chain.VerifyAsync(server, "08");
        await MakeRoomAsync(server);
        stream.Dispose();
        var (again, _) = await RawStream.OpenAsync(client, id, attempt: 2);
        Assert.Equal(2, (await again.OpenedAsync()).NextSequence);
        var result = await again.SubmitAsync(2, projects);
        Assert.Equal((0, 300), (result.Replayed, result.Results.Count(record => record.Outcome == Outcome.Created)));
        again.Dispose();
        await Chain.VerifyAsync(server, "08");
    }

    /// <summary>PostgreSQL fails so many times with an error when a ledger entry is written; 0 = always.</summary>
    private static Task RaiseAsync(TestServer server, string state, string before, int times) =>
        // A sequence counts also what is rolled back.
        TestStore.ExecuteAsync(
            server.Options.Storage.ConnectionString,
            $"""
            CREATE SEQUENCE faults;
            CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {times} = 0 OR nextval('faults') <= {times} THEN
                    {before} RAISE EXCEPTION 'fault of the test' USING ERRCODE = '{state}';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER fault BEFORE INSERT ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION fault();
            """);

    private static async Task FillAsync(TestServer server)
    {
        if (server.Store == Store.Postgres) await RaiseAsync(server, "53100", "", times: 0);
        else await LimitPagesAsync(server, "1");
    }

    private static async Task MakeRoomAsync(TestServer server)
    {
        await using var db = server.OpenStore();
        if (server.Store == Store.Postgres) await db.Database.ExecuteSqlRawAsync("DROP TRIGGER fault ON ledger_entry");
        else await LimitPagesAsync(server, "4294967294");
    }

    /// <summary>
    /// SQLite keeps the limit per connection: it is set on all that the pool holds and the server will take. A limit
    /// below the size of the file means that it cannot grow.
    /// </summary>
    private static async Task LimitPagesAsync(TestServer server, string pages)
    {
        var open = new List<DbContext>();
        for (var i = 0; i < 16; i++)
        {
            var db = server.OpenStore();
            open.Add(db);
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {pages}";
            await command.ExecuteNonQueryAsync();
        }
        foreach (var db in open) await db.DisposeAsync();
    }

    /// <summary>Another session that holds every province's head.</summary>
    private static async Task<IAsyncDisposable> LockAsync(TestServer server)
    {
        var db = server.OpenStore();
        await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync("UPDATE province_head SET position = position");
        return db;
    }
}
