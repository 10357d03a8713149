using System.Collections;
using CsCheck;
using Google.Protobuf;
using KcExchange.Agent.Commands;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Generated;
using KcExchange.V1;

namespace KcExchange.Tests.Rules;

/// <summary>What holds of every record; what fails is shrunk and printed as JSON.</summary>
public class PropertyTests
{
    /// <summary>Of two rows with one key the exchange takes the one that comes first; the other is told so.</summary>
    private static readonly string[] DependOnOrder = ["KC-GEN-010", "KC-FND-012"];

    private static readonly string[] Languages = ["vi", "en"];

    private static readonly RuleContext[] Contexts = [Known(complete: true), Known(complete: false)];

    [Fact]
    public void No_record_makes_the_engine_throw()
    {
        new AnyRecord().Sample(record =>
        {
            foreach (var context in Contexts)
                foreach (var finding in Findings(record, context))
                    foreach (var language in Languages)
                        if (finding.ToMessage(language) is var message
                            && (message.Message + message.Cure).Any(char.IsControl)) return false;
            return true;
        }, iter: 20_000, print: Json);
    }

    [Fact]
    public void Every_findings_field_is_one_of_the_contract_and_of_the_record()
    {
        new AnyRecord().Sample(
            record => Contexts.All(context => Findings(record, context).All(f => Exists(record, f.FieldPath))),
            iter: 20_000, print: Json);
    }

    [Fact]
    public void Findings_do_not_depend_on_the_order_of_the_records()
    {
        Gen.Select(Gen.ULong[1, ulong.MaxValue], Gen.Int).Sample(
            (seed, shuffle) =>
            {
                var records = GeneratedRecords.First(seed, 120)
                    .DistinctBy(record => RecordKinds.Of(record)!.Key(record)).ToList();
                var mixed = records.ToArray();
                new Random(shuffle).Shuffle(mixed);
                return Verdicts(records).SetEquals(Verdicts(mixed));
            },
            iter: 60);
    }

    [Fact]
    public void Only_twins_depend_on_the_order_and_only_by_the_rules_that_say_so()
    {
        var first = Corpus.Base("centre");
        var second = first.Clone();
        second.Centre.StaffQuota++;
        foreach (var rows in new[] { new[] { first, second }, [second, first] })
            Assert.Equal(["KC-GEN-010"], Check(rows).Select(found => found.Finding).Select(f => f.RuleId));
        Assert.All(DependOnOrder, id => Assert.Equal("cross_record", RuleCatalogue.ById[id].Group));
        Assert.All(RecordKinds.All, kind => Assert.Contains(kind.SameKeyRule ?? "KC-GEN-010", DependOnOrder));
    }

    private static List<RuleFinding> Findings(ExchangeRecord record, RuleContext context)
    {
        var (kind, judgement) = (RecordKinds.Of(record)!, new Judgement());
        var key = kind.Key(record);
        RuleSet.Default.JudgeRecord(judgement, record, kind, key, context);
        List<RuleFinding> findings = [.. judgement.Findings];
        // Also where the record rules refuse it: a rule that relies on another one's refusal breaks when that is
        // switched off.
        RuleSet.Default.JudgeContext(judgement, record, kind, key, context);
        return [.. findings, .. judgement.Findings];
    }

    private static bool Exists(ExchangeRecord record, string path)
    {
        object? at = record;
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, index) = part.IndexOf('[', StringComparison.Ordinal) is var open and > 0
                ? (part[..open], int.Parse(part[(open + 1)..^1], null)) : (part, -1);
            if ((at as IMessage)?.Descriptor.FindFieldByName(name) is not { } field) return false;
            at = field.Accessor.GetValue((IMessage)at);
            if (index < 0) continue;
            if (at is not IList list || index >= list.Count) return false;
            at = list[index];
        }
        return true;
    }

    private static HashSet<string> Verdicts(IEnumerable<ExchangeRecord> records) =>
        [.. Check(records).Select(found => $"{found.Key} {found.Finding.RuleId} {found.Finding.FieldPath} "
            + string.Join(';', found.Finding.Parameters.Select(parameter => parameter.Value)))];

    private static IEnumerable<(string Key, Finding Finding)> Check(IEnumerable<ExchangeRecord> records)
    {
        var rows = records.Select((record, i) => new SourceRow(
            RecordKinds.Of(record)!, record.Clone(), [], new CellMap(new CellRef("x", i + 1, 0)))).ToList();
        var results = OfflineCheck.Run(
            new SourceBook("x", [], "08", "", rows, []), null, RuleBook.Embedded, "vi", Clock());
        return results.SelectMany(row => row.Findings.Select(f => (row.Row.Kind.Key(row.Row.Record), f)));
    }

    private static SetTime Clock()
    {
        var time = new SetTime();
        time.Set(Engine.Today);
        return time;
    }

    private static RuleContext Known(bool complete)
    {
        var known = new KnownRecords { IsComplete = complete };
        foreach (var name in new[] { "centre", "project", "funding" }) Engine.Store(known, Corpus.Base(name));
        return Engine.Context(known: known);
    }

    /// <summary>Half of a character cannot be written: it is shown as U+FFFD.</summary>
    private static string Json(ExchangeRecord record) =>
        JsonFormatter.Default.Format(ExchangeRecord.Parser.ParseFrom(record.ToByteArray()));
}
