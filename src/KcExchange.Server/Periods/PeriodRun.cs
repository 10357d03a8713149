using KcExchange.Contracts.Rules;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Periods;

/// <summary>
/// Judges whole periods of a province and keeps the life of their findings. Four reads whatever the size: periods,
/// centres, funding sums, stored findings.
/// </summary>
internal sealed class PeriodRun(CurrentBook book, TimeProvider time, ILogger<PeriodRun> logger)
{
    /// <summary>
    /// Judges what changed since it was judged last: what a seal asks for, and what a crash left over.
    /// </summary>
    public async Task<bool> JudgeChangedAsync(ExchangeDb db, ProvinceHead head)
    {
        var changed = await db.Periods.AsTracking()
            .Where(row => row.ProvinceCode == head.ProvinceCode && row.ChangedPosition > row.JudgedPosition)
            .ToListAsync();
        if (changed.Count > 0) await JudgeAsync(db, head, changed);
        return changed.Count > 0;
    }

    /// <summary>Judges periods; the caller holds the head lock and commits.</summary>
    /// <param name="db">Store.</param>
    /// <param name="head">The province's head, locked.</param>
    /// <param name="periods">Tracked rows.</param>
    public async Task JudgeAsync(ExchangeDb db, ProvinceHead head, IReadOnlyList<PeriodRow> periods)
    {
        // One version for the whole run, whatever is loaded meanwhile.
        var verdicts = book.Now;
        var (province, now) = (head.ProvinceCode, time.UtcNowMilliseconds());
        var keys = periods.Select(row => row.ReportPeriod).ToHashSet(StringComparer.Ordinal);
        var facts = await PeriodFactsQuery.ReadAsync(db, province, keys);
        var stored = (await db.PeriodFindings.AsTracking()
                .Where(row => row.ProvinceCode == province && keys.Contains(row.ReportPeriod)).ToListAsync())
            .ToDictionary(row => (row.ReportPeriod, row.RuleId, row.Subject));
        var (found, opened) = (0, 0);
        foreach (var period in facts)
            foreach (var finding in PeriodJudgement.Judge(period, verdicts.Rules, verdicts.Reference))
            {
                found++;
                if (stored.Remove((period.Period.Key, finding.Finding.Rule.Id, finding.Subject), out var row))
                    opened += PeriodFindings.Reopen(row, now) ? 1 : 0;
                else
                {
                    db.PeriodFindings.Add(row = PeriodFindings.NewRow(province, period.Period.Key, finding, now));
                    opened++;
                }
                PeriodFindings.Fill(row, finding);
            }
        var closed = stored.Values.Where(row => row.ClosedAt is null).ToList();
        foreach (var row in closed) row.ClosedAt = now;
        foreach (var row in periods)
            (row.JudgedPosition, row.JudgedAt, row.JudgedOn, row.RuleSetVersion, row.ReferenceVersion) =
                (head.Position, now, verdicts.Today, verdicts.Rules.Version, verdicts.Reference.Version);
        ServerLog.PeriodsJudged(logger, province, periods.Count, found, opened, closed.Count);
    }
}
