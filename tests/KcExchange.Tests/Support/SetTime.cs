namespace KcExchange.Tests.Support;

/// <summary>The system's clock with another date: it runs, and it may be set back (FakeTimeProvider may not).</summary>
internal sealed class SetTime : TimeProvider
{
    private TimeSpan _shift;

    /// <summary>Makes it noon of a day in Viet Nam.</summary>
    public void Set(DateOnly day) =>
        _shift = new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.FromHours(7)) - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
