using Google.Protobuf;
using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Periods;

/// <summary>
/// Locks and reopens periods, each time with a ledger entry. Under the head lock: of a batch and a lock at once the one
/// that gets it first counts.
/// </summary>
internal sealed class PeriodLocks(CommitLanes lanes, TimeProvider time, ILogger<PeriodLocks> logger)
{
    /// <summary>Under the head lock: refuses a delivery whose own period is locked.</summary>
    /// <exception cref="Grpc.Core.RpcException">PERIOD_LOCKED.</exception>
    public static async Task RequireOpenAsync(ExchangeDb db, string province, string period)
    {
        if (period.Length > 0 && await db.Periods.AnyAsync(row =>
            row.ProvinceCode == province && row.ReportPeriod == period && row.Locked))
            throw ExchangeErrors.PeriodLocked(period);
    }

    public Task LockAsync(Caller caller, LockPeriodRequest request) => SetAsync(
        caller, request.ProvinceCode, request.ReportPeriod, locked: true, request.Reason, request.OfficialLetter,
        request.ToByteArray());

    public Task ReopenAsync(Caller caller, ReopenPeriodRequest request) => SetAsync(
        caller, request.ProvinceCode, request.ReportPeriod, locked: false, request.Reason, request.OfficialLetter,
        request.ToByteArray());

    private Task<bool> SetAsync(
        Caller caller, string province, string period, bool locked, string reason, OfficialLetter? letter,
        byte[] request) =>
        lanes.Of(province).RunAsync(province, async (db, head) =>
        {
            var row = await db.Periods.AsTracking().SingleOrDefaultAsync(row =>
                row.ProvinceCode == province && row.ReportPeriod == period);
            // What is so already keeps its reason and date: the call was repeated.
            if ((row?.Locked ?? false) == locked) return false;
            if (row is null) db.Periods.Add(row = new PeriodRow { ProvinceCode = province, ReportPeriod = period });
            (row.Locked, row.StateSince, row.StateBy) = (locked, time.UtcNowMilliseconds(), caller.Name);
            (row.Reason, row.OfficialLetter) = (reason, letter?.ToByteArray() ?? []);
            var entry = new LedgerEntry
            {
                ProvinceCode = province,
                EntryType = EntryType.PeriodEvent,
                Action = locked ? EntryAction.PeriodLocked : EntryAction.PeriodReopened,
                RecordedAt = row.StateSince.Value,
                Actor = caller.Name,
                SubmissionId = "",
                Payload = request,
            };
            LedgerChain.Append(head, [entry]);
            db.Entries.Add(entry);
            ServerLog.PeriodChanged(logger, period, province, locked ? "locked" : "reopened", caller.Name);
            return true;
        });
}
