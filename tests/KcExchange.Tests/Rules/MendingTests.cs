using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;

namespace KcExchange.Tests.Rules;

/// <summary>Doing exactly what a finding asks for makes it go away: every finding of the corpus.</summary>
public class MendingTests(ITestOutputHelper output)
{
    [Fact]
    public void Mending_what_a_finding_asks_for_makes_it_go_away()
    {
        var (mended, left) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new List<string>());
        foreach (var at in Corpus.All.Where(at => at.Only != "server" && at.Breaks))
            foreach (var finding in Engine.Run(at).Findings)
                if (Goes(at, finding)) mended[finding.Rule.Id] = mended.GetValueOrDefault(finding.Rule.Id) + 1;
                else left.Add($"{finding.Rule.Id} {finding.FieldPath} [{at}]: {finding.ToMessage("vi").Cure}");
        output.WriteLine($"{mended.Values.Sum()} findings of {mended.Count} rules mended.");
        Assert.True(left.Count == 0, string.Join('\n', left));
        Assert.True(mended.Count > 70, $"Only {mended.Count} rules had a finding to mend.");
    }

    private static bool Goes(CorpusCase at, RuleFinding finding) =>
        Mending.Ways(at.Steps[^1].Record, finding).Any(mended =>
        {
            var steps = at.Steps.SkipLast(1).Append(at.Steps[^1] with { Record = mended }).ToList();
            return !Engine.Run(at with { Steps = steps }).Findings.Any(other =>
                other.Rule == finding.Rule && other.FieldPath == finding.FieldPath);
        });
}
