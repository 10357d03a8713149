using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-PRJ rules on the plan: who approved it, what makes a flagship project, and its dates.</summary>
internal static class ProjectPlanRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-PRJ-012", Group = "cross_field", Kind = RecordKind.Project, Severity = Severity.Error,
            BasisStatus = Basis.Decree45, LegalBasis = "NĐ 45/2012/NĐ-CP, Điều 2.2",
            ValidFrom = new(2012, 7, 5),
            Vi = new("Cơ quan phê duyệt không phù hợp với cấp khuyến công.", "Sửa cơ quan phê duyệt hoặc cấp."),
            En = new("The approving authority does not fit the funding level.", "Mend the authority or the level."),
            Variants =
            [
                new("national",
                    new("Đề án khuyến công quốc gia ghi cơ quan phê duyệt là {authority}; kế hoạch khuyến công quốc "
                        + "gia "
                            + "do {expected} phê duyệt.",
                        "Ghi {expected}, hoặc sửa cấp khuyến công nếu là đề án địa phương."),
                    new("The national project names {authority} as its approving authority; the national plan is "
                            + "approved by {expected}.",
                        "Give {expected}, or mend the level if the project is local.")),
                new("local",
                    new("Đề án khuyến công địa phương ghi cơ quan phê duyệt là {authority}.",
                        "Ghi cơ quan của địa phương: {expected}; hoặc sửa cấp khuyến công nếu là đề án quốc gia."),
                    new("The local project names {authority} as its approving authority.",
                        "Give one of the province: {expected}; or mend the level if the project is national.")),
            ],
            Check = AuthorityFitsLevel,
        },
        new()
        {
            Id = "KC-PRJ-013", Group = "cross_field", Kind = RecordKind.Project, Severity = Severity.Error,
            AppliesTo = AppliesTo.National, BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 2.3", ValidFrom = Basis.Circular36Start,
            Vi = new("Đề án điểm phải có từ 2 nội dung và thực hiện trên 1 năm.", "Bổ sung, hoặc sửa loại đề án."),
            En = new("A flagship project has 2 contents or more and takes more than a year.",
                "Complete it, or mend the type."),
            Variants =
            [
                new("contents",
                    new("Đề án điểm chỉ có 1 nội dung hoạt động ({category}); phải có từ 2 nội dung trở lên.",
                        "Ghi đủ các nội dung, hoặc sửa loại đề án."),
                    new("The flagship project has 1 content only ({category}); it needs 2 or more.",
                        "Give all contents, or mend the type.")),
                new("duration",
                    new("Đề án điểm thực hiện từ {start} đến {end}, chưa quá 1 năm.",
                        "Đề án điểm phải kết thúc sau ngày {limit}; sửa thời gian, hoặc sửa loại đề án."),
                    new("The flagship project runs from {start} to {end}, not more than a year.",
                        "A flagship project ends after {limit}; mend the dates, or the type.")),
            ],
            Check = FlagshipIsOne,
        },
        // Without the ministry's date the day of the judgement counts, but only while the project waits for its
        // appraisal: of a later one a guess would be wrong more often than right.
        new()
        {
            Id = "KC-PRJ-032", Group = "period", Kind = RecordKind.Project, Severity = Severity.Warning,
            AppliesTo = AppliesTo.National, BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 10.2.b", ValidFrom = Basis.Circular36Start,
            Vi = new("Đăng ký kế hoạch khuyến công quốc gia sau thời hạn.", "Kiểm tra ngày Bộ nhận đăng ký."),
            En = new("The registration for the national plan came after its deadline.",
                "Check the day on which the ministry received it."),
            Variants =
            [
                new("late",
                    new("Bộ nhận đăng ký kế hoạch năm {year} ngày {date}, sau hạn {deadline}: trễ {days} ngày.",
                        "Kiểm tra ngày Bộ nhận đăng ký; đăng ký sau hạn cần văn bản bổ sung kế hoạch."),
                    new("The registration for plan year {year} reached the ministry on {date}, after {deadline}: "
                            + "{days} days late.",
                        "Check the date; a late registration needs a supplement to the plan.")),
                new("not_yet",
                    new("Hạn đăng ký kế hoạch năm {year} là {deadline}, đã quá {days} ngày mà chưa ghi ngày Bộ nhận "
                            + "đăng ký.",
                        "Ghi «{field}» nếu Bộ đã nhận; nếu chưa thì gửi đăng ký bổ sung."),
                    new("The deadline {deadline} for plan year {year} passed {days} days ago and no day of receipt is "
                            + "given.",
                        "Give «{field}» if the ministry has received it; if not, register for a supplement.")),
            ],
            Check = RegistrationIsInTime,
        },
        new()
        {
            Id = "KC-PRJ-033", Group = "period", Kind = RecordKind.Project, Severity = Severity.Warning,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Đề án quá ngày kết thúc {end} đã {days} ngày mà vẫn ở trạng thái {status}.",
                "Ghi kết quả nghiệm thu, hoặc điều chỉnh thời gian thực hiện theo đúng thẩm quyền."),
            En = new("The project is {days} days past its end date {end} and still {status}.",
                "Give its acceptance, or have its time adjusted by the competent authority."),
            Check = EndIsNotOverdue,
        },
    ];

    private static void AuthorityFitsLevel(Judgement judgement)
    {
        var project = judgement.Record.Project;
        var national = project.FundingLevel == FundingLevels.National;
        var fits = national
            ? project.ApprovalAuthority == Authorities.Minister
            : project.ApprovalAuthority is not (Authorities.Minister or Authorities.Department);
        if (fits || !(national || project.FundingLevel.StartsWith("KCDP_", StringComparison.Ordinal))) return;
        var on = judgement.Kind.ListDate(judgement.Record, judgement.ReferenceDate);
        var list = judgement.Context.Reference.List("approval_authority");
        // No code of the list at all: that is another rule's finding.
        if (list.Find(project.ApprovalAuthority, on) is { } authority)
            judgement.Report("project.approval_authority", (Rule.Cause, national ? "national" : "local"),
                ("authority", authority.Label), ("expected", Competent(list, on, national)));
    }

    private static string Competent(CodeList authorities, DateOnly on, bool national) => string.Join("; ", authorities
        .Entries.Where(entry => entry.IsValid(on) && entry.Code != Authorities.Department
            && national == (entry.Code == Authorities.Minister))
        .Select(entry => entry.Label));

    private static void FlagshipIsOne(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (project.ProjectType != ProjectTypes.Flagship) return;
        if (project.ActivityCategories.Count > 0 && !HasTwoContents(project))
            judgement.Report("project.activity_categories", (Rule.Cause, "contents"),
                ("category", project.ActivityCategories[0]));
        if (!project.StartDate.TryToDateOnly(out var start) || !project.EndDate.TryToDateOnly(out var end)
            || start.Year == DateOnly.MaxValue.Year || end < start || end > start.AddYears(1)) return;
        judgement.Report("project.end_date", (Rule.Cause, "duration"), ("start", start.ToVietnameseText()),
            ("end", end.ToVietnameseText()), ("limit", start.AddYears(1).ToVietnameseText()));
    }

    private static bool HasTwoContents(V1.Project project)
    {
        for (var i = 1; i < project.ActivityCategories.Count; i++)
            if (project.ActivityCategories[i] != project.ActivityCategories[0]) return true;
        return false;
    }

    private static void RegistrationIsInTime(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (!project.HasPlanYear || project.PlanYear is < 2000 or > 9999) return;
        var (day, month) = judgement.Context.Settings.RegistrationDeadline;
        var deadline = new DateOnly(project.PlanYear - 1, month, day);
        if (project.RegistrationDate.TryToDateOnly(out var received))
        {
            if (received > deadline)
                judgement.Report("project.registration_date", (Rule.Cause, "late"), Year(project),
                    ("date", received.ToVietnameseText()), ("deadline", deadline.ToVietnameseText()),
                    Days(deadline, received));
        }
        else if (project.RegistrationDate is null && judgement.Context.Today > deadline
            && project.Status is ProjectStatuses.Registered or ProjectStatuses.BaseAppraised)
        {
            judgement.Report("project.registration_date", (Rule.Cause, "not_yet"), Year(project),
                ("deadline", deadline.ToVietnameseText()), Days(deadline, judgement.Context.Today),
                ("field", Labels.Of("project.registration_date")));
        }
    }

    private static void EndIsNotOverdue(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (project.Status != ProjectStatuses.Executing || !project.EndDate.TryToDateOnly(out var end)
            || judgement.Context.Today <= end) return;
        var status = judgement.Context.Reference.List("project_status").Find(project.Status, judgement.ReferenceDate);
        judgement.Report("project.end_date", ("end", end.ToVietnameseText()), Days(end, judgement.Context.Today),
            ("status", status?.Label ?? project.Status));
    }

    private static (string, string) Year(V1.Project project) =>
        ("year", project.PlanYear.ToString(CultureInfo.InvariantCulture));

    private static (string, string) Days(DateOnly from, DateOnly to) =>
        ("days", (to.DayNumber - from.DayNumber).ToString(CultureInfo.InvariantCulture));
}
