namespace KcExchange.Bench.Load;

/// <summary>Rounds against a warm server: small messages, and how long a province waits for an answer.</summary>
/// <param name="run">Server and client.</param>
/// <param name="options">How many.</param>
internal sealed class OtherRounds(LoadRun run, LoadOptions options)
{
    private const int ManyInMessage = 100;
    private const int BatchesOfStream = 20;

    private string Store => run.Server.Store.Name;

    /// <summary>One record a message against 100, in turns.</summary>
    public async Task SingleAsync()
    {
        List<Measured> single = [], many = [];
        await run.InsertAsync(LoadRecords.Batch, perMessage: 1);
        for (var round = 0; round < options.Rounds; round++)
        {
            many.Add(await run.InsertAsync(LoadRecords.Batch, ManyInMessage));
            single.Add(await run.InsertAsync(LoadRecords.Batch, perMessage: 1));
        }
        Figures.Print($"rate_of_100_in_a_message_{Store}", Figures.Median(many.Select(one => one.Rate)));
        Figures.Print($"rate_of_single_messages_{Store}", Figures.Median(single.Select(one => one.Rate)));
        Figures.Print(
            $"single_messages_server_cpu_us_{Store}", Figures.Median(single.Select(one => one.ServerMicroseconds)));
        Figures.Print(
            $"single_messages_client_cpu_us_{Store}", Figures.Median(single.Select(one => one.ClientMicroseconds)));
        Figures.Print(
            $"single_record_messages_ratio_{Store}",
            Figures.Median(single.Zip(many, (one, hundred) => one.Rate / hundred.Rate)));
    }

    /// <summary>One batch in flight on each of 34 streams, of 500 records and of 100.</summary>
    public async Task LatencyAsync()
    {
        var full = await run.InsertAsync(LoadRecords.Batch * BatchesOfStream, window: 1);
        Figures.Print($"median_ack_ms_{Store}", full.Report.MedianAckMilliseconds);
        Figures.Print($"p99_ack_ms_{Store}", full.Report.P99AckMilliseconds);
        var small = await run.InsertAsync(ManyInMessage * BatchesOfStream, ManyInMessage, window: 1);
        Figures.Print($"median_ack_ms_of_100_records_{Store}", small.Report.MedianAckMilliseconds);
        Figures.Print($"p99_ack_ms_of_100_records_{Store}", small.Report.P99AckMilliseconds);
    }
}
