using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// What period rules read of one province and one report period: aggregates, not records. The server gathers them by
/// set-based SQL; <see cref="Of"/> makes the same out of records at hand.
/// </summary>
/// <param name="Province">Province whose ledger holds the records, one of today's 34.</param>
/// <param name="Period">Report period.</param>
/// <param name="ActiveCentres">Centres that report as active.</param>
/// <param name="Sums">Funding lines, summed.</param>
public sealed record PeriodFacts(
    string Province, ReportPeriod Period, IReadOnlyList<ActiveCentre> ActiveCentres, IReadOnlyList<FundingSum> Sums)
{
    /// <summary>The facts of a period out of all its records; other records and deletions are passed over.</summary>
    /// <param name="province">Province whose records they are.</param>
    /// <param name="period">Report period.</param>
    /// <param name="records">Accepted records, each key once.</param>
    public static PeriodFacts Of(string province, ReportPeriod period, IEnumerable<ExchangeRecord> records)
    {
        var own = records.Where(record =>
            record.Operation != Operation.Delete && record.ReportPeriod == period.Key).ToList();
        return new PeriodFacts(
            province, period,
            [.. own.Where(record => record.Centre?.Status == CentreStatuses.Active).Select(ActiveCentre.Of)],
            [.. own.Where(record => record.Funding is not null).GroupBy(Group).Select(FundingSum.Of)]);
    }

    private static (string, int, string, string, string) Group(ExchangeRecord record) => (
        record.ProvinceCode, record.Funding.BudgetYear, record.Funding.FundingLevel, record.Funding.FundingSource,
        record.Funding.Scope);
}

/// <summary>A centre that reports as active.</summary>
/// <param name="Key">Natural key of the record.</param>
/// <param name="Code">centre_code.</param>
/// <param name="ProvinceCode">Province as stated by the record; a former code in figures from before a merger.</param>
/// <param name="ReferenceDate">The day that the figures describe.</param>
/// <param name="Lead">It says that it is its province's lead centre.</param>
/// <param name="Predecessors">Codes of the centres out of which it came.</param>
public sealed record ActiveCentre(
    string Key, string Code, string ProvinceCode, DateOnly ReferenceDate, bool Lead,
    IReadOnlyList<string> Predecessors)
{
    internal static ActiveCentre Of(ExchangeRecord record) => new(
        RecordKinds.Centre.Key(record), record.Centre.CentreCode, record.ProvinceCode,
        record.ReferenceDate.TryToDateOnly(out var day) ? day : default, record.Centre.LeadCentre,
        [.. record.Centre.PredecessorCodes]);
}

/// <summary>Funding lines of one province code, budget year, level, source and scope, summed.</summary>
/// <param name="ProvinceCode">Province as stated by the lines.</param>
/// <param name="BudgetYear">Budget year.</param>
/// <param name="Level">funding_level.</param>
/// <param name="Source">funding_source.</param>
/// <param name="Scope">PROVINCE, CATEGORY or PROJECT: sums of different scopes are compared, never added.</param>
/// <param name="Lines">Number of lines, from 1: what was not reported has no sum.</param>
/// <param name="Disbursed">Disbursed in đồng, cumulative in the budget year.</param>
/// <param name="Management">Cost of managing the programme in đồng; lines of scope PROVINCE only.</param>
/// <param name="FirstKey">Natural key of the first of the lines.</param>
public sealed record FundingSum(
    string ProvinceCode, int BudgetYear, string Level, string Source, string Scope, int Lines, Int128 Disbursed,
    Int128 Management, string FirstKey)
{
    internal static FundingSum Of(IGrouping<(string, int, string, string, string), ExchangeRecord> lines)
    {
        var (province, year, level, source, scope) = lines.Key;
        return new FundingSum(
            province, year, level, source, scope, lines.Count(),
            Sum(line => line.DisbursedAmount), Sum(line => line.ManagementCostVnd),
            lines.Select(RecordKinds.Funding.Key).Min(StringComparer.Ordinal)!);

        // A sum of int64 does not always fit in one.
        Int128 Sum(Func<Funding, long> amount) =>
            lines.Aggregate((Int128)0, (sum, record) => sum + amount(record.Funding));
    }
}
