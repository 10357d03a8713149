using System.Collections.Concurrent;
using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Operations;

/// <summary>
/// Writes the audit table: rows wait in memory and are written in groups, in the ministry's lane, every second or as
/// soon as a group is full. A call never waits for it: where the store is away and the buffer full, rows are dropped,
/// counted and logged. Each hour that is over enters ledger "00" as a digest.
/// </summary>
internal sealed class AuditLog(
    StorageProvider storage, CommitLanes lanes, TimeProvider time, ILogger<AuditLog> logger) : BackgroundService
{
    /// <summary>Who digests.</summary>
    public const string Actor = "KcExchange";

    /// <summary>Rows of one group.</summary>
    public const int GroupSize = 200;

    /// <summary>Rows that wait at most.</summary>
    public const int Capacity = 10_000;

    private const int LongestDetail = 1000;

    /// <summary>A row written later than that says when it happened.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    /// <summary>Clocks of two replicas may differ by so much.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly SemaphoreSlim _full = new(0, 1);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private int _count;
    private long _dropped;
    private DateTime _digestedBefore = DateTime.MinValue;

    /// <summary>Rows dropped since the start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Remembers a row; returns at once.</summary>
    /// <param name="caller">Name of the caller; empty when nobody was recognised.</param>
    /// <param name="province">Province of the caller; empty when nobody was recognised.</param>
    /// <param name="subject">Method or rule id.</param>
    /// <param name="detail">Reason, or what was told; never a value of a personal-data field.</param>
    /// <param name="submission">Submission that it was about; may be empty.</param>
    public void Add(string caller, string province, string subject, string detail, string submission = "")
    {
        if (Interlocked.Increment(ref _count) > Capacity)
        {
            Interlocked.Decrement(ref _count);
            if (Interlocked.Increment(ref _dropped) == 1) ServerLog.AuditDropped(logger, Capacity);
            return;
        }
        _waiting.Enqueue(new Waiting(time.UtcNowMilliseconds(), caller, province, subject, detail, submission));
        if (Volatile.Read(ref _count) < GroupSize) return;
        lock (_full)
            if (_full.CurrentCount == 0) _full.Release();
    }

    /// <summary>Writes all that waits.</summary>
    public async Task FlushAsync()
    {
        await _writing.WaitAsync();
        try
        {
            while (_waiting.Take(GroupSize).ToList() is { Count: > 0 } group)
            {
                await lanes.Of(Caller.MinistryCode).RunAsync(Caller.MinistryCode, (db, _) =>
                {
                    db.Audit.AddRange(Rows(group));
                    return Task.FromResult(true);
                });
                foreach (var _ in group) _waiting.TryDequeue(out var _);
                Interlocked.Add(ref _count, -group.Count);
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
            if (!_waiting.IsEmpty) await TryAsync(FlushAsync);
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
            await _full.WaitAsync(either.Token);
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
    private IEnumerable<AuditRow> Rows(IEnumerable<Waiting> group)
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

    private sealed record Waiting(
        DateTime At, string Caller, string Province, string Subject, string Detail, string Submission);
}
