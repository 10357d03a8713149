using System.Text.RegularExpressions;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Duplicates;

/// <summary>KC-PRJ-021 to 024 beyond the corpus.</summary>
public sealed partial class DuplicateRuleTests
{
    private const string Household = "000123456789";
    private static readonly string[] Languages = ["vi", "en"];

    [Fact]
    public void Without_a_look_at_other_provinces_nothing_is_said_and_nothing_left_open()
    {
        var (findings, undecided) = Engine.Judge(Project(), Engine.Context(known: Known()));
        Assert.Empty(findings);
        Assert.DoesNotContain(undecided, rule => DuplicateRules.Ids.Contains(rule.Id));
    }

    [Fact]
    public void An_establishment_without_a_valid_code_is_found_by_its_name()
    {
        var mine = Project();
        mine.Project.Beneficiaries[0].TaxCode = "";
        var finding = Assert.Single(Judge(mine, [Other(1)]), one => one.Rule.Id == "KC-PRJ-021");
        Assert.Equal((Severity.Warning, "project.beneficiaries[0].tax_code"), (finding.Severity, finding.FieldPath));
        // And one that gave its code is found by another one that did not.
        var other = Other(1);
        Assert.Contains(Judge(Project(), [other with { TaxCode = "" }]), one => one.Rule.Id == "KC-PRJ-021");
        Assert.DoesNotContain(Judge(mine, [other with { TaxCode = "" }]), one => one.Rule.Id == "KC-PRJ-022");
    }

    [Fact]
    public void Only_a_project_that_asks_for_support_or_has_had_it_claims_it()
    {
        var statuses = ReferenceData.Embedded.List("project_status").Entries.Select(entry => entry.Code).ToList();
        Assert.Equal(14, statuses.Count);
        foreach (var status in statuses)
        {
            var claims = status is not ("DRAFT" or "RETURNED" or "REJECTED" or "STOPPED");
            Assert.Equal((status, claims), (status, Judge(Project(), [Other(1) with { Status = status }]).Count > 0));
            var mine = Project();
            mine.Project.Status = status;
            Assert.Equal((status, claims), (status, Judge(mine, [Other(1)]).Count > 0));
        }
    }

