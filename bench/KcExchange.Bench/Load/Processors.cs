using System.Diagnostics;
using System.Globalization;

namespace KcExchange.Bench.Load;

/// <summary>
/// Which processor does what: the client is tied to the last one (a quarter of more than four). On four and more the
/// server, and whatever it is compared with, has the others. On fewer it has them all, as PostgreSQL's processes have:
/// the client takes some hundredths of its one, which is measured, and half the machine would stand idle for it.
/// </summary>
internal static class Processors
{
    private const string Taskset = "/usr/bin/taskset";
    private const int EnoughForBoth = 4;
    private static readonly IReadOnlyList<int> Allowed = Read();
    private static readonly int OfClient = Math.Max(1, Allowed.Count / 4);

    /// <summary>Of the client.</summary>
    public static string Client { get; } = string.Join(',', Allowed.TakeLast(OfClient));

    /// <summary>The server keeps off the client's processor on small machines too.</summary>
    public static bool KeptApart { get; set; }

    /// <summary>True when nobody else has the client's processor.</summary>
    public static bool ClientIsAlone => Pinned && (KeptApart || Allowed.Count >= EnoughForBoth);

    /// <summary>Of the server, of the raw writer and of the naive peers.</summary>
    public static string Server => string.Join(',', ClientIsAlone ? Allowed.SkipLast(OfClient) : Allowed);

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
