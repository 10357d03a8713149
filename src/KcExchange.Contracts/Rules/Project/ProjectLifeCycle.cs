using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-PRJ-026: a status may change along the transition table; a step that was skipped between two deliveries must show
/// its
/// date and document. Without a stored state any status may be the first, given the documents of that status.
/// Local projects follow their province's own procedure: of them only approval and the way back or out is asked.
/// Whether money was advanced (STOPPED to SETTLED or CLOSED) lies in other records: both steps are allowed here.
/// </summary>
internal static class ProjectLifeCycle
{
    public static IReadOnlyList<RuleVariant> Variants { get; } =
    [
        new("no_way",
            new("Đề án đang ở trạng thái {from}, không thể chuyển sang {to}.",
                "Kiểm tra trạng thái đã ghi; từ trạng thái đang lưu chỉ đi tiếp được tới: {allowed}."),
            new("The project is {from}; it cannot become {to}.",
                "Check the status given; what may follow the stored one: {allowed}.")),
        new("ended",
            new("Đề án đã kết thúc ở trạng thái {from}, không thể chuyển sang {to}.",
                "Giữ trạng thái đang lưu; đề án đăng ký lại thì dùng mã mới."),
            new("The project has ended as {from}; it cannot become {to}.",
                "Keep the stored status; a project registered again has a new code.")),
        new("skipped",
            new("Từ {from} sang {to} có bước chưa đủ hồ sơ; còn thiếu: {missing}.",
                "Điền phần còn thiếu (bước không có cột riêng thì ghi ở bảng «Bước thực hiện»), hoặc ghi "
                    + "trạng thái liền sau: "
                    + "{allowed}."),
            new("Between {from} and {to} a step lacks its documents: {missing}.",
                "Give what is missing (steps without columns of their own: table «Bước thực hiện»), or the status that "
                    + "follows: {allowed}.")),
        new("first",
            new("Đề án gửi lần đầu ở trạng thái {to} nhưng thiếu hồ sơ của trạng thái đó: {missing}.",
                "Điền phần còn thiếu, hoặc ghi trạng thái đúng với hồ sơ đã có."),
            new("The project is first sent as {to} but lacks the documents of that status: {missing}.",
                "Give what is missing, or the status that the documents at hand support.")),
        new("not_local",
            new("Đề án khuyến công địa phương không có trạng thái {to}.",
                "Ghi trạng thái khác, hoặc sửa cấp khuyến công nếu là đề án quốc gia."),
            new("A local project has no status {to}.",
                "Give another status, or mend the level if the project is national.")),
    ];

    private static readonly ConditionalWeakTable<ReferenceData, ConcurrentDictionary<int, HashSet<string>>>
        ReachableBySort = [];

    public static void Check(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (judgement.Key.Length == 0 || Entry(judgement, project.Status) is null) return;
        var known = judgement.Context.Known.TryGet(RecordKind.Project, judgement.Key, out var stored);
        if (known && !stored!.Deleted) Change(judgement, project, stored.Content.Value.Project);
        else if (!known && !judgement.Context.Known.IsComplete) judgement.CannotDecide();
        else First(judgement, project);
    }

    private static CodeEntry? Entry(Judgement judgement, string status) =>
        judgement.Context.Reference.List("project_status").Find(status, judgement.ReferenceDate);

    private static string Named(Judgement judgement, string status) => Entry(judgement, status)?.Label ?? status;

    private static void First(Judgement judgement, V1.Project project)
    {
        var steps = new ProjectSteps(project, null);
        var to = ("to", Named(judgement, project.Status));
        if (!Reachable(judgement.Context.Reference, steps).Contains(project.Status))
            judgement.Report("project.status", (Rule.Cause, "not_local"), to);
        else if (steps.MissingForFirst() is { Count: > 0 } missing)
            judgement.Report("project.status", (Rule.Cause, "first"), to, ("missing", string.Join("; ", missing)));
    }

    /// <summary>Statuses to which a new project has a way; the same for all projects of its sort.</summary>
    private static HashSet<string> Reachable(ReferenceData reference, ProjectSteps steps)
    {
        var sort = 0;
        foreach (var condition in Enum.GetValues<TransitionCondition>())
            if (steps.Allows(condition)) sort |= 1 << (int)condition;
        return ReachableBySort.GetOrCreateValue(reference).GetOrAdd(
            sort,
            _ => [.. reference.Transitions.Select(step => step.To).Distinct()
                .Where(to => Way(reference, steps, "", to) is not null)]);
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
        var from = ("from", Named(judgement, stored.Status));
        var to = ("to", Named(judgement, project.Status));
        var allowed = ("allowed", string.Join("; ", reference.Transitions
            .Where(step => step.From == stored.Status && steps.Allows(step))
            .Select(step => Named(judgement, step.To))));
        if (way is not null)
            judgement.Report("project.status", (Rule.Cause, "skipped"), from, to,
                ("missing", string.Join("; ", missing)), allowed);
        else if (allowed.Item2.Length > 0)
            judgement.Report("project.status", (Rule.Cause, "no_way"), from, to, allowed);
        else
            judgement.Report("project.status", (Rule.Cause, "ended"), from, to);
    }

    /// <summary>
    /// The steps between two statuses on the way with the fewest undocumented steps, among those the shortest; null
    /// when
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
                if (step.From == to || step.To == from || !best.TryGetValue(step.From, out var so)
                    || !steps.Allows(step))
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
