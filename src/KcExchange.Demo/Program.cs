using KcExchange.Demo.Samples;

namespace KcExchange.Demo;

/// <summary>
/// `dotnet run --project src/KcExchange.Demo` shows the main job on an empty machine: certificates, server, agent and
/// five provinces' workbooks, there and back. `-- --once` ends when the table stands; `-- make-samples` writes the
/// workbooks.
/// </summary>
internal static class Program
{
    private const int CouldNotRun = 2;

    public static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        try
        {
            return args switch
            {
                ["make-samples", .. var options] => MakeSamples(options),
                [] => await DemoRun.RunAsync(once: false),
                ["--once"] => await DemoRun.RunAsync(once: true),
                _ => Usage(),
            };
        }
        catch (Exception expected) when (
            expected is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"KcExchange.Demo: {expected.Message}");
            return CouldNotRun;
        }
    }

    private static int MakeSamples(string[] options)
    {
        var folder = "samples";
        int? rows = null;
        for (var i = 0; i < options.Length; i += 2)
        {
            if (i + 1 < options.Length && options[i] == "--rows" && int.TryParse(options[i + 1], out var number)
                && number > 0)
                rows = number;
            else if (i + 1 < options.Length && options[i] == "--out")
                folder = options[i + 1];
            else
                return Usage();
        }
        SampleWorkbooks.Make(folder, rows);
        Console.WriteLine($"Samples written to {Path.GetFullPath(folder)}");
        return 0;
    }

    private static int Usage()
    {
        Console.Error.WriteLine("KcExchange.Demo [--once]                               the main job, there and back");
        Console.Error.WriteLine("KcExchange.Demo make-samples [--rows N] [--out FOLDER]  the sample workbooks");
        return CouldNotRun;
    }
}
