using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-PRJ rules: those on form and sums here, the others by what they are about in files of their own.
/// </summary>
internal static class ProjectRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-PRJ-001", Group = "format", Kind = RecordKind.Project, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Mã đề án không đúng quy cách KC-<tỉnh>-<năm>-<QG hoặc DP>-<số>.", "Sửa mã đề án."),
            En = new("The project code is not KC-<province>-<year>-<QG or DP>-<number>.", "Mend the project code."),
            Variants = ProjectCode.Variants,
            Check = ProjectCode.Check,
        },
        new()
        {
            Id = "KC-PRJ-002", Group = "required", Kind = RecordKind.Project, Severity = Severity.Error,
            BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 5; các trường khác theo quy định của hệ thống trao đổi",
            Vi = new("Thiếu thông tin bắt buộc của đề án: {field}.", "Điền «{field}»."),
            En = new("Required project field missing: {field}.", "Give «{field}»."),
            Variants =
            [
                new("text",
                    new("Thiếu thông tin bắt buộc của đề án: {field}.", "Điền «{field}»."),
                    new("Required project field missing: {field}.", "Give «{field}».")),
                new("number",
                    new("Thiếu thông tin bắt buộc của đề án: {field}.",
                        "Điền «{field}»; không có thì ghi 0, đừng để trống."),
                    new("Required project field missing: {field}.", "Give «{field}»; nothing is 0, not empty.")),
            ],
            Check = SectorIsGivenUnlessTask,
        },
        CodeRule("KC-PRJ-006", "NĐ 45/2012/NĐ-CP, Điều 4 (kể cả sửa đổi có hiệu lực ngày áp dụng)",
            "Nội dung hoạt động khuyến công «{value}»", "Activity category «{value}»"),
        CodeRule("KC-PRJ-007", "NĐ 45/2012/NĐ-CP, Điều 1.2 (kể cả sửa đổi có hiệu lực ngày áp dụng)",
            "Loại đơn vị thụ hưởng «{value}»", "Beneficiary type «{value}»"),
        CodeRule("KC-PRJ-008", "NĐ 45/2012/NĐ-CP, Điều 5 (kể cả sửa đổi có hiệu lực ngày áp dụng)",
            "Ngành nghề «{value}»", "Sector «{value}»"),
        new()
        {
            Id = "KC-PRJ-009", Group = "format", Kind = RecordKind.Project, Severity = Severity.Error,
            BasisStatus = Basis.Unverified, LegalBasis = Basis.OurRule,
            Vi = new("Mã số thuế không hợp lệ.", "Ghi đúng mã số thuế của đơn vị thụ hưởng."),
            En = new("The tax code is not valid.", "Give the beneficiary's right tax code."),
            Variants =
            [
                new("form",
                    new("Mã số thuế {value} không đúng dạng.",
                        "Dạng đúng: {expected}; chú ý chữ số 0 ở đầu mà Excel hay bỏ mất."),
                    new("Tax code {value} does not have the right form.",
                        "Right form: {expected}; mind leading zeros that Excel drops.")),
                new("check_digit",
                    new("Mã số thuế {value} sai chữ số kiểm tra (chữ số thứ 10): có chữ số bị gõ nhầm.",
                        "Đối chiếu với giấy chứng nhận đăng ký và ghi lại."),
                    new("Tax code {value} has a wrong check digit (the tenth): a digit was mistyped.",
                        "Compare it with the registration certificate and give it again.")),
            ],
            Check = TaxCodesHold,
        },
        new()
        {
            Id = "KC-PRJ-010", Group = "cross_field", Kind = RecordKind.Project, Severity = Severity.Error,
            BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Điều 5.5",
            Vi = new("Ngày kết thúc {end} sớm hơn ngày bắt đầu {start}.", "Sửa ngày bắt đầu hoặc ngày kết thúc."),
            En = new("End date {end} is before start date {start}.", "Mend the start date or the end date."),
            Check = EndIsNotBeforeStart,
        },
        new()
        {
            Id = "KC-PRJ-011", Group = "cross_field", Kind = RecordKind.Project, Severity = Severity.Error,
            BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Mẫu số 1 (phép cộng số học)",
            Vi = new("Tổng kinh phí {total} không bằng hỗ trợ + đối ứng + nguồn khác {sum}: chênh lệch {difference}.",
                "Sửa tổng kinh phí hoặc từng nguồn cho bằng nhau đến từng đồng."),
            En = new("Total cost {total} is not support + counterpart + other, {sum}: difference {difference}.",
                "Mend the total or the sources until they agree to the đồng."),
            Check = SourcesAddUp,
        },
        .. ProjectPaperRules.All,
        .. ProjectPlanRules.All,
        .. CeilingRules.All,
        .. PlausibilityRules.All,
        .. ProjectContextRules.All,
        .. DuplicateRules.All,
        .. AdjustmentRules.All,
    ];

    // ERROR: a code that is in no list cannot be counted anywhere. Dates of the additions of 2025 are from press
    // reports.
    private static Rule CodeRule(string id, string legalBasis, string vi, string en) => new()
    {
        Id = id,
        Group = "code_list",
        Kind = RecordKind.Project,
        Severity = Severity.Error,
        BasisStatus = Basis.Decree45,
        LegalBasis = legalBasis,
        Vi = new(vi + " không có trong danh mục áp dụng ngày {date}.",
            "Chọn mã theo danh mục {list} (đề án đã duyệt: theo ngày phê duyệt), gợi ý: {nearest}."),
        En = new(en + " is not in the list in force on {date}.",
            "Choose a code from list {list} (approved projects: as of the approval date), perhaps: {nearest}."),
    };

    // No annotation can say it: a task (nhiệm vụ) has no sector.
    private static void SectorIsGivenUnlessTask(Judgement judgement)
    {
        if (judgement.Record.Project is { Sector.Length: 0, ProjectType: not "NHIEM_VU" })
            judgement.Report("project.sector", (Rule.Cause, "text"), ("field", Labels.Of("project.sector")));
    }

    private static void TaxCodesHold(Judgement judgement)
    {
        var beneficiaries = judgement.Record.Project.Beneficiaries;
        for (var i = 0; i < beneficiaries.Count; i++)
        {
            // Other lengths are the annotation's matter.
            var code = beneficiaries[i].TaxCode;
            if (code.Length is 10 or 14 && HasForm(code) && !TaxCode.IsValid(code))
                judgement.Report(FieldPaths.OfBeneficiary(i, "tax_code"),
                    (Rule.Cause, "check_digit"), ("value", ParameterText.Masked(code)));
        }
    }

    private static bool HasForm(string code) =>
        !code.AsSpan(0, 10).ContainsAnyExceptInRange('0', '9')
        && (code.Length == 10 || (code[10] == '-' && !code.AsSpan(11).ContainsAnyExceptInRange('0', '9')));

    private static void EndIsNotBeforeStart(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (project.StartDate.TryToDateOnly(out var start) && project.EndDate.TryToDateOnly(out var end) && end < start)
            judgement.Report("project.end_date", ("end", end.ToVietnameseText()), ("start", start.ToVietnameseText()));
    }

    private static void SourcesAddUp(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (!project.HasTotalCost || !project.HasSupportAmount || !project.HasCounterpartAmount) return;
        var sum = (Int128)project.SupportAmount + project.CounterpartAmount + project.OtherAmount;
        if (sum != project.TotalCost)
            judgement.Report("project.total_cost", ("total", Amounts.Text(project.TotalCost)),
                ("sum", Amounts.Text(sum)), ("difference", Amounts.Text(Int128.Abs(sum - project.TotalCost))));
    }
}
