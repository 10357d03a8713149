using System.Globalization;

namespace KcExchange.Bench;

/// <summary>What every benchmark prints, and how it takes the middle of its rounds.</summary>
internal static class Figures
{
    /// <summary>Prints one figure.</summary>
    /// <param name="name">Name, with the unit at its end.</param>
    /// <param name="value">Value.</param>
    public static void Print(string name, double value) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.###}"));

    /// <summary>The machine, before any figure: figures of two machines are not compared.</summary>
    public static void PrintMachine()
    {
        Print("cores", Environment.ProcessorCount);
        // How busy the machine was before: above a tenth of the cores the figures say more of the neighbours.
        if (File.Exists("/proc/loadavg"))
            Console.WriteLine($"load_before: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
    }

    /// <summary>The middle value.</summary>
    /// <param name="values">At least one.</param>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Processor seconds of this process that a piece of work takes.</summary>
    /// <param name="work">The work.</param>
    public static double CpuSeconds(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
