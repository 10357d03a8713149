using System.Globalization;

namespace KcExchange.V1;

/// <summary>Between the contract's <see cref="CivilDate"/> and .NET's <see cref="DateOnly"/>.</summary>
public static class CivilDates
{
    /// <summary>The day; false when the message is absent or is no real day of the years 1900 to 9999.</summary>
    /// <param name="date">Message, may be null.</param>
    /// <param name="day">The day.</param>
    public static bool TryToDateOnly(this CivilDate? date, out DateOnly day)
    {
        day = default;
        if (date is not { Year: >= 1900 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 }) return false;
        if (date.Day > DateTime.DaysInMonth(date.Year, date.Month)) return false;
        day = new DateOnly(date.Year, date.Month, date.Day);
        return true;
    }

    /// <summary>The message of a day.</summary>
    /// <param name="day">The day.</param>
    public static CivilDate ToCivilDate(this DateOnly day) =>
        new() { Year = day.Year, Month = day.Month, Day = day.Day };

    /// <summary>dd/MM/yyyy as Vietnam writes it, also of a combination that is no real day.</summary>
    /// <param name="date">Message, may be null: empty.</param>
    public static string ToText(this CivilDate? date) => date is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{date.Day:00}/{date.Month:00}/{date.Year:0000}");

    /// <summary>dd/MM/yyyy as Vietnam writes it.</summary>
    /// <param name="day">The day.</param>
    public static string ToVietnameseText(this DateOnly day) =>
        day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
