using System.Diagnostics;
using System.Globalization;
using KcExchange.Tests.Tidy;

namespace KcExchange.Tests.Support;

/// <summary>A PostgreSQL of the test's own, which it may stop, start and spoil.</summary>
internal sealed class OwnCluster : IAsyncDisposable
{
    private const int NotHere = 77;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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

    /// <summary>SIGKILL to the postmaster and every process of it: nothing of the database runs any more.</summary>
    public async Task KillAsync()
    {
        var file = Path.Combine(_folder, "cluster", "postmaster.pid");
        var postmaster = int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture);
        // Stopped it forks no other before it dies.
        await Process.Start("kill", ["-STOP", $"{postmaster}"]).WaitForExitAsync();
        var children = await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children");
        var processes = children
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
            .Prepend(postmaster).ToList();
        foreach (var id in processes) KillProcess(id);
        // It does not start again while one of them holds its memory.
        var began = TimeProvider.System.GetTimestamp();
        while (processes.FirstOrDefault(IsRunning) is > 0 and var id)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"Process {id} does not end.");
            await Task.Delay(5);
        }
        // A process that nobody has waited for yet keeps its number: the next start would take it for a running one.
        File.Delete(file);
    }

    public async ValueTask DisposeAsync() => await RunAsync("stop");

    private static void KillProcess(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended by itself when its postmaster was gone.
        }
    }

    /// <summary>False also of one that nobody has waited for yet: it holds nothing any more.</summary>
    private static bool IsRunning(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

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
