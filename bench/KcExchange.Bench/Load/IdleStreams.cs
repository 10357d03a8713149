namespace KcExchange.Bench.Load;

/// <summary>
/// What the server's memory grows by for each stream that is open and silent. Garbage of the opening is no part of a
/// stream: a small first generation leaves little of it. One stream of each province came and went before.
/// </summary>
internal static class IdleStreams
{
    private const int StreamsOfProvince = 30;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private static readonly IReadOnlyList<string> Settings = [$"--Limits:StreamsPerProvince={StreamsOfProvince}"];

    private static readonly IReadOnlyDictionary<string, string> SmallHeap =
        new Dictionary<string, string> { ["DOTNET_GCgen0size"] = "400000", ["DOTNET_gcServer"] = "0" };

    public static async Task RunAsync(LoadStore store)
    {
        await using var run = await LoadRun.StartAsync(store, Settings, SmallHeap);
        await run.IdleAsync(1, SettleAsync);
        var (before, with) = await run.IdleAsync(StreamsOfProvince, SettleAsync);
        var streams = StreamsOfProvince * LoadRecords.Provinces.Count;
        Figures.Print("idle_streams", streams);
        Figures.Print("server_mb_without_streams", before);
        Figures.Print("server_mb_with_idle_streams", with);
        Figures.Print("idle_stream_kb", (with - before) * 1024 / streams);
    }

    private static Task SettleAsync() => Task.Delay(Quiet);
}
