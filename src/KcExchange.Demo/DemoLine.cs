using System.Globalization;
using System.Text.RegularExpressions;

namespace KcExchange.Demo;

/// <summary>What became of one workbook, as the agent's last line says it.</summary>
internal sealed partial record DemoLine(
    string Province, string File, long Rows, long Created, long Updated, long Unchanged, long Rejected, long NotSent)
{
    /// <summary>The workbook that the agent wrote beside the clerk's.</summary>
    public string ResultFile =>
        (Path.GetExtension(File) == ".xlsx" ? Path.ChangeExtension(File, null) : File) + ".ket-qua.xlsx";

    /// <exception cref="InvalidOperationException">The agent did not print its totals.</exception>
    public static DemoLine Parse(string province, string file, string line)
    {
        var numbers = Number().Matches(line).Select(m => long.Parse(m.Value, CultureInfo.InvariantCulture)).ToArray();
        if (numbers.Length < 6) throw new InvalidOperationException($"The agent printed no totals for {file}.");
        return new DemoLine(province, file, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
