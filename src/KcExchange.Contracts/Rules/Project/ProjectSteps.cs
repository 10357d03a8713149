using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// What a project shows of the steps of its life cycle: dates and documents, and which steps it may take.
/// </summary>
/// <param name="project">The record as sent.</param>
/// <param name="stored">The state before; null when there is none.</param>
internal sealed class ProjectSteps(V1.Project project, V1.Project? stored)
{
    private readonly bool _national = project.FundingLevel == FundingLevels.National;

    private bool NeedsNoBaseAppraisal => project.MultiProvince || project.RegionalCentre;

    /// <summary>True when the project is of the sort for which a step is.</summary>
    public bool Allows(StatusTransition step) => Allows(step.Condition);

    /// <summary>True when what a step asks of the project holds.</summary>
    public bool Allows(TransitionCondition condition) => condition switch
    {
        TransitionCondition.National => _national,
        TransitionCondition.NationalWithoutBaseAppraisal => _national && NeedsNoBaseAppraisal,
        TransitionCondition.Local => !_national,
        TransitionCondition.ReturnedByMinistry => project.ReturnedByMinistry,
        _ => true,
    };

    /// <summary>What a step skipped since the stored state lacks; empty when it shows date and document.</summary>
    public IReadOnlyList<string> MissingForSkipped(string status) => status switch
    {
        ProjectStatuses.Approved => Approval(),
        ProjectStatuses.Adjusting => Decided(project.Adjustments, SinceStored) ? [] : Step(status, SinceStored),
        ProjectStatuses.Returned => Step(status, SinceStored),
        ProjectStatuses.Stopped => IsStopped() ? [] : Step(status),
        _ when !_national => [],
        ProjectStatuses.BaseAppraised => BaseAppraisal(),
        ProjectStatuses.Contracted => Contract(),
        ProjectStatuses.Accepted => Acceptance(),
        ProjectStatuses.Settled => Settlement(),
        ProjectStatuses.Draft => [],
        // The start of the work has a day but no document.
        ProjectStatuses.Executing => Step(status, documented: false),
        _ => Step(status),
    };

    /// <summary>The documents of its status that a project without stored state lacks.</summary>
    public IReadOnlyList<string> MissingForFirst() => project.Status switch
    {
        ProjectStatuses.BaseAppraised or ProjectStatuses.MinistryAppraised when _national && !NeedsNoBaseAppraisal =>
            BaseAppraisal(),
        ProjectStatuses.Approved or ProjectStatuses.Adjusting => Approval(),
        ProjectStatuses.Contracted => [.. Approval(), .. Contract()],
        ProjectStatuses.Executing => _national ? [.. Approval(), .. Contract()] : Approval(),
        ProjectStatuses.Accepted => [.. Approval(), .. National(Contract()), .. Acceptance()],
        ProjectStatuses.Settled when IsStopped() => [.. Approval(), .. National(Contract()), .. Settlement()],
        ProjectStatuses.Settled => [.. Approval(), .. National(Contract()), .. National(Acceptance()), .. Settlement()],
        ProjectStatuses.Stopped => [.. Approval(), .. National(IsStopped() ? [] : Step(ProjectStatuses.Stopped))],
        ProjectStatuses.Closed when IsStopped() => Approval(),
        ProjectStatuses.Closed =>
            [.. Approval(), .. National(Contract()), .. National(Acceptance()), .. National(Settlement())],
        _ => [],
    };

    private List<string> National(List<string> missing) => _national ? missing : [];

    private List<string> BaseAppraisal() => Document(
        "base_appraisal", project.BaseAppraisalNo, project.BaseAppraisalDate);

    private List<string> Approval() =>
        [
            .. Document("approval", project.ApprovalNo, project.ApprovalDate),
            .. project.ApprovalAuthority.Length > 0 ? [] : new[] { Labels.Of("project.approval_authority") },
        ];

    private List<string> Contract() => Document("contract", project.ContractNo, project.ContractDate);

    private List<string> Acceptance() => Document("acceptance", project.AcceptanceNo, project.AcceptanceDate);

    private List<string> Settlement() => Document("settlement", project.SettlementNo, project.SettlementDate);

    private static List<string> Document(string name, string number, CivilDate? date)
    {
        List<string> missing = [];
        if (number.Length == 0) missing.Add(Labels.Of($"project.{name}_no"));
        if (date is null) missing.Add(Labels.Of($"project.{name}_date"));
        return missing;
    }

    private List<string> Step(string status) => Step(status, _ => true);

    private List<string> Step(string status, bool documented) => Step(status, _ => true, documented);

    // A step without columns of its own: an entry of life_cycle_steps.
    private bool HasStep(string status, Func<CivilDate?, bool> counts, bool documented = true)
    {
        foreach (var step in project.LifeCycleSteps)
            if (step.Status == status && step.Date is not null && counts(step.Date)
                && (!documented || step.DocumentNo.Length > 0)) return true;
        return false;
    }

    private List<string> Step(string status, Func<CivilDate?, bool> counts, bool documented = true)
    {
        if (HasStep(status, counts, documented)) return [];
        var date = Labels.Of("project.life_cycle_steps.date");
        var document = Labels.Of("project.life_cycle_steps.document_no");
        return [$"{Labels.Of("project.life_cycle_steps")}: {status} ({(documented ? $"{date}, {document}" : date)})"];
    }

    // An adjustment of years ago does not explain today's step back.
    private bool SinceStored(CivilDate? date) =>
        stored is null || !stored.StatusDate.TryToDateOnly(out var before)
        || (date.TryToDateOnly(out var day) && day >= before);

    private bool IsStopped() =>
        HasStep(ProjectStatuses.Stopped, _ => true)
        || Decided(project.Adjustments.Where(entry => entry.Kind == "NGUNG"), _ => true);

    private static bool Decided(IEnumerable<Adjustment> adjustments, Func<CivilDate?, bool> counts) =>
        adjustments.Any(entry => entry is { DocumentNo.Length: > 0, Date: not null } && counts(entry.Date));
}
