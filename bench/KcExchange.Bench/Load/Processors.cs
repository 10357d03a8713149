using System.Diagnostics;
using System.Globalization;

namespace KcExchange.Bench.Load;

/// <summary>
/// Which processor does what: the client has the last one to itself (a quarter of more than four), the server has the
/// others, and so has whatever it is compared with.
/// </summary>
internal static class Processors
{
    private const string Taskset = "/usr/bin/taskset";
    private static readonly IReadOnlyList<int> Allowed = Read();
    private static readonly int OfClient = Math.Max(1, Allowed.Count / 4);

    /// <summary>Of the client.</summary>
    public static string Client { get; } = string.Join(',', Allowed.TakeLast(OfClient));

    /// <summary>Of the server, of the raw writer and of the naive peers.</summary>
    public static string Server { get; } =
        string.Join(',', Allowed.Count > 1 ? Allowed.SkipLast(OfClient) : Allowed);

    /// <summary>False where processes cannot be tied to processors: then the client takes from the server's.</summary>
    public static bool Pinned { get; } = File.Exists(Taskset) && Allowed.Count > 1;

    /// <summary>A program that runs on some processors only, from its first thread on.</summary>
    public static ProcessStartInfo On(string processors, string file, IEnumerable<string> args) =>
        Pinned ? new ProcessStartInfo(Taskset, ["-c", processors, file, .. args]) : new ProcessStartInfo(file, args);

    /// <summary>"Cpus_allowed_list: 0-3,6", as Linux tells what this process may use.</summary>
    private static IReadOnlyList<int> Read()
    {
        const string status = "/proc/self/status";
        const string name = "Cpus_allowed_list:";
        if (!File.Exists(status)) return [.. Enumerable.Range(0, Environment.ProcessorCount)];
        var list = File.ReadLines(status).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return [.. list[name.Length..].Trim().Split(',').SelectMany(Range)];
    }

    private static IEnumerable<int> Range(string text)
    {
        var ends = text.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}
