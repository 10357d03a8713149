using System.Collections.Frozen;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-PRJ-021 to 024: the same establishment in projects of any province. Answers name code, province and year of the
/// other projects and nothing else of them.
/// </summary>
public static class DuplicateRules
{
    /// <summary>Other projects that a finding names; it says how many there are.</summary>
    private const int MostNamed = 5;

    /// <summary>An expense without a ceiling of its own: two projects may have different things under it.</summary>
    private const string AnyExpense = "KHAC";

    /// <summary>Parameter that names the other projects.</summary>
    private const string OthersName = "others";

    internal static IReadOnlyList<Rule> All { get; } =
    [
        CrossProvince("KC-PRJ-021", Severity.Error, Basis.Expired2018,
            "không hỗ trợ hai lần cùng một nội dung chi từ ngân sách nhà nước: " + Basis.ToConfirm,
            new("Đơn vị thụ hưởng đã được hỗ trợ cùng nội dung chi từ ngân sách nhà nước.",
                "Đối chiếu với đề án đã nêu; nếu trùng thì rút đơn vị này khỏi đề án."),
            new("The beneficiary was already supported by the State for the same expense.",
                "Compare with the project named; where it is the same, take the beneficiary out."),
            SupportedBefore) with
        {
            Variants =
            [
                new("expense",
                    new("Đơn vị thụ hưởng có cùng nội dung chi được hỗ trợ trong {n} đề án khác, cách nhau không quá "
                            + "{years} năm: {others}.",
                        "Đối chiếu với các đề án đã nêu; nếu trùng thì rút đơn vị này khỏi đề án, nếu là hạng mục khác "
                            + "thì ghi số hiệu hạng mục để phân biệt."),
                    new("The beneficiary has the same expense supported in {n} other projects not more than {years} "
                            + "years apart: {others}.",
                        "Compare with the projects named; where it is the same, take the beneficiary out; where the "
                            + "item is another one, give its number."))
                { AtMost = Severity.Warning },
                new("item",
                    new("Hạng mục này của đơn vị thụ hưởng đã được hỗ trợ trong {n} đề án khác: {others}.",
                        "Mỗi hạng mục chỉ được hỗ trợ một lần: sửa số hiệu nếu ghi nhầm, nếu không thì rút khỏi một "
                            + "trong các đề án."),
                    new("This item of the beneficiary is supported in {n} other projects: {others}.",
                        "An item is supported once: mend its number if it was mistyped, else take it out of one of the "
                            + "projects.")),
            ],
        },
        CrossProvince("KC-PRJ-022", Severity.Warning, Basis.Ours, Basis.OurRule,
            new("Đơn vị thụ hưởng còn có trong {n} đề án khác của năm {year}: {others}.",
                "Kiểm tra các đề án có hỗ trợ trùng nhau không; nếu không trùng thì không cần sửa."),
            new("The beneficiary is also in {n} other projects of {year}: {others}.",
                "Check that they do not support the same thing; if they do not, nothing is to be mended."),
            InOneYear),
        CrossProvince("KC-PRJ-023", Severity.Warning, Basis.Ours, Basis.OurRule,
            new("Tên và mã số thuế của đơn vị thụ hưởng không nhất quán với bản ghi đã có.",
                "Đối chiếu tên và mã số thuế với giấy chứng nhận đăng ký."),
            new("Name and tax code of the beneficiary disagree with earlier records.",
                "Compare both with the registration certificate."),
            NameAndCodeAgree) with
        {
            Variants =
            [
                new("name",
                    new("Tên này có mã số thuế khác trong {n} đề án khác: {others}.",
                        "Đối chiếu mã số thuế với giấy chứng nhận đăng ký; nếu là hai đơn vị trùng tên thì không cần "
                            + "sửa."),
                    new("This name has another tax code in {n} other projects: {others}.",
                        "Compare the tax code with the registration certificate; two establishments of one name need "
                            + "no mending.")),
                new("code",
                    new("Mã số thuế này có tên khác trong {n} đề án khác: {others}.",
                        "Đối chiếu tên với giấy chứng nhận đăng ký; nếu đơn vị đã đổi tên thì không cần sửa."),
                    new("This tax code has another name in {n} other projects: {others}.",
                        "Compare the name with the registration certificate; a changed name needs no mending.")),
            ],
        },
        CrossProvince("KC-PRJ-024", Severity.Error, Basis.Circular46, "TT 46/2012/TT-BCT, Điều 4.1.b",
            new("Đơn vị thụ hưởng được hỗ trợ tham gia hội chợ nước ngoài {n} lần trong năm {year}, tối đa 02 lần; các "
                    + "đề án khác: {others}.",
                "Rút đơn vị này khỏi đề án, hoặc chuyển sang kế hoạch năm khác."),
            new("The beneficiary is supported for {n} fairs abroad in {year}, 2 at most; the other projects: {others}.",
                "Take it out of the project, or move it to another plan year."),
            FairsAbroad) with
        { ValidFrom = new(2013, 2, 10) },
    ];

    /// <summary>The ids of these rules: what they answer is audited.</summary>
    public static FrozenSet<string> Ids { get; } = All.Select(rule => rule.Id).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The projects that a finding of these rules names, each with province and year.</summary>
    /// <param name="parameters">Parameters of the finding.</param>
    public static IEnumerable<NamedProject> Named(IEnumerable<FindingParameter> parameters) =>
        (parameters.FirstOrDefault(parameter => parameter.Name == OthersName)?.Value ?? "")
            .Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(NamedProject.Parse).OfType<NamedProject>();

