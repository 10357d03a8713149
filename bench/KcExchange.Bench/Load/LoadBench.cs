using System.Diagnostics;

namespace KcExchange.Bench.Load;

/// <summary>
/// The server under the load of 34 provinces, against the database's own limit and against what teams usually write. What
/// runs where and what the figures mean: bench/README.md.
/// </summary>
internal static class LoadBench
{
    /// <summary>First arguments of the processes that the benchmark starts.</summary>
    public const string ClientVerb = "load-client";

    public const string RawVerb = "load-raw";

    /// <summary>Below this share of the raw limit it is not done.</summary>
    private const double LeastRatio = 0.4;

    private static int _folders;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Read(args);
        Figures.PrintMachine();
        Figures.Print("client_has_a_processor_of_its_own", Processors.Pinned ? 1 : 0);
        var machine = (Busy: ProcessTimes.MachineSeconds(), Own: ProcessTimes.OwnSeconds(), Watch: Stopwatch.StartNew());
        var folder = Directory.CreateDirectory(Path.Combine("data", "bench", Path.GetRandomFileName())).FullName;
        List<(string Store, double Ratio)> ratios = [];
        try
        {
            foreach (var name in options.Stores)
                if (await MeasureAsync(name, folder, options) is { } ratio) ratios.Add((name, ratio));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        var others = ProcessTimes.MachineSeconds() - machine.Busy - (ProcessTimes.OwnSeconds() - machine.Own);
        Figures.Print("machine_busy_others_cores", others / machine.Watch.Elapsed.TotalSeconds);
        return Gate(ratios, options.Gate);
    }

    private static async Task<double?> MeasureAsync(string name, string folder, LoadOptions options)
    {
        double? ratio = null;
        if (options.Measures("insert") || options.Measures("resend") || options.Measures("single")
            || options.Measures("latency"))
        {
            await using var run = await LoadRun.StartAsync(Store(name, folder), []);
            ratio = await new InsertRounds(run, options).RunAsync();
            var others = new OtherRounds(run, options);
            if (options.Measures("single")) await others.SingleAsync();
            if (options.Measures("latency")) await others.LatencyAsync();
        }
        if (options.Measures("idle") && name == options.Stores[0]) await IdleStreams.RunAsync(Store(name, folder));
        if (options.Measures("growth"))
        {
            await using var run = await LoadRun.StartAsync(Store(name, folder), []);
            await new Growth(run, options.Rounds).RunAsync();
        }
        return ratio;
    }

    /// <summary>An empty store.</summary>
    private static LoadStore Store(string name, string folder)
    {
        var own = Path.Combine(folder, $"{name}-{_folders++}");
        return name switch
        {
            "sqlite" => new SqliteUnderLoad(own),
            _ => throw new ArgumentException($"There is no store {name}."),
        };
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
