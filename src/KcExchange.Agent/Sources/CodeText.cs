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

    /// <summary>Name of a code on a day; null when the list does not have it then.</summary>
    /// <param name="reference">Lists.</param>
    /// <param name="list">Name of the list.</param>
    /// <param name="code">Code.</param>
    /// <param name="on">The day.</param>
    public static string? NameOf(ReferenceData reference, string list, string code, DateOnly on) => list == "commune"
        ? reference.Commune(code, on)?.NameVi
        : reference.List(list).Find(code, on)?.NameVi;

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

    /// <summary>
    /// True when a name written beside a code is plainly another one's; tones, commas and dashes do not count.
    /// </summary>
    /// <param name="right">The code's own name.</param>
    /// <param name="written">Name as written; may be empty.</param>
    public static bool Contradicts(string right, string written) =>
        written.Length > 0 && VietnameseText.Fold(right) != VietnameseText.Fold(written);
}
