using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using KcExchange.Server.Operations;

namespace KcExchange.Server.Access;

/// <summary>How often one province may call, and how many streams it may hold, on this replica.</summary>
internal sealed class CallQuota(ServerOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _calls = PartitionedRateLimiter.Create<string, string>(province =>
        RateLimitPartition.GetTokenBucketLimiter(province, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Limits.CallsPerMinute,
            TokensPerPeriod = Math.Max(1, options.Limits.CallsPerMinute / 60),
            ReplenishmentPeriod = Period(options.Limits),
            QueueLimit = 0,
        }));

    private readonly ConcurrentDictionary<string, int> _streams = new(StringComparer.Ordinal);

    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED QUOTA_EXCEEDED.</exception>
    public void Take(string province)
    {
        using var lease = _calls.AttemptAcquire(province);
        if (!lease.IsAcquired)
            throw ExchangeErrors.QuotaExceeded(
                $"More than {options.Limits.CallsPerMinute} calls a minute.", Period(options.Limits));
    }

    /// <summary>Takes one of the province's streams; dispose to give it back.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED QUOTA_EXCEEDED.</exception>
    public IDisposable TakeStream(string province)
    {
        var held = _streams.AddOrUpdate(province, 1, (_, streams) => streams + 1);
        var stream = new HeldStream(() => _streams.AddOrUpdate(province, 0, (_, streams) => streams - 1));
        if (held <= options.Limits.StreamsPerProvince) return stream;
        stream.Dispose();
        throw ExchangeErrors.QuotaExceeded(
            $"More than {options.Limits.StreamsPerProvince} streams of one province.", TimeSpan.FromSeconds(5));
    }

    public void Dispose() => _calls.Dispose();

    /// <summary>A second; for less than 60 calls a minute, as long as one call takes to come back.</summary>
    private static TimeSpan Period(LimitOptions limits) =>
        TimeSpan.FromSeconds(Math.Max(1, 60.0 / limits.CallsPerMinute));

    private sealed class HeldStream(Action giveBack) : IDisposable
    {
        public void Dispose() => giveBack();
    }
}
