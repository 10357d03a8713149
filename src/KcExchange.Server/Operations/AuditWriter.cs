using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Operations;

/// <summary>
/// Writes the audit table in groups, in the ministry's lane, every second or as soon as a group is full. Each hour that
/// is over enters ledger "00" as a digest.
/// </summary>
internal sealed class AuditWriter(
    AuditLog log, StorageProvider storage, CommitLanes lanes, TimeProvider time, ILogger<AuditWriter> logger)
    : BackgroundService
{
    /// <summary>Who digests.</summary>
    public const string Actor = "KcExchange";

    private const int LongestDetail = 1000;

    /// <summary>A row written later than that says when it happened.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    /// <summary>Clocks of two replicas may differ by so much.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _writing = new(1, 1);
    private DateTime _digestedBefore = DateTime.MinValue;

    /// <summary>Writes all that waits.</summary>
    public async Task FlushAsync()
    {
        await _writing.WaitAsync();
        try
        {
            while (log.NextGroup() is { Count: > 0 } group)
            {
                await lanes.Of(Caller.MinistryCode).RunAsync(Caller.MinistryCode, (db, _) =>
                {
                    db.Audit.AddRange(Rows(group));
                    return Task.FromResult(true);
                });
                log.Written(group.Count);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Enters the digests of all hours that are over and have none yet.</summary>
    public async Task DigestAsync()
    {
        var over = AuditDigest.HourOf(time.UtcNowMilliseconds() - Grace);
        if (_digestedBefore >= over) return;
        await lanes.Of(Caller.MinistryCode).RunAsync(Caller.MinistryCode, async (db, head) =>
        {
            var last = await db.Entries
                .Where(entry => entry.ProvinceCode == Caller.MinistryCode && entry.EntryType == EntryType.AuditDigest)
                .OrderByDescending(entry => entry.Position).Select(entry => entry.RecordKey).FirstOrDefaultAsync();
            var from = last is null ? DateTime.UnixEpoch : AuditDigest.HourOfKey(last).AddHours(1);
            while (await NextHourAsync(db, from, over) is { } hour)
            {
                from = hour.AddHours(1);
                var (first, end) = (AuditDigest.FirstId(hour), AuditDigest.FirstId(from));
                var rows = await db.Audit
                    .Where(row => row.AuditId.CompareTo(first) >= 0 && row.AuditId.CompareTo(end) < 0).ToListAsync();
                var entry = AuditDigest.Entry(hour, rows, time.UtcNowMilliseconds());
                LedgerChain.Append(head, [entry]);
                db.Entries.Add(entry);
            }
            return true;
        });
        _digestedBefore = over;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(FlushAsync);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await WaitAsync(stoppingToken);
            if (!log.IsEmpty) await TryAsync(FlushAsync);
            await TryAsync(DigestAsync);
        }
    }

    /// <summary>A second, or until a group is full.</summary>
    private async Task WaitAsync(CancellationToken stopping)
    {
        using var second = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(second.Token, stopping);
        try
        {
            await log.FullAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // A second is over, or the server stops: both go on.
        }
    }

    private async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // What waits is kept, and tried again in a second.
            ServerLog.StoreFailed(
                logger, $"{storage.FaultOf(exception)}", "audit", exception.GetBaseException().Message);
        }
    }

    /// <summary>The first hour from one on that has rows and is over; null when there is none.</summary>
    private static async Task<DateTime?> NextHourAsync(ExchangeDb db, DateTime from, DateTime over)
    {
        var first = AuditDigest.FirstId(from);
        var at = await db.Audit.Where(row => row.AuditId.CompareTo(first) >= 0).OrderBy(row => row.AuditId)
            .Select(row => (DateTime?)row.RecordedAt).FirstOrDefaultAsync();
        return at is { } moment && AuditDigest.HourOf(moment) is var hour && hour < over ? hour : null;
    }

    /// <summary>
    /// Rows as they are written, under the lock: id and time are those of the writing, so an hour that is over gets no
    /// row any more. The same refusal many times in a group is one row that says how often.
    /// </summary>
    private IEnumerable<AuditRow> Rows(IEnumerable<AuditEvent> group)
    {
        var now = time.UtcNowMilliseconds();
        foreach (var same in group.GroupBy(row => row with { At = default }))
        {
            var (at, often) = (same.Min(row => row.At), same.Count());
            var detail = same.Key.Detail + (often > 1 ? $" ×{often}" : "")
                + (now - at > Late ? $" ({at:yyyy-MM-dd HH:mm:ss}Z)" : "");
            yield return new AuditRow
            {
                AuditId = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)).ToString(),
                RecordedAt = now,
                Caller = same.Key.Caller,
                ProvinceCode = same.Key.Province,
                Subject = same.Key.Subject,
                Detail = detail.Length <= LongestDetail ? detail : detail[..LongestDetail],
                SubmissionId = same.Key.Submission,
            };
        }
    }
}