    [Fact]
    public void Five_other_projects_are_named_and_all_are_counted()
    {
        var finding = Judge(Project(), [.. Enumerable.Range(1, 12).Select(Other)])
            .Single(one => one.Rule.Id == "KC-PRJ-022");
        var named = DuplicateRules.Named(finding.Parameters).ToList();
        Assert.Equal("12", finding.Parameters.Single(value => value.Name == "n").Value);
        Assert.Equal(Enumerable.Range(1, 5).Select(number => new NamedProject(CodeOf(number), "24", 2026)), named);
        Assert.EndsWith(
            "; …", finding.Parameters.Single(value => value.Name == "others").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_does_not_hang_on_the_order_in_which_the_others_are_found()
    {
        ProjectBeneficiary[] others = [.. Enumerable.Range(1, 8).Select(Other)];
        var one = Judge(Project(), others).Select(finding => Convert.ToHexString(finding.EvidenceHash));
        Assert.Equal(one, Judge(Project(), [.. others.Reverse()])
            .Select(finding => Convert.ToHexString(finding.EvidenceHash)));
    }

    [Fact]
    public void Nothing_of_the_other_project_is_told_but_code_province_and_year()
    {
        var mine = Project();
        mine.Project.Beneficiaries[0].TaxCode = Household;
        ProjectBeneficiary[] others =
        [
            Other(1) with { TaxCode = Household, NameKey = "hkd.lethibimat", ItemId = "bimat1" },
            Other(2) with { TaxCode = "000999999999", ItemId = "bimat2" },
            Other(3) with { TaxCode = Household, ItemId = "msc20260117", Status = "SETTLED" },
        ];
        var findings = Judge(mine, others).ToList();
        Assert.Equal(["KC-PRJ-021", "KC-PRJ-021", "KC-PRJ-022", "KC-PRJ-023", "KC-PRJ-023"],
            findings.Select(finding => finding.Rule.Id));
        Assert.All(findings, finding => Assert.All(Languages, language =>
        {
            var text = finding.ToMessage(language).ToString();
            Assert.DoesNotContain("bimat", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("SETTLED", text, StringComparison.Ordinal);
            Assert.DoesNotMatch(TwelveDigits(), text);
        }));
    }

    [Fact]
    public void The_ministry_may_make_one_item_twice_a_warning()
    {
        var rules = new RuleSet(new Dictionary<string, Severity> { ["KC-PRJ-021"] = Severity.Warning });
        var facts = new DuplicateFacts();
        facts.Add(Other(1) with { ItemId = "msc20260117" });
        var judgement = new Judgement();
        rules.JudgeCrossProvince(
            judgement, Project(), RecordKinds.Project, "project/KC-08-2026-QG-0001", Engine.Context(duplicates: facts));
        Assert.Equal(
            Severity.Warning, judgement.Findings.Single(finding => finding.Rule.Id == "KC-PRJ-021").Severity);
    }

    [Fact]
    public void What_is_replaced_is_no_longer_found()
    {
        var facts = new DuplicateFacts();
        facts.Add(Other(1));
        facts.Add(Other(1));
        facts.Add(Other(2));
        Assert.Equal("2", Count(facts));
        facts.Replace("24", "project/" + CodeOf(1), []);
        Assert.Equal("1", Count(facts));
        facts.Replace("24", "project/" + CodeOf(2), [Other(2) with { TaxCode = "0100109106", NameKey = "x" }]);
        Assert.Empty(Judge(Project(), facts));
        facts.Replace("24", "project/" + CodeOf(2), [Other(2)]);
        Assert.Equal("1", Count(facts));

        static string Count(DuplicateFacts facts) =>
            Judge(Project(), facts).Single(one => one.Rule.Id == "KC-PRJ-022").Parameters
                .Single(value => value.Name == "n").Value;
    }

    [Fact]
    public void A_grouped_project_is_told_of_each_beneficiary_by_itself()
    {
        var mine = Project();
        var second = mine.Project.Beneficiaries[0].Clone();
        second.TaxCode = "0100109106";
        mine.Project.Beneficiaries.Add(second);
        var findings = Judge(mine, [Other(1) with { TaxCode = "0100109106" }])
            .Where(finding => finding.Rule.Id == "KC-PRJ-022");
        Assert.Equal("project.beneficiaries[1].tax_code", Assert.Single(findings).FieldPath);
    }

    private static string CodeOf(int number) => $"KC-24-2026-DP-{number:0000}";

    private static ExchangeRecord Project() => Corpus.Base("project");

    private static ProjectBeneficiary Other(int number) =>
        ProjectBeneficiary.Of("24", "project/" + CodeOf(number), Corpus.Base("project-24").Project)[0];

    private static KnownRecords Known()
    {
        var known = new KnownRecords { IsComplete = true };
        Engine.Store(known, Corpus.Base("centre"));
        return known;
    }

    private static IReadOnlyList<RuleFinding> Judge(ExchangeRecord record, IEnumerable<ProjectBeneficiary> others)
    {
        var facts = new DuplicateFacts();
        foreach (var other in others) facts.Add(other);
        return Judge(record, facts);
    }

    private static List<RuleFinding> Judge(ExchangeRecord record, DuplicateFacts facts)
    {
        var judgement = new Judgement();
        RuleSet.Default.JudgeCrossProvince(
            judgement, record, RecordKinds.Project, RecordKinds.Project.Key(record), Engine.Context(duplicates: facts));
        return [.. judgement.Findings];
    }

    [GeneratedRegex("[0-9]{12}")]
    private static partial Regex TwelveDigits();
}
