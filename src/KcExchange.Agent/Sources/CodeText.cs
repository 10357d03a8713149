using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>Codes as the drop-down lists offer them: "CODE - Tên". The code alone is as good.</summary>
internal static class CodeText
{
    /// <summary>Between entries of a cell that holds several.</summary>
    public const char ListSeparator = ';';

    private static readonly string[] Dashes = [" - ", " – ", " — "];

    /// <summary>What a drop-down list offers for an entry; a semicolon would look like a second entry.</summary>
    /// <param name="code">Code.</param>
    /// <param name="name">Name.</param>
    public static string Of(string code, string name) => $"{code} - {name.Replace(';', ',')}";

    /// <summary>Takes code and name apart.</summary>
    /// <param name="text">Text of a cell.</param>
    /// <returns>The code, and the name where one is given.</returns>
    public static (string Code, string Name) Split(string text)
    {
        foreach (var dash in Dashes)
            if (text.IndexOf(dash, StringComparison.Ordinal) is var at and > 0)
                return (text[..at].Trim(), text[(at + dash.Length)..].Trim());
        return (text, "");
    }

    /// <summary>Entries of a cell that may hold several.</summary>
    /// <param name="text">Text of a cell.</param>
    public static IEnumerable<string> Entries(string text) =>
        text.Split(ListSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>True when a name written beside a code is plainly another one's.</summary>
    /// <param name="entry">The code's entry.</param>
    /// <param name="name">Name as written.</param>
    public static bool Contradicts(CodeEntry entry, string name) =>
        name.Length > 0 && Letters(entry.NameVi) != Letters(name);

    /// <summary>Letters and digits alone: commas, dashes and brackets are typed as one likes.</summary>
    private static string Letters(string text) => string.Concat(VietnameseText.Fold(text).Where(char.IsLetterOrDigit));
}
