using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-PRJ-034 to 037: lawful perhaps, but to be looked at.</summary>
internal static class PlausibilityRules
{
    private const string MuchLabour = "UTN_LD";
    private const string LocalMaterials = "UTN_NL";

    /// <summary>The amounts of a project that KC-PRJ-034 looks at: what a project costs and who pays.</summary>
    private static readonly (string Path, Func<V1.Project, long?> Read, bool IsOfWorks)[] Amount =
    [
        ("project.total_cost", project => project.HasTotalCost ? project.TotalCost : null, true),
        ("project.support_amount", project => project.HasSupportAmount ? project.SupportAmount : null, false),
        ("project.counterpart_amount",
            project => project.HasCounterpartAmount ? project.CounterpartAmount : null, true),
        ("project.other_amount", project => project.HasOtherAmount ? project.OtherAmount : null, true),
        ("project.contract_value", project => project.HasContractValue ? project.ContractValue : null, false),
    ];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            // The cost of cluster works is often above the limit; of them only the support is looked at from above.
            Id = "KC-PRJ-034", Group = "plausibility", Kind = RecordKind.Project, Severity = Severity.Warning,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Có số tiền có thể ghi sai đơn vị.", "Ghi bằng đồng."),
            En = new("An amount may be in the wrong unit.", "Give it in đồng."),
            Variants =
            [
                new("small",
                    new("«{field}» ghi {value}, dưới {limit}: có thể đang ghi theo triệu đồng.",
                        "Ghi bằng đồng (1 triệu đồng = 1.000.000 đồng); nếu đúng là {value} thì giữ nguyên."),
                    new("«{field}» is {value}, below {limit}: perhaps it is in million đồng.",
                        "Give đồng (1 million = 1,000,000 đồng); if it is {value} indeed, leave it.")),
                new("large",
                    new("«{field}» ghi {value}, trên {limit}: có thể đã nhân đơn vị hai lần.",
                        "Kiểm tra đơn vị tính; nếu đúng là {value} thì giữ nguyên."),
                    new("«{field}» is {value}, above {limit}: perhaps its unit was multiplied twice.",
                        "Check the unit; if it is {value} indeed, leave it.")),
            ],
            Check = AmountsLookLikeDong,
        },
        new()
        {
            Id = "KC-PRJ-035", Group = "plausibility", Kind = RecordKind.Project, Severity = Severity.Warning,
            BasisStatus = Basis.Circular46,
            LegalBasis = "NĐ 80/2021/NĐ-CP, Điều 5; sản xuất sạch hơn: TT 46/2012/TT-BCT, Điều 3.2",
            ValidFrom = new(2021, 10, 15),
            Vi = new("Đơn vị thụ hưởng có thể không phải doanh nghiệp nhỏ và vừa.",
                "Kiểm tra loại đơn vị và số liệu."),
            En = new("The beneficiary may not be a small or medium enterprise.", "Check its type and figures."),
            Variants =
            [
                new("employees",
                    new("Doanh nghiệp nhỏ và vừa có {value} tham gia bảo hiểm xã hội, quá {limit}: nhiều hơn {excess}.",
                        "Kiểm tra số lao động bình quân năm và loại đơn vị thụ hưởng."),
                    new("The small or medium enterprise has {value} insured, more than {limit}: {excess} more.",
                        "Check the year's average and the type of beneficiary.")),
                new("size",
                    new("Doanh nghiệp nhỏ và vừa có doanh thu {revenue} (quá {most_revenue}) và tổng nguồn vốn "
                        + "{capital} "
                            + "(quá {most_capital}).",
                        "Kiểm tra đơn vị tính và loại đơn vị thụ hưởng; chỉ cần một trong hai không vượt mức."),
                    new("The small or medium enterprise has revenue of {revenue} (above {most_revenue}) and capital of "
                            + "{capital} (above {most_capital}).",
                        "Check the units and the type of beneficiary; one of both within its limit is enough.")),
            ],
            Check = EnterprisesAreSmallOrMedium,
        },
        new()
        {
            Id = "KC-PRJ-036", Group = "plausibility", Kind = RecordKind.Project, Severity = Severity.Warning,
            BasisStatus = Basis.Circular46, LegalBasis = "TT 46/2012/TT-BCT, Điều 6.2", ValidFrom = new(2013, 2, 10),
            Vi = new("Căn cứ ưu tiên theo ngành nghề không đạt ngưỡng, hoặc thiếu số liệu.",
                "Sửa căn cứ ưu tiên, hoặc bổ sung số liệu."),
            En = new("The priority ground by sector is below its threshold, or lacks its figure.",
                "Mend the ground, or give the figure."),
            Variants =
            [
                new("labour",
                    new("Ưu tiên vì sử dụng nhiều lao động nhưng cơ sở có {value}; cần từ {limit} trở lên.",
                        "Kiểm tra số lao động, hoặc ghi căn cứ ưu tiên khác."),
                    new("Priority for much labour, but the establishment has {value}; {limit} or more are needed.",
                        "Check the number of workers, or give another ground.")),
                new("materials",
                    new("Ưu tiên vì sử dụng nguyên liệu tại chỗ nhưng tỷ lệ là {value}; cần trên {limit}.",
                        "Kiểm tra tỷ lệ nguyên liệu tại chỗ, hoặc ghi căn cứ ưu tiên khác."),
                    new("Priority for local materials, but their share is {value}; more than {limit} is needed.",
                        "Check the share, or give another ground.")),
                new("missing",
                    new("Đề án hưởng ưu tiên {ground} mà chưa ghi «{field}».",
                        "Ghi «{field}» của đơn vị thụ hưởng này."),
                    new("The project has priority {ground} and «{field}» is missing.",
                        "Give «{field}» of this beneficiary.")),
            ],
            Check = GroundsReachTheirThreshold,
        },
        new()
        {
            Id = "KC-PRJ-037", Group = "plausibility", Kind = RecordKind.Project, Severity = Severity.Warning,
            BasisStatus = Basis.Decree45, LegalBasis = "NĐ 45/2012/NĐ-CP, Điều 1.2.a, " + Basis.ToConfirm,
            ValidFrom = AdministrativeUnits.Reform,
            Vi = new("Cơ sở sản xuất ở phường {commune}: cần kiểm tra điều kiện địa bàn được hưởng khuyến công (căn "
                + "cứ chờ "
                    + "xác nhận).",
                "Đối chiếu điều kiện địa bàn; không phải sửa nếu đủ điều kiện hoặc là sản xuất sạch hơn (khi đó ghi "
                    + "đúng "
                    + "loại đơn vị)."),
            En = new("The establishment is in ward {commune}: check whether the area is eligible (legal basis to be "
                    + "confirmed).",
                "Compare with the conditions; nothing to mend if they are met, or if it is cleaner production (then "
                    + "give "
                    + "the right type)."),
            Check = AreaIsEligible,
        },
    ];

    private static void AmountsLookLikeDong(Judgement judgement)
    {
        var project = judgement.Record.Project;
        var works = project.ActivityKey is "CLUSTER_INFRA" or "WASTE_CLUSTER";
        foreach (var (path, read, isOfWorks) in Amount)
            if (read(project) is { } amount && LooksWrong(judgement, amount, !(works && isOfWorks)))
                WrongUnit(judgement, path, amount);
        for (var i = 0; i < project.Beneficiaries.Count; i++)
        {
            var one = project.Beneficiaries[i];
            if (one.HasItemCostVnd && LooksWrong(judgement, one.ItemCostVnd, !works))
                WrongUnit(judgement, FieldPaths.OfBeneficiary(i, "item_cost_vnd"), one.ItemCostVnd);
            if (one.HasSupportVnd && LooksWrong(judgement, one.SupportVnd, fromAbove: true))
                WrongUnit(judgement, FieldPaths.OfBeneficiary(i, "support_vnd"), one.SupportVnd);
        }
    }

    private static bool LooksWrong(Judgement judgement, long value, bool fromAbove) =>
        (value > 0 && value < judgement.Context.Settings.SmallestAmount)
        || (fromAbove && value > judgement.Context.Settings.LargestAmount);

    private static void WrongUnit(Judgement judgement, string path, long value)
    {
        var settings = judgement.Context.Settings;
        var small = value < settings.SmallestAmount;
        judgement.Report(path, (Rule.Cause, small ? "small" : "large"), ("field", Labels.Of(path)),
            ("value", Amounts.Text(value)),
            ("limit", Amounts.Text(small ? settings.SmallestAmount : settings.LargestAmount)));
    }

    private static void EnterprisesAreSmallOrMedium(Judgement judgement)
    {
        var (project, settings) = (judgement.Record.Project, judgement.Context.Settings);
        if (IsCleanerProduction(project)) return;
        for (var i = 0; i < project.Beneficiaries.Count; i++)
        {
            var one = project.Beneficiaries[i];
            if (one.BeneficiaryType != "DNNVV") continue;
            if (one.InsuredEmployees > settings.SmeEmployees)
                judgement.Report(FieldPaths.OfBeneficiary(i, "insured_employees"), (Rule.Cause, "employees"),
                    ("value", Persons(one.InsuredEmployees)), ("limit", Persons(settings.SmeEmployees)),
                    ("excess", Persons(one.InsuredEmployees - settings.SmeEmployees)));
            if (one.RevenueVnd > settings.SmeRevenue && one.CapitalVnd > settings.SmeCapital)
                judgement.Report(FieldPaths.OfBeneficiary(i, "revenue_vnd"), (Rule.Cause, "size"),
                    ("revenue", Amounts.Text(one.RevenueVnd)), ("most_revenue", Amounts.Text(settings.SmeRevenue)),
                    ("capital", Amounts.Text(one.CapitalVnd)), ("most_capital", Amounts.Text(settings.SmeCapital)));
        }
    }

    private static void GroundsReachTheirThreshold(Judgement judgement)
    {
        var (project, settings) = (judgement.Record.Project, judgement.Context.Settings);
        if (project.PrioritySector is not (MuchLabour or LocalMaterials)) return;
        for (var i = 0; i < project.Beneficiaries.Count; i++)
        {
            var one = project.Beneficiaries[i];
            if (project.PrioritySector == MuchLabour)
            {
                if (!one.HasWorkers) Missing(judgement, FieldPaths.OfBeneficiary(i, "workers"));
                else if (one.Workers < settings.MuchLabour)
                    judgement.Report(FieldPaths.OfBeneficiary(i, "workers"), (Rule.Cause, "labour"),
                        ("value", Persons(one.Workers)), ("limit", Persons(settings.MuchLabour)));
            }
            else if (!one.HasLocalMaterialPercent)
            {
                Missing(judgement, FieldPaths.OfBeneficiary(i, "local_material_percent"));
            }
            else if (one.LocalMaterialPercent <= settings.LocalMaterialBasisPoints)
            {
                judgement.Report(FieldPaths.OfBeneficiary(i, "local_material_percent"), (Rule.Cause, "materials"),
                    ("value", Percent.Text(one.LocalMaterialPercent)),
                    ("limit", Percent.Text(settings.LocalMaterialBasisPoints)));
            }
        }
    }

    private static void Missing(Judgement judgement, string path)
    {
        var ground = judgement.Record.Project.PrioritySector;
        var list = judgement.Context.Reference.List("priority_sector");
        judgement.Report(path, (Rule.Cause, "missing"), ("field", Labels.Of(path)),
            ("ground", list.Find(ground, judgement.ReferenceDate)?.Label ?? ground));
    }

    private static void AreaIsEligible(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (IsCleanerProduction(project)) return;
        var day = judgement.Kind.ListDate(judgement.Record, judgement.ReferenceDate);
        var atPlace = false;
        for (var i = 0; i < project.Beneficiaries.Count; i++)
        {
            // Artisans, cluster investors and service units are not bound to an area by the words that were seen.
            var one = project.Beneficiaries[i];
            if (one.BeneficiaryType is not ("DNNVV" or "HTX" or "THT" or "HKD")) continue;
            if (one.CommuneCode.Length == 0) atPlace = true;
            else if (Ward(judgement, one.CommuneCode, day) is { } ward)
                judgement.Report(FieldPaths.OfBeneficiary(i, "commune_code"), ("commune", ward.NameVi));
        }
        if (atPlace && Ward(judgement, project.CommuneCode, day) is { } place)
            judgement.Report("project.commune_code", ("commune", place.NameVi));
    }

    private static Commune? Ward(Judgement judgement, string code, DateOnly day) =>
        judgement.Context.Reference.Commune(code, day) is { Type: CommuneType.Ward } ward ? ward : null;

    /// <summary>Cleaner production has no limit of size or area, whoever does it.</summary>
    private static bool IsCleanerProduction(V1.Project project)
    {
        if (project.Sector == "NN7") return true;
        for (var i = 0; i < project.ActivityCategories.Count; i++)
            if (project.ActivityCategories[i] == "ND_SXTDBV") return true;
        return false;
    }

    private static string Persons(int count) => Amounts.Number(count, 0, "người");
}
