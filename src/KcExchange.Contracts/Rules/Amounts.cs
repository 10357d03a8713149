using System.Globalization;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// Amounts as Vietnam writes them: dots between thousands, a comma before decimals. Needs no culture.
/// </summary>
public static class Amounts
{
    private static readonly NumberFormatInfo Format = new()
    {
        NumberGroupSeparator = ".",
        NumberDecimalSeparator = ",",
        NumberGroupSizes = [3],
        NegativeSign = "-",
    };

    /// <summary>An amount of money: "1.234.567 đồng".</summary>
    /// <param name="dong">Whole đồng.</param>
    public static string Text(Int128 dong) => Number(dong, 0, "đồng");

    /// <summary>A number with its unit: "1.234 người", "123,45 m²".</summary>
    /// <param name="value">The value times 10^decimals.</param>
    /// <param name="decimals">Decimals that the whole number holds, 0 to 18.</param>
    /// <param name="unit">Unit; empty = none.</param>
    public static string Number(Int128 value, int decimals, string unit)
    {
        var scale = (Int128)Math.Pow(10, decimals);
        // A plain number is a year or a count without unit: "2026", never "2.026".
        var whole = Int128.Abs(value / scale).ToString(unit.Length > 0 ? "N0" : "D", Format);
        var fraction = decimals == 0 ? "" : "," + Int128.Abs(value % scale).ToString(
            "D" + decimals.ToString(CultureInfo.InvariantCulture), Format);
        return (value < 0 ? "-" : "") + whole + fraction + (unit.Length > 0 ? " " + unit : "");
    }
}
