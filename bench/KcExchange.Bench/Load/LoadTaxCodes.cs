using System.Globalization;

namespace KcExchange.Bench.Load;

/// <summary>Tax codes of establishments that do not exist, with their check digits; no two are the same.</summary>
/// <param name="province">Place of the province among the 34: each has a range of its own.</param>
internal sealed class LoadTaxCodes(int province)
{
    private const int Range = 20_000_000;
    private static readonly int[] Weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

    /// <summary>Ten digits, the last of them checks the others.</summary>
    /// <param name="owner">Number of the establishment in its province.</param>
    public string Enterprise(int owner)
    {
        // Of two neighbours at most one has no check digit.
        var digits = (100_000_000 + (province * Range) + (owner * 2)).ToString("D9", CultureInfo.InvariantCulture);
        var check = Check(digits);
        if (check == 10) check = Check(digits = digits[..^1] + (char)(digits[^1] + 1));
        return digits + check.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The form of a citizen's number, of no citizen.</summary>
    /// <param name="owner">Number of the establishment in its province.</param>
    public string Household(int owner) =>
        string.Create(CultureInfo.InvariantCulture, $"000{100_000_000 + (province * Range) + owner}");

    private static int Check(string digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += (digits[i] - '0') * Weights[i];
        return 10 - (sum % 11);
    }
}
