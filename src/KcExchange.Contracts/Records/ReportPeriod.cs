using System.Globalization;

namespace KcExchange.Contracts.Records;

/// <summary>A report period: 2026-M10, 2026-Q3, 2026-H1 or 2026-Y. Civil dates in Asia/Ho_Chi_Minh.</summary>
/// <param name="Key">The period's text form.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
public readonly record struct ReportPeriod(string Key, DateOnly Start, DateOnly End)
{
    /// <summary>Reads a period; false when the text is none.</summary>
    /// <param name="text">Text such as 2026-Q3.</param>
    /// <param name="period">The period.</param>
    public static bool TryParse(string text, out ReportPeriod period)
    {
        period = default;
        if (text.Length < 6 || text[4] != '-' || !Number(text.AsSpan(0, 4), out var year) || year < 1900) return false;
        if (text.Length == 6 && text[5] == 'Y') return Make(text, year, 1, 12, out period);
        if (!Number(text.AsSpan(6), out var number)) return false;
        return (text[5], text.Length, number) switch
        {
            ('M', 8, >= 1 and <= 12) => Make(text, year, number, 1, out period),
            ('Q', 7, >= 1 and <= 4) => Make(text, year, (number * 3) - 2, 3, out period),
            ('H', 7, 1 or 2) => Make(text, year, (number * 6) - 5, 6, out period),
            _ => false,
        };
    }

    /// <summary>
    /// The periods of the same length that lie in the twelve months before this one, the last of them first.
    /// </summary>
    public IEnumerable<ReportPeriod> Earlier()
    {
        var months = End.Month - Start.Month + 1;
        for (var back = months; back <= 12; back += months)
        {
            var start = Start.AddMonths(-back);
            var key = string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}-{Key[5]}") + Key[5] switch
            {
                'M' => start.Month.ToString("00", CultureInfo.InvariantCulture),
                'Y' => "",
                _ => (((start.Month - 1) / months) + 1).ToString(CultureInfo.InvariantCulture),
            };
            if (TryParse(key, out var period)) yield return period;
        }
    }

    private static bool Number(ReadOnlySpan<char> digits, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool Make(string key, int year, int month, int months, out ReportPeriod period)
    {
        var last = month + months - 1;
        period = new ReportPeriod(
            key, new DateOnly(year, month, 1), new DateOnly(year, last, DateTime.DaysInMonth(year, last)));
        return true;
    }
}
