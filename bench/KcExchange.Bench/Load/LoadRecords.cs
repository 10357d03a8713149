using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.Demo.Samples;
using KcExchange.V1;

namespace KcExchange.Bench.Load;

/// <summary>
/// The records of one province by their number: of each hundred 1 is a centre, 79 are projects with 1 or 2
/// beneficiaries, 20 are lines of funding. 5 of the projects have a WARNING and 1 an ERROR; the rest have no finding.
/// They are the sample maker's, with keys, tax codes and names of their own; no two provinces share a beneficiary.
/// </summary>
internal sealed class LoadRecords
{
    /// <summary>Records of a batch.</summary>
    public const int Batch = 500;

    /// <summary>Records with a finding in a hundred.</summary>
    public const int FindingsInHundred = 6;

    /// <summary>Refused records in a hundred.</summary>
    public const int RefusedInHundred = 1;

    private const int Hundred = 100;
    private const int ProjectsInHundred = 79;
    private const int FundingInHundred = 20;
    private const int TemplatesOfGroup = 5;
    private const int MostBeneficiaries = 2;

    private readonly SampleProvince _province;
    private readonly LoadCentres _centres;

    /// <summary>Projects and their lines of funding, by plan year and level: each has 9,999 codes.</summary>
    private readonly List<List<(ExchangeRecord Project, ExchangeRecord Funding)>> _groups = [];
    private readonly LoadTaxCodes _taxCodes;

    /// <summary>Prepares the records of a province.</summary>
    /// <param name="index">Its place among <see cref="Provinces"/>.</param>
    public LoadRecords(int index)
    {
        var unit = Provinces[index];
        _taxCodes = new LoadTaxCodes(index);
        _province = SampleProvince.TuyenQuang with
        {
            Code = unit.Code,
            Name = unit.NameVi,
            Slug = $"s-c-t-{unit.Code}",
            CentreCode = $"KCT-{unit.Code}-01",
            Before = [],
            Communes = [.. ReferenceData.Embedded.Units.CommunesOn(SampleProvince.ReferenceDate)
                .Where(commune => commune.ProvinceCode == unit.Code && commune.Type == CommuneType.Commune)],
        };
        var dice = new Dice((ulong)index + 1);
        var names = new SampleNames(dice);
        var verdict = new LoadVerdict(unit.Code);
        _centres = new LoadCentres(_province, dice, names, verdict);
        var groups = new SampleProjects(_province, dice, names).Finished(1_500)
            .Where(record => record.Project.Beneficiaries.Count is 1 or MostBeneficiaries && verdict.Of(record))
            .GroupBy(record => (record.Project.PlanYear, record.Project.FundingLevel));
        var funding = new SampleFunding(_province, dice);
        foreach (var group in groups.OrderBy(group => group.Key.PlanYear).ThenBy(group => group.Key.FundingLevel))
            _groups.Add([.. group.Take(TemplatesOfGroup).Select(record => (record, funding.Make([record]).First()))]);
        if (_groups.Count != 12 || _groups.Any(group => group.Count != TemplatesOfGroup))
            throw new InvalidOperationException($"Too few valid projects of province {unit.Code}.");
    }

    /// <summary>Today's 34 provinces.</summary>
    public static IReadOnlyList<ProvinceUnit> Provinces { get; } = [.. ReferenceData.Embedded.CurrentProvinces];

    /// <summary>The part of a province, in whole batches.</summary>
    /// <param name="records">Records of all provinces.</param>
    public static int WholeBatches(int records) =>
        Math.Max(1, (int)Math.Ceiling(records / (double)(Provinces.Count * Batch))) * Batch;

    /// <summary>Records as a submission has them: centres, projects, lines of funding.</summary>
    /// <param name="first">Number of the first, a multiple of 100.</param>
    /// <param name="count">How many, a multiple of 100.</param>
    /// <param name="version">source_version.</param>
    /// <param name="changed">The content differs from that of other versions.</param>
    public IEnumerable<ExchangeRecord> Make(int first, int count, long version, bool changed)
    {
        var (from, to) = (first / Hundred, (first + count) / Hundred);
        for (var i = from; i < to; i++) yield return With(_centres.Record(i), version, changed);
        for (var i = from * ProjectsInHundred; i < to * ProjectsInHundred; i++)
            yield return With(Project(i), version, changed);
        for (var i = from * FundingInHundred; i < to * FundingInHundred; i++)
            yield return With(Funding(i), version, changed);
    }

    private static ExchangeRecord With(ExchangeRecord record, long version, bool changed)
    {
        record.SourceVersion = version;
        if (changed) record.SubmitterUnit = $"{record.SubmitterUnit} ({version})";
        return record;
    }

    private ExchangeRecord Project(int index)
    {
        var (template, number) = Template(index);
        var record = template.Project.Clone();
        var project = record.Project;
        project.ProjectCode = Code(project, number);
        for (var i = 0; i < project.Beneficiaries.Count; i++)
        {
            var one = project.Beneficiaries[i];
            var owner = (index * MostBeneficiaries) + i;
            one.TaxCode = one.TaxCode.Length == 12 ? _taxCodes.Household(owner) : _taxCodes.Enterprise(owner);
            one.Name = string.Create(CultureInfo.InvariantCulture, $"{one.Name} {_province.Code}.{owner:000000}");
            one.ItemId = string.Create(CultureInfo.InvariantCulture, $"TB-{_province.Code}-{owner:000000}");
        }
        switch (index % ProjectsInHundred)
        {
            // More management cost than 2.5 % of the whole: KC-PRJ-019, a WARNING.
            case 3 or 19 or 35 or 51 or 67: project.ManagementCostVnd = (project.TotalCost / 100 * 3) + 1; break;
            // No such sector: an ERROR. No line of funding refers to it.
            case ProjectsInHundred - 1: project.Sector = "NN99"; break;
        }
        return record;
    }

    private ExchangeRecord Funding(int index)
    {
        // Every third project of a hundred has its line, none of them refused.
        var of = (index / FundingInHundred * ProjectsInHundred) + (index % FundingInHundred * 3);
        var (template, number) = Template(of);
        var record = template.Funding.Clone();
        record.Funding.ProjectCode = Code(template.Project.Project, number);
        for (var i = 0; i < record.Funding.Movements.Count; i++)
            record.Funding.Movements[i].VoucherNo = $"UNC-{record.Funding.ProjectCode[3..]}-{i + 1}";
        return record;
    }

    private ((ExchangeRecord Project, ExchangeRecord Funding) Template, int Number) Template(int index)
    {
        var number = (index / _groups.Count) + 1;
        if (number > 9_999) throw new InvalidOperationException("A province has no more codes of projects.");
        return (_groups[index % _groups.Count][number % TemplatesOfGroup], number);
    }

    private static string Code(Project project, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{project.ProjectCode[..^4]}{number:0000}");
}
