using System.Collections.Concurrent;
using System.Threading.Channels;

namespace KcExchange.Server.Operations;

/// <summary>What is to be audited, when it happened.</summary>
internal sealed record AuditEvent(
    DateTime At, string Caller, string Province, string Subject, string Detail, string Submission);

/// <summary>
/// Takes what is to be audited and keeps it in memory until <see cref="AuditWriter"/> has written it. A call never waits
/// for it: where the store is away and no room is left, events are dropped, counted and logged.
/// </summary>
internal sealed class AuditLog(TimeProvider time, ILogger<AuditLog> logger)
{
    /// <summary>Events of one group.</summary>
    public const int GroupSize = 200;

    /// <summary>Events that wait at most.</summary>
    public const int Capacity = 10_000;

    private readonly ConcurrentQueue<AuditEvent> _waiting = new();
    private readonly Channel<bool> _full =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private int _count;
    private long _dropped;

    /// <summary>Events dropped since the start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public bool IsEmpty => _waiting.IsEmpty;

    /// <summary>Remembers an event; returns at once.</summary>
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
        _waiting.Enqueue(new AuditEvent(time.UtcNowMilliseconds(), caller, province, subject, detail, submission));
        if (Volatile.Read(ref _count) >= GroupSize) _full.Writer.TryWrite(true);
    }

    /// <summary>Waits until a group is full.</summary>
    public ValueTask<bool> FullAsync(CancellationToken cancellation) => _full.Reader.ReadAsync(cancellation);

    /// <summary>The next group; it stays until it is <see cref="Written"/>.</summary>
    public List<AuditEvent> NextGroup() => [.. _waiting.Take(GroupSize)];

    /// <summary>A group is in the store.</summary>
    public void Written(int events)
    {
        for (var i = 0; i < events; i++) _waiting.TryDequeue(out _);
        Interlocked.Add(ref _count, -events);
    }
}
