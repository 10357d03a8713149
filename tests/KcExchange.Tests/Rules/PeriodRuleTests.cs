using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Rules;

/// <summary>What holds of every period rule, over the corpus' periods.</summary>
public sealed class PeriodRuleTests
{
    private static readonly IReadOnlyList<CorpusCase> Cases = [.. Corpus.All.Where(c => c.Period.Length > 0)];

    [Fact]
    public void Findings_do_not_depend_on_the_order_of_the_records()
    {
        Assert.NotEmpty(Cases);
        Assert.All(Cases, at => Assert.Equal(
            Judge(at, at.Steps.Select(step => step.Record)).Select(Describe),
            Judge(at, at.Steps.Select(step => step.Record).Reverse()).Select(Describe)));
    }

    [Fact]
    public void A_finding_is_named_once_by_rule_and_subject_and_leads_to_records_and_a_field_that_exist()
    {
        foreach (var at in Cases)
        {
            var found = Judge(at, at.Steps.Select(step => step.Record));
            var keys = at.Steps.Select(step => RecordKinds.Of(step.Record)!.Key(step.Record)).ToHashSet();
            Assert.Equal(found.Count, found.Select(f => (f.Finding.Rule.Id, f.Subject)).Distinct().Count());
            Assert.Equal(found.Count, found.Select(f => Convert.ToHexString(f.Finding.Fingerprint)).Distinct().Count());
            Assert.All(found, finding =>
            {
                Assert.InRange(finding.Subject.Length, 1, 200);
                Assert.NotNull(Labels.Field(finding.Finding.FieldPath));
                Assert.All(finding.RecordKeys, key => Assert.Contains(key, keys));
            });
        }
    }

    [Fact]
    public void Another_province_or_period_has_a_finding_of_its_own()
    {
        var at = Cases.First(c => c.Breaks);
        var facts = PeriodFacts.Of(at.Sender, Period(at.Period), at.Steps.Select(step => step.Record));
        var other = Period("2026-Q4");

        var prints = new[] { facts, facts with { Province = "01" }, facts with { Period = other } }
            .Select(f => PeriodJudgement.Judge(f, RuleSet.Default, ReferenceData.Embedded)[0].Finding)
            .Select(finding => Convert.ToHexString(finding.Fingerprint));

        Assert.Equal(3, prints.Distinct().Count());
    }

    [Fact]
    public void A_rule_that_the_ministry_switched_off_or_weakened_is_so_for_periods_too()
    {
        var at = Cases.First(c => c is { Rule: "KC-CEN-010", Breaks: true });
        RuleSet With(Severity severity) => new(new Dictionary<string, Severity> { ["KC-CEN-010"] = severity });

        Assert.Empty(Judge(at, at.Steps.Select(step => step.Record), With(Severity.Unspecified)));
        Assert.Equal(Severity.Info,
            Judge(at, at.Steps.Select(step => step.Record), With(Severity.Info)).Single().Finding.Severity);
    }

    private static IReadOnlyList<PeriodRuleFinding> Judge(
        CorpusCase at, IEnumerable<ExchangeRecord> records, RuleSet? rules = null) => PeriodJudgement.Judge(
            PeriodFacts.Of(at.Sender, Period(at.Period), records), rules ?? RuleSet.Default, ReferenceData.Embedded);

    private static ReportPeriod Period(string key) =>
        ReportPeriod.TryParse(key, out var period) ? period : throw new FormatException(key);

    private static string Describe(PeriodRuleFinding found) =>
        $"{found.Finding.Rule.Id} {found.Subject} {string.Join(' ', found.RecordKeys)} "
        + string.Join(' ', found.Finding.Parameters.Select(p => p.Name + "=" + p.Value));
}
