using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>
/// What is mended of every text without asking: outer blanks and decomposed letters. The wire is strict.
/// </summary>
internal static class CellText
{
    private static readonly string[] ExcelErrors =
        ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"];

    /// <summary>The text without outer blanks (hard and invisible ones too), composed.</summary>
    /// <param name="text">Text of a cell.</param>
    public static string Clean(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsBlank(text[start])) start++;
        while (end > start && IsBlank(text[end - 1])) end--;
        return VietnameseText.Compose(text[start..end]);
    }

    /// <summary>True when a text is one of Excel's error values.</summary>
    /// <param name="text">Text of a cell.</param>
    public static bool IsExcelError(string text) => text.StartsWith('#') && ExcelErrors.Contains(text);

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u200C' or '\u200D' or '\uFEFF';
}
