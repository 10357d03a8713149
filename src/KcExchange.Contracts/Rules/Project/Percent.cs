using System.Globalization;

namespace KcExchange.Contracts.Rules;

/// <summary>Percentages as Vietnam writes them.</summary>
internal static class Percent
{
    /// <summary>"50%", "2,5%".</summary>
    /// <param name="basisPoints">Hundredths of a percent.</param>
    public static string Text(int basisPoints) =>
        (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',') + "%";
}
