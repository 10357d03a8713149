using System.Globalization;

namespace KcExchange.Bench.Load;

/// <summary>Processor time of a record in the server's process: ours against three that teams usually write.</summary>
internal static class NaivePeers
{
    private const int Records = 4_000;
    private const int MostWarmRounds = 6;
    private static readonly string[] Kinds = ["json", "grpc", "json_batch"];

    /// <summary>Measures in turns and prints.</summary>
    /// <param name="run">Ours, warm.</param>
    /// <param name="folder">Takes the peers' databases.</param>
    /// <param name="rounds">Rounds.</param>
    public static async Task RunAsync(LoadRun run, string folder, int rounds)
    {
        var cost = Kinds.Append("ours").ToDictionary(kind => kind, _ => new List<double>(), StringComparer.Ordinal);
        await using var client = WorkerProcess.Start(
            Processors.Client, "KcExchange.Bench", [LoadBench.NaiveClientVerb]);
        var peers = new Dictionary<string, (WorkerProcess Process, int Port)>(StringComparer.Ordinal);
        var next = 0;
        try
        {
            foreach (var kind in Kinds)
            {
                peers[kind] = await StartAsync(kind, folder);
                await WarmUp.RunAsync(MostWarmRounds, () => SendAsync(kind));
            }
            for (var round = 0; round < rounds; round++)
            {
                cost["ours"].Add((await run.InsertAsync(LoadRecords.Batch)).ServerMicroseconds);
                foreach (var kind in Kinds) cost[kind].Add(await SendAsync(kind));
            }
        }
        finally
        {
            foreach (var (peer, _) in peers.Values) await peer.DisposeAsync();
        }
        Print(cost);

        Task<double> SendAsync(string kind)
        {
            next += Records;
            return NaivePeers.SendAsync(client, kind, peers[kind], next - Records);
        }
    }

    private static async Task<(WorkerProcess Process, int Port)> StartAsync(string kind, string folder)
    {
        var process = WorkerProcess.Start(
            Processors.Server, "KcExchange.Bench",
            [LoadBench.NaivePeerVerb, Path.Combine(folder, $"naive-{kind}.db"), kind == "grpc" ? "grpc" : "json"]);
        return (process, int.Parse(await process.ReadAsync(), CultureInfo.InvariantCulture));
    }

    /// <summary>Microseconds of the peer's processor time for a record.</summary>
    private static async Task<double> SendAsync(
        WorkerProcess client, string kind, (WorkerProcess Process, int Port) peer, int first)
    {
        await client.PrepareAsync(new NaiveOrder(kind, peer.Port, first, Records));
        var before = peer.Process.CpuSeconds;
        var report = await client.GoAsync<NaiveReport>();
        return (peer.Process.CpuSeconds - before) * 1e6 / report.Projects;
    }

    private static void Print(Dictionary<string, List<double>> cost)
    {
        foreach (var kind in Kinds) Figures.Print($"naive_{kind}_cpu_us_per_record", Figures.Median(cost[kind]));
        Figures.Print("ours_cpu_us_per_record", Figures.Median(cost["ours"]));
        Figures.Print("cpu_ratio_to_naive_single", Math.Min(Ratio("json"), Ratio("grpc")));
        Figures.Print("cpu_ratio_to_naive_batch", Ratio("json_batch"));

        double Ratio(string kind) => Figures.Median(cost[kind].Zip(cost["ours"], (peer, ours) => peer / ours));
    }
}
