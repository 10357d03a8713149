using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;

namespace KcExchange.Tests.Rules;

/// <summary>Runs alone: a pattern that two threads match at once borrows a second matcher from the heap.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public class AllocationTests
{
    [Theory]
    [InlineData("centre")]
    [InlineData("project")]
    [InlineData("funding")]
    public void A_valid_record_costs_no_heap_byte_once_warm(string name)
    {
        var (record, context, judgement) = (Corpus.Base(name), Engine.Context(), new Judgement());
        var kind = RecordKinds.Of(record)!;
        var key = kind.Key(record);
        for (var i = 0; i < 1000; i++) RuleSet.Default.JudgeRecord(judgement, record, kind, key, context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) RuleSet.Default.JudgeRecord(judgement, record, kind, key, context);
        var spent = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Empty(judgement.Findings);
        Assert.Equal(0, spent);
    }
}
