using KcExchange.Contracts.Reference;
using KcExchange.V1;
using static KcExchange.Contracts.Rules.ParameterText;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-CEN rules; here those on what a centre must have, its codes and sums.</summary>
internal static class CentreRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-CEN-001", Group = "required", Kind = RecordKind.Centre, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Thiếu thông tin bắt buộc của trung tâm: {field}.", "Điền «{field}»."),
            En = new("Required centre field missing: {field}.", "Give «{field}»."),
            Variants =
            [
                new("text",
                    new("Thiếu thông tin bắt buộc của trung tâm: {field}.", "Điền «{field}»."),
                    new("Required centre field missing: {field}.", "Give «{field}».")),
                new("number",
                    new("Thiếu thông tin bắt buộc của trung tâm: {field}.",
                        "Điền «{field}»; không có thì ghi 0, đừng để trống."),
                    new("Required centre field missing: {field}.", "Give «{field}»; nothing is 0, not empty.")),
            ],
            Check = CommuneIsGivenSinceTheReform,
        },
        new()
        {
            Id = "KC-CEN-002", Group = "code_list", Kind = RecordKind.Centre, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = "danh mục của hệ thống trao đổi",
            Vi = new("«{field}» ghi «{value}», không có trong danh mục {list}.",
                "Chọn mã trong danh mục, gợi ý: {nearest}."),
            En = new("«{field}» is «{value}», which is not in list {list}.",
                "Choose a code of the list; perhaps: {nearest}."),
        },
        new()
        {
            Id = "KC-CEN-003", Group = "format", Kind = RecordKind.Centre, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("«{field}» ghi {value}; số lượng, diện tích, số tiền không được âm.", "Ghi số từ 0 trở lên."),
            En = new("«{field}» is {value}; counts, areas and amounts cannot be negative.", "Give a number from 0."),
        },
        new()
        {
            Id = "KC-CEN-004", Group = "cross_field", Kind = RecordKind.Centre, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Tổng số người theo trình độ là {sum}, khác tổng nhân sự {total}.",
                "Sửa số người ở từng trình độ hoặc tổng nhân sự cho bằng nhau; mỗi người chỉ tính ở trình độ "
                    + "cao nhất."),
            En = new("Staff by qualification adds up to {sum}, total staff is {total}.",
                "Mend the counts or the total until they agree; each person counts at the highest qualification only."),
            Check = QualificationsAddUp,
        },
        new()
        {
            Id = "KC-CEN-005", Group = "cross_field", Kind = RecordKind.Centre, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = "phép cộng số học; quy định của hệ thống trao đổi",
            Vi = new("Tổng công chức, viên chức và hợp đồng là {sum}, khác tổng nhân sự {total}.",
                "Sửa số người của từng loại hoặc tổng nhân sự cho bằng nhau."),
            En = new("Civil servants, public employees and contract labour add up to {sum}, total staff is {total}.",
                "Mend the counts or the total until they agree."),
            Check = EmploymentTypesAddUp,
        },
        .. CentreCapacityRules.All,
    ];

    // No annotation can say it: commune codes before 2025-07-01 are not part of the reference data.
    private static void CommuneIsGivenSinceTheReform(Judgement judgement)
    {
        if (judgement.Record.Centre.CommuneCode.Length == 0 && ReferenceData.KnowsCommunes(judgement.ReferenceDate))
            judgement.Report("centre.commune_code", (Rule.Cause, "text"), ("field", Labels.Of("centre.commune_code")));
    }

    private static void QualificationsAddUp(Judgement judgement)
    {
        var centre = judgement.Record.Centre;
        if (!centre.HasStaffTotal || centre.StaffByQualification.Count == 0) return;
        var sum = 0L;
        for (var i = 0; i < centre.StaffByQualification.Count; i++)
        {
            if (!centre.StaffByQualification[i].HasCount) return;
            sum += centre.StaffByQualification[i].Count;
        }
        if (sum != centre.StaffTotal)
            judgement.Report("centre.staff_by_qualification", ("sum", Plain(sum)), ("total", Plain(centre.StaffTotal)));
    }

    private static void EmploymentTypesAddUp(Judgement judgement)
    {
        var centre = judgement.Record.Centre;
        if (!centre.HasStaffTotal || !centre.HasStaffCivil || !centre.HasStaffPublic
            || !centre.HasStaffContract) return;
        var sum = (long)centre.StaffCivil + centre.StaffPublic + centre.StaffContract;
        if (sum != centre.StaffTotal)
            judgement.Report("centre.staff_total", ("sum", Plain(sum)), ("total", Plain(centre.StaffTotal)));
    }
}
