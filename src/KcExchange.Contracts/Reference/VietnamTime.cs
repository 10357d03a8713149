namespace KcExchange.Contracts.Reference;

/// <summary>
/// Civil time of Viet Nam. UTC+7 without daylight saving since 1975: a fixed offset needs no time zone database.
/// </summary>
public static class VietnamTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>Today's date in Asia/Ho_Chi_Minh.</summary>
    /// <param name="time">Clock.</param>
    public static DateOnly Today(TimeProvider time) => DateOf(time.GetUtcNow());

    /// <summary>The civil date of an instant in Asia/Ho_Chi_Minh.</summary>
    /// <param name="instant">Instant.</param>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);
}
