using System.Globalization;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Rules;

/// <summary>
/// The corpus through the engine. What needs the whole exchange ("only": "server") runs in the server's tests.
/// </summary>
public class CorpusTests
{
    public static TheoryData<string> EngineCases() =>
        [.. Corpus.All.Where(c => c.Only != "server").Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(EngineCases))]
    public void A_case_has_exactly_the_findings_it_expects(string name)
    {
        var corpusCase = Corpus.All.Single(c => c.ToString() == name);
        var (findings, undecided) = Engine.Run(corpusCase);
        Assert.Equal(
            Sorted(corpusCase.Steps[^1].Expect!.Select(f => (f.Rule, f.Severity, f.Field))),
            Sorted(findings.Select(f => (f.Rule.Id, f.Severity, f.FieldPath))));
        foreach (var expected in corpusCase.Steps[^1].Expect!)
        {
            var values = findings.First(f => f.Rule.Id == expected.Rule && f.FieldPath == expected.Field).Parameters;
            foreach (var (parameter, value) in expected.Parameters)
                Assert.Equal(value, values.Single(v => v.Name == parameter).Value);
        }
        Assert.Equal(corpusCase.Breaks, findings.Any(f => f.Rule.Id == corpusCase.Rule));
        if (corpusCase.Offline) Assert.Equal(corpusCase.Undecided.Order(), undecided.Select(rule => rule.Id).Order());
        else Assert.Empty(undecided);
    }

    [Fact]
    public void Every_record_stored_before_a_case_would_itself_be_accepted()
    {
        foreach (var corpusCase in Corpus.All)
        {
            var known = new KnownRecords { IsComplete = true };
            foreach (var step in corpusCase.Steps.Where(step => step.Role == CorpusRole.Stored))
            {
                var context = Engine.Context(
                    corpusCase.Today, step.Sender.Length > 0 ? step.Sender : corpusCase.Sender, known: known);
                if (step.Record.Operation != Operation.Delete)
                    Assert.Equal((corpusCase.ToString(), ""),
                        (corpusCase.ToString(), Ids(Engine.Judge(step.Record, context).Findings)));
                Engine.Store(known, step.Record);
            }
            var own = Engine.Context(corpusCase.Today, corpusCase.Sender, known: known);
            foreach (var step in corpusCase.Steps.Where(step => step.Role == CorpusRole.Refused))
                Assert.NotEqual((corpusCase.ToString(), ""),
                    (corpusCase.ToString(), Ids(Engine.Judge(step.Record, own).Findings)));
        }
    }

    [Fact]
    public void Names_of_cases_are_unique()
    {
        Assert.Empty(Corpus.All.GroupBy(c => c.ToString()).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Every_finding_of_the_corpus_reads_as_a_whole_sentence_in_both_languages()
    {
        foreach (var finding in Corpus.All.Where(c => c.Only != "server").SelectMany(c => Engine.Run(c).Findings))
        {
            foreach (var language in new[] { "vi", "en" })
            {
                var message = finding.ToMessage(language);
                Assert.DoesNotContain('{', message.Message + message.Cure);
                Assert.EndsWith(".", message.Message, StringComparison.Ordinal);
                Assert.EndsWith(".", message.Cure, StringComparison.Ordinal);
            }
            Assert.All(finding.Parameters, parameter => Assert.True(finding.Rule.Names(parameter.Name, Cause(finding)),
                $"{finding.Rule.Id} does not name {parameter.Name}"));
        }
    }

    private static string Cause(RuleFinding finding) =>
        finding.Parameters.FirstOrDefault(parameter => parameter.Name == Rule.Cause)?.Value ?? "";

    private static string Ids(IEnumerable<RuleFinding> findings) =>
        string.Join(", ", findings
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Rule.Id} {f.FieldPath}")));

    private static List<string> Sorted(IEnumerable<(string Rule, Severity Severity, string Field)> findings) =>
        [.. findings.Select(f => $"{f.Rule} {f.Severity} {f.Field}").Order(StringComparer.Ordinal)];
}
