using System.Diagnostics.CodeAnalysis;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>An approved national project as stored and as sent: what KC-PRJ-029 and 030 compare.</summary>
/// <param name="judgement">The record under judgement.</param>
/// <param name="before">The project as stored.</param>
internal sealed class ProjectChanges(Judgement judgement, V1.Project before)
{
    /// <summary>The project as stored.</summary>
    public V1.Project Before => before;

    /// <summary>The project as sent.</summary>
    public V1.Project After => judgement.Record.Project;

    /// <summary>True when the project now ends in a later year.</summary>
    public bool IsExtended => Before.EndDate.TryToDateOnly(out var was) && After.EndDate.TryToDateOnly(out var end)
        && end.Year > was.Year;

    /// <summary>
    /// True when a beneficiary came or went; not when a grouped project names its first ones, or those of another
    /// detailed plan: that plan is the decision.
    /// </summary>
    public bool HasOtherBeneficiaries =>
        Before.Beneficiaries.Count > 0
        && !(After.ProjectType == ProjectTypes.Grouped && Before.DetailedPlanNo != After.DetailedPlanNo)
        && !Before.Beneficiaries.Select(one => one.TaxCode).ToHashSet()
            .SetEquals(After.Beneficiaries.Select(one => one.TaxCode));

    /// <summary>
    /// The change of an approved project; false where there is none to judge. Before approval nobody decides on
    /// changes, and a way back before it is KC-PRJ-026's matter.
    /// </summary>
    /// <param name="judgement">The record under judgement.</param>
    /// <param name="changes">The two states.</param>
    public static bool TryFind(Judgement judgement, [NotNullWhen(true)] out ProjectChanges? changes)
    {
        changes = null;
        if (judgement.Key.Length == 0 || !ProjectProgress.IsApproved(judgement.Record.Project)) return false;
        var known = judgement.Context.Known.TryGet(RecordKind.Project, judgement.Key, out var stored);
        if (!known && !judgement.Context.Known.IsComplete) judgement.CannotDecide();
        if (!known || stored!.Deleted) return false;
        var before = stored.Content.Value.Project;
        if (before.FundingLevel != FundingLevels.National || !ProjectProgress.IsApproved(before)) return false;
        changes = new ProjectChanges(judgement, before);
        return true;
    }

    /// <summary>Tax codes of the beneficiaries as findings may show them.</summary>
    /// <param name="project">The project.</param>
    public static string Codes(V1.Project project) =>
        string.Join("; ", project.Beneficiaries.Select(one => ParameterText.Masked(one.TaxCode)));

    /// <summary>Reports a change that no entry of adjustments explains; a bad entry is a finding itself.</summary>
    /// <param name="kind">Kind of adjustment that the change needs.</param>
    /// <param name="path">Field that changed.</param>
    /// <param name="was">Its value as stored.</param>
    /// <param name="now">Its value as sent.</param>
    public void Report(string kind, string path, string was, string now)
    {
        if (After.Adjustments.Any(entry => entry.Kind == kind && IsOfThisChange(entry))) return;
        judgement.Report(path, (Rule.Cause, "undecided"), ("field", Labels.Of(path)), ("before", was), ("after", now),
            ("kind", Competence.Label(judgement, "adjustment_kind", kind)),
            ("expected", Competence.Expected(judgement, kind)));
    }

    // New in this delivery, or decided since the project came into its stored status.
    private bool IsOfThisChange(Adjustment entry) =>
        !Before.Adjustments.Any(old => old.Kind == entry.Kind && old.DocumentNo == entry.DocumentNo)
        || !Before.StatusDate.TryToDateOnly(out var since)
        || (entry.Date.TryToDateOnly(out var day) && day >= since);
}
