using System.Globalization;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Rules;

/// <summary>The ceiling rules over every expense, around every day on which a ceiling begins or ends.</summary>
public class CeilingTests
{
    private static readonly string[] OfTheExpense = ["KC-PRJ-014", "KC-PRJ-015", "KC-PRJ-016", "KC-PRJ-017"];

    private static readonly CeilingTable Table = ReferenceData.Embedded.Ceilings;

    private static readonly DateOnly[] Days =
    [
        .. Table.Rows.SelectMany(row => new[] { row.ValidFrom.AddDays(-1), row.ValidFrom })
            .Append(new DateOnly(2026, 11, 1)).Distinct().Order(),
    ];

    private static readonly string[] Keys =
        [.. ReferenceData.Embedded.Codes("activity_key", Engine.Today).Select(code => code.Code)];

    [Fact]
    public void Exactly_one_rule_of_the_expense_speaks_and_a_missing_ceiling_is_never_passed_over()
    {
        foreach (var record in Projects())
        {
            var findings = OfCeilings(record);
            var day = RecordKinds.Project.ListDate(record, Engine.Today);
            Assert.True(findings.Where(f => OfTheExpense.Contains(f.Rule.Id)).Select(f => f.Rule.Id).Distinct().Count()
                <= 1, Shown(record, findings));
            if (Table.Find(record.Project.ActivityKey, day) is null)
                Assert.Equal((Severity.Info, "project.activity_key"),
                    (Assert.Single(findings).Severity, findings[0].FieldPath));
        }
    }

    [Fact]
    public void One_amount_above_its_ceiling_is_one_finding_and_keeping_to_its_limit_mends_it()
    {
        var broken = 0;
        foreach (var record in Projects())
        {
            var findings = OfCeilings(record).Where(f => f.Severity == Severity.Warning).ToList();
            var places = findings.Select(f => f.FieldPath).Distinct().Count();
            Assert.True(findings.Count == places, Shown(record, findings));
            broken += findings.Count;
            // A share mended first may leave the cap of the project to be kept.
            for (var round = 0; round < 2 && findings.Count > 0; round++)
            {
                SetSupport(record, findings.Min(Limit));
                findings = [.. OfCeilings(record).Where(f => f.Severity == Severity.Warning)];
            }
            Assert.True(findings.Count == 0, Shown(record, findings));
        }
        Assert.True(broken > 100, $"Only {broken} findings were mended.");
    }

    [Fact]
    public void No_finding_cites_an_instrument_that_is_not_in_force_on_its_day()
    {
        var cited = 0;
        foreach (var (record, finding) in Projects().SelectMany(record =>
            Engine.Judge(record, Engine.Context()).Findings.Select(finding => (record, finding))))
        {
            var dated = finding.Parameters.Any(parameter => parameter.Name == Rule.Basis);
            var day = dated ? RecordKinds.Project.ListDate(record, Engine.Today) : Engine.Today;
            foreach (var language in new[] { "vi", "en" })
            {
                var message = finding.ToMessage(language);
                foreach (var number in LegalInstrument.Cited($"{message.Message} {message.Cure} {message.LegalBasis}"))
                {
                    Assert.True(LegalInstrument.All.Single(known => known.Number == number).IsInForce(day),
                        $"{finding.Rule.Id} cites {number} on {day:yyyy-MM-dd}: {message.Message}");
                    cited++;
                }
            }
        }
        Assert.True(cited > 100, $"Only {cited} citations were seen.");
    }

    // Around the cap, with and without ground, share wide and narrow.
    private static IEnumerable<ExchangeRecord> Projects()
    {
        foreach (var key in Keys.Where(key => key != "KHAC"))
            foreach (var day in Days)
            {
                var cap = Table.Find(key, day)?.CapVnd ?? 100_000_000;
                foreach (var support in new[] { cap, cap + 1, cap * 3 / 2, (cap * 3 / 2) + 1, cap * 10 })
                    foreach (var cost in new[] { support, support * 3, support * 20 })
                        foreach (var ground in new[] { "KHONG", "UT_A" })
                            yield return Project(key, day, support, cost, ground);
            }
    }

    private static ExchangeRecord Project(string key, DateOnly day, long support, long cost, string ground)
    {
        var record = Corpus.Base("project");
        record.Project.ActivityKey = key;
        record.Project.ApprovalDate = day.ToCivilDate();
        record.Project.PriorityArea = ground;
        record.Project.Beneficiaries[0].ItemCostVnd = cost;
        SetSupport(record, support);
        return record;
    }

    private static void SetSupport(ExchangeRecord record, long support)
    {
        record.Project.Beneficiaries[0].SupportVnd = support;
        record.Project.SupportAmount = support;
        record.Project.CounterpartAmount = record.Project.Beneficiaries[0].ItemCostVnd;
        record.Project.TotalCost = record.Project.SupportAmount + record.Project.CounterpartAmount;
    }

    private static List<RuleFinding> OfCeilings(ExchangeRecord record) =>
        [.. Engine.Judge(record, Engine.Context()).Findings
            .Where(finding => finding.Rule.Group == "business_ceiling")];

    private static long Limit(RuleFinding finding) => long.Parse(
        finding.Parameters.Single(parameter => parameter.Name == "limit").Value
            .Replace(".", "", StringComparison.Ordinal).Split(' ')[0],
        CultureInfo.InvariantCulture);

    private static string Shown(ExchangeRecord record, IEnumerable<RuleFinding> findings) =>
        $"{record.Project.ActivityKey} {record.Project.ApprovalDate} {record.Project.SupportAmount}: "
        + string.Join("; ", findings.Select(f => f.ToMessage("vi").Message));
}
