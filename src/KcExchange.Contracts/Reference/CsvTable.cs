using System.Globalization;
using System.Text;

namespace KcExchange.Contracts.Reference;

/// <summary>
/// A CSV file as RFC 4180 has it: a header, then rows of exactly as many fields. Strict on purpose: the ministry's own
/// files pass through here, and a stray quote or a missing comma must name its row instead of shifting columns.
/// </summary>
public sealed class CsvTable
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    private CsvTable(string name, IReadOnlyList<string[]> lines)
    {
        Name = name;
        if (lines.Count == 0) throw new FormatException($"{name}: the file is empty.");
        Columns = lines[0];
        for (var i = 0; i < Columns.Count; i++)
            if (!_columns.TryAdd(Columns[i], i))
                throw new FormatException($"{name}: column {Columns[i]} is there twice.");
        Rows = [.. lines.Skip(1).Select((fields, i) => new CsvRow(this, i + 2, fields))];
        if (Rows.FirstOrDefault(row => row.Fields.Count != Columns.Count) is { } bad)
            throw new FormatException(
                $"{name}, row {bad.Number}: {bad.Fields.Count} fields, {Columns.Count} expected.");
    }

    /// <summary>Name of the file, for messages.</summary>
    public string Name { get; }

    /// <summary>Names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows below the header.</summary>
    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="name">Name of the file, for messages.</param>
    /// <param name="text">Its content.</param>
    /// <param name="columns">Exactly the columns that it must have, in this order.</param>
    /// <exception cref="FormatException">The file is no such table; the message names the row.</exception>
    public static CsvTable Parse(string name, string text, params ReadOnlySpan<string> columns)
    {
        var table = new CsvTable(name, ReadLines(name, text));
        if (!table.Columns.SequenceEqual(columns.ToArray(), StringComparer.Ordinal))
            throw new FormatException($"{name}: columns must be {string.Join(',', columns!)}.");
        return table;
    }

    /// <summary>Place of a column.</summary>
    /// <param name="column">Name; must be one of <see cref="Columns"/>.</param>
    internal int IndexOf(string column) => _columns[column];

    private static List<string[]> ReadLines(string name, string text)
    {
        List<string[]> lines = [];
        List<string> fields = [];
        var at = 0;
        while (at < text.Length)
        {
            fields.Add(ReadField(name, lines.Count + 1, text, ref at));
            if (at < text.Length && text[at] == ',')
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

    private static string ReadField(string name, int row, string text, ref int at)
    {
        if (text[at] != '"')
        {
            var length = text.AsSpan(at).IndexOfAny(",\r\n");
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

    private static FormatException Broken(string name, int row) =>
        new($"{name}, row {row}: a quote or a line end is out of place.");
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
        return DateOnly.TryParseExact(Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, 0, out var day)
            ? day
            : throw Bad(column, "is no day yyyy-MM-dd");
    }

    /// <summary>A whole number from 0; null where the field is empty.</summary>
    /// <param name="column">Name of a column of the table.</param>
    /// <exception cref="FormatException">The field is no such number.</exception>
    public long? Number64(string column)
    {
        if (Text(column).Length == 0) return null;
        return long.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Bad(column, "is no whole number");
    }

    /// <summary>
    /// A percentage with at most two decimals, in basis points (1.5 → 150); null where the field is empty.
    /// </summary>
    /// <param name="column">Name of a column of the table.</param>
    /// <exception cref="FormatException">The field is no such percentage.</exception>
    public int? BasisPoints(string column)
    {
        if (Text(column).Length == 0) return null;
        const NumberStyles style = NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(Text(column), style, CultureInfo.InvariantCulture, out var percent)
            || percent > 10_000 || percent * 100 != decimal.Truncate(percent * 100))
            throw Bad(column, "is no percentage");
        return (int)(percent * 100);
    }

    /// <summary>The complaint about a field of this row.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="what">What is wrong, e.g. "is empty".</param>
    public FormatException Bad(string column, string what) =>
        new($"{_table.Name}, row {Number}, column {column}: \"{Text(column)}\" {what}.");
}
