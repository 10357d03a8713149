using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Ids under which the reading of a file reports. KC-IMP-… are ours alone: they are about the file, which the server
/// never sees: headings and sheets (001 to 003, 009, 010), rows and their records (004 to 006), values that no rule
/// could judge (007 yes or no, 008 code and name, 011 name for a code, 012 days of a column, 013 old fonts, 018 eaten
/// zero of a telephone number). What the server would say of a value it would get goes under the server's own id.
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
    public const string Merged = "KC-IMP-014";
    public const string RowsSkipped = "KC-IMP-015";
    public const string NotSplit = "KC-IMP-016";
    public const string NoRowsOnSheet = "KC-IMP-017";

    /// <summary>A code is given by its name.</summary>
    public const string NameForCode = "KC-IMP-011";

    /// <summary>The program that wrote the days of a column seems to have taken day for month.</summary>
    public const string SwappedDays = "KC-IMP-012";

    /// <summary>A text is written in an old font, TCVN3 or VNI.</summary>
    public const string OldFont = "KC-IMP-013";

    /// <summary>A telephone number has lost its first zero.</summary>
    public const string PhoneZero = "KC-IMP-018";

    /// <summary>A province code that exists on no day or not on the row's.</summary>
    public const string Province = "KC-GEN-004";

    /// <summary>A province code that ended.</summary>
    public const string RetiredProvince = "KC-GEN-005";

    /// <summary>A commune code that does not exist on the row's day.</summary>
    public const string Commune = "KC-GEN-007";
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
        Finding(rule, severity, new CellRef("", 0, 0), sentences);
}
