namespace KcExchange.Bench.Load;

/// <summary>
/// Rounds of new records through the server, each followed by the same rows through the raw writer, and by the same
/// records once more through the server.
/// </summary>
/// <param name="run">Server and client.</param>
/// <param name="options">How many.</param>
internal sealed class InsertRounds(LoadRun run, LoadOptions options)
{
    private const int WarmRecords = 34_000;

    private readonly List<Measured> _inserts = [];
    private readonly List<Measured> _resends = [];
    private readonly List<double> _raw = [];
    private readonly List<RawReport> _rawReports = [];

    private string Store => run.Server.Store.Name;

    /// <summary>Warms server, client and raw writer, and measures.</summary>
    /// <returns>The ratio to the raw limit; null where it was not asked for.</returns>
    public async Task<double?> RunAsync()
    {
        var withRaw = options.Measures("insert");
        await using var raw = withRaw ? await run.Server.Store.StartRawAsync() : null;
        await WarmAsync(raw);
        if (!withRaw && !options.Measures("resend")) return null;
        await using var profile = options.Profile ? run.Server.Profile() : null;
        var (peak, stored) = (0.0, 0);
        for (var round = 0; round < options.Rounds; round++)
        {
            var insert = await run.InsertAsync(options.PerProvince);
            _inserts.Add(insert);
            // A peak only rises: that of the first round is the one of so many records.
            if (round == 0) (peak, stored) = (run.Server.PeakMegabytes, run.Sent * LoadRecords.Provinces.Count);
            if (raw is not null)
            {
                var report = await RawAsync(raw, insert);
                _raw.Add(insert.Order.Records / report.Seconds);
                _rawReports.Add(report);
            }
            if (options.Measures("resend")) _resends.Add(await run.ResendAsync(insert.Order));
        }
        Figures.Print($"server_peak_mb_{Store}_at_{stored}", peak);
        return Print();
    }

    /// <summary>All of it is written raw too, so that both databases are as large.</summary>
    private async Task WarmAsync(WorkerProcess? raw)
    {
        var empty = await run.Server.Store.BytesAsync();
        await WarmUp.RunAsync(options.MostWarmRounds, async () =>
        {
            var warm = await run.InsertAsync(LoadRecords.WholeBatches(WarmRecords));
            if (empty > 0)
                Figures.Print(
                    $"bytes_per_million_records_{Store}",
                    (await run.Server.Store.BytesAsync() - empty) * 1e6 / warm.Order.Records);
            empty = 0;
            if (raw is not null) await RawAsync(raw, warm);
            if (options.Measures("resend")) await run.ResendAsync(warm.Order);
            return warm.ServerMicroseconds;
        });
        Figures.Print($"warmed_with_records_{Store}", run.Sent * (double)LoadRecords.Provinces.Count);
    }

    private static async Task<RawReport> RawAsync(WorkerProcess raw, Measured measured)
    {
        await raw.PrepareAsync(new RawOrder(measured.Report.Submissions));
        return await raw.GoAsync<RawReport>();
    }

    private void PrintCpu(string whose, Func<Measured, double> microseconds) => Figures.Print(
        $"{whose}_cpu_us_per_record_{Store}", Figures.Median(_inserts.Select(microseconds)));

    private double? Print()
    {
        Figures.Print($"records_of_a_round_{Store}", _inserts[0].Order.Records);
        Figures.Print($"rate_{Store}", Figures.Median(_inserts.Select(one => one.Rate)));
        PrintCpu("server", one => one.ServerMicroseconds);
        if (_inserts.Any(one => one.BackendCpu > 0)) PrintCpu("backend", one => one.BackendMicroseconds);
        PrintCpu("client", one => one.ClientMicroseconds);
        if (_resends.Count > 0)
        {
            Figures.Print($"unchanged_rate_{Store}", Figures.Median(_resends.Select(one => one.Rate)));
            Figures.Print(
                $"unchanged_resend_ratio_{Store}",
                Figures.Median(_inserts.Zip(_resends, (insert, resend) => resend.Rate / insert.Rate)));
        }
        if (_raw.Count == 0) return null;
        Console.WriteLine($"raw_tables_{Store}: {string.Join(' ', _rawReports[0].Tables)}");
        Figures.Print(
            $"raw_rows_per_record_{Store}", (double)_rawReports[0].Rows / _inserts[0].Order.Records);
        Figures.Print($"raw_{Store}", Figures.Median(_raw));
        Figures.Print(
            $"raw_cpu_us_per_record_{Store}",
            Figures.Median(_rawReports.Select(report => report.CpuSeconds * 1e6 / _inserts[0].Order.Records)));
        var ratio = Figures.Median(_inserts.Zip(_raw, (insert, raw) => insert.Rate / raw));
        Figures.Print($"ratio_to_raw_{Store}", ratio);
        return ratio;
    }
}
