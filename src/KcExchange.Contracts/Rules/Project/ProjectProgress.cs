using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// How far a project has come, for rules that ask "from approval on": its status along the main path. On a side path
/// counts what the record itself shows: a project being adjusted or stopped was approved, and came further only if its
/// steps say so; one that was stopped was never accepted, also when it is settled or closed later.
/// </summary>
internal static class ProjectProgress
{
    /// <summary>True when the plan with the project was approved.</summary>
    public static bool IsApproved(V1.Project project) => Rank(project) >= RankOf(ProjectStatuses.Approved);

    /// <summary>True when the work was begun.</summary>
    public static bool IsUnderWay(V1.Project project) => Rank(project) >= RankOf(ProjectStatuses.Executing);

    /// <summary>True when the work was accepted.</summary>
    public static bool IsAccepted(V1.Project project) => Rank(project) >= RankOf(ProjectStatuses.Accepted);

    private static int Rank(V1.Project project)
    {
        var aside = project.Status switch
        {
            ProjectStatuses.Adjusting or ProjectStatuses.Stopped => true,
            ProjectStatuses.Settled or ProjectStatuses.Closed => IsStopped(project),
            _ => false,
        };
        if (!aside) return RankOf(project.Status);
        return RankOf(HasStep(project, ProjectStatuses.Executing)
            ? ProjectStatuses.Executing
            : ProjectStatuses.Approved);
    }

    // RETURNED and REJECTED lie before approval.
    private static int RankOf(string status) => status switch
    {
        ProjectStatuses.Approved => 1,
        ProjectStatuses.Contracted => 2,
        ProjectStatuses.Executing => 3,
        ProjectStatuses.Accepted => 4,
        ProjectStatuses.Settled => 5,
        ProjectStatuses.Closed => 6,
        _ => 0,
    };

    private static bool HasStep(V1.Project project, string status)
    {
        for (var i = 0; i < project.LifeCycleSteps.Count; i++)
            if (project.LifeCycleSteps[i].Status == status) return true;
        return false;
    }

    private static bool IsStopped(V1.Project project)
    {
        if (HasStep(project, ProjectStatuses.Stopped)) return true;
        for (var i = 0; i < project.Adjustments.Count; i++)
            if (project.Adjustments[i].Kind == AdjustmentKinds.Stop) return true;
        return false;
    }
}