    private static Rule CrossProvince(
        string id, Severity severity, string basisStatus, string legalBasis, RuleText vi, RuleText en,
        Action<Judgement, ProjectBeneficiary, int> check) => new()
        {
            Id = id,
            Group = "cross_record",
            Kind = RecordKind.Project,
            Stage = RuleStage.CrossProvince,
            Severity = severity,
            BasisStatus = basisStatus,
            LegalBasis = legalBasis,
            Vi = vi,
            En = en,
            Check = judgement => Each(judgement, check),
        };

    private static void Each(Judgement judgement, Action<Judgement, ProjectBeneficiary, int> check)
    {
        if (judgement.Context.Duplicates is not { IsEmpty: false } facts) return;
        foreach (var (own, index) in facts.Alike(
            judgement.Context.SenderProvince, judgement.Key, judgement.Record.Project))
            check(judgement, own, index);
    }

    private static void SupportedBefore(Judgement judgement, ProjectBeneficiary own, int index)
    {
        if (!own.Claims || own.ActivityKey.Length == 0) return;
        var years = judgement.Context.Settings.DuplicateYears;
        var others = Projects(judgement.Context.Duplicates!.SameAs(own).Where(other => other.Claims
            && other.ActivityKey == own.ActivityKey && Math.Abs((long)other.PlanYear - own.PlanYear) <= years));
        var items = others.Where(other => own.ItemId.Length > 0 && other.ItemId == own.ItemId).ToList();
        Report(judgement, FieldPaths.OfBeneficiary(index, "item_id"), items, (Rule.Cause, "item"));
        if (own.ActivityKey == AnyExpense) return;
        Report(judgement, FieldPaths.OfBeneficiary(index, "tax_code"), [.. others.Except(items)],
            (Rule.Cause, "expense"), ("years", ParameterText.Plain(years)));
    }

    private static void InOneYear(Judgement judgement, ProjectBeneficiary own, int index)
    {
        if (!own.Claims) return;
        Report(judgement, FieldPaths.OfBeneficiary(index, "tax_code"),
            Projects(judgement.Context.Duplicates!.WithTaxCodeOf(own)
                .Where(other => other.Claims && other.PlanYear == own.PlanYear)),
            ("year", ParameterText.Plain(own.PlanYear)));
    }

    // Whatever became of the other project: this is about who the establishment is.
    private static void NameAndCodeAgree(Judgement judgement, ProjectBeneficiary own, int index)
    {
        var facts = judgement.Context.Duplicates!;
        if (own.TaxCode.Length == 0 || own.NameKey.Length == 0) return;
        Report(judgement, FieldPaths.OfBeneficiary(index, "name"),
            Projects(facts.WithNameOf(own).Where(other =>
                other.TaxCode.Length > 0 && !TaxCode.IsSameEnterprise(own.TaxCode, other.TaxCode))),
            (Rule.Cause, "name"));
        Report(judgement, FieldPaths.OfBeneficiary(index, "tax_code"),
            Projects(facts.WithTaxCodeOf(own).Where(other => other.NameKey.Length > 0
                && !BeneficiaryName.WithoutForm(own.NameKey)
                    .SequenceEqual(BeneficiaryName.WithoutForm(other.NameKey)))),
            (Rule.Cause, "code"));
    }

    private static void FairsAbroad(Judgement judgement, ProjectBeneficiary own, int index)
    {
        if (!own.Claims || !own.FairAbroad) return;
        var others = Projects(judgement.Context.Duplicates!.SameAs(own)
            .Where(other => other.Claims && other.FairAbroad && other.PlanYear == own.PlanYear));
        if (others.Count < 2) return;
        judgement.Report(FieldPaths.OfBeneficiary(index, "tax_code"), ("n", ParameterText.Plain(others.Count + 1)),
            ("year", ParameterText.Plain(own.PlanYear)), (OthersName, Text(judgement, others)));
    }

    private static void Report(
        Judgement judgement, string fieldPath, IReadOnlyList<ProjectBeneficiary> others,
        params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        if (others.Count == 0) return;
        judgement.Report(fieldPath,
        [
            .. parameters, ("n", ParameterText.Plain(others.Count)), (OthersName, Text(judgement, others)),
        ]);
    }

    /// <summary>One of each project, the newest first: the order of an answer does not hang on the store's.</summary>
    private static List<ProjectBeneficiary> Projects(IEnumerable<ProjectBeneficiary> others) =>
        [.. others.OrderByDescending(other => other.PlanYear)
            .ThenBy(other => other.ProvinceCode, StringComparer.Ordinal)
            .ThenBy(other => other.RecordKey, StringComparer.Ordinal)
            .ThenBy(other => other.ItemId, StringComparer.Ordinal)
            .DistinctBy(other => (other.ProvinceCode, other.RecordKey))];

    private static string Text(Judgement judgement, IReadOnlyList<ProjectBeneficiary> others) =>
        string.Join("; ", others.Take(MostNamed).Select(other => new NamedProject(
            other.ProjectCode, other.ProvinceCode, other.PlanYear).ToText(judgement.Context.Reference)))
        + (others.Count > MostNamed ? "; …" : "");
}
