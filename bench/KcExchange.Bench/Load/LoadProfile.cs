using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KcExchange.Bench.Load;

/// <summary>Where the server's processor time goes while it is under load, as Linux' perf samples it.</summary>
internal sealed partial class LoadProfile : IAsyncDisposable
{
    private const int Top = 10;
    private readonly string _file;
    private readonly Process _perf;

    private LoadProfile(string file, Process perf) => (_file, _perf) = (file, perf);

    /// <summary>
    /// Makes the server write the names of compiled methods, and compile into memory that perf can look up.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_PerfMapEnabled"] = "1",
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };

    /// <summary>Begins to sample a process.</summary>
    /// <param name="process">Its id.</param>
    /// <param name="file">Takes the samples; `perf report -i FILE` shows more of them.</param>
    public static LoadProfile Start(int process, string file) => new(file, Process.Start(new ProcessStartInfo(
        "perf", ["record", "--quiet", "-F", "499", "-g", "-p", $"{process}", "-o", file])
    {
        RedirectStandardError = true,
    })!);

    /// <summary>
    /// Ends it and prints the ten methods with the most samples, the libraries that they lie in, and the ten methods of
    /// ours that take the most with all that they call.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        // perf writes its file when it is interrupted, not when it is killed.
        using (var interrupt = Process.Start("kill", ["-INT", $"{_perf.Id}"])) await interrupt.WaitForExitAsync();
        await _perf.WaitForExitAsync();
        _perf.Dispose();
        Print("top", (await ReportAsync("dso,symbol", "--no-children")).Select(line => Share().Match(line))
            .Select(line => (line.Groups[1].Value, Short(line.Groups[2].Value))));
        Print("library", (await ReportAsync("dso", "--no-children")).Select(line => Share().Match(line))
            .Select(line => (line.Groups[1].Value, line.Groups[2].Value)));
        Print("ours", Ours(await ReportAsync("symbol", "--children")));
        Console.WriteLine($"profile: {_file}");
    }

    /// <summary>
    /// Methods of ours with all that they call: the tiers of a method together. Overloads call each other, and a method
    /// its state machine: of those the one with the most.
    /// </summary>
    private static IEnumerable<(string Share, string Name)> Ours(IEnumerable<string> lines) =>
        from line in lines
        let method = OurMethod().Match(line)
        where method.Success
        let name = $"{method.Groups["type"]}.{(method.Groups["async"] is { Success: true } async ? async
            : method.Groups["method"])}"
        group double.Parse(Share().Match(line).Groups[1].Value, CultureInfo.InvariantCulture)
            by (Name: name, Overload: line[method.Index..line.LastIndexOf('[')]) into tiers
        group tiers.Sum() by tiers.Key.Name into overloads
        orderby overloads.Max() descending
        select (overloads.Max().ToString("0.00", CultureInfo.InvariantCulture), overloads.Key);

    private static void Print(string name, IEnumerable<(string Share, string Name)> lines)
    {
        foreach (var (i, line) in lines.Take(Top).Index())
            Console.WriteLine($"profile_{name}_{i + 1}: {line.Share} % {line.Name}");
    }

    /// <summary>Library and symbol, without blanks between them and without the types of arguments.</summary>
    private static string Short(string line)
    {
        var name = Blanks().Replace(line, " ");
        return name[..(name.IndexOf('(', StringComparison.Ordinal) is > 0 and var end ? end : name.Length)];
    }

    private async Task<List<string>> ReportAsync(string sort, string children)
    {
        using var report = Process.Start(new ProcessStartInfo("perf",
            ["report", "-i", _file, children, "--sort", sort, "--stdio", "-g", "none", "--percent-limit", "0.2"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = report.StandardError.ReadToEndAsync();
        var lines = (await report.StandardOutput.ReadToEndAsync()).Split('\n')
            .Where(line => Share().IsMatch(line)).ToList();
        await report.WaitForExitAsync();
        return lines.Count > 0 ? lines
            : throw new InvalidOperationException($"perf report says nothing: {await errors}");
    }

    /// <summary>Share with all that it calls, if asked for, own share, name; two empty columns at the end.</summary>
    [GeneratedRegex(@"^\s+([\d.]+)%\s+(?:[\d.]+%\s+)?(\S.*?)(?:\s+-\s+-)?\s*$")]
    private static partial Regex Share();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(
        @"\[KcExchange\.\w+\] KcExchange\.(?:\w+\.)*(?<type>\w+)"
        + @"(?:\S*\+<(?<async>\w+)>d__\S*::MoveNext|\S*::(?<method>\w+))\(")]
    private static partial Regex OurMethod();
}
