namespace KcExchange.Server.Operations;

/// <summary>Instants as the store keeps them.</summary>
internal static class ServerTime
{
    /// <summary>
    /// Now, UTC, whole milliseconds: what every database gives back as it was written (the chain hashes it).
    /// </summary>
    public static DateTime UtcNowMilliseconds(this TimeProvider time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()).UtcDateTime;
}
