using System.Globalization;
using System.Text.RegularExpressions;

namespace KcExchange.Bench.Load;

/// <summary>The server as shipped, a process of its own on an empty store, and 34 provinces that may submit.</summary>
internal sealed partial class ServerUnderLoad : IAsyncDisposable
{
    /// <summary>The client sends no pings: on a busy machine a stream may wait long for its turn.</summary>
    private const string PatientStreams = "--Limits:IdleSeconds=600";

    private readonly WorkerProcess _process;

    private ServerUnderLoad(LoadStore store, WorkerProcess process, int port) =>
        (Store, _process, Port) = (store, process, port);

    public LoadStore Store { get; }

    public int Port { get; }

    /// <summary>Certificates of authority and callers.</summary>
    public string Pki => Path.Combine(Store.Folder, "pki");

    public double CpuSeconds => _process.CpuSeconds;

    public double PeakMegabytes => _process.PeakMegabytes;

    public double Megabytes => _process.Megabytes;

    /// <summary>Begins to sample where its processor time goes.</summary>
    public LoadProfile Profile() => LoadProfile.Start(
        _process.Id, Path.GetFullPath(Path.Combine("data", "bench", $"load-{Store.Name}.perf")));

    /// <summary>Makes the certificates by the operator's own commands and starts it.</summary>
    /// <param name="store">Where it keeps its data.</param>
    /// <param name="settings">Settings besides.</param>
    /// <param name="environment">Added to its environment.</param>
    public static async Task<ServerUnderLoad> StartAsync(
        LoadStore store, IReadOnlyList<string> settings, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] own = [$"--DataDirectory={store.Folder}", .. store.Settings];
        await CommandAsync(["pki", "init", "--host", "localhost", .. own]);
        foreach (var province in LoadRecords.Provinces)
            await CommandAsync(["pki", "issue", "--province", province.Code, "--role", "submitter", .. own]);
        var process = WorkerProcess.Start(
            Processors.Server, "KcExchange.Server", [.. own, "--Port=0", PatientStreams, .. settings], environment);
        while (true)
        {
            if (Listening().Match(await process.ReadAsync()) is not { Success: true } found) continue;
            process.Ignore();
            return new ServerUnderLoad(
                store, process, int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // All that it acknowledged is on disk; an orderly end would only take longer.
        _process.Kill();
        await _process.DisposeAsync();
    }

    private static async Task CommandAsync(string[] args)
    {
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            if (await Server.Program.Main(args) != 0)
                throw new InvalidOperationException($"KcExchange.Server {args[0]} {args[1]} failed.");
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    [GeneratedRegex(@"Listening on \S+?:(\d+)\b")]
    private static partial Regex Listening();
}
