using Google.Protobuf;
using KcExchange.Server.Periods;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Compares a province's periods with the ledger: who locked or reopened them and why, and which entry changed them
/// last. When they were judged is written nowhere else and is taken as it is.
/// </summary>
internal static class PeriodWalk
{
    public static async Task RunAsync(
        StorageProvider storage, string province, ProvinceLedger ledger, Mismatches found)
    {
        await using var db = storage.Open();
        var difference = RowDifference.Of(db, typeof(PeriodRow));
        var rows = await db.Periods.Where(row => row.ProvinceCode == province).ToListAsync();
        foreach (var row in rows)
        {
            found.Rows++;
            var (changed, last) = (ledger.PeriodChanges.GetValueOrDefault(row.ReportPeriod),
                ledger.PeriodEvents.GetValueOrDefault(row.ReportPeriod));
            if (changed == 0 && last is null)
                found.Add($"province_period {row.ReportPeriod}: the row is there, but no ledger entry is about it.");
            else if (difference.Between(row, Expected(row, changed, last)) is { Length: > 0 } columns)
                found.Add($"province_period {row.ReportPeriod}: not as the ledger makes it: {columns}.");
        }
        var missing = ledger.PeriodChanges.Keys.Union(ledger.PeriodEvents.Keys)
            .Except(rows.Select(row => row.ReportPeriod), StringComparer.Ordinal);
        foreach (var period in missing) found.Add($"province_period {period}: the row is missing.");
    }

    private static PeriodRow Expected(PeriodRow stored, long changed, LedgerEntry? last)
    {
        var row = new PeriodRow
        {
            ProvinceCode = stored.ProvinceCode,
            ReportPeriod = stored.ReportPeriod,
            ChangedPosition = changed,
            JudgedPosition = stored.JudgedPosition,
            JudgedAt = stored.JudgedAt,
            JudgedOn = stored.JudgedOn,
            RuleSetVersion = stored.RuleSetVersion,
            ReferenceVersion = stored.ReferenceVersion,
        };
        if (last is null) return row;
        var locked = last.Action == EntryAction.PeriodLocked;
        (row.Locked, row.StateSince, row.StateBy) = (locked, last.RecordedAt, last.Actor);
        var (reason, letter) = locked ? Of(LockPeriodRequest.Parser.ParseFrom(last.Payload))
            : Of(ReopenPeriodRequest.Parser.ParseFrom(last.Payload));
        (row.Reason, row.OfficialLetter) = (reason, letter?.ToByteArray() ?? []);
        return row;
    }

    private static (string, OfficialLetter?) Of(LockPeriodRequest request) => (request.Reason, request.OfficialLetter);

    private static (string, OfficialLetter?) Of(ReopenPeriodRequest request) =>
        (request.Reason, request.OfficialLetter);
}
