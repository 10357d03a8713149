using System.Buffers;
using System.Text;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>
/// What is mended of every text without asking, because a field is one line of composed text: outer blanks; hard
/// blanks, tabs and line breaks within, each run of them one blank; invisible characters; decomposed letters. Two plain
/// blanks side by side stay: they are the clerk's. The wire is strict.
/// </summary>
internal static class CellText
{
    private const string Invisible =
        "\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064"
        + "\u2066\u2067\u2068\u2069\uFEFF";

    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        Invisible + "\t\n\v\f\r\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A"
        + "\u2028\u2029\u202F\u205F\u3000");

    private static readonly SearchValues<char> Unseen = SearchValues.Create(Invisible);

    private static readonly string[] ExcelErrors =
        ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"];

    /// <summary>The text as a field may hold it.</summary>
    /// <param name="text">Text of a cell.</param>
    public static string Clean(string text) => Clean(text, out _);

    /// <summary>The text as a field may hold it; the same instance when nothing is to mend.</summary>
    /// <param name="text">Text of a cell.</param>
    /// <param name="mended">What was mended, the most telling of several; null = nothing.</param>
    public static string Clean(string text, out MendKind? mended)
    {
        mended = null;
        var start = 0;
        var end = text.Length;
        while (start < end && IsBlank(text[start])) start++;
        while (end > start && IsBlank(text[end - 1])) end--;
        var trimmed = text[start..end];
        if (trimmed.Length < text.Length) mended = MendKind.Blanks;
        if (trimmed.AsSpan().ContainsAny(Suspicious))
        {
            trimmed = OneLine(trimmed);
            mended = MendKind.InnerBlanks;
        }
        var composed = VietnameseText.Compose(trimmed);
        if (!ReferenceEquals(composed, trimmed)) mended = MendKind.Composed;
        return composed;
    }

    /// <summary>True when a text is one of Excel's error values.</summary>
    /// <param name="text">Text of a cell.</param>
    public static bool IsExcelError(string text) => text.StartsWith('#') && ExcelErrors.Contains(text);

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || Invisible.Contains(c, StringComparison.Ordinal);

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && IsBlank(text[end])) end++;
            if (end == start) line.Append(text[start++]);
            else
            {
                var run = text.AsSpan(start, end - start);
                if (!run.ContainsAny(Suspicious)) line.Append(run);
                else if (run.ContainsAnyExcept(Unseen)) line.Append(' ');
                start = end;
            }
        }
        return line.ToString();
    }
}
