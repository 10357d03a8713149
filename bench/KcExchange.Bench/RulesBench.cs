using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Bench;

/// <summary>
/// All rules on valid records: the record rules of a project against <see cref="HandWrittenProject"/>, in turns in the
/// same run, in processor time; what a judgement leaves on the heap; the context rules.
/// </summary>
internal static class RulesBench
{
    private const int Rounds = 25;
    private const int Times = 10_000;
    private const double Limit = 3;

    private static readonly Judgement Judgement = new();

    // What is judged must be used: otherwise the JIT could leave it out.
    private static int _findings;

    public static async Task<int> RunAsync(bool profile)
    {
        Figures.PrintMachine();
        var records = new BenchRecords();
        if (profile) return await ProfileAsync(records);
        var byHand = new HandWrittenProject(
            records.Context.Reference, BenchRecords.Today, records.Context.SenderProvince);
        Figures.Print("spoilt_records_judged_alike", HandWrittenProof.Run(records.Project, byHand, records.Context));
        var works = Works(records);
        works.Add(("project_by_hand", () => _findings += byHand.Wrong(records.Project)));
        var taken = await InterleaveAsync(works, Rounds);
        foreach (var (name, _) in works) Figures.Print($"{name}_us", Figures.Median(taken[name]));
        var bytes = works.ToDictionary(work => work.Name, work => HeapBytes(work.Work));
        foreach (var (name, count) in bytes) Figures.Print($"{name}_heap_bytes", count);
        var ratio = Figures.Median(taken["project"].Zip(taken["project_by_hand"], (own, peer) => own / peer));
        Figures.Print("rules_ratio", ratio);
        if (_findings > 0) throw new InvalidOperationException("A record was not valid.");
        var onHeap = records.All.Sum(record => bytes[RecordKinds.Of(record)!.Name]);
        Console.WriteLine($"gate: rules_ratio {(ratio <= Limit ? "holds" : "is over")} {Limit}, "
            + $"record rules {(onHeap == 0 ? "leave nothing" : "leave something")} on the heap");
        return ratio <= Limit && onHeap == 0 ? 0 : 1;
    }

    private static List<(string Name, Action Work)> Works(BenchRecords records) =>
    [
        .. records.All.Select(record => (RecordKinds.Of(record)!.Name, Record(record, RuleSet.Default, records))),
        .. records.All.Select(record => ($"{RecordKinds.Of(record)!.Name}_context", Context(record, records))),
    ];

    private static Action Record(ExchangeRecord record, RuleSet rules, BenchRecords records)
    {
        var kind = RecordKinds.Of(record)!;
        var (key, context) = (kind.Key(record), records.Context);
        return () =>
        {
            rules.JudgeRecord(Judgement, record, kind, key, context);
            _findings += Judgement.Findings.Count;
        };
    }

    private static Action Context(ExchangeRecord record, BenchRecords records)
    {
        var kind = RecordKinds.Of(record)!;
        var (key, context) = (kind.Key(record), records.Context);
        return () =>
        {
            RuleSet.Default.JudgeContext(Judgement, record, kind, key, context);
            _findings += Judgement.Findings.Count;
        };
    }

    /// <summary>Microseconds of processor time that each takes, by round; the first rounds warm up.</summary>
    private static async Task<Dictionary<string, List<double>>> InterleaveAsync(
        List<(string Name, Action Work)> works, int rounds)
    {
        var taken = works.ToDictionary(work => work.Name, _ => new List<double>());
        for (var round = -5; round < rounds; round++)
        {
            // The JIT takes what is hot in hand again on a thread of its own: it gets the time for it.
            if (round < 0) await Task.Delay(200);
            foreach (var (name, work) in works)
            {
                var before = Environment.CpuUsage.TotalTime;
                for (var i = 0; i < Times; i++) work();
                if (round >= 0)
                    taken[name].Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / Times);
            }
        }
        return taken;
    }

    private static double HeapBytes(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++) work();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }

    /// <summary>
    /// What each rule of a project adds to the fields' own checks: each one alone, the others switched off.
    /// </summary>
    private static async Task<int> ProfileAsync(BenchRecords records)
    {
        List<Rule> rules = [.. RuleCatalogue.All.Where(rule => rule is { Stage: RuleStage.Record, Check: not null }
            && rule.Kind is RecordKind.Unspecified or RecordKind.Project)];
        List<(string, Action)> works =
        [
            ("fields", Record(records.Project, Only(), records)),
            ("all", Record(records.Project, RuleSet.Default, records)),
            .. rules.Select(rule => (rule.Id, Record(records.Project, Only(rule.Id), records))),
        ];
        var taken = await InterleaveAsync(works, rounds: 7);
        var fields = Figures.Median(taken["fields"]);
        Figures.Print("all_us", Figures.Median(taken["all"]));
        Figures.Print("fields_us", fields);
        foreach (var (id, us) in rules
            .Select(rule => (rule.Id, Figures.Median(taken[rule.Id].Zip(taken["fields"], (own, of) => own - of))))
            .OrderByDescending(rule => rule.Item2))
            Figures.Print($"{id}_us", us);
        return 0;
    }

    private static RuleSet Only(string? id = null) => new(RuleCatalogue.All
        .Where(rule => rule.Id != id && rule.Check is not null)
        .ToDictionary(rule => rule.Id, _ => Severity.Unspecified));
}
