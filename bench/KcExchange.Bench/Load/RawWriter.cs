using System.Diagnostics;

namespace KcExchange.Bench.Load;

/// <summary>A database's fastest way to store rows that are at hand: no protocol, no rules, no decisions.</summary>
internal interface IRawWriter
{
    /// <summary>The tables that it writes.</summary>
    IReadOnlyList<string> TableNames { get; }

    /// <summary>Reads what the server stored for some submissions, all of it into memory.</summary>
    Task PrepareAsync(IReadOnlyList<string> submissions);

    /// <summary>Writes it; returns the number of rows.</summary>
    Task<long> WriteAsync();
}

/// <summary>The raw writer's process.</summary>
internal static class RawWriter
{
    /// <summary>Takes orders until its input ends.</summary>
    /// <param name="store">Name of the store.</param>
    /// <param name="source">The server's database.</param>
    /// <param name="target">The raw one.</param>
    public static async Task<int> RunAsync(string store, string source, string target)
    {
        var writer = await OpenAsync(store, source, target);
        while (await WorkerDialogue.NextAsync<RawOrder>() is { } order)
        {
            await writer.PrepareAsync(order.Submissions);
            GC.Collect();
            if (!await WorkerDialogue.ReadyAsync()) return 0;
            var cpu = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            var rows = await writer.WriteAsync();
            watch.Stop();
            WorkerDialogue.Answer(new RawReport(
                watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, rows,
                writer.TableNames));
        }
        return 0;
    }

    private static async Task<IRawWriter> OpenAsync(string store, string source, string target) => store switch
    {
        "postgres" => await RawPostgres.OpenAsync(source, target),
        "sqlite" => new RawSqlite(source, target),
        _ => throw new ArgumentException($"There is no raw writer for {store}."),
    };
}
