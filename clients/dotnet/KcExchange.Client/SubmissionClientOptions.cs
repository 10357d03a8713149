namespace KcExchange.Client;

/// <summary>
/// Patience of a <see cref="SubmissionClient"/>. Limits of the exchange are not here: it announces them.
/// </summary>
public sealed record SubmissionClientOptions
{
    /// <summary>Longest wait for the answer of a unary call, one try. Default 30 seconds.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for Opened, connecting included. Default 30 seconds.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause between two looks at a seal that is under way. Default 2 seconds.</summary>
    public TimeSpan SealPollDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often and how fast is tried again.</summary>
    public RetrySettings Retry { get; init; } = new();

    /// <summary>Is told before each wait for another try; for a progress line or a log. Must not throw.</summary>
    public Action<RetryNotice>? OnRetry { get; init; }
}
