using System.Diagnostics;

namespace KcExchange.Bench;

/// <summary>What one run of the agent's executable took.</summary>
/// <param name="Seconds">From start to end, start-up included: what a clerk waits.</param>
/// <param name="PeakMegabytes">Most memory it held, as the system counts it.</param>
internal sealed record AgentProcess(double Seconds, double PeakMegabytes)
{
    private const int PollMilliseconds = 10;

    /// <summary>Runs the agent as a process of its own.</summary>
    /// <param name="args">Arguments.</param>
    public static async Task<AgentProcess> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(
            AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "KcExchange.Agent.exe" : "KcExchange.Agent"), args)
        {
            RedirectStandardOutput = true,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The agent did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(PollMilliseconds))
        {
            peak = Math.Max(peak, PeakOf(process));
        }
        watch.Stop();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"agent {args[0]} ended with {process.ExitCode}:\n{await output}");
        return new AgentProcess(watch.Elapsed.TotalSeconds, peak / 1048576.0);
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended between the wait and the question.
            return 0;
        }
    }
}
