namespace KcExchange.Client;

/// <summary>How patient the SDK is. What is retried at all says <see cref="RetryPolicy"/>.</summary>
public sealed record RetrySettings
{
    /// <summary>
    /// Failures in a row, without a record acknowledged between them, after which it gives up. Default 6.
    /// </summary>
    public int MaxFailures { get; init; } = 6;

    /// <summary>First delay where the server gives none; it doubles with each failure. Default 1 second.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Longest delay of its own; a delay that the server gives is kept even if longer. Default 30 seconds.
    /// </summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Says that a call failed and will be made again.</summary>
/// <param name="Error">Why it failed.</param>
/// <param name="Delay">Wait before the next try.</param>
/// <param name="Failures">Failures in a row without progress; 0 for a drain, which is none.</param>
public sealed record RetryNotice(ExchangeException Error, TimeSpan Delay, int Failures);
