using System.Globalization;

namespace KcExchange.Bench.Load;

/// <summary>Processor seconds as Linux counts them (/proc); 0 on other systems.</summary>
internal static class ProcessTimes
{
    /// <summary>Ticks of a second: the same on every Linux that .NET runs on.</summary>
    private const double Ticks = 100;

    private const int Parent = 1;
    private const int User = 11;
    private const int System = 12;
    private const int EndedUser = 13;
    private const int EndedSystem = 14;

    /// <summary>This process and all of its that have ended.</summary>
    public static double OwnSeconds() => Stat("self") is { } stat ? Sum(stat, User, System, EndedUser, EndedSystem) : 0;

    /// <summary>A process, its children and those that have ended.</summary>
    /// <param name="root">Its id.</param>
    public static double FamilySeconds(int root)
    {
        if (Stat($"{root}") is not { } parent) return 0;
        var id = root.ToString(CultureInfo.InvariantCulture);
        return Sum(parent, User, System, EndedUser, EndedSystem) + Directory.EnumerateDirectories("/proc")
            .Select(folder => Stat(Path.GetFileName(folder)))
            .Where(stat => stat?[Parent] == id).Sum(stat => Sum(stat!, User, System));
    }

    /// <summary>The process that started another one.</summary>
    /// <param name="child">Id of the other one.</param>
    public static int ParentOf(int child) =>
        Stat($"{child}") is { } stat ? int.Parse(stat[Parent], CultureInfo.InvariantCulture) : 0;

    /// <summary>All processors of the machine, whoever used them.</summary>
    public static double MachineSeconds()
    {
        const string file = "/proc/stat";
        if (!File.Exists(file)) return 0;
        // cpu user nice system idle iowait irq softirq steal
        var all = File.ReadLines(file).First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Sum(all, 1, 2, 3, 6, 7, 8);
    }

    /// <summary>The fields after the name, which may hold blanks and brackets; null: no such process.</summary>
    private static string[]? Stat(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static double Sum(string[] stat, params int[] fields) =>
        fields.Sum(field => long.Parse(stat[field], CultureInfo.InvariantCulture)) / Ticks;
}
