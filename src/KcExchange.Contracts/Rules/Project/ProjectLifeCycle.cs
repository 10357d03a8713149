using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-PRJ-026: a status may change along the transition table; a step that was skipped between two deliveries must show its
/// date and document. Without a stored state any status may be the first, given the documents of that status.
/// Local projects follow their province's own procedure: of them only approval and the way back or out is asked.
/// Whether money was advanced (STOPPED to SETTLED or CLOSED) lies in other records: both steps are allowed here.
/// </summary>
internal static class ProjectLifeCycle
{
    public static void Check(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (judgement.Key.Length == 0 || !IsStatus(judgement, project.Status)) return;
        var known = judgement.Context.Known.TryGet(RecordKind.Project, judgement.Key, out var stored);
        if (known && !stored!.Deleted) Change(judgement, project, stored.Content.Value.Project);
        else if (!known && !judgement.Context.Known.IsComplete) judgement.CannotDecide();
        else First(judgement, project);
    }

    private static bool IsStatus(Judgement judgement, string status) =>
        judgement.Context.Reference.IsCode("project_status", status, judgement.ReferenceDate);

    private static void First(Judgement judgement, V1.Project project)
    {
        var steps = new ProjectSteps(project, null);
        var reachable = Way(judgement.Context.Reference, steps, "", project.Status) is not null;
        var missing = reachable ? steps.MissingForFirst() : [];
        if (!reachable || missing.Count > 0) Report(judgement, "—", project.Status, missing, []);
    }

    private static void Change(Judgement judgement, V1.Project project, V1.Project stored)
    {
        if (stored.Status == project.Status) return;
        var reference = judgement.Context.Reference;
        var steps = new ProjectSteps(project, stored);
        var way = Way(reference, steps, stored.Status, project.Status);
        List<string> missing = [];
        foreach (var step in way ?? []) missing.AddRange(steps.MissingForSkipped(step));
        if (way is not null && missing.Count == 0) return;
        var allowed = reference.Transitions
            .Where(step => step.From == stored.Status && steps.Allows(step)).Select(step => step.To);
        Report(judgement, stored.Status, project.Status, missing, allowed);
    }

    private static void Report(
        Judgement judgement, string from, string to, IEnumerable<string> missing, IEnumerable<string> allowed) =>
        judgement.Report("project.status",
            ("from", from), ("to", to), ("missing", List(missing)), ("allowed", List(allowed)));

    private static string List(IEnumerable<string> items) =>
        string.Join("; ", items) is { Length: > 0 } text ? text : "—";

    /// <summary>
    /// The steps between two statuses on the way with the fewest undocumented steps, among those the shortest; null when
    /// no way leads there.
    /// </summary>
    private static List<string>? Way(ReferenceData reference, ProjectSteps steps, string from, string to)
    {
        const int undocumented = 100; // more than any way has steps
        Dictionary<string, (int Cost, string Before)> best = new(StringComparer.Ordinal) { [from] = (0, "") };
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var step in reference.Transitions)
            {
                if (step.From == to || step.To == from || !best.TryGetValue(step.From, out var so) || !steps.Allows(step))
                    continue;
                var skipped = step.To != to && from.Length > 0 && steps.MissingForSkipped(step.To).Count > 0;
                var cost = so.Cost + 1 + (skipped ? undocumented : 0);
                if (best.TryGetValue(step.To, out var other) && other.Cost <= cost) continue;
                best[step.To] = (cost, step.From);
                changed = true;
            }
        }
        if (!best.TryGetValue(to, out var last)) return null;
        List<string> way = [];
        for (var at = last.Before; at != from && at.Length > 0; at = best[at].Before) way.Insert(0, at);
        return way;
    }
}
