using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// Who decides on which adjustment of a national project (TT 36/2013 art. 11): the ministry, its department, and of a
/// grouped project also the Sở. Who may decide more may decide less.
/// </summary>
internal static class Competence
{
    /// <summary>True for kinds that the minister decides; null for codes that are no kind.</summary>
    public static bool? IsMinistrys(string kind) => kind switch
    {
        AdjustmentKinds.MoreSupport or AdjustmentKinds.Content or AdjustmentKinds.Extension or AdjustmentKinds.Added
            or AdjustmentKinds.Stop => true,
        AdjustmentKinds.Place or AdjustmentKinds.Beneficiary or AdjustmentKinds.Partner or AdjustmentKinds.Time
            or AdjustmentKinds.LessSupport => false,
        _ => null,
    };

    /// <summary>Reports what an entry of adjustments lacks, or that somebody else should have decided.</summary>
    /// <param name="judgement">The record under judgement.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="index">Its place in the list.</param>
    public static void Check(Judgement judgement, Adjustment entry, int index)
    {
        if (entry.DocumentNo.Length == 0) Incomplete("document_no");
        if (entry.Date is null) Incomplete("date");
        if (entry.Authority.Length == 0) Incomplete("authority");
        // No code of the list at all: that is another rule's finding.
        else if (!MayDecide(judgement.Record.Project, entry.Kind, entry.Authority)
            && Find(judgement, "approval_authority", entry.Authority) is { } authority)
            judgement.Report(Path("authority"), (Rule.Cause, "authority"), ("authority", authority.Label),
                ("kind", Label(judgement, "adjustment_kind", entry.Kind)),
                ("expected", Expected(judgement, entry.Kind)));

        void Incomplete(string field) => judgement.Report(Path(field), (Rule.Cause, "incomplete"),
            ("field", Labels.Of(Path(field))), ("kind", Label(judgement, "adjustment_kind", entry.Kind)),
            ("expected", Expected(judgement, entry.Kind)));

        string Path(string field) =>
            string.Create(CultureInfo.InvariantCulture, $"project.adjustments[{index}].{field}");
    }

    /// <summary>The authorities that may decide, as a clerk reads them.</summary>
    /// <param name="judgement">The record under judgement.</param>
    /// <param name="kind">Kind of adjustment.</param>
    public static string Expected(Judgement judgement, string kind) => string.Join("; ",
        judgement.Context.Reference.List("approval_authority").Entries
            .Where(entry => entry.IsValid(judgement.ReferenceDate)
                && MayDecide(judgement.Record.Project, kind, entry.Code))
            .Select(entry => entry.Label));

    /// <summary>A code with its name; the code alone where the list has no such code.</summary>
    /// <param name="judgement">The record under judgement.</param>
    /// <param name="list">Name of the list.</param>
    /// <param name="code">Code.</param>
    public static string Label(Judgement judgement, string list, string code) =>
        Find(judgement, list, code)?.Label ?? code;

    private static CodeEntry? Find(Judgement judgement, string list, string code) =>
        judgement.Context.Reference.List(list).Find(code, judgement.ReferenceDate);

    private static bool MayDecide(V1.Project project, string kind, string authority) => authority switch
    {
        Authorities.Minister => true,
        Authorities.Department => IsMinistrys(kind) == false,
        Authorities.Director => IsMinistrys(kind) == false && project.ProjectType == ProjectTypes.Grouped
            && kind != AdjustmentKinds.LessSupport,
        _ => false,
    };
}
