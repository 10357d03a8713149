using System.Globalization;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-PRJ rules that also read stored records: the centre that carries the project out, and the status before.</summary>
internal static class ProjectContextRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-PRJ-025", Group = "cross_record", Kind = RecordKind.Project, Stage = RuleStage.Context,
            Severity = Severity.Error, BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Điều 2.1",
            Vi = new("Trung tâm {centre} chưa có trong dữ liệu của tỉnh, hoặc đã ngừng hoạt động trước năm kế hoạch {year} "
                    + "(trạng thái {status} từ {since}).",
                "Gửi trung tâm trước hoặc cùng lần; sửa mã trung tâm, hoặc bỏ trống nếu đơn vị thực hiện không phải trung tâm."),
            En = new("Centre {centre} is not among the province's data, or ceased before plan year {year} "
                    + "(status {status} since {since}).",
                "Send the centre before or with the project; mend its code, or leave it empty if the unit is no centre."),
            Check = CentreIsKnownAndActive,
        },
        new()
        {
            Id = "KC-PRJ-026", Group = "life_cycle", Kind = RecordKind.Project, Stage = RuleStage.Context,
            Severity = Severity.Error, BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 6 đến Điều 19 (đề án khuyến công quốc gia); quy định của hệ thống trao đổi "
                + "(đề án địa phương)",
            Vi = new("Không chuyển được trạng thái từ {from} sang {to}; hồ sơ còn thiếu: {missing}.",
                "Bổ sung số, ngày của hồ sơ còn thiếu (bước đã qua mà không có cột riêng thì ghi ở bảng Bước thực hiện), hoặc "
                    + "chọn trạng thái đi liền sau: {allowed}."),
            En = new("The status cannot change from {from} to {to}; documents missing: {missing}.",
                "Give number and date of the missing documents (steps without columns of their own: table Bước thực hiện), or "
                    + "choose a status that may follow: {allowed}."),
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
        if (centre is null && !known.IsComplete)
        {
            judgement.CannotDecide();
            return;
        }
        if (centre is not null && !CeasedBefore(centre, project)) return;
        judgement.Report("project.centre_code",
            ("centre", ParameterText.Shown(project.CentreCode)), ("status", centre?.Status ?? "—"),
            ("since", centre is null ? "—" : centre.StatusDate.ToText()),
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
            if (latest is not null && (period.End, state.SourceVersion).CompareTo((end, latest.SourceVersion)) <= 0) continue;
            (latest, end) = (state, period.End);
        }
        return latest?.Content.Value.Centre;
    }

    private static bool CeasedBefore(V1.Centre centre, V1.Project project) =>
        centre.Status is "HOP_NHAT" or "GIAI_THE" && project.HasPlanYear
        && centre.StatusDate.TryToDateOnly(out var since) && since.Year < project.PlanYear;
}
