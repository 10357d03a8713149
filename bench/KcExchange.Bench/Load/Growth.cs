namespace KcExchange.Bench.Load;

/// <summary>
/// A store that fills to 5 million records, all of them through the server: rate and cost of a batch when it is small
/// and when it is large, and the server's memory on the way. Before it is measured small, updates warm the server: they
/// add no current row.
/// </summary>
/// <param name="run">Server and client.</param>
/// <param name="rounds">Rounds of each measurement.</param>
internal sealed class Growth(LoadRun run, int rounds)
{
    private const int Small = 50_000;
    private const int MemorySmall = 100_000;
    private const int MemoryLarge = 2_000_000;
    private const int Large = 5_000_000;

    /// <summary>Records that hold a million projects.</summary>
    private const int MillionProjects = 1_000_000 * 100 / 79;

    private const int FillRecords = 170_000;
    private const int MostUpdates = 10;

    private string Store => run.Server.Store.Name;

    public async Task RunAsync()
    {
        var first = await run.InsertAsync(LoadRecords.WholeBatches(Small));
        await WarmUp.RunAsync(
            MostUpdates, async () => (await run.UpdateAsync(first.Order)).ServerMicroseconds);
        var small = await MeasureAsync();
        await FillAsync(MemorySmall);
        Figures.Print($"server_peak_mb_{Store}_at_100k", run.Server.PeakMegabytes);
        await FillAsync(MillionProjects);
        var million = await MeasureAsync();
        await FillAsync(MemoryLarge);
        Figures.Print($"server_peak_mb_{Store}_at_2m", run.Server.PeakMegabytes);
        await FillAsync(Large);
        var large = await MeasureAsync();
        Figures.Print($"server_peak_mb_{Store}_at_5m", run.Server.PeakMegabytes);
        Figures.Print($"rate_at_50k_{Store}", Rate(small));
        Figures.Print($"rate_at_1m_projects_{Store}", Rate(million));
        Figures.Print($"rate_at_5m_{Store}", Rate(large));
        Figures.Print($"rate_at_5m_ratio_{Store}", Rate(large) / Rate(small));
        Figures.Print($"batch_cost_at_50k_us_{Store}", BatchCost(small));
        Figures.Print($"batch_cost_at_1m_us_{Store}", BatchCost(million));
        Figures.Print($"batch_cost_at_1m_ratio_{Store}", BatchCost(million) / BatchCost(small));
        Figures.Print(
            $"bytes_per_million_records_{Store}_at_5m",
            await run.Server.Store.BytesAsync() * 1e6 / (run.Sent * (double)LoadRecords.Provinces.Count));
    }

    private static double Rate(List<Measured> measured) => Figures.Median(measured.Select(one => one.Rate));

    /// <summary>Processor time of server and database for a batch of 500.</summary>
    private static double BatchCost(List<Measured> measured) => LoadRecords.Batch
        * Figures.Median(measured.Select(one => one.ServerMicroseconds + one.BackendMicroseconds));

    private async Task<List<Measured>> MeasureAsync()
    {
        var measured = new List<Measured>();
        for (var i = 0; i < rounds; i++) measured.Add(await run.InsertAsync(LoadRecords.WholeBatches(Small)));
        return measured;
    }

    private async Task FillAsync(int records)
    {
        while (run.Sent * LoadRecords.Provinces.Count < records)
            await run.InsertAsync(LoadRecords.WholeBatches(
                Math.Min(FillRecords, records - (run.Sent * LoadRecords.Provinces.Count))));
    }
}
