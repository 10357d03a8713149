using System.Globalization;
using KcExchange.Demo.Samples;
using KcExchange.V1;

namespace KcExchange.Tests.Support.Generated;

/// <summary>
/// Records of Tuyên Quang as a whole province would send them, made by the sample maker: several centres and periods,
/// projects of every year and status, their money in more than one quarter.
/// </summary>
internal static class PlausibleRecords
{
    private static readonly (string Period, DateOnly End)[] Quarters =
    [
        ("2026-Q1", new(2026, 3, 31)), ("2026-Q2", new(2026, 6, 30)), ("2026-Q3", new(2026, 9, 30)),
    ];

    /// <summary>So many records, the same for the same seed.</summary>
    public static List<ExchangeRecord> Make(ulong seed, int count)
    {
        var (province, dice) = (SampleProvince.TuyenQuang, new Dice(seed));
        var names = new SampleNames(dice);
        var maker = new SampleProjects(province, dice, names);
        List<ExchangeRecord> projects =
        [
            .. province.Before.SelectMany(before => maker.History(before.Code, before.Name, before.Centre, count / 40)),
            .. maker.Current(count / 3),
            .. maker.Finished(count / 10),
        ];
        List<ExchangeRecord> centres = [.. new SampleCentres(province, dice, names).Make()];
        for (var number = 10; number < Math.Min(90, 10 + (count / 60)); number++)
            centres.AddRange(new SampleCentres(province, dice, names).Make().Skip(3).Take(3)
                .Select(record => OfNumber(record, number)));
        foreach (var project in projects.Where(_ => dice.Chance(30)))
            if (project.ReportPeriod == SampleProvince.Period)
                project.Project.CentreCode = dice.Of(centres).Centre.CentreCode;
        List<ExchangeRecord> lines = [.. new SampleFunding(province, dice).Make(projects)];
        lines.AddRange([.. lines.Where(line => line.ReportPeriod == SampleProvince.Period && dice.Chance(60))
            .Select(line => Earlier(line, dice))]);
        return [.. centres, .. projects, .. lines.Take(count - centres.Count - projects.Count)];
    }

    private static ExchangeRecord OfNumber(ExchangeRecord record, int number)
    {
        record.Centre.CentreCode = string.Create(CultureInfo.InvariantCulture, $"KCT-08-{number}");
        record.Centre.LeadCentre = false;
        return record;
    }

    /// <summary>The line as it was a quarter or two before: less was paid.</summary>
    private static ExchangeRecord Earlier(ExchangeRecord line, Dice dice)
    {
        var (period, end) = dice.Of(Quarters[..2]);
        var earlier = line.Clone();
        (earlier.ReportPeriod, earlier.ReferenceDate) = (period, end.ToCivilDate());
        (earlier.Funding.AdvancedAmount, earlier.Funding.DisbursedAmount) = (0, 0);
        (earlier.Funding.AcceptedAmount, earlier.Funding.SettledAmount) = (0, 0);
        earlier.Funding.Movements.Clear();
        earlier.Funding.AdvanceDate = earlier.Funding.AcceptanceDate = earlier.Funding.SettlementDate = null;
        earlier.Funding.SettlementFileDate = null;
        return earlier;
    }
}
