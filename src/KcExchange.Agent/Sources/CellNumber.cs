using System.Globalization;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>Numbers of cells, exactly: decimal from first to last, never floating point.</summary>
internal static class CellNumber
{
    /// <summary>
    /// Excel calculates and shows 15 digits; what it stores behind them is noise of its binary numbers.
    /// </summary>
    private const int ExcelDigits = 15;

    /// <summary>
    /// Reads a number; a text must consist of digits alone: marks and units are <see cref="NumberText"/>'s.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="value">The number.</param>
    public static bool TryRead(RawCell cell, out decimal value)
    {
        if (cell.Kind == RawKind.Text)
            return decimal.TryParse(
                CellText.Clean(cell.Text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        value = 0;
        if (cell.Kind != RawKind.Number) return false;
        if (!decimal.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return false;
        value = Rounded(value);
        return true;
    }

    /// <summary>The number as a text field takes it: digits, no exponent, no trailing zeros.</summary>
    /// <param name="cell">A cell that holds a number.</param>
    public static string ToText(RawCell cell) =>
        TryRead(cell, out var value) ? value.ToString("0.############################", CultureInfo.InvariantCulture)
            : cell.Text;

    /// <summary>10 to a small power.</summary>
    /// <param name="exponent">From 0.</param>
    public static decimal PowerOfTen(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++) power *= 10m;
        return power;
    }

    private static decimal Rounded(decimal value)
    {
        if (value == decimal.Truncate(value)) return value;
        var digits = 0;
        var size = Math.Abs(value);
        for (; size >= 1m; size /= 10m) digits++;
        for (; size is > 0m and < 0.1m; size *= 10m) digits--;
        return Math.Round(value, Math.Clamp(ExcelDigits - digits, 0, 28));
    }
}
