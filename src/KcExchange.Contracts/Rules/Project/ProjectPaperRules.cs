using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-PRJ rules on what a project must show once it has come so far: each missing field is one finding, on its cell.
/// What a status change skips is KC-PRJ-026's matter; it runs only where these find nothing.
/// </summary>
internal static class ProjectPaperRules
{

    public static IReadOnlyList<Rule> All { get; } =
    [
        // Tasks have no private beneficiary and no place of one (TT 36/2013 art. 3); flagship projects have both.
        new()
        {
            Id = "KC-PRJ-003", Group = "required", Kind = RecordKind.Project, Severity = Severity.Error,
            BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 5.1 và Điều 10.1.a; đề án địa phương: " + Basis.OurRule,
            Vi = new("Đề án phải có đơn vị thụ hưởng và địa điểm thực hiện.", "Điền phần còn thiếu."),
            En = new("A project needs its beneficiaries and its place.", "Give what is missing."),
            Variants =
            [
                new("single",
                    new("Đề án không phải đề án nhóm mà chưa có «{field}».",
                        "Điền «{field}»; nếu lúc phê duyệt chưa rõ đơn vị thụ hưởng, địa điểm thì ghi loại đề án là "
                            + "đề án nhóm (NHOM)."),
                    new("The project is not grouped and has no «{field}».",
                        "Give «{field}»; if beneficiary and place are not yet fixed, the type is grouped (NHOM).")),
                new("grouped",
                    new("Đề án nhóm đã triển khai mà chưa có «{field}».",
                        "Khai các đơn vị thụ hưởng theo kế hoạch chi tiết đã được phê duyệt."),
                    new("The grouped project is under way and has no «{field}».",
                        "Give the beneficiaries of the approved detailed plan.")),
            ],
            Check = BeneficiaryAndPlace,
        },
        new()
        {
            Id = "KC-PRJ-004", Group = "required", Kind = RecordKind.Project, Severity = Severity.Error,
            AppliesTo = AppliesTo.National, ValidFrom = Basis.Circular36Start,
            BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Điều 12.1",
            Vi = new("Đề án khuyến công quốc gia đã triển khai mà thiếu «{field}».",
                "Điền số và ngày hợp đồng (nhiệm vụ: số và ngày văn bản giao nhiệm vụ)."),
            En = new("The national project is under way and «{field}» is missing.",
                "Give number and date of the contract (task: of the document that assigned it)."),
            Check = Contract,
        },
        new()
        {
            Id = "KC-PRJ-005", Group = "required", Kind = RecordKind.Project, Severity = Severity.Error,
            BasisStatus = Basis.Decree45,
            LegalBasis = "NĐ 45/2012/NĐ-CP, Điều 2.2; đề án khuyến công quốc gia: TT 36/2013/TT-BCT, Điều 8.3",
            Vi = new("Đề án đã qua bước phê duyệt mà thiếu «{field}».",
                "Điền số, ngày và cơ quan ban hành quyết định phê duyệt; nếu chưa được phê duyệt thì sửa trạng thái."),
            En = new("The project is past its approval and «{field}» is missing.",
                "Give number, date and authority of the approval; if it is not approved yet, mend the status."),
            Check = Approval,
        },
        // Forms 4a and 4b are for grouped and single projects: the Sở appraises no task.
        new()
        {
            Id = "KC-PRJ-027", Group = "life_cycle", Kind = RecordKind.Project, Severity = Severity.Error,
            AppliesTo = AppliesTo.National, ValidFrom = Basis.Circular36Start,
            BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Điều 8.1 và Điều 10.2.a",
            Vi = new("Đề án khuyến công quốc gia đã phê duyệt mà chưa có số phiếu thẩm định cấp cơ sở.",
                "Ghi số phiếu thẩm định của Sở Công Thương; đề án liên tỉnh hoặc của trung tâm quốc gia vùng thì đánh "
                    + "dấu ở cột tương ứng."),
            En = new("The national project is approved but has no number of the Sở's appraisal form.",
                "Give the number of the form; a multi-province or regional-centre project: mark it as such."),
            Check = BaseAppraisal,
        },
        new()
        {
            Id = "KC-PRJ-028", Group = "life_cycle", Kind = RecordKind.Project, Severity = Severity.Error,
            AppliesTo = AppliesTo.National, ValidFrom = Basis.Circular36Start,
            BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Điều 14 và các Mẫu 5a đến 5c",
            Vi = new("Thiếu biên bản nghiệm thu cơ sở, hoặc ngày nghiệm thu trước ngày hợp đồng.",
                "Điền biên bản nghiệm thu, hoặc sửa ngày."),
            En = new("The acceptance record is missing, or dated before the contract.",
                "Give the acceptance record, or mend the date."),
            Variants =
            [
                new("missing",
                    new("Đề án đã nghiệm thu mà thiếu «{field}».",
                        "Điền số và ngày biên bản nghiệm thu cơ sở; nếu chưa nghiệm thu thì sửa trạng thái."),
                    new("The project is accepted but «{field}» is missing.",
                        "Give number and date of the acceptance record; if not accepted yet, mend the status.")),
                new("before_contract",
                    new("Ngày nghiệm thu {date} sớm hơn ngày hợp đồng {contract}: {days} ngày.",
                        "Sửa ngày nghiệm thu hoặc ngày hợp đồng; nghiệm thu không thể trước khi ký hợp đồng."),
                    new("Acceptance on {date} is before the contract of {contract}: {days} days.",
                        "Mend one of the dates; nothing is accepted before its contract.")),
            ],
            Check = Acceptance,
        },
        new()
        {
            Id = "KC-PRJ-031", Group = "life_cycle", Kind = RecordKind.Project, Severity = Severity.Error,
            AppliesTo = AppliesTo.National, ValidFrom = Basis.Circular36Start,
            BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Điều 21.2.a, Điều 23.3 và Mẫu 11",
            Vi = new("Đề án nhóm đã triển khai mà thiếu «{field}».",
                "Điền số và ngày kế hoạch chi tiết do Sở Công Thương phê duyệt."),
            En = new("The grouped project is under way and «{field}» is missing.",
                "Give number and date of the detailed plan that the Sở approved."),
            Check = DetailedPlan,
        },
    ];

