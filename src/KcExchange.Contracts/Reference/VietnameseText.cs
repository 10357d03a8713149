using System.Text;

namespace KcExchange.Contracts.Reference;

/// <summary>
/// Vietnamese text as records carry it: Unicode NFC (TCVN 6909:2001, composed). Needs no ICU and no culture; exact for
/// Latin letters with marks U+0300 to U+036F, other scripts are taken as they are.
/// </summary>
public static class VietnameseText
{
    /// <summary>True when a text is composed (NFC). Allocates nothing unless it holds combining marks.</summary>
    /// <param name="text">Text.</param>
    public static bool IsComposed(string text) =>
        !NeedsLook(text) || string.Equals(ComposeSlowly(text), text, StringComparison.Ordinal);

    /// <summary>The text in composed form (NFC); the same instance when it is that already.</summary>
    /// <param name="text">Text.</param>
    public static string Compose(string text)
    {
        if (!NeedsLook(text)) return text;
        var composed = ComposeSlowly(text);
        return string.Equals(composed, text, StringComparison.Ordinal) ? text : composed;
    }

    /// <summary>
    /// A text for comparison only: without case, tones and other marks (so wherever the tone stands: "Hoà" and "Hòa"
    /// are
    /// equal), đ as d, everything but letters and digits as one blank. "Bà Rịa - Vũng Tàu" → "ba ria vung tau".
    /// </summary>
    /// <param name="text">Text, composed or not.</param>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (LatinComposition.IsMark(c)) continue;
            var letter = c;
            while (LatinComposition.TryTakeApart(letter, out var plainer, out _)) letter = plainer;
            if (letter is 'đ' or 'Đ') letter = 'd';
            if (char.IsLetterOrDigit(letter)) folded.Append(char.ToLowerInvariant(letter));
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }
        if (folded.Length > 0 && folded[^1] == ' ') folded.Length--;
        return folded.ToString();
    }

    /// <summary>The candidate that a mistyped text most likely means; null when none is near.</summary>
    /// <param name="text">Text as typed; only its first 80 characters are looked at.</param>
    /// <param name="candidates">What it may mean.</param>
    public static string? Nearest(string text, IEnumerable<string> candidates)
    {
        var typed = Fold(text.Length > 80 ? text[..80] : text);
        if (typed.Length == 0) return null;
        string? nearest = null;
        var least = 1 + (typed.Length / 4);
        foreach (var candidate in candidates)
        {
            var distance = Distance(typed, Fold(candidate), least);
            if (distance < least) (nearest, least) = (candidate, distance);
        }
        return nearest;
    }

    // Letters that compose with a mark of the block, and the three compatibility letters that NFC replaces.
    private static bool NeedsLook(string text) =>
        text.AsSpan().ContainsAnyInRange(LatinComposition.FirstMark, LatinComposition.LastMark)
        || text.AsSpan().ContainsAny('\u2126', '\u212A', '\u212B');

    private static string ComposeSlowly(string text)
    {
        var result = new StringBuilder(text.Length);
        List<char> marks = [];
        for (var i = 0; i < text.Length;)
        {
            var starter = text[i] switch { '\u2126' => 'Ω', '\u212A' => 'K', '\u212B' => 'Å', var c => c };
            i++;
            marks.Clear();
            while (LatinComposition.TryTakeApart(starter, out var letter, out var mark))
            {
                marks.Insert(0, mark);
                starter = letter;
            }
            for (; i < text.Length && LatinComposition.IsMark(text[i]); i++) AddMark(marks, text[i]);
            AppendComposed(result, starter, [.. marks.OrderBy(LatinComposition.ClassOf)]);
        }
        return result.ToString();
    }

    private static void AddMark(List<char> marks, char mark)
    {
        switch (mark)
        {
            case '\u0340': marks.Add('\u0300'); break;
            case '\u0341': marks.Add('\u0301'); break;
            case '\u0343': marks.Add('\u0313'); break;
            case '\u0344': marks.AddRange(['\u0308', '\u0301']); break;
            default: marks.Add(mark); break;
        }
    }

    // A mark that a letter cannot take in blocks the marks of its own class that follow it.
    private static void AppendComposed(StringBuilder result, char starter, char[] marks)
    {
        List<char> left = [];
        foreach (var mark in marks)
        {
            var blocked = left.Count > 0 && LatinComposition.ClassOf(left[^1]) >= LatinComposition.ClassOf(mark);
            if (!blocked && LatinComposition.TryCompose(starter, mark, out var composed)) starter = composed;
            else left.Add(mark);
        }
        result.Append(starter).Append(left.ToArray());
    }

    // Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each 1.
    private static int Distance(string a, string b, int giveUp)
    {
        if (Math.Abs(a.Length - b.Length) >= giveUp) return giveUp;
        var before = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last) = (last, row);
        }
        return last[b.Length];
    }
}
