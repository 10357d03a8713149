namespace KcExchange.Bench.Load;

/// <summary>
/// What the server's memory grows by for each stream that is open and silent. The runtime keeps what garbage took: a
/// small first generation leaves little of that, and streams that came and went before have taken it already.
/// </summary>
internal static class IdleStreams
{
    private const int StreamsOfProvince = 15;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private static readonly IReadOnlyList<string> Settings =
        [$"--Limits:StreamsPerProvince={StreamsOfProvince}", "--Limits:IdleSeconds=600"];

    private static readonly IReadOnlyDictionary<string, string> SmallHeap =
        new Dictionary<string, string> { ["DOTNET_GCgen0size"] = "400000", ["DOTNET_gcServer"] = "0" };

    public static async Task RunAsync(LoadStore store)
    {
        await using var run = await LoadRun.StartAsync(store, Settings, SmallHeap);
        await run.InsertAsync(LoadRecords.Batch);
        await run.IdleAsync(StreamsOfProvince, SettleAsync);
        var (before, with) = await run.IdleAsync(StreamsOfProvince, SettleAsync);
        var streams = StreamsOfProvince * LoadRecords.Provinces.Count;
        Figures.Print("idle_streams", streams);
        Figures.Print("idle_stream_kb", (with - before) * 1024 / streams);
    }

    private static Task SettleAsync() => Task.Delay(Quiet);
}
