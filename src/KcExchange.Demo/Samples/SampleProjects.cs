using System.Globalization;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>Projects of three plan years, each with the papers that its status asks for.</summary>
/// <param name="province">Province.</param>
/// <param name="dice">Random numbers.</param>
/// <param name="names">Names and numbers.</param>
internal sealed class SampleProjects(SampleProvince province, Dice dice, SampleNames names)
{
    private readonly Dictionary<(int Year, bool National), int> _numbers = [];

    /// <summary>Projects of this and the last plan year, the older ones first.</summary>
    /// <param name="count">How many.</param>
    public IEnumerable<ExchangeRecord> Current(int count)
    {
        for (var i = 0; i < count; i++)
            yield return i < count / 3
                ? Record(2025, dice.Of("SETTLED", "CLOSED"))
                : Record(2026, Status((i - (count / 3)) * 100 / (count - (count / 3))));
    }

    /// <summary>Finished projects of many years: the codes of one year would not do for a big sample.</summary>
    /// <param name="count">How many.</param>
    public IEnumerable<ExchangeRecord> Finished(int count)
    {
        for (var i = 0; i < count; i++) yield return Record(2019 + (i % 6), "SETTLED");
    }

    /// <summary>Projects of the provinces as they were to 2025-06-30, under their codes of that time.</summary>
    /// <param name="code">Code of the province then.</param>
    /// <param name="name">Its name.</param>
    /// <param name="centre">Code of its centre.</param>
    /// <param name="count">How many.</param>
    public IEnumerable<ExchangeRecord> History(string code, string name, string centre, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var record = province.Common;
            record.ProvinceCode = code;
            record.ProvinceName = name;
            record.ReferenceDate = new DateOnly(2024, 12, 31).ToCivilDate();
            record.ReportPeriod = "2024-Y";
            record.Project = Project(2024, "SETTLED", centre, $"Trung tâm Khuyến công {name}", code);
            yield return record;
        }
    }

    private static string Status(int percent) => percent switch
    {
        < 36 => "SETTLED",
        < 52 => "ACCEPTED",
        < 68 => "EXECUTING",
        < 84 => "CONTRACTED",
        _ => "APPROVED",
    };

    private ExchangeRecord Record(int year, string status)
    {
        var record = province.Common;
        record.Project = Project(year, status, province.CentreCode, province.CentreName);
        return record;
    }

    private Project Project(int year, string status, string centre, string unit, string? code = null)
    {
        var national = dice.Chance(45);
        var task = dice.Chance(25);
        var plan = dice.Of(task ? ProjectPlan.Tasks : ProjectPlan.Establishments);
        var (product, sector) = dice.Of(province.Products);
        var grouped = !task && dice.Chance(20);
        var project = new Project
        {
            ProjectCode = Code(year, national, code ?? province.Code),
            PlanYear = year,
            FundingLevel = national ? "KCQG" : "KCDP_TINH",
            ProjectType = task ? "NHIEM_VU" : grouped ? "NHOM" : "CU_THE",
            ActivityKey = plan.Key,
            Sector = sector,
            CentreCode = centre,
            ImplementingUnit = unit,
            Status = status,
            CommitmentNoDouble = true,
        };
        project.ActivityCategories.Add(plan.Category);
        project.NameVi = $"{plan.Title} {product}";
        if (!task) AddBeneficiaries(project, plan, product, grouped ? dice.Next(2, 4) : 1);
        else
        {
            project.SupportAmount = dice.Millions(plan.Least, plan.Most);
            project.CounterpartAmount = 0;
        }
        project.TotalCost = project.SupportAmount + project.CounterpartAmount;
        project.ManagementCostVnd = project.SupportAmount / 100 * 2;
        if (dice.Chance(30)) project.PriorityArea = "UT_A";
        new ProjectPapers(project, dice, province.Slug).Add();
        return project;
    }

    private void AddBeneficiaries(Project project, ProjectPlan plan, string product, int count)
    {
        var place = dice.Of(province.Communes);
        for (var i = 0; i < count; i++)
        {
            var type = dice.Of("DNNVV", "DNNVV", "HTX", "HKD");
            var commune = i == 0 ? place : dice.Of(province.Communes);
            var support = dice.Millions(plan.Least, plan.Most);
            var workers = dice.Next(8, 90);
            var beneficiary = new Beneficiary
            {
                TaxCode = type == "HKD" ? names.HouseholdCode() : names.TaxCode(),
                Name = names.Establishment(type, product, commune.NameVi),
                BeneficiaryType = type,
                CommuneCode = commune.Code,
                Workers = workers,
                InsuredEmployees = workers * 3 / 4,
                CapitalVnd = dice.Millions(2_000, 60_000),
                RevenueVnd = dice.Millions(3_000, 120_000),
                LocalMaterialPercent = dice.Next(4_000, 9_500),
                ItemId = string.Create(
                    CultureInfo.InvariantCulture, $"TB-{project.PlanYear}-{dice.Next(10_000, 99_999)}"),
                ItemCostVnd = ((support * 100 / plan.Percent / 1_000_000) + dice.Next(1, 400)) * 1_000_000,
                SupportVnd = support,
            };
            project.Beneficiaries.Add(beneficiary);
            project.SupportAmount += support;
            project.CounterpartAmount += beneficiary.ItemCostVnd - support;
        }
        // The ceiling of a model is for each model.
        if (plan.Key == "DEMO_NEW_TECH" && count > 1) project.UnitCount = count;
        project.NameVi += project.ProjectType == "NHOM" ? $" trên địa bàn tỉnh" : $" tại xã {place.NameVi}";
        if (project.ProjectType == "NHOM") return;
        project.CommuneCode = place.Code;
        project.Address = string.Create(CultureInfo.InvariantCulture, $"Thôn {dice.Next(1, 12)}, xã {place.NameVi}");
    }

    private string Code(int year, bool national, string province)
    {
        var number = _numbers[(year, national)] = _numbers.GetValueOrDefault((year, national)) + 1;
        return string.Create(
            CultureInfo.InvariantCulture, $"KC-{province}-{year}-{(national ? "QG" : "DP")}-{number:0000}");
    }
}
