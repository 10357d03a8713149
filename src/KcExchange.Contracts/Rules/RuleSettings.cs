namespace KcExchange.Contracts.Rules;

/// <summary>
/// Numbers that rules compare with and that the ministry may change without a release: part of the rule set's version.
/// Each names the rule that reads it and where the number comes from.
/// </summary>
public sealed record RuleSettings
{
    /// <summary>The numbers of this release.</summary>
    public static RuleSettings Default { get; } = new();

    /// <summary>KC-CEN-006: most directors of a centre (TTLT 16/2011, Điều 4.1).</summary>
    public int MostDirectors { get; init; } = 1;

    /// <summary>KC-CEN-006: most deputy directors of a centre (TTLT 16/2011, Điều 4.1).</summary>
    public int MostDeputyDirectors { get; init; } = 2;

    /// <summary>KC-CEN-013: largest change of staff from period to period, in percent; ours.</summary>
    public int StaffChangePercent { get; init; } = 50;

    /// <summary>KC-GEN-012: last day for a month's report, in the month after it (TT 36/2013, Điều 23.3.a).</summary>
    public int MonthlyDeadlineDay { get; init; } = 25;

    /// <summary>KC-GEN-012: days after the end of a quarter, half-year or year for its report; ours.</summary>
    public int LongPeriodDeadlineDays { get; init; } = 25;

    /// <summary>
    /// KC-GEN-012: a first report later than so many days after its deadline is history being loaded; ours.
    /// </summary>
    public int LateReportDays { get; init; } = 60;

    /// <summary>KC-PRJ-021: years in which the same expense counts as supported before; ours.</summary>
    public int DuplicateYears { get; init; } = 5;

    /// <summary>KC-PRJ-032: last day and month to register for the next year (TT 36/2013, Điều 10.2.b).</summary>
    public (int Day, int Month) RegistrationDeadline { get; init; } = (15, 6);

    /// <summary>KC-PRJ-034: amounts above 0 and below it look as if they were in triệu đồng, in đồng; ours.</summary>
    public long SmallestAmount { get; init; } = 1_000_000;

    /// <summary>KC-PRJ-034: amounts above it look as if they were multiplied twice, in đồng; ours.</summary>
    public long LargestAmount { get; init; } = 50_000_000_000;

    /// <summary>KC-PRJ-035: most insured employees of a small or medium enterprise (NĐ 80/2021, Điều 5).</summary>
    public int SmeEmployees { get; init; } = 200;

    /// <summary>KC-PRJ-035: most revenue of such an enterprise a year, in đồng (NĐ 80/2021, Điều 5).</summary>
    public long SmeRevenue { get; init; } = 200_000_000_000;

    /// <summary>KC-PRJ-035: most capital of such an enterprise, in đồng (NĐ 80/2021, Điều 5).</summary>
    public long SmeCapital { get; init; } = 100_000_000_000;

    /// <summary>KC-PRJ-036: fewest workers of an establishment "using much labour" (TT 46/2012, Điều 6.2).</summary>
    public int MuchLabour { get; init; } = 50;

    /// <summary>KC-PRJ-036: share of local materials to be exceeded, in basis points (TT 46/2012, Điều 6.2).</summary>
    public int LocalMaterialBasisPoints { get; init; } = 5_000;

    /// <summary>KC-FND-007: most advanced before acceptance, in percent of the support (TT 36/2013, Điều 13).</summary>
    public int AdvancePercent { get; init; } = 70;

    /// <summary>KC-FND-007: the same for works of industrial clusters, in percent.</summary>
    public int AdvancePercentOfClusters { get; init; } = 30;

    /// <summary>KC-FND-014: days from the last acceptance to the settlement file (TT 36/2013, Điều 18.1).</summary>
    public int SettlementFileDays { get; init; } = 15;

    /// <summary>KC-FND-015: last day and month of the next year to settle a year (TT 36/2013, Điều 18.2).</summary>
    public (int Day, int Month) SettlementDeadline { get; init; } = (22, 1);

    /// <summary>KC-FND-017: least disbursed of the allocated after three quarters, in percent; ours.</summary>
    public int DisbursedByThirdQuarterPercent { get; init; } = 50;

    /// <summary>KC-FND-017: the same at the end of the year, in percent; ours.</summary>
    public int DisbursedByYearEndPercent { get; init; } = 80;

    /// <summary>
    /// KC-FND-019: a figure that grew or shrank by a tenth of this factor or more looks like another unit; ours.
    /// </summary>
    public long UnitFactor { get; init; } = 1_000_000;
}
