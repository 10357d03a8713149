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
        if (text.Length < 6 || text[4] != '-' || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year < 1900) return false;
        if (text.Length == 6 && text[5] == 'Y') return Make(text, year, 1, 12, out period);
        if (!int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        return (text[5], text.Length, number) switch
        {
            ('M', 8, >= 1 and <= 12) => Make(text, year, number, 1, out period),
            ('Q', 7, >= 1 and <= 4) => Make(text, year, (number * 3) - 2, 3, out period),
            ('H', 7, 1 or 2) => Make(text, year, (number * 6) - 5, 6, out period),
            _ => false,
        };
    }

    private static bool Make(string key, int year, int month, int months, out ReportPeriod period)
    {
        var start = new DateOnly(year, month, 1);
        period = new ReportPeriod(key, start, start.AddMonths(months).AddDays(-1));
        return true;
    }
}
