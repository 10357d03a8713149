using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-FND rules; here those on what a line must have, its codes and its key.</summary>
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
        new()
        {
            // Decided by the exchange and by the agent's check of a workbook: both see two rows of one reading.
            Id = "KC-FND-012", Group = "cross_record", Kind = RecordKind.Funding, Stage = RuleStage.Exchange,
            Severity = Severity.Error, BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Dòng kinh phí {key} có hai lần trong cùng lần gửi, số liệu khác nhau.",
                "Giữ một dòng cho mỗi năm, kỳ, cấp, nguồn, phạm vi và đề án hoặc nội dung; là hai phần của một dòng "
                    + "thì cộng lại."),
            En = new("Funding line {key} is there twice in one submission, with different figures.",
                "Keep one line per year, period, level, source, scope and project or category; add up what are two "
                    + "parts of one line."),
        },
        .. FundingAmountRules.All,
        .. FundingProjectRules.All,
        .. FundingPeriodRules.All,
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
