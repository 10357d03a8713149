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
    public const string Merged = "KC-IMP-014";
    public const string RowsSkipped = "KC-IMP-015";
    public const string NotSplit = "KC-IMP-016";
    public const string NoRowsOnSheet = "KC-IMP-017";

    /// <summary>A finding on the file rather than on a field.</summary>
    /// <param name="rule">Rule id.</param>
    /// <param name="severity">Weight.</param>
    /// <param name="cell">Where.</param>
    /// <param name="sentences">What is wrong, and what would be right.</param>
    public static ImportFinding Finding(
        string rule, Severity severity, CellRef cell, (Bilingual Message, Bilingual Cure) sentences) =>
        new(rule, severity, cell, "", sentences.Message, sentences.Cure);
}
