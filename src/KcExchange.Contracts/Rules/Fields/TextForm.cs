using System.Text.RegularExpressions;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// The form that an annotation's pattern asks for. The patterns of codes are short: characters, classes, groups,
/// alternatives and counts. Such a one is written out as the few sequences of characters that it allows, and a text is
/// compared with those of its length; any other is left to the regular expression.
/// </summary>
internal sealed class TextForm
{
    private const int MostSequences = 64;

    private readonly (char First, char Last)[][]? _sequences;
    private readonly Regex _regex;

    /// <param name="pattern">A regular expression for the whole text.</param>
    public TextForm(string pattern)
    {
        // NonBacktracking: time linear in the text whatever the pattern; the texts come from outside.
        _regex = new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        var at = 0;
        if (Alternatives(pattern, ref at) is { } sequences && at == pattern.Length) _sequences = [.. sequences];
    }

    /// <summary>True when the pattern could be written out.</summary>
    public bool IsWrittenOut => _sequences is not null;

    /// <summary>True when a text has the form.</summary>
    /// <param name="text">Text.</param>
    public bool Fits(string text)
    {
        if (_sequences is null) return _regex.IsMatch(text);
        foreach (var sequence in _sequences)
            if (sequence.Length == text.Length && Fits(text, sequence)) return true;
        return false;
    }

    private static bool Fits(string text, (char First, char Last)[] sequence)
    {
        for (var i = 0; i < sequence.Length && i < text.Length; i++)
            if (text[i] < sequence[i].First || text[i] > sequence[i].Last) return false;
        return true;
    }

    // Each step gives the sequences that it allows; null = this pattern is left to the regular expression.
    private static List<(char, char)[]>? Alternatives(string pattern, ref int at)
    {
        List<(char, char)[]> all = [];
        while (true)
        {
            if (Sequence(pattern, ref at) is not { } one || all.Count + one.Count > MostSequences) return null;
            all.AddRange(one);
            if (at == pattern.Length || pattern[at] != '|') return all;
            at++;
        }
    }

    private static List<(char, char)[]>? Sequence(string pattern, ref int at)
    {
        List<(char, char)[]> all = [[]];
        while (at < pattern.Length && pattern[at] is not ('|' or ')'))
        {
            if (Part(pattern, ref at) is not { } part || Counts(pattern, ref at) is not { } counts) return null;
            List<(char, char)[]> longer = [];
            for (var count = counts.Least; count <= counts.Most; count++)
            {
                if (Joined(all, part, count) is not { } joined) return null;
                longer.AddRange(joined);
            }
            if (longer.Count > MostSequences) return null;
            all = longer;
        }
        return all;
    }

    private static List<(char, char)[]>? Joined(List<(char, char)[]> all, List<(char, char)[]> part, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (all.Count * part.Count > MostSequences) return null;
            all = [.. all.SelectMany(_ => part, ((char, char)[] start, (char, char)[] end) =>
                ((char, char)[])[.. start, .. end])];
        }
        return all;
    }

    private static List<(char, char)[]>? Part(string pattern, ref int at)
    {
        var c = pattern[at++];
        if (c == '(')
            return Alternatives(pattern, ref at) is { } group && at < pattern.Length && pattern[at++] == ')'
                ? group : null;
        if (c == '[') return Class(pattern, ref at);
        return char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '_' or ' ' ? [[(c, c)]] : null;
    }

    // "[0-9]" or "[12]": ranges and characters, a sequence of one character for each.
    private static List<(char, char)[]>? Class(string pattern, ref int at)
    {
        List<(char, char)[]> all = [];
        for (; at < pattern.Length && char.IsAsciiLetterOrDigit(pattern[at]); at++)
        {
            if (at + 2 >= pattern.Length || pattern[at + 1] != '-' || pattern[at + 2] == ']')
            {
                all.Add([(pattern[at], pattern[at])]);
                continue;
            }
            if (!char.IsAsciiLetterOrDigit(pattern[at + 2])) return null;
            all.Add([(pattern[at], pattern[at + 2])]);
            at += 2;
        }
        return all.Count > 0 && at < pattern.Length && pattern[at++] == ']' ? all : null;
    }

    // "?", "{3}", "{2,4}" or nothing.
    private static (int Least, int Most)? Counts(string pattern, ref int at)
    {
        if (at == pattern.Length || pattern[at] is not ('?' or '*' or '+' or '{')) return (1, 1);
        if (pattern[at] == '?')
        {
            at++;
            return (0, 1);
        }
        if (pattern[at] != '{' || pattern.IndexOf('}', at) is not (> 0 and var end)) return null;
        var counts = pattern[(at + 1)..end].Split(',');
        at = end + 1;
        return counts.Length <= 2 && int.TryParse(counts[0], out var least) && int.TryParse(counts[^1], out var most)
            ? (least, most) : null;
    }
}
