using KcExchange.Demo.Samples;
using KcExchange.V1;

namespace KcExchange.Tests.Support.Generated;

/// <summary>Plausible records, two in three of them broken, some of them twice or to be deleted.</summary>
internal static class GeneratedRecords
{
    /// <summary>A first reading of a province.</summary>
    public static List<ExchangeRecord> First(ulong seed, int count)
    {
        var (breaker, dice) = (new Breaker(seed), new Dice(seed + 1));
        var records = PlausibleRecords.Make(seed + 2, count - (count / 20));
        // Again as it is, and again with other content.
        for (var i = count / 20; i > 0; i--) records.Add(dice.Of(records).Clone());
        foreach (var record in records.Where(_ => dice.Chance(60))) breaker.Break(record);
        foreach (var record in records.Where(_ => dice.Chance(1))) record.Operation = Operation.Delete;
        return records;
    }

    /// <summary>A later reading: some as they were, some changed, some of the next quarter, some gone.</summary>
    public static List<ExchangeRecord> Later(ulong seed, IReadOnlyList<ExchangeRecord> first)
    {
        var (breaker, dice) = (new Breaker(seed), new Dice(seed + 1));
        var records = first.Select(record => record.Clone()).ToList();
        foreach (var record in records)
        {
            if (dice.Chance(10) && record.ReportPeriod == "2026-Q2")
                (record.ReportPeriod, record.ReferenceDate) = ("2026-Q3", new DateOnly(2026, 9, 30).ToCivilDate());
            if (dice.Chance(60)) breaker.Break(record);
            if (dice.Chance(3)) record.Operation = Operation.Delete;
        }
        return records;
    }
}
