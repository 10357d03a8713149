using KcExchange.Contracts.Reference;
using KcExchange.Tests.Support;

namespace KcExchange.Tests.Rules;

/// <summary>Cases that the programme asks for by name are in the corpus.</summary>
public class StoryTests
{
    private static readonly string[] ReusedCodes = ["15", "24", "44", "52", "80", "82", "91"];

    [Theory]
    [InlineData("a five-firm project", "KC-PRJ-014: a five-firm project, 1.5 billion in all")]
    [InlineData("one of five firms too much", "KC-PRJ-014: one of five firms above its share")]
    [InlineData("a lawful 450 million with ground", "KC-PRJ-018: a lawful 450 million: priority area")]
    [InlineData("450 million without ground", "KC-PRJ-018: 450 million without ground")]
    [InlineData("a grouped project",
        "KC-PRJ-003: a grouped project under way with the beneficiaries of its detailed plan")]
    [InlineData("a flagship project",
        "KC-PRJ-013: a flagship project of two contents, a day longer than a year")]
    [InlineData("a local project without ministry steps", "KC-PRJ-026: a local project goes from the Sở to approval")]
    [InlineData("a 2024 record of a merged province sent by its successor",
        "KC-GEN-009: a 2024 line of Hà Giang is its successor's to send")]
    [InlineData("a two-step jump, documented", "KC-PRJ-026: two steps at once, the one between documented")]
    [InlineData("a two-step jump, undocumented", "KC-PRJ-026: two steps at once, the one between undocumented")]
    [InlineData("a backward step, adjusted", "KC-PRJ-026: a step back with an adjustment")]
    [InlineData("a backward step, unexplained", "KC-PRJ-026: a step back without an adjustment")]
    public void The_story_is_in_the_corpus(string story, string name)
    {
        Assert.True(Corpus.All.Any(c => c.ToString() == name), $"{story}: there is no case \"{name}\".");
    }

    [Fact]
    public void Each_reused_code_stands_for_one_province_before_the_reform_and_for_another_since()
    {
        foreach (var code in ReusedCodes)
            foreach (var (breaks, year) in new[] { (true, 2024), (true, 2026), (false, 2024), (false, 2026) })
                Assert.True(Corpus.All.Any(c => c.Rule == "KC-GEN-006" && c.Breaks == breaks
                    && c.Steps[^1].Record is var record && record.ProvinceCode == code
                    && record.ReferenceDate.Year >= 2026 == year >= 2026), $"{code} in {year}, breaks: {breaks}");
        // The list is of the reference data: codes of both lists with different names.
        Assert.Equal(ReusedCodes, ReferenceData.Embedded.CurrentProvinces
            .Where(now => ReferenceData.Embedded.ProvinceBefore2025(now.Code) is { } before
                && before.NameVi != now.NameVi)
            .Select(now => now.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_project_may_be_first_seen_at_each_of_the_fourteen_statuses()
    {
        var statuses = ReferenceData.Embedded.List("project_status").Entries.Select(entry => entry.Code).ToList();
        Assert.Equal(14, statuses.Count);
        foreach (var status in statuses)
            Assert.True(Corpus.All.Any(c => c is { Rule: "KC-PRJ-026", Breaks: false }
                && c.Name.StartsWith("first seen as " + status, StringComparison.Ordinal)
                && c.Steps[^1].Record.Project.Status == status
                && c.Steps.All(step => step == c.Steps[^1] || step.Record.Project is null)), status);
    }
}
