using System.Text.RegularExpressions;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;

namespace KcExchange.Tests.Tidy;

public partial class RuleCatalogueTests
{
    /// <summary>Refuses one item supported twice, whatever became of the circular; else it warns.</summary>
    private const string OfIdentity = "KC-PRJ-021";

    [Fact]
    public void Every_rule_has_corpus_cases_that_break_it_and_that_just_pass()
    {
        var cases = Corpus.All.ToLookup(c => c.Rule);
        Assert.All(RuleCatalogue.All, rule =>
        {
            Assert.True(cases[rule.Id].Any(c => c.Breaks), $"{rule.Id} has no case that breaks it");
            Assert.True(cases[rule.Id].Any(c => !c.Breaks), $"{rule.Id} has no case that just passes");
        });
        Assert.Empty(cases.Select(group => group.Key).Except(RuleCatalogue.ById.Keys));
    }

    [Fact]
    public void Every_cause_of_a_rule_is_shown_by_a_case()
    {
        var shown = Corpus.All.Where(c => c.Only != "server").SelectMany(c => Engine.Run(c).Findings)
            .Select(finding =>
                (finding.Rule.Id, Cause: finding.Parameters.FirstOrDefault(p => p.Name == Rule.Cause)?.Value))
            .ToHashSet();
        Assert.All(RuleCatalogue.All, rule => Assert.All(rule.Variants,
            variant => Assert.Contains((rule.Id, variant.Cause), shown)));
    }

    [Fact]
    public void Ids_are_well_formed_unique_and_carry_their_kind()
    {
        Assert.All(RuleCatalogue.All, rule =>
        {
            Assert.Matches("^KC-(GEN|CEN|PRJ|FND|SYS)-[0-9]{3}$", rule.Id);
            Assert.Equal(rule.Id[3..6], rule.Kind switch
            {
                V1.RecordKind.Centre => "CEN",
                V1.RecordKind.Project => "PRJ",
                V1.RecordKind.Funding => "FND",
                _ => rule.Id.StartsWith("KC-SYS", StringComparison.Ordinal) ? "SYS" : "GEN",
            });
        });
        Assert.Equal(RuleCatalogue.All.Count, RuleCatalogue.ById.Count);
    }

    [Fact]
    public void Vietnamese_and_English_texts_name_the_same_parameters()
    {
        Assert.All(RuleCatalogue.All, rule =>
        {
            Assert.Equal(Parameters(rule.Vi), Parameters(rule.En));
            Assert.All(rule.Variants, variant => Assert.Equal(Parameters(variant.Vi), Parameters(variant.En)));
            // The general text is also what a reader without the cause gets: it may not hold gaps.
            if (rule.Variants.Count > 0) Assert.Empty(Parameters(rule.Vi).Except(["field"]));
        });
    }

    [Fact]
    public void Every_rule_says_what_to_do_and_on_what_it_rests()
    {
        Assert.All(RuleCatalogue.All, rule => Assert.All(
            new[] { rule.Vi.Message, rule.Vi.Cure, rule.En.Message, rule.En.Cure, rule.LegalBasis, rule.BasisStatus },
            text => Assert.False(string.IsNullOrWhiteSpace(text))));
    }

    [Fact]
    public void A_rule_whose_basis_has_expired_does_not_refuse_a_record()
    {
        Assert.All(RuleCatalogue.All.Where(rule => rule.BasisStatus.StartsWith("expired", StringComparison.Ordinal)),
            rule => Assert.True(rule.Severity != V1.Severity.Error || rule.Id == OfIdentity, rule.Id));
    }

    [Fact]
    public void Rules_that_annotations_report_exist()
    {
        Assert.All(RecordKinds.All, kind =>
        {
            var ids = kind.FieldRuleIds;
            Assert.All([ids.Required, .. ids.ByField.Values, .. ids.Negative is null ? [] : new[] { ids.Negative }],
                id => Assert.True(RuleCatalogue.ById.ContainsKey(id), id));
            Assert.All(ids.ByField.Keys, path => Assert.NotNull(Labels.Field(path)));
        });
    }

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    private static partial Regex Parameter();

    private static IEnumerable<string> Parameters(RuleText text) =>
        Parameter().Matches(text.Message + text.Cure).Select(match => match.Groups[1].Value).Distinct().Order();
}
