using System.Globalization;
using System.Text;

namespace KcExchange.Contracts.Reference;

/// <summary>
/// A CSV file as RFC 4180 has it: a header, then rows of exactly as many fields. Strict on purpose: the ministry's own
/// files pass through here, and a stray quote or a missing comma must name its row instead of shifting columns. Where
/// the header has semicolons and no comma, as a Vietnamese spreadsheet writes it, they separate the fields.
/// </summary>
public sealed class CsvTable
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    private CsvTable(string name, string[] columns)
    {
        (Name, Columns) = (name, columns);
        for (var i = 0; i < columns.Length; i++) _columns[columns[i]] = i;
    }

    /// <summary>Name of the file, for messages.</summary>
    public string Name { get; }

    /// <summary>Names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows below the header.</summary>
    public IReadOnlyList<CsvRow> Rows { get; private set; } = [];

    /// <summary>Reads a table.</summary>
    /// <param name="name">Name of the file, for messages.</param>
    /// <param name="text">Its content.</param>
    /// <param name="columns">Exactly the columns that it must have, in this order.</param>
    /// <exception cref="FormatException">The file is no such table; the message names the row.</exception>
    public static CsvTable Parse(string name, string text, params ReadOnlySpan<string> columns)
    {
        List<CsvProblem> problems = [];
        var table = Read(name, text, columns.ToArray(), problems);
        return problems.Count == 0 ? table! : throw new FormatException(problems[0].ToString());
    }

    /// <summary>
    /// Reads a table and notes every row that is none of it; null when nothing can be read at all. Rows that are wrong
    /// are left out.
    /// </summary>
    /// <param name="name">Name of the file, for messages.</param>
    /// <param name="text">Its content.</param>
    /// <param name="columns">Exactly the columns that it must have, in this order.</param>
    /// <param name="problems">Takes what is wrong.</param>
    internal static CsvTable? Read(string name, string text, string[] columns, List<CsvProblem> problems)
    {
        List<string[]> lines;
        try
        {
            lines = ReadLines(name, text, SeparatorOf(text));
        }
        catch (BrokenCsvException broken)
        {
            problems.Add(broken.Problem);
            return null;
        }
        if (lines.Count == 0 || !lines[0].SequenceEqual(columns, StringComparer.Ordinal))
        {
            problems.Add(new CsvProblem(name, 1, "", lines.Count == 0
                ? "the file is empty"
                : $"columns must be {string.Join(',', columns)}"));
            return null;
        }
        var table = new CsvTable(name, columns);
        List<CsvRow> rows = [];
        for (var i = 1; i < lines.Count; i++)
            if (lines[i].Length == columns.Length) rows.Add(new CsvRow(table, i + 1, lines[i]));
            else problems.Add(new CsvProblem(
                name, i + 1, "", $"{lines[i].Length} fields, {columns.Length} expected"));
        table.Rows = rows;
        return table;
    }

    /// <summary>Rows as a file: commas, quotes where they are needed, LF.</summary>
    /// <param name="rows">Header and rows.</param>
    internal static string Write(IEnumerable<IReadOnlyList<string>> rows) =>
        string.Concat(rows.Select(row => string.Join(',', row.Select(Quoted)) + "\n"));

    private static string Quoted(string field) => field.AsSpan().IndexOfAny(",;\"\r\n") < 0
        ? field
        : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Place of a column.</summary>
    /// <param name="column">Name; must be one of <see cref="Columns"/>.</param>
    internal int IndexOf(string column) => _columns[column];

    private static char SeparatorOf(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var header = text.AsSpan(0, end < 0 ? text.Length : end);
        return header.Contains(';') && !header.Contains(',') ? ';' : ',';
    }

    private static List<string[]> ReadLines(string name, string text, char separator)
    {
        List<string[]> lines = [];
        List<string> fields = [];
        var at = 0;
        while (at < text.Length)
        {
            fields.Add(ReadField(name, lines.Count + 1, text, separator, ref at));
            if (at < text.Length && text[at] == separator)
            {
                at++;
                if (at == text.Length) fields.Add("");
                else continue;
            }
            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] != '\n') throw Broken(name, lines.Count + 1);
            at++;
            lines.Add([.. fields]);
            fields.Clear();
        }
        return lines;
    }

    private static string ReadField(string name, int row, string text, char separator, ref int at)
    {
        if (text[at] != '"')
        {
            var length = text.AsSpan(at).IndexOfAny(separator, '\r', '\n');
            if (length < 0) length = text.Length - at;
            var plain = text.Substring(at, length);
            if (plain.Contains('"', StringComparison.Ordinal)) throw Broken(name, row);
            at += length;
            return plain;
        }
        var field = new StringBuilder();
        while (true)
        {
            var close = text.IndexOf('"', at + 1);
            if (close < 0) throw Broken(name, row);
            field.Append(text, at + 1, close - at - 1);
            at = close + 1;
            if (at >= text.Length || text[at] != '"') return field.ToString();
            field.Append('"');
        }
    }

    private static BrokenCsvException Broken(string name, int row) =>
        new(new CsvProblem(name, row, "", "a quote or a line end is out of place"));

    private sealed class BrokenCsvException(CsvProblem problem) : Exception
    {
        public CsvProblem Problem { get; } = problem;
    }
}

