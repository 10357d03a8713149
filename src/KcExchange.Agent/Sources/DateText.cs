using System.Globalization;
using System.Text.RegularExpressions;

namespace KcExchange.Agent.Sources;

/// <summary>How a cell says its day.</summary>
internal enum DayForm
{
    /// <summary>In a way that can be read once only, or not at all.</summary>
    Certain,

    /// <summary>As a day of the spreadsheet.</summary>
    Serial,

    /// <summary>As text: day, month, year; the day is above 12.</summary>
    DayFirst,

    /// <summary>As text: both numbers could be the month. Viet Nam writes the day first.</summary>
    Either,

    /// <summary>As text: the second number is above 12, so the month stands first.</summary>
    MonthFirst,
}

/// <summary>
/// A day written as text. Read: "3/4/2026" with - or . as well, with a time behind it; "2026-04-03"; "ngày 3 tháng 4
/// năm 2026". Not read but proposed: a year of two digits, the month first.
/// </summary>
/// <param name="Day">The day; null when the text is none.</param>
/// <param name="Form">How it is said.</param>
/// <param name="Proposal">What a text that is not read most likely means.</param>
internal readonly partial record struct DateText(DateOnly? Day, DayForm Form, DateOnly? Proposal)
{
    private const int FirstYear = 1900;

    /// <summary>Reads a text.</summary>
    /// <param name="text">Clean text.</param>
    public static DateText Read(string text)
    {
        if (text.Length == 0 || !char.IsAsciiDigit(text[^1]) || text.Length > 60) return default;
        if (InNumbers().Match(text) is { Success: true } numbers)
        {
            var (first, last) = (numbers.Groups["a"].Value, numbers.Groups["c"].Value);
            return (first.Length, last.Length) switch
            {
                (4, <= 2) => new(Make(first, Number(numbers, "b"), Parse(last)), DayForm.Certain, null),
                ( <= 2, 4) => DayAndMonth(Parse(first), Number(numbers, "b"), last),
                ( <= 2, 2) => new(null, DayForm.Certain, Make("20" + last, Number(numbers, "b"), Parse(first))),
                _ => default,
            };
        }
        return InWords().Match(text) is { Success: true } words
            ? new(Make(words.Groups["y"].Value, Number(words, "m"), Number(words, "d")), DayForm.Certain, null)
            : default;
    }

    /// <summary>The day with day and month changed over; null when there is none.</summary>
    /// <param name="day">A day.</param>
    public static DateOnly? Swapped(DateOnly day) => day.Day > 12 ? null : new DateOnly(day.Year, day.Day, day.Month);

    private static DateText DayAndMonth(int first, int second, string year)
    {
        if (Make(year, second, first) is { } day)
            return new(day, first > 12 ? DayForm.DayFirst : first == second ? DayForm.Certain : DayForm.Either, null);
        return Make(year, first, second) is { } other ? new(null, DayForm.MonthFirst, other) : default;
    }

    private static DateOnly? Make(string year, int month, int day)
    {
        var number = Parse(year);
        return number >= FirstYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(number, month)
            ? new DateOnly(number, month, day) : null;
    }

    private static int Number(Match match, string group) => Parse(match.Groups[group].Value);

    private static int Parse(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?:ngày\s*)?(?<a>[0-9]{1,4})\s*(?<mark>[/.-])\s*(?<b>[0-9]{1,2})\s*\k<mark>\s*(?<c>[0-9]{1,4})"
            + @"(?:(?:\s*,?\s+|T)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InNumbers();

    [GeneratedRegex(
        @"^(?:ngày\s*)?(?<d>[0-9]{1,2})\s*tháng\s*(?<m>[0-9]{1,2})\s*,?\s*(?:năm\s*)?(?<y>[0-9]{4})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InWords();
}
