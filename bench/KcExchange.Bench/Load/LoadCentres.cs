using System.Globalization;
using KcExchange.Demo.Samples;
using KcExchange.V1;

namespace KcExchange.Bench.Load;

/// <summary>A province's centres by number: the one that its projects name, then others over many periods.</summary>
internal sealed class LoadCentres
{
    private const int FirstCode = 10;
    private const int Codes = 90;

    /// <summary>Periods since the centres were founded, with their last days.</summary>
    private static readonly (string Period, DateOnly Day)[] Periods =
    [
        .. Months(2025, 9, 12), ("2025-Q3", new(2025, 9, 30)), ("2025-Q4", new(2025, 12, 31)),
        ("2025-H2", new(2025, 12, 31)), ("2025-Y", new(2025, 12, 31)),
        .. Months(2026, 1, 9), ("2026-Q1", new(2026, 3, 31)), ("2026-Q2", new(2026, 6, 30)),
        ("2026-H1", new(2026, 6, 30)), ("2026-Q3", new(2026, 9, 30)),
    ];

    private readonly ExchangeRecord _lead;
    private readonly ExchangeRecord _other;

    /// <summary>Prepares them.</summary>
    /// <param name="province">Province.</param>
    /// <param name="dice">Random numbers.</param>
    /// <param name="names">Names and numbers.</param>
    /// <param name="verdict">Says which are without findings.</param>
    public LoadCentres(SampleProvince province, Dice dice, SampleNames names, LoadVerdict verdict)
    {
        var made = Enumerable.Range(0, 100).SelectMany(_ => new SampleCentres(province, dice, names).Make())
            .Where(record => record.ReportPeriod == SampleProvince.Period && verdict.Of(record));
        var byCode = made.ToLookup(record => record.Centre.CentreCode);
        _lead = byCode[province.CentreCode].First();
        _other = byCode.First(centres => centres.Key != province.CentreCode).First();
        verdict.Know(_lead);
    }

    /// <summary>A centre in a period; number 0 is the province's own.</summary>
    public ExchangeRecord Record(int index)
    {
        if (index == 0) return _lead.Clone();
        if (index / Codes >= Periods.Length) throw new InvalidOperationException("A province has no more centres.");
        var (period, day) = Periods[index / Codes];
        var record = _other.Clone();
        record.Centre.CentreCode = string.Create(
            CultureInfo.InvariantCulture, $"{_other.Centre.CentreCode[..^2]}{FirstCode + (index % Codes)}");
        record.ReportPeriod = period;
        record.ReferenceDate = day.ToCivilDate();
        record.OfficialLetterDate = day.AddDays(5).ToCivilDate();
        return record;
    }

    private static IEnumerable<(string Period, DateOnly Day)> Months(int year, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(month => (
            string.Create(CultureInfo.InvariantCulture, $"{year}-M{month:00}"),
            new DateOnly(year, month, DateTime.DaysInMonth(year, month))));
}
