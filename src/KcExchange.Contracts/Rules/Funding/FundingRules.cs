using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-FND rules, in the order of their ids.</summary>
internal static class FundingRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-FND-001", Group = "required", Kind = RecordKind.Funding, Severity = Severity.Error,
            BasisStatus = Basis.Decree45,
            LegalBasis = "NĐ 45/2012/NĐ-CP, Điều 11 đến Điều 14; các trường khác theo quy định của hệ thống trao đổi",
            Vi = new("Thiếu thông tin bắt buộc về kinh phí: {field}.", "Điền «{field}»."),
            En = new("Required funding field missing: {field}.", "Give «{field}»."),
            Variants =
            [
                new("text",
                    new("Thiếu thông tin bắt buộc về kinh phí: {field}.", "Điền «{field}»."),
                    new("Required funding field missing: {field}.", "Give «{field}».")),
                new("number",
                    new("Thiếu thông tin bắt buộc về kinh phí: {field}.",
                        "Điền «{field}»; không có thì ghi 0, đừng để trống."),
                    new("Required funding field missing: {field}.", "Give «{field}»; nothing is 0, not empty.")),
            ],
            Check = ScopeHasItsObject,
        },
        new()
        {
            Id = "KC-FND-002", Group = "format", Kind = RecordKind.Funding, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("«{field}» ghi {value}; số tiền không được âm.",
                "Ghi số nguyên đồng từ 0 trở lên; tiền thu hồi, nộp trả ghi ở trường riêng."),
            En = new("«{field}» is {value}; amounts cannot be negative.",
                "Give whole đồng from 0; refunds have a field of their own."),
        },
        new()
        {
            Id = "KC-FND-003", Group = "code_list", Kind = RecordKind.Funding, Severity = Severity.Error,
            BasisStatus = Basis.Decree45, LegalBasis = "NĐ 45/2012/NĐ-CP, Điều 12 và Điều 13",
            Vi = new("Nguồn kinh phí «{value}» không có trong danh mục ngày {date}.",
                "Chọn nguồn theo danh mục {list}, gợi ý: {nearest}."),
            En = new("Funding source «{value}» is not in the list on {date}.",
                "Choose a source from list {list}, perhaps: {nearest}."),
        },
        new()
        {
            // The circular that the design named has expired; that a part is not more than its whole needs no circular.
            Id = "KC-FND-005", Group = "cross_field", Kind = RecordKind.Funding, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = "phép so sánh số học; quy định của hệ thống trao đổi",
            Vi = new("Giải ngân lũy kế {disbursed} vượt kinh phí được giao cộng số năm trước chuyển sang "
                    + "{allocated}: vượt {excess}.",
                "Kiểm tra số giải ngân, số được giao (kể cả bổ sung) và số chuyển từ năm trước sang; tất cả "
                    + "là lũy kế từ đầu năm."),
            En = new("Disbursed {disbursed} is more than allocated plus carried in, {allocated}: {excess} too much.",
                "Check what was disbursed, allocated (supplements included) and carried in; all are "
                    + "cumulative in the year."),
            Check = DisbursedIsWithinAllocated,
        },
        new()
        {
            Id = "KC-FND-010", Group = "cross_record", Kind = RecordKind.Funding, Stage = RuleStage.Context,
            Severity = Severity.Error, BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Mã đề án không tồn tại hoặc khác cấp khuyến công.",
                "Gửi đề án trước, hoặc sửa mã, cấp khuyến công."),
            En = new("The project is unknown or of another funding level.",
                "Send the project first, or mend code or level."),
            Variants =
            [
                new("unknown",
                    new("Đề án {project} chưa có trong dữ liệu của tỉnh.",
                        "Gửi đề án trước hoặc cùng lần, hoặc sửa mã đề án."),
                    new("Project {project} is not among the province's data.",
                        "Send the project before or with the line, or mend its code.")),
                new("level",
                    new("Đề án {project} ghi cấp khuyến công {level_project}, dòng kinh phí này ghi {level}.",
                        "Sửa cấp khuyến công ở đề án hoặc ở kinh phí cho khớp (quốc gia hoặc địa phương)."),
                    new("Project {project} is of funding level {level_project}, this line says {level}.",
                        "Mend the level of the project or of the line: both national or both local.")),
            ],
            Check = ProjectIsKnownAndOfTheSameLevel,
        },
    ];

    private static void ScopeHasItsObject(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        var missing = funding.Scope switch
        {
            FundingScopes.Project when funding.ProjectCode.Length == 0 => "funding.project_code",
            FundingScopes.Category when funding.ActivityCategory.Length == 0 => "funding.activity_category",
            _ => null,
        };
        if (missing is not null) judgement.Report(missing, (Rule.Cause, "text"), ("field", Labels.Of(missing)));
    }

    /// <summary>
    /// Of money that an authority allocates; nobody allocates a beneficiary's share, a donation or other sources.
    /// </summary>
    private static void DisbursedIsWithinAllocated(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (funding.FundingSource is "DOI_UNG" or "TAI_TRO" or "KHAC") return;
        if (!funding.HasDisbursedAmount || !funding.HasAllocatedAmount) return;
        var allocated = (Int128)funding.AllocatedAmount + funding.CarriedInVnd;
        if (funding.DisbursedAmount > allocated)
            judgement.Report("funding.disbursed_amount",
                ("disbursed", Amounts.Text(funding.DisbursedAmount)), ("allocated", Amounts.Text(allocated)),
                ("excess", Amounts.Text(funding.DisbursedAmount - allocated)));
    }

    private static void ProjectIsKnownAndOfTheSameLevel(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (funding.Scope != FundingScopes.Project || funding.ProjectCode.Length == 0) return;
        var known = judgement.Context.Known;
        var reference = new RecordReference(RecordKind.Project, funding.ProjectCode, "funding.project_code");
        if (known.IsRefused(reference, out _)) return;
        var project = known.WithCode(reference.Kind, reference.Code).FirstOrDefault()?.Content.Value.Project;
        if (project is null && !known.IsComplete) judgement.CannotDecide();
        else if (project is null)
            judgement.Report("funding.project_code", (Rule.Cause, "unknown"),
                ("project", ParameterText.Shown(funding.ProjectCode)));
        else if (IsNational(project.FundingLevel) != IsNational(funding.FundingLevel))
            judgement.Report("funding.project_code", (Rule.Cause, "level"), ("project", funding.ProjectCode),
                ("level_project", project.FundingLevel), ("level", ParameterText.Shown(funding.FundingLevel)));
    }

    private static bool IsNational(string level) => level == FundingLevels.National;
}
