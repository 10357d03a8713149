namespace KcExchange.Bench.Load;

/// <summary>What one order took.</summary>
/// <param name="Order">The order.</param>
/// <param name="Report">What the client saw.</param>
/// <param name="ServerCpu">Processor seconds of the server.</param>
/// <param name="BackendCpu">Processor seconds of the database's own processes.</param>
internal sealed record Measured(LoadOrder Order, LoadReport Report, double ServerCpu, double BackendCpu)
{
    /// <summary>Records a second.</summary>
    public double Rate => Order.Records / Report.Seconds;

    public double ServerMicroseconds => PerRecord(ServerCpu);

    public double BackendMicroseconds => PerRecord(BackendCpu);

    public double ClientMicroseconds => PerRecord(Report.CpuSeconds);

    private double PerRecord(double seconds) => seconds * 1e6 / Order.Records;
}

/// <summary>A server on one store, the client, and the records that were not sent yet.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    /// <summary>
    /// A thread of the client that waits gives its processor back at once: spinning would show as the client's work.
    /// </summary>
    private static readonly IReadOnlyDictionary<string, string> Quiet =
        new Dictionary<string, string> { ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" };

    private readonly WorkerProcess _client;
    private int _next;
    private long _version = 1;

    private LoadRun(ServerUnderLoad server, WorkerProcess client) => (Server, _client) = (server, client);

    public ServerUnderLoad Server { get; }

    /// <summary>Records that each province has stored, the few refused ones included.</summary>
    public int Sent => _next;

    /// <summary>Starts server and client.</summary>
    public static async Task<LoadRun> StartAsync(
        LoadStore store, IReadOnlyList<string> settings, IReadOnlyDictionary<string, string>? environment = null)
    {
        var server = await ServerUnderLoad.StartAsync(store, settings, environment);
        return new LoadRun(
            server, WorkerProcess.Start(Processors.Client, "KcExchange.Bench", [LoadBench.ClientVerb], Quiet));
    }

    /// <summary>Records that nobody sent before.</summary>
    /// <param name="count">Records of each province.</param>
    /// <param name="perMessage">Records of a batch.</param>
    /// <param name="window">Batches in flight; 0 = as announced.</param>
    public async Task<Measured> InsertAsync(int count, int perMessage = LoadRecords.Batch, int window = 0)
    {
        var order = Order(_next, count) with { RecordsPerMessage = perMessage, Window = window };
        _next += count;
        var measured = await RunAsync(order);
        Require(measured, measured.Report.Created);
        return measured;
    }

    /// <summary>The same content once more, as a province sends it that lost its disk.</summary>
    public async Task<Measured> ResendAsync(LoadOrder order)
    {
        var measured = await RunAsync(order with { Version = ++_version, Changed = false });
        Require(measured, measured.Report.Unchanged);
        return measured;
    }

    /// <summary>Other content under the same keys.</summary>
    public async Task<Measured> UpdateAsync(LoadOrder order)
    {
        var measured = await RunAsync(order with { Version = ++_version, Changed = true });
        Require(measured, measured.Report.Updated);
        return measured;
    }

    /// <summary>Opens streams that stay idle; how much memory the server holds before and with them.</summary>
    /// <param name="streams">Streams of each province.</param>
    /// <param name="settle">Waits until the server is quiet.</param>
    public async Task<(double Before, double With)> IdleAsync(int streams, Func<Task> settle)
    {
        await settle();
        var before = Server.Megabytes;
        await _client.PrepareAsync(Order(0, 0) with { Streams = streams });
        await settle();
        var with = Server.Megabytes;
        await _client.GoAsync<LoadReport>();
        return (before, with);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Server.DisposeAsync();
    }

    private LoadOrder Order(int first, int count) =>
        new() { Port = Server.Port, Pki = Server.Pki, First = first, Count = count };

    private async Task<Measured> RunAsync(LoadOrder order)
    {
        await _client.PrepareAsync(order);
        var (server, backend) = (Server.CpuSeconds, Server.Store.BackendCpuSeconds);
        var report = await _client.GoAsync<LoadReport>();
        return new Measured(
            order, report, Server.CpuSeconds - server, Server.Store.BackendCpuSeconds - backend);
    }

    /// <summary>A rate of records that became something else means nothing.</summary>
    private static void Require(Measured measured, long expected)
    {
        var hundreds = measured.Order.Records / 100;
        var refused = hundreds * LoadRecords.RefusedInHundred;
        if (expected == measured.Order.Records - refused && measured.Report.Rejected == refused
            && measured.Report.Rules.Values.Sum() == hundreds * LoadRecords.FindingsInHundred) return;
        throw new InvalidOperationException(
            $"Of {measured.Order.Records} records {expected} became what they should, {measured.Report.Rejected} were "
            + $"refused; findings: {string.Join(", ", measured.Report.Rules)}");
    }
}
