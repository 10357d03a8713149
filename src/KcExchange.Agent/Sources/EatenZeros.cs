using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Digits that a spreadsheet took for a number lose the zeros before them. They are never put back: a padded code is
/// proposed, and only when it proves right, by its check digit or because it exists.
/// </summary>
internal static class EatenZeros
{
    private const string TaxCodeField = "tax_code";
    private const string PhoneField = "phone";

    /// <summary>
    /// The problem of a tax code or telephone number whose first zero is gone; null when it is whole.
    /// </summary>
    /// <param name="column">Column.</param>
    /// <param name="text">Text of the cell.</param>
    /// <param name="digits">Digits that the cell's format shows; 0 = as many as there are.</param>
    /// <param name="kind">Kind whose rule ids count; null = none yet.</param>
    public static CellProblem? OfText(ColumnLayout column, string text, byte digits, KindDefinition? kind)
    {
        if (text.Length is < 9 or > 13 || text[0] is < '1' or > '9') return null;
        return column.Field.Name switch
        {
            TaxCodeField when TaxCode.IsValid("0" + text) && text.Length != 11 =>
                CellProblem.Of(RuleOf(kind), Sentences(column, text, "0" + text, "", digits)),
            PhoneField when text.Length is 9 or 10 && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
                && (text.Length == 9 || text[0] == '2') =>
                CellProblem.Of(ImportRules.PhoneZero, Sentences(column, text, "0" + text, "", digits)),
            _ => null,
        };
    }

    /// <summary>What is wrong and what is proposed.</summary>
    /// <param name="column">Column.</param>
    /// <param name="text">Text of the cell.</param>
    /// <param name="whole">The text with its zeros.</param>
    /// <param name="name">What the whole code names; empty = nothing.</param>
    /// <param name="digits">Digits that the cell's format shows; 0 = as many as there are.</param>
    public static (Bilingual, Bilingual) Sentences(
        ColumnLayout column, string text, string whole, string name, byte digits) =>
        Messages.Values.EatenZeros(column.Info.LabelVi, text, whole, name, shownWhole: digits == whole.Length);

    private static string RuleOf(KindDefinition? kind) => kind?.FieldRuleIds.ByField
        .FirstOrDefault(pair => pair.Key.EndsWith("." + TaxCodeField, StringComparison.Ordinal)).Value
        ?? FieldRules.WrongForm;
}
