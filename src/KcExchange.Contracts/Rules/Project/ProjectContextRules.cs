using System.Globalization;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-PRJ rules that also read stored records: the centre that carries the project out, and the status before.
/// </summary>
internal static class ProjectContextRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-PRJ-025", Group = "cross_record", Kind = RecordKind.Project, Stage = RuleStage.Context,
            Severity = Severity.Error, BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Điều 2.1",
            Vi = new("Trung tâm thực hiện không tồn tại hoặc đã ngừng hoạt động.", "Gửi trung tâm trước, hoặc sửa mã."),
            En = new("The implementing centre is unknown or has ceased.", "Send the centre first, or mend its code."),
            Variants =
            [
                new("unknown",
                    new("Trung tâm {centre} chưa có trong dữ liệu của tỉnh.",
                        "Gửi trung tâm trước hoặc cùng lần, hoặc sửa mã; đơn vị thực hiện không phải trung "
                            + "tâm thì để trống."),
                    new("Centre {centre} is not among the province's data.",
                        "Send the centre before or with the project, or mend its code; leave it empty if the "
                            + "unit is none.")),
                new("ceased",
                    new("Trung tâm {centre} có trạng thái {status} từ {since}, trước năm kế hoạch {year}.",
                        "Ghi mã trung tâm đang hoạt động trong năm kế hoạch (sau hợp nhất: trung tâm mới)."),
                    new("Centre {centre} has been {status} since {since}, before plan year {year}.",
                        "Give the centre that is active in the plan year (after a merger: the new one).")),
            ],
            Check = CentreIsKnownAndActive,
        },
        new()
        {
            Id = "KC-PRJ-026", Group = "life_cycle", Kind = RecordKind.Project, Stage = RuleStage.Context,
            Severity = Severity.Error, BasisStatus = Basis.Circular36,
            LegalBasis =
                "TT 36/2013/TT-BCT, Điều 6 đến Điều 19 (đề án khuyến công quốc gia); quy định của hệ thống trao đổi "
                + "(đề án địa phương)",
            Vi = new("Chuyển trạng thái đề án không hợp lệ, hoặc thiếu hồ sơ của bước đã qua.",
                "Sửa trạng thái hoặc bổ sung hồ sơ."),
            En = new("The change of status is not lawful, or a step lacks its documents.",
                "Mend the status or add documents."),
            Variants = ProjectLifeCycle.Variants,
            Check = ProjectLifeCycle.Check,
        },
    ];

    private static void CentreIsKnownAndActive(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (project.CentreCode.Length == 0) return;
        var known = judgement.Context.Known;
        var reference = new RecordReference(RecordKind.Centre, project.CentreCode, "project.centre_code");
        if (known.IsRefused(reference, out _)) return;
        var centre = Latest(known.WithCode(reference.Kind, reference.Code));
        if (centre is null && !known.IsComplete) judgement.CannotDecide();
        else if (centre is null)
            judgement.Report(reference.FieldPath, (Rule.Cause, "unknown"),
                ("centre", ParameterText.Shown(project.CentreCode)));
        else if (CeasedBefore(centre, project))
            judgement.Report(reference.FieldPath, (Rule.Cause, "ceased"), ("centre", project.CentreCode),
                ("status", centre.Status), ("since", centre.StatusDate.ToText()),
                ("year", project.PlanYear.ToString(CultureInfo.InvariantCulture)));
    }

    // A centre has one state per report period: the one whose period ends last counts.
    private static V1.Centre? Latest(IEnumerable<KnownRecord> states)
    {
        KnownRecord? latest = null;
        var end = DateOnly.MinValue;
        foreach (var state in states)
        {
            if (!ReportPeriod.TryParse(state.Content.Value.ReportPeriod, out var period)) continue;
            // A year, its last quarter and its last month end together: the newer counts, then the one by key.
            var order = (period.End, state.SourceVersion).CompareTo((end, latest?.SourceVersion ?? 0));
            if (latest is not null && (order < 0 || (order == 0 && string.CompareOrdinal(state.Key, latest.Key) < 0)))
                continue;
            (latest, end) = (state, period.End);
        }
        return latest?.Content.Value.Centre;
    }

    private static bool CeasedBefore(V1.Centre centre, V1.Project project) =>
        centre.Status is "HOP_NHAT" or "GIAI_THE" && project.HasPlanYear
        && centre.StatusDate.TryToDateOnly(out var since) && since.Year < project.PlanYear;
}
