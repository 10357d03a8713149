using System.Globalization;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Periods;

/// <summary>
/// The facts of period rules by set-based SQL: one statement per aggregate, whatever the number of records and periods.
/// </summary>
internal static class PeriodFactsQuery
{
    /// <summary>Sums are made of two halves: no sum of int64 overflows in the database.</summary>
    private const long Half = 1_000_000_000;

    /// <summary>Facts by period; one without records has empty facts.</summary>
    public static async Task<IReadOnlyList<PeriodFacts>> ReadAsync(
        ExchangeDb db, string province, IReadOnlyCollection<string> periods)
    {
        var centres = (await Centres(db, province, periods).ToListAsync()).ToLookup(row => row.ReportPeriod);
        var sums = (await Sums(db, province, periods).ToListAsync()).ToLookup(row => row.ReportPeriod);
        return [.. periods.Select(key => new PeriodFacts(
            province, Parse(key), [.. centres[key].Select(ToFact)], [.. sums[key].Select(ToFact)]))];
    }

    /// <summary>Active centres, a handful in a province, by typed columns: no payload is read.</summary>
    public static IQueryable<CentreFacts> Centres(
        ExchangeDb db, string province, IReadOnlyCollection<string> periods) =>
        db.Set<CentreRow>()
            .Where(row => row.ProvinceCode == province && periods.Contains(row.ReportPeriod)
                && !row.Deleted && row.Status == CentreStatuses.Active)
            .Select(row => new CentreFacts(
                row.ReportPeriod, row.RecordKey, row.CentreCode, row.StatedProvinceCode, row.ReferenceDate,
                row.LeadCentre, row.PredecessorCodes));

    /// <summary>Funding lines, grouped and summed by the database.</summary>
    public static IQueryable<SumFacts> Sums(
        ExchangeDb db, string province, IReadOnlyCollection<string> periods) =>
        db.Set<FundingRow>()
            .Where(row => row.ProvinceCode == province && periods.Contains(row.ReportPeriod) && !row.Deleted)
            .GroupBy(row => new
            {
                row.ReportPeriod, row.StatedProvinceCode, row.BudgetYear, row.FundingLevel, row.FundingSource,
                row.Scope,
            })
            .Select(group => new SumFacts
            {
                ReportPeriod = group.Key.ReportPeriod,
                ProvinceCode = group.Key.StatedProvinceCode,
                BudgetYear = group.Key.BudgetYear,
                Level = group.Key.FundingLevel,
                Source = group.Key.FundingSource,
                Scope = group.Key.Scope,
                Lines = group.Count(),
                DisbursedHigh = group.Sum(row => row.DisbursedAmount / Half),
                DisbursedLow = group.Sum(row => row.DisbursedAmount % Half),
                ManagementHigh = group.Sum(row => row.ManagementCostVnd / Half),
                ManagementLow = group.Sum(row => row.ManagementCostVnd % Half),
                FirstKey = group.Min(row => row.RecordKey)!,
            });

    private static ReportPeriod Parse(string key) => ReportPeriod.TryParse(key, out var period)
        ? period : throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture, $"The store holds a period \"{key}\"."));

    private static ActiveCentre ToFact(CentreFacts row) => new(
        row.Key, row.Code, row.ProvinceCode, row.ReferenceDate, row.Lead,
        row.Predecessors.Split(';', StringSplitOptions.RemoveEmptyEntries));

    private static FundingSum ToFact(SumFacts row) => new(
        row.ProvinceCode, row.BudgetYear, row.Level, row.Source, row.Scope, row.Lines,
        ((Int128)row.DisbursedHigh * Half) + row.DisbursedLow, ((Int128)row.ManagementHigh * Half) + row.ManagementLow,
        row.FirstKey);

    /// <summary>One active centre as read.</summary>
    internal sealed record CentreFacts(
        string ReportPeriod, string Key, string Code, string ProvinceCode, DateOnly ReferenceDate, bool Lead,
        string Predecessors);

    /// <summary>One group of lines as read.</summary>
    internal sealed class SumFacts
    {
        public required string ReportPeriod { get; init; }

        public required string ProvinceCode { get; init; }

        public required int BudgetYear { get; init; }

        public required string Level { get; init; }

        public required string Source { get; init; }

        public required string Scope { get; init; }

        public required int Lines { get; init; }

        public required long DisbursedHigh { get; init; }

        public required long DisbursedLow { get; init; }

        public required long ManagementHigh { get; init; }

        public required long ManagementLow { get; init; }

        public required string FirstKey { get; init; }
    }
}