/// <summary>One row of a <see cref="CsvTable"/>, read field by field with the types that the file promises.</summary>
public sealed class CsvRow
{
    private readonly CsvTable _table;

    internal CsvRow(CsvTable table, int number, string[] fields) => (_table, Number, Fields) = (table, number, fields);

    /// <summary>Number of the row in the file; the header is row 1.</summary>
    public int Number { get; }

    /// <summary>The fields in the order of the columns.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>A field as it stands, may be empty.</summary>
    /// <param name="column">Name of a column of the table.</param>
    public string Text(string column) => Fields[_table.IndexOf(column)];

    /// <summary>A field that may not be empty.</summary>
    /// <param name="column">Name of a column of the table.</param>
    /// <exception cref="FormatException">The field is empty.</exception>
    public string Required(string column) =>
        Text(column) is { Length: > 0 } text ? text : throw Bad(column, "is empty");

    /// <summary>A day, yyyy-MM-dd; null where the field is empty.</summary>
    /// <param name="column">Name of a column of the table.</param>
    /// <exception cref="FormatException">The field is no such day.</exception>
    public DateOnly? Day(string column)
    {
        if (Text(column).Length == 0) return null;
        return TryDay(Text(column), out var day) ? day : throw Bad(column, WrongDay(Text(column))!);
    }

    /// <summary>A whole number from 0; null where the field is empty.</summary>
    /// <param name="column">Name of a column of the table.</param>
    /// <exception cref="FormatException">The field is no such number.</exception>
    public long? Number64(string column)
    {
        if (Text(column).Length == 0) return null;
        return TryNumber(Text(column), out var number) ? number : throw Bad(column, WrongNumber(Text(column))!);
    }

    /// <summary>
    /// A percentage with at most two decimals, in basis points (1.5 → 150); null where the field is empty.
    /// </summary>
    /// <param name="column">Name of a column of the table.</param>
    /// <exception cref="FormatException">The field is no such percentage.</exception>
    public int? BasisPoints(string column)
    {
        if (Text(column).Length == 0) return null;
        return TryPercent(Text(column), out var points) ? points : throw Bad(column, WrongPercent(Text(column))!);
    }

    /// <summary>The complaint about a field of this row.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="what">What is wrong, e.g. "is empty".</param>
    public FormatException Bad(string column, string what) =>
        new(Problem(column, what).ToString());

    /// <summary>The same complaint, to be collected.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="what">What is wrong, e.g. "is empty".</param>
    internal CsvProblem Problem(string column, string what) =>
        new(_table.Name, Number, column, $"\"{Text(column)}\" {what}");

    /// <summary>What is wrong with a text that must be a day; null = nothing.</summary>
    internal static string? WrongDay(string text) => TryDay(text, out _) ? null : "is no day yyyy-MM-dd";

    /// <summary>What is wrong with a text that must be a whole number from 0; null = nothing.</summary>
    internal static string? WrongNumber(string text) =>
        TryNumber(text, out _) ? null : "is no whole number (digits only)";

    /// <summary>What is wrong with a text that must be a percentage; null = nothing.</summary>
    internal static string? WrongPercent(string text) =>
        TryPercent(text, out _) ? null : "is no percentage (digits, a point before at most two decimals)";

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, 0, out day);

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryPercent(string text, out int basisPoints)
    {
        const NumberStyles style = NumberStyles.AllowDecimalPoint;
        var good = decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var percent)
            && percent <= 10_000 && percent * 100 == decimal.Truncate(percent * 100);
        basisPoints = good ? (int)(percent * 100) : 0;
        return good;
    }
}
