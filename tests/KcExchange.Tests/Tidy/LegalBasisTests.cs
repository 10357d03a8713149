using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;

namespace KcExchange.Tests.Tidy;

/// <summary>What rules rest on: known instruments, and none beyond its time.</summary>
public class LegalBasisTests
{
    private static readonly string[] Languages = ["vi", "en"];

    [Fact]
    public void Every_instrument_that_a_rule_or_a_ceiling_cites_is_known_with_its_dates()
    {
        var known = LegalInstrument.All.Select(instrument => instrument.Number).ToHashSet();
        Assert.Equal(known.Count, LegalInstrument.All.Count);
        Assert.All(RuleCatalogue.All, rule => Assert.Empty(LegalInstrument.Cited(Texts(rule)).Except(known)));
        Assert.All(ReferenceData.Embedded.Ceilings.Rows, row => Assert.Equal(
            [true], LegalInstrument.All.Where(instrument => instrument.IsCitedIn(row.Instrument))
                .Select(instrument => instrument.IsInForce(row.ValidFrom)
                    && instrument.IsInForce(row.ValidTo ?? Engine.Today))));
    }

    [Fact]
    public void No_rule_cites_an_instrument_after_its_end()
    {
        Assert.All(RuleCatalogue.All, rule => Assert.DoesNotContain(LegalInstrument.All,
            instrument => instrument.IsCitedIn(Texts(rule)) && instrument.ValidTo is { } end
                && (rule.ValidTo is null || rule.ValidTo > end)));
    }

    [Fact]
    public void No_finding_of_the_corpus_cites_an_instrument_that_is_not_in_force_on_its_day()
    {
        foreach (var corpusCase in Corpus.All.Where(c => c.Only != "server"))
        {
            var record = corpusCase.Steps[^1].Record;
            foreach (var finding in Engine.Run(corpusCase).Findings)
            {
                // A basis of its own is that of the day on which lists and ceilings are read.
                var dated = finding.Parameters.Any(parameter => parameter.Name == Rule.Basis);
                var day = V1.CivilDates.TryToDateOnly(record.ReferenceDate, out var given) ? given : corpusCase.Today;
                if (dated) day = Contracts.Records.RecordKinds.Of(record)!.ListDate(record, day);
                Assert.All(Languages.Select(finding.ToMessage), message =>
                    Assert.DoesNotContain(LegalInstrument.All, instrument => !instrument.IsInForce(day)
                        && instrument.IsCitedIn($"{message.Message} {message.Cure} {message.LegalBasis}")));
            }
        }
    }

    [Fact]
    public void Where_the_basis_has_expired_or_was_not_seen_the_finding_says_so_in_both_languages()
    {
        var findings = Corpus.All.Where(c => c.Rule is "KC-PRJ-018" or "KC-PRJ-019" or "KC-PRJ-037")
            .SelectMany(c => Engine.Run(c).Findings)
            .Where(finding => !finding.ToMessage("vi").LegalBasis.StartsWith("TTLT", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(findings);
        Assert.All(findings, finding =>
        {
            Assert.Contains("căn cứ chờ xác nhận", finding.ToMessage("vi").Message, StringComparison.Ordinal);
            Assert.Contains("legal basis to be confirmed", finding.ToMessage("en").Message, StringComparison.Ordinal);
        });
    }

    private static string Texts(Rule rule) => string.Join(' ',
        rule.Variants.SelectMany(variant => new[] { variant.Vi, variant.En }).Prepend(rule.Vi).Prepend(rule.En)
            .SelectMany(text => new[] { text.Message, text.Cure }).Prepend(rule.LegalBasis));
}
