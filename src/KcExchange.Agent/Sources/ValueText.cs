using System.Globalization;
using KcExchange.Contracts.Rules;

namespace KcExchange.Agent.Sources;

/// <summary>Values as sentences show them and as a clerk would type them. Needs no culture.</summary>
internal static class ValueText
{
    /// <summary>A number as Viet Nam writes it: "1.234,5 m²"; without unit (a year) no mark of thousands.</summary>
    /// <param name="number">The number.</param>
    /// <param name="unit">Unit; empty = none.</param>
    public static string Number(decimal number, string unit)
    {
        var decimals = (number / 1.000000000000000000000000000m).Scale;
        return Amounts.Number((Int128)(number * CellNumber.PowerOfTen(decimals)), decimals, unit);
    }

    /// <summary>A number typed so that it can be read once only.</summary>
    /// <param name="number">The number.</param>
    /// <param name="decimals">Decimals to write; not three.</param>
    /// <param name="unit">What the clerk wrote behind it; empty = nothing.</param>
    public static string Typed(decimal number, int decimals, string unit) =>
        (number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            .Replace('.', ',') + " " + unit).TrimEnd();
}
