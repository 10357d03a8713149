using System.Diagnostics;
using KcExchange.Tests.Tidy;

namespace KcExchange.Tests.Support;

/// <summary>A PostgreSQL of the test's own, which it may stop, start and spoil.</summary>
internal sealed class OwnCluster : IAsyncDisposable
{
    private const int NotHere = 77;

    private readonly string _folder = Directory.CreateTempSubdirectory("kcx-cluster-").FullName;

    private OwnCluster()
    {
    }

    /// <summary>How to reach it; its one database is empty.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Makes one; skips the test where there is no PostgreSQL.</summary>
    public static async Task<OwnCluster> StartAsync()
    {
        var cluster = new OwnCluster();
        await cluster.StartAgainAsync();
        return cluster;
    }

    public async Task StartAgainAsync() => ConnectionString = (await RunAsync("start")).Trim().Split('\n')[^1];

    /// <summary>Stops it as a power cut would.</summary>
    public Task HaltAsync() => RunAsync("halt");

    public async ValueTask DisposeAsync() => await RunAsync("stop");

    private async Task<string> RunAsync(string what)
    {
        using var process = Process.Start(new ProcessStartInfo(Repository.Full("tests/postgres"), [what, _folder])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.SkipWhen(process.ExitCode == NotHere, output.Trim());
        Assert.True(process.ExitCode == 0, output + error);
        return output;
    }
}
