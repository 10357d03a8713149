using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Commands;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Rules;
using KcExchange.Demo.Samples;

namespace KcExchange.Bench;

/// <summary>
/// A clerk's workbook of many rows: read and checked here, compared with merely reading the same cells through the same
/// library in the same run; then the commands as a clerk runs them, against a server on this machine.
/// </summary>
internal static class ReadBench
{
    private const int Rounds = 7;
    private const int CommandRounds = 3;
    private const double Limit = 2.5;
    private static readonly List<AgentProcess> Checks = [];
    private static readonly List<AgentProcess> Submits = [];

    public static int Rows(string[] options) => options is ["--rows", var text]
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows : 10_000;

    public static async Task<int> RunAsync(int rows)
    {
        Figures.PrintMachine();
        var folder = Directory.CreateDirectory(Path.Combine("data", "bench", Path.GetRandomFileName())).FullName;
        try
        {
            var book = SampleWorkbooks.Make(folder, rows).Single();
            Figures.Print("rows", rows);
            Figures.Print("cells", CountCells(book));
            var ratio = Ratio(book);
            for (var round = 0; round < CommandRounds; round++)
                await CommandsAsync(Path.Combine(folder, $"{round}"), book);
            Print("check", Checks);
            Print("submit", Submits);
            Console.WriteLine($"gate: read_check_ratio {(ratio <= Limit ? "holds" : "is over")} {Limit}");
            return ratio <= Limit ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Ratio(string book)
    {
        List<double> library = [], ours = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var (peer, own) = (Figures.CpuSeconds(() => CountCells(book)), Figures.CpuSeconds(() => Check(book)));
            // The first round warms up.
            if (round == 0) continue;
            library.Add(peer);
            ours.Add(own);
        }
        var ratio = Figures.Median(library.Zip(ours, (peer, own) => own / peer));
        Figures.Print("library_read_cpu_s", Figures.Median(library));
        Figures.Print("read_check_cpu_s", Figures.Median(ours));
        Figures.Print("read_check_ratio", ratio);
        return ratio;
    }

    /// <summary>One check and one submission to an empty server, each as a process of its own.</summary>
    private static async Task CommandsAsync(string folder, string book)
    {
        var outbox = Path.Combine(folder, "outbox");
        Checks.Add(await AgentProcess.RunAsync("check", book, "--outbox", outbox));
        await using var exchange = await BenchExchange.StartAsync(Path.Combine(folder, "server"));
        Submits.Add(await AgentProcess.RunAsync(["submit", book, .. exchange.Caller, "--outbox", outbox]));
    }

    private static void Print(string name, List<AgentProcess> runs)
    {
        Figures.Print($"{name}_s", Figures.Median(runs.Select(run => run.Seconds)));
        Figures.Print($"{name}_peak_mb", Figures.Median(runs.Select(run => run.PeakMegabytes)));
    }

    private static void Check(string path)
    {
        var book = SourceFormats.Read(path, ReadOptions.Default);
        OfflineCheck.Run(book, null, RuleBook.Embedded, "vi", TimeProvider.System);
    }

    /// <summary>Every cell of the workbook with its text, as the library's own samples read one.</summary>
    private static int CountCells(string path)
    {
        using var document = SpreadsheetDocument.Open(path, false);
        var workbook = document.WorkbookPart!;
        var texts = workbook.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>()
            .Select(item => item.InnerText).ToArray() ?? [];
        var cells = 0;
        foreach (var part in workbook.WorksheetParts)
        {
            using var reader = OpenXmlReader.Create(part);
            while (reader.Read())
            {
                if (reader.ElementType != typeof(Cell) || !reader.IsStartElement) continue;
                var cell = (Cell)reader.LoadCurrentElement()!;
                var text = cell.DataType?.Value == CellValues.SharedString
                    ? texts[int.Parse(cell.InnerText, CultureInfo.InvariantCulture)] : cell.InnerText;
                if (text.Length > 0) cells++;
            }
        }
        return cells;
    }
}
