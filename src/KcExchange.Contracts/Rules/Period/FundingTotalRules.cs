using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-FND-011: lines of one scope against the province's own total of the same budget year, level and source. Scopes
/// are compared, never added together; what was not reported is "chưa báo cáo", not 0, and so compared with nothing.
/// </summary>
internal static class FundingTotalRules
{
    /// <summary>The beneficiaries' own money: nobody disburses it to them, it has no disbursement rate.</summary>
    private const string Counterpart = "DOI_UNG";

    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-FND-011", Group = "cross_record", Kind = RecordKind.Funding, Stage = RuleStage.Period,
            Severity = Severity.Error, BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Tổng giải ngân theo đề án không khớp số của dòng toàn tỉnh, hoặc tổng theo nội dung vượt số đó.",
                "Sửa các dòng cho khớp."),
            En = new("Disbursements of the projects do not add up to the province's total, or those by activity exceed "
                    + "it.",
                "Make the lines agree."),
            Variants =
            [
                Variant("below", "theo đề án", "of projects",
                    "thiếu {difference}", "{difference} is missing",
                    "Gửi các dòng theo đề án còn thiếu (kể cả dòng đã bị từ chối) hoặc sửa cho đúng, hoặc sửa dòng "
                        + "toàn tỉnh (phạm vi PROVINCE); tất cả là lũy kế từ đầu năm.",
                    "Send the missing project lines (those refused before too) or mend them, or mend the line of the "
                        + "province (scope PROVINCE); all are cumulative in the year."),
                Variant("above", "theo đề án", "of projects",
                    "thừa {difference}", "{difference} is too much",
                    "Sửa các dòng theo đề án hoặc dòng toàn tỉnh (phạm vi PROVINCE); tất cả là lũy kế từ đầu năm.",
                    "Mend the project lines or the line of the province (scope PROVINCE); all are cumulative in the "
                        + "year."),
                Variant("category", "theo nội dung", "of activities",
                    "thừa {difference}", "{difference} is too much",
                    "Sửa các dòng theo nội dung hoặc dòng toàn tỉnh (phạm vi PROVINCE); mỗi khoản chỉ ghi ở một nội "
                        + "dung.",
                    "Mend the lines by activity or the line of the province (scope PROVINCE); each amount belongs to "
                        + "one activity."),
            ],
            PeriodCheck = PartsAgreeWithTheTotal,
        },
    ];

    private static RuleVariant Variant(
        string cause, string partsVi, string partsEn, string excessVi, string excessEn, string cureVi,
        string cureEn) => new(
            cause,
            new($"Kỳ {{period}}, ngân sách {{year}}, cấp {{level}}, nguồn {{source}}, tỉnh {{province}}: {{lines}} "
                + $"dòng {partsVi} giải ngân tổng cộng {{sum}}; dòng toàn tỉnh ghi {{total}}, trong đó chi quản lý "
                + $"chương trình {{management}}: {excessVi}.", cureVi),
            new($"Period {{period}}, budget {{year}}, level {{level}}, source {{source}}, province {{province}}: "
                + $"{{lines}} lines {partsEn} disbursed {{sum}} in all; the line of the province says {{total}}, with "
                + $"programme management of {{management}}: {excessEn}.", cureEn));

    /// <summary>
    /// Managing the programme costs money that belongs to no project: the province's total may exceed the projects' by
    /// so much. A list by activity may be incomplete; only that parts are not more than their whole holds of it anyway.
    /// </summary>
    private static void PartsAgreeWithTheTotal(PeriodJudgement judgement)
    {
        var totals = judgement.Facts.Sums.Where(sum => sum.Scope == FundingScopes.Province)
            .ToDictionary(sum => (sum.ProvinceCode, sum.BudgetYear, sum.Level, sum.Source));
        foreach (var parts in judgement.Facts.Sums)
        {
            if (parts.Scope == FundingScopes.Province || parts.Source == Counterpart) continue;
            if (!totals.TryGetValue((parts.ProvinceCode, parts.BudgetYear, parts.Level, parts.Source), out var total))
                continue;
            if (parts.Disbursed > total.Disbursed)
                Report(judgement, parts.Scope == FundingScopes.Project ? "above" : "category", parts, total,
                    parts.Disbursed - total.Disbursed);
            else if (parts.Scope == FundingScopes.Project && parts.Disbursed < total.Disbursed - total.Management)
                Report(judgement, "below", parts, total, total.Disbursed - total.Management - parts.Disbursed);
        }
    }

    private static void Report(
        PeriodJudgement judgement, string cause, FundingSum parts, FundingSum total, Int128 difference)
    {
        var year = parts.BudgetYear.ToString(CultureInfo.InvariantCulture);
        judgement.Report("funding.disbursed_amount",
            string.Join('/', year, parts.Level, parts.Source, parts.ProvinceCode, parts.Scope),
            [total.FirstKey, parts.FirstKey],
            (Rule.Cause, cause), ("period", judgement.Facts.Period.Key), ("year", year), ("level", parts.Level),
            ("source", parts.Source), ("province", parts.ProvinceCode),
            ("lines", parts.Lines.ToString(CultureInfo.InvariantCulture)), ("sum", Amounts.Text(parts.Disbursed)),
            ("total", Amounts.Text(total.Disbursed)), ("management", Amounts.Text(total.Management)),
            ("difference", Amounts.Text(difference)));
    }
}
