using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-PRJ-029 and 030: what of an approved national project changes by whose decision (TT 36/2013 art. 11). Each entry
/// of adjustments must be a decision of who may take it; and what differs from the stored state needs such an entry
/// that is new, or dated since the stored status: one of years ago does not explain today's change.
/// </summary>
internal static class AdjustmentRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Adjusted("KC-PRJ-029", "TT 36/2013/TT-BCT, Điều 11.2.a và Điều 11.3", ByMinistry,
            new("Điều chỉnh thuộc thẩm quyền của Bộ mà không có quyết định của Bộ.",
                "Khai quyết định ở bảng «Điều chỉnh»."),
            new("An adjustment that is the ministry's to decide has no decision of it.",
                "Give the decision in table «Điều chỉnh».")),
        Adjusted("KC-PRJ-030", "TT 36/2013/TT-BCT, Điều 11.2.b và Điều 11.4", ByDepartment,
            new("Điều chỉnh địa điểm, đơn vị thụ hưởng, thời gian mà không có văn bản phê duyệt.",
                "Khai văn bản ở bảng «Điều chỉnh»."),
            new("A change of place, beneficiary or time has no document that approved it.",
                "Give the document in table «Điều chỉnh».")),
    ];

    private static Rule Adjusted(string id, string legalBasis, RuleCheck check, RuleText vi, RuleText en) => new()
    {
        Id = id,
        Group = "life_cycle",
        Kind = RecordKind.Project,
        Stage = RuleStage.Context,
        Severity = Severity.Error,
        AppliesTo = AppliesTo.National,
        BasisStatus = Basis.Circular36,
        LegalBasis = legalBasis,
        ValidFrom = Basis.Circular36Start,
        Vi = vi,
        En = en,
        Variants =
        [
            new("undecided",
                new("«{field}» đổi từ {before} thành {after} mà chưa có văn bản điều chỉnh {kind} của cấp có thẩm "
                    + "quyền.",
                    "Khai ở bảng «Điều chỉnh»: {kind}, số và ngày văn bản, cơ quan quyết định ({expected}); nếu gõ "
                        + "nhầm "
                        + "thì ghi lại như đã gửi."),
                new("«{field}» changed from {before} to {after} without a document of adjustment {kind}.",
                    "Give in table «Điều chỉnh»: {kind}, number, date and authority ({expected}); if mistyped, give "
                        + "it as "
                        + "it was sent before.")),
            new("incomplete",
                new("Lần điều chỉnh {kind} thiếu «{field}».",
                    "Điền số, ngày văn bản và cơ quan quyết định ({expected})."),
                new("Adjustment {kind} lacks «{field}».",
                    "Give number, date and authority of the document ({expected}).")),
            new("authority",
                new("Lần điều chỉnh {kind} do {authority} quyết định, không đúng thẩm quyền.",
                    "Cơ quan có thẩm quyền: {expected}."),
                new("Adjustment {kind} was decided by {authority}, who is not competent.",
                    "Competent: {expected}.")),
        ],
        Check = check,
    };

    private static void ByMinistry(Judgement judgement)
    {
        Entries(judgement, ministry: true);
        if (!ProjectChanges.TryFind(judgement, out var changes)) return;
        var (before, after) = (changes.Before, changes.After);
        if (before.HasSupportAmount && after.SupportAmount > before.SupportAmount)
            changes.Report(AdjustmentKinds.MoreSupport, "project.support_amount",
                Amounts.Text(before.SupportAmount), Amounts.Text(after.SupportAmount));
        if (before.ActivityKey != after.ActivityKey)
            changes.Report(AdjustmentKinds.Content, "project.activity_key", before.ActivityKey, after.ActivityKey);
        else if (!before.ActivityCategories.ToHashSet().SetEquals(after.ActivityCategories))
            changes.Report(AdjustmentKinds.Content, "project.activity_categories",
                string.Join("; ", before.ActivityCategories), string.Join("; ", after.ActivityCategories));
        if (changes.IsExtended)
            changes.Report(AdjustmentKinds.Extension, "project.end_date",
                before.EndDate.ToText(), after.EndDate.ToText());
        if (after.Status == ProjectStatuses.Stopped && before.Status != ProjectStatuses.Stopped)
            changes.Report(AdjustmentKinds.Stop, "project.status",
                Competence.Label(judgement, "project_status", before.Status),
                Competence.Label(judgement, "project_status", after.Status));
    }

    private static void ByDepartment(Judgement judgement)
    {
        Entries(judgement, ministry: false);
        if (!ProjectChanges.TryFind(judgement, out var changes)) return;
        var (before, after) = (changes.Before, changes.After);
        if (before.CommuneCode.Length > 0 && before.CommuneCode != after.CommuneCode)
            changes.Report(AdjustmentKinds.Place, "project.commune_code", before.CommuneCode, after.CommuneCode);
        if (changes.HasOtherBeneficiaries)
            changes.Report(AdjustmentKinds.Beneficiary, "project.beneficiaries",
                ProjectChanges.Codes(before), ProjectChanges.Codes(after));
        if (!Equals(before.StartDate, after.StartDate))
            changes.Report(AdjustmentKinds.Time, "project.start_date",
                before.StartDate.ToText(), after.StartDate.ToText());
        else if (!changes.IsExtended && !Equals(before.EndDate, after.EndDate))
            changes.Report(AdjustmentKinds.Time, "project.end_date", before.EndDate.ToText(), after.EndDate.ToText());
    }

    private static void Entries(Judgement judgement, bool ministry)
    {
        var project = judgement.Record.Project;
        for (var i = 0; i < project.Adjustments.Count; i++)
            if (Competence.IsMinistrys(project.Adjustments[i].Kind) == ministry)
                Competence.Check(judgement, project.Adjustments[i], i);
    }
}