    private static void BeneficiaryAndPlace(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (project is { ProjectType: ProjectTypes.Grouped, Beneficiaries.Count: 0 }
            && ProjectProgress.IsUnderWay(project))
            Missing(judgement, "project.beneficiaries", "grouped");
        if (project.ProjectType is not (ProjectTypes.Specific or ProjectTypes.Flagship)) return;
        if (project.Beneficiaries.Count == 0) Missing(judgement, "project.beneficiaries", "single");
        // Commune codes before the reform are not part of the reference data: of an older project the address will do.
        if (project.CommuneCode.Length > 0) return;
        if (ReferenceData.KnowsCommunes(judgement.Kind.ListDate(judgement.Record, judgement.ReferenceDate)))
            Missing(judgement, "project.commune_code", "single");
        else if (project.Address.Length == 0) Missing(judgement, "project.address", "single");
    }

    private static void Contract(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (!ProjectProgress.IsUnderWay(project)) return;
        if (project.ContractNo.Length == 0) Missing(judgement, "project.contract_no");
        if (project.ContractDate is null) Missing(judgement, "project.contract_date");
    }

    private static void Approval(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (!ProjectProgress.IsApproved(project)) return;
        if (project.ApprovalNo.Length == 0) Missing(judgement, "project.approval_no");
        if (project.ApprovalDate is null) Missing(judgement, "project.approval_date");
        if (project.ApprovalAuthority.Length == 0) Missing(judgement, "project.approval_authority");
    }

    private static void BaseAppraisal(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (project is { BaseAppraisalNo.Length: 0, MultiProvince: false, RegionalCentre: false }
            && project.ProjectType != ProjectTypes.Task && ProjectProgress.IsApproved(project))
            judgement.Report("project.base_appraisal_no");
    }

    private static void Acceptance(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (ProjectProgress.IsAccepted(project))
        {
            if (project.AcceptanceNo.Length == 0) Missing(judgement, "project.acceptance_no", "missing");
            if (project.AcceptanceDate is null) Missing(judgement, "project.acceptance_date", "missing");
        }
        if (project.AcceptanceDate.TryToDateOnly(out var accepted)
            && project.ContractDate.TryToDateOnly(out var contracted) && accepted < contracted)
            judgement.Report("project.acceptance_date", (Rule.Cause, "before_contract"),
                ("date", accepted.ToVietnameseText()), ("contract", contracted.ToVietnameseText()),
                ("days", (contracted.DayNumber - accepted.DayNumber).ToString(CultureInfo.InvariantCulture)));
    }

    private static void DetailedPlan(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (project.ProjectType != ProjectTypes.Grouped || !ProjectProgress.IsUnderWay(project)) return;
        if (project.DetailedPlanNo.Length == 0) Missing(judgement, "project.detailed_plan_no");
        if (project.DetailedPlanDate is null) Missing(judgement, "project.detailed_plan_date");
    }

    private static void Missing(Judgement judgement, string path) =>
        judgement.Report(path, ("field", Labels.Of(path)));

    private static void Missing(Judgement judgement, string path, string cause) =>
        judgement.Report(path, (Rule.Cause, cause), ("field", Labels.Of(path)));
}
