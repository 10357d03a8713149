using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

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
        CostsNothing(Corpus.Base(name));
    }

    [Fact]
    public void Nor_does_the_line_of_a_province_with_a_reused_code()
    {
        var record = Corpus.Base("funding");
        (record.ProvinceCode, record.ProvinceName) = ("15", "Lào Cai");
        (record.Funding.Scope, record.Funding.ProjectCode) = ("PROVINCE", "");
        record.Funding.ManagementCostVnd = 4_500_000;
        record.Funding.SettlementDate = new DateOnly(2027, 1, 22).ToCivilDate();
        CostsNothing(record, sender: "15");
    }

    private static void CostsNothing(ExchangeRecord record, string sender = "08")
    {
        var (context, judgement) = (Engine.Context(sender: sender), new Judgement());
        var kind = RecordKinds.Of(record)!;
        var key = kind.Key(record);
        // Warm is what the runtime has compiled for good, which it does in its own time.
        var spent = long.MaxValue;
        for (var round = 0; round < 500 && spent > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++) RuleSet.Default.JudgeRecord(judgement, record, kind, key, context);
            spent = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Empty(judgement.Findings);
        Assert.Equal(0, spent);
    }
}
