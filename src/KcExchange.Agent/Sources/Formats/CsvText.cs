using System.Text;

namespace KcExchange.Agent.Sources;

/// <summary>A line of a table in text: several lines of the file where a value in quotes holds line breaks.</summary>
/// <param name="Line">First line in the file, from 1.</param>
/// <param name="Fields">Values, without their quotes.</param>
/// <param name="BadQuote">Number from 1 of a value that goes on behind its closing quote; 0 = none does.</param>
internal readonly record struct CsvRecord(int Line, IReadOnlyList<string> Fields, int BadQuote)
{
    /// <summary>Nothing stands in it.</summary>
    public bool IsEmpty => Fields.All(string.IsNullOrWhiteSpace);
}

/// <summary>
/// Takes text apart as Excel does: quotes count where they begin a value, two of them are one, line breaks within them
/// belong to the value.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="separator">Between values.</param>
internal sealed class CsvText(string text, char separator)
{
    private int _at;
    private int _line = 1;

    /// <summary>Line on which a quote opens that never closes; 0 = there is none. Known once all was read.</summary>
    public int OpenQuote { get; private set; }

    /// <summary>All lines, empty ones too, from top to bottom.</summary>
    public IEnumerable<CsvRecord> Read()
    {
        while (_at < text.Length) yield return ReadRecord();
    }

    private CsvRecord ReadRecord()
    {
        var (line, badQuote, fields) = (_line, 0, new List<string>());
        while (true)
        {
            fields.Add(_at < text.Length && text[_at] == '"' ? ReadQuoted(out var clean) : ReadPlain(out clean));
            if (!clean && badQuote == 0) badQuote = fields.Count;
            if (_at >= text.Length) break;
            var c = text[_at++];
            if (c == separator) continue;
            if (c == '\r' && _at < text.Length && text[_at] == '\n') _at++;
            _line++;
            break;
        }
        return new CsvRecord(line, fields, badQuote);
    }

    private string ReadPlain(out bool clean)
    {
        clean = true;
        var start = _at;
        while (_at < text.Length && !IsEnd(text[_at])) _at++;
        return Meant(text[start.._at]);
    }

    private string ReadQuoted(out bool clean)
    {
        var value = new StringBuilder();
        var line = _line;
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '"')
            {
                if (_at + 1 >= text.Length || text[_at + 1] != '"') break;
                _at++;
            }
            else if (text[_at] == '\n' || (text[_at] == '\r' && (_at + 1 >= text.Length || text[_at + 1] != '\n')))
                _line++;
            value.Append(text[_at]);
        }
        if (_at >= text.Length) OpenQuote = line;
        else _at++;
        var behind = _at;
        while (_at < text.Length && !IsEnd(text[_at])) _at++;
        var rest = text[behind.._at];
        clean = string.IsNullOrWhiteSpace(rest);
        return clean ? value.ToString() : value + rest;
    }

    /// <summary>="0123" is how programs keep Excel from eating zeros: a formula that is nothing but its text.</summary>
    private static string Meant(string value) =>
        value.Length > 3 && value.StartsWith("=\"", StringComparison.Ordinal) && value.EndsWith('"')
            ? value[2..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : value;

    private bool IsEnd(char c) => c == separator || c is '\n' or '\r';
}
