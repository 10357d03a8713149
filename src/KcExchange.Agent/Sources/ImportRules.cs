using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Ids under which the reading of a file reports. KC-IMP-… are ours alone: they are about the file, which the server
/// never
/// sees. What the server would say of a value it would get goes under the server's own id.
/// </summary>
internal static class ImportRules
{
    public const string InvalidDate = FieldRules.NoDay;
    public const string ExcelError = FieldRules.BadText;

    /// <summary>For kinds that have no rule of their own on numbers.</summary>
    public const string Number = FieldRules.BelowMinimum;

    public const string UnknownHeading = "KC-IMP-001";
    public const string MissingHeading = "KC-IMP-002";
    public const string Sheet = "KC-IMP-003";
    public const string NoParent = "KC-IMP-004";
    public const string AmbiguousParent = "KC-IMP-005";
    public const string DuplicateKey = "KC-IMP-006";
    public const string YesNo = "KC-IMP-007";
    public const string CodeAndName = "KC-IMP-008";
    public const string DuplicateHeading = "KC-IMP-009";
    public const string UnknownLabel = "KC-IMP-010";

    // Formats of files: 020 to 029.
    public const string Recognised = "KC-IMP-020";
    public const string OtherEnding = "KC-IMP-021";
    public const string Quotes = "KC-IMP-022";
    public const string ExtraValues = "KC-IMP-023";
    public const string BadLine = "KC-IMP-024";
    public const string UnknownMember = "KC-IMP-025";
    public const string Macros = "KC-IMP-026";
    public const string ExternalLinks = "KC-IMP-027";
    public const string HiddenSheet = "KC-IMP-028";
    public const string NoLists = "KC-IMP-029";

    /// <summary>A finding on the file rather than on a field.</summary>
    /// <param name="rule">Rule id.</param>
    /// <param name="severity">Weight.</param>
    /// <param name="cell">Where.</param>
    /// <param name="sentences">What is wrong, and what would be right.</param>
    public static ImportFinding Finding(
        string rule, Severity severity, CellRef cell, (Bilingual Message, Bilingual Cure) sentences) =>
        new(rule, severity, cell, "", sentences.Message, sentences.Cure);

    /// <summary>A finding on the file that has no place in it.</summary>
    /// <param name="rule">Rule id.</param>
    /// <param name="severity">Weight.</param>
    /// <param name="sentences">What is so, and what follows from it.</param>
    public static ImportFinding OfFile(
        string rule, Severity severity, (Bilingual Message, Bilingual Cure) sentences) =>
        Finding(rule, severity, new CellRef("", 1, 0), sentences);
}
