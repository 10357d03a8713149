using System.Diagnostics;

namespace KcExchange.Bench.Load;

/// <summary>
/// The server under the load of 34 provinces, against the database's own limit and against what teams usually write.
/// What runs where and what the figures mean: bench/README.md.
/// </summary>
internal static class LoadBench
{
    /// <summary>First arguments of the processes that the benchmark starts.</summary>
    public const string ClientVerb = "load-client";

    public const string RawVerb = "load-raw";

    public const string NaivePeerVerb = "load-naive";

    public const string NaiveClientVerb = "load-naive-client";

    private const int CouldNotRun = 2;

    /// <summary>Below this share of the raw limit it is not done.</summary>
    private const double LeastRatio = 0.4;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await RunAsync(LoadOptions.Read(args));
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message} {LoadOptions.Usage}");
            return CouldNotRun;
        }
    }

    private static async Task<int> RunAsync(LoadOptions options)
    {
        Processors.KeptApart = options.Apart;
        Figures.PrintMachine();
        Figures.Print("client_has_a_processor_of_its_own", Processors.ClientIsAlone ? 1 : 0);
        var watch = Stopwatch.StartNew();
        var (busy, own) = (ProcessTimes.MachineSeconds(), ProcessTimes.OwnSeconds());
        var folder = Directory.CreateDirectory(Path.Combine("data", "bench", Path.GetRandomFileName())).FullName;
        List<(string Store, double Ratio)> ratios = [];
        double database = 0;
        try
        {
            foreach (var name in options.Stores)
            {
                await using var stores = await LoadStores.OpenAsync(name, folder, options.PostgresNeeded);
                if (stores is null) continue;
                if (await MeasureAsync(stores, options) is { } ratio) ratios.Add((name, ratio));
                database += stores.BackendCpuSeconds;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        var others = ProcessTimes.MachineSeconds() - busy - (ProcessTimes.OwnSeconds() - own) - database;
        Figures.Print("machine_busy_others_cores", others / watch.Elapsed.TotalSeconds);
        return Gate(ratios, options.Gate);
    }

    private static async Task<double?> MeasureAsync(LoadStores stores, LoadOptions options)
    {
        double? ratio = null;
        if (options.MeasuresWarm(stores.IsEmbedded))
        {
            await using var run = await LoadRun.StartAsync(
                await stores.NewAsync(), [], options.Profile ? LoadProfile.Environment : null);
            ratio = await new InsertRounds(run, options).RunAsync();
            var others = new OtherRounds(run, options);
            if (options.Measures("single")) await others.SingleAsync();
            if (options.Measures("latency")) await others.LatencyAsync();
            if (options.Measures("naive") && stores.IsEmbedded)
                await NaivePeers.RunAsync(run, run.Server.Store.Folder, options.Rounds);
        }
        if (options.Measures("idle") && stores.IsEmbedded) await IdleStreams.RunAsync(await stores.NewAsync());
        if (options.Measures("growth"))
        {
            await using var run = await LoadRun.StartAsync(await stores.NewAsync(), []);
            await new Growth(run, options.Rounds).RunAsync();
        }
        return ratio;
    }

    private static int Gate(List<(string Store, double Ratio)> ratios, bool counts)
    {
        var code = 0;
        foreach (var (store, ratio) in ratios)
        {
            Console.WriteLine(
                $"gate: ratio_to_raw_{store} {(ratio >= LeastRatio ? "holds" : "is under")} {LeastRatio}");
            if (ratio < LeastRatio && counts) code = 1;
        }
        return code;
    }
}
