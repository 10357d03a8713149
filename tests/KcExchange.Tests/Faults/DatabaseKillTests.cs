using KcExchange.Client;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Tests.Ledger;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace KcExchange.Tests.Faults;

/// <summary>
/// PostgreSQL that ends, or is cut off, at every step of a batch's transaction. Each test writes how many there were.
/// </summary>
public sealed class DatabaseKillTests
{
    /// <summary>Kills are spread evenly over the steps: each costs a crash recovery.</summary>
    private const int Kills = 10;

    [Fact]
    public async Task A_connection_cut_at_any_step_of_a_batch_is_not_noticed_by_the_client()
    {
        await using var setting = await FaultyDatabase.StartAsync();
        var steps = await setting.StepsAsync();

        for (var step = 1; step <= steps.Count; step++)
        {
            var watch = await setting.RoundAsync(step, Fault.Cut);
            Assert.True(watch.Struck == Fault.Cut, $"No fault at step {step} of {steps.Count}: {watch}");
            Assert.True(setting.Delivery.Told.Count == 0, $"Told at {step} ({steps[step - 1]}): {setting.ToldText}");
        }

        FaultyDatabase.Say(
            $"{steps.Count} steps, {steps.Count} cuts: {string.Join(" · ", steps.Where(s => s.Length > 1))}");
        await setting.VerifyAsync();
    }

    [Fact]
    public async Task An_answer_to_commit_that_is_lost_is_found_in_the_store_and_nothing_is_doubled()
    {
        const int rounds = 5;
        await using var setting = await FaultyDatabase.StartAsync();
        var steps = await setting.StepsAsync();
        Assert.StartsWith("Q COMMIT", steps[^1], StringComparison.Ordinal);

        for (var round = 0; round < rounds; round++)
        {
            var watch = await setting.RoundAsync(steps.Count, Fault.LoseAnswer);
            Assert.Equal(Fault.LoseAnswer, watch.Struck);
            Assert.Empty(setting.Delivery.Told);
            // The second try took nothing: all of it had been committed by the first.
            Assert.Equal(FaultyDelivery.RoundRecords, setting.Delivery.Replayed);
        }

        Assert.Contains(setting.Server.Log.Lines, line => line.Contains("are run again", StringComparison.Ordinal));
        FaultyDatabase.Say($"{rounds} lost answers to COMMIT");
        await setting.VerifyAsync();
    }

    [Fact]
    public async Task A_database_killed_at_any_step_of_a_batch_loses_nothing_and_doubles_nothing()
    {
        await using var setting = await FaultyDatabase.StartAsync();
        setting.Server.Log.Expect("Health check store with status Unhealthy");
        var steps = await setting.StepsAsync();
        // The lock, the preload, between the tables, before COMMIT, and right after it was sent.
        var at = Enumerable.Range(0, Kills).Select(i => 1 + (i * (steps.Count - 1) / (Kills - 1))).Distinct().ToList();

        foreach (var (step, fault) in at.Select(step => (step, Fault.Before)).Append((steps.Count, Fault.After)))
        {
            var watch = await setting.RoundAsync(step, fault);
            Assert.True(watch.Struck == fault, $"No fault at step {step} of {steps.Count}: {watch}");
            Assert.All(setting.Delivery.Told, told => Assert.Equal(
                (ErrorReason.StoreUnavailable, true), (told.Reason, told.RetryAfter > TimeSpan.Zero)));
            Assert.NotEmpty(setting.Delivery.Told);
        }

        Assert.Contains(
            setting.Server.Log.Lines, line => line.Contains("is the database up", StringComparison.Ordinal));
        FaultyDatabase.Say($"{steps.Count} steps, {at.Count + 1} kills: "
            + string.Join(" · ", at.Select(step => $"{step} {steps[step - 1]}")));
        await setting.VerifyAsync();
    }
}

/// <summary>A cluster of the test's own, the proxy before it, a server and a client.</summary>
internal sealed class FaultyDatabase : IAsyncDisposable
{
    private readonly OwnCluster _cluster;
    private readonly PostgresProxy _proxy;
    private readonly ExchangeConnection _connection;

    private FaultyDatabase(
        OwnCluster cluster, PostgresProxy proxy, TestServer server, ExchangeConnection connection,
        Func<ExchangeDb> store)
    {
        (_cluster, _proxy, Server, _connection) = (cluster, proxy, server, connection);
        Delivery = new FaultyDelivery(connection, store);
    }

    public TestServer Server { get; }

    public FaultyDelivery Delivery { get; }

    public string ToldText => string.Join('\n', Delivery.Told.Select(told => told.Message));

    public static async Task<FaultyDatabase> StartAsync()
    {
        var cluster = await OwnCluster.StartAsync();
        // Past the proxy, by connections that a kill cannot have broken.
        var direct = new ServerOptions();
        (direct.Storage.Provider, direct.Storage.ConnectionString) =
            ("Postgres", cluster.ConnectionString + ";Pooling=false");
        var storage = StorageProviders.Create(direct);
        await storage.MigrateAsync(_ => { }, default);
        // Nothing prepared: a batch has the same messages each time, so that a step is the same step in every round.
        var address = new NpgsqlConnectionStringBuilder(cluster.ConnectionString)
        {
            SslMode = SslMode.Disable,
            MaxAutoPrepare = 0,
        };
        var proxy = new PostgresProxy(address.Port);
        address.Port = proxy.Port;
        // The proxy takes the first transaction for the batch's: on a clock that stands no second look for duplicates,
        // seconds after a commit, comes before it.
        var server = await TestServer.StartAsync(options =>
        {
            (options.Storage.Provider, options.Storage.ConnectionString) = ("Postgres", address.ToString());
            options.Limits.CallsPerMinute = 100_000;
        }, new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        var setting = new FaultyDatabase(
            cluster, proxy, server, await FaultyDelivery.ConnectAsync(server), storage.Open);
        await setting.Delivery.BeginAsync();
        return setting;
    }

    /// <summary>The messages of an undisturbed batch.</summary>
    public async Task<IReadOnlyList<string>> StepsAsync()
    {
        var watch = await RoundAsync(0, Fault.None);
        Assert.True(watch.Ended);
        return watch.Steps;
    }

    /// <summary>One round with a fault; a database that was killed is started again when the client was told.</summary>
    public async Task<Watch> RoundAsync(int step, Fault fault)
    {
        Watch? watch = null;
        Task? kill = null;
        await Delivery.RoundAsync(
            () =>
            {
                // A connection that the fault before this one broke may fail the try, and its watch go to another
                // transaction: the next try is watched instead.
                if (watch is null || watch.Struck != fault)
                    watch = _proxy.Arm(step, fault, () => kill = _cluster.KillAsync());
            },
            async () =>
            {
                if (kill is null) return;
                await kill;
                kill = null;
                await _cluster.StartAgainAsync();
            });
        return watch!;
    }

    /// <summary>The operator's verify finds nothing.</summary>
    public async Task VerifyAsync()
    {
        var found = new StoreOperator(Server.Options, TimeProvider.System);
        Assert.True(await found.RunAsync("verify") == 0, found.Output);
    }

    /// <summary>A figure for the closing note.</summary>
    public static void Say(string figures) => TestContext.Current.TestOutputHelper!.WriteLine(figures);

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        try
        {
            await Server.DisposeAsync();
        }
        finally
        {
            // The server's end fails a test whose log has an error; the cluster must end all the same.
            _proxy.Dispose();
            await _cluster.DisposeAsync();
        }
    }
}
