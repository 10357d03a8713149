using System.Globalization;
using KcExchange.Contracts.Reference;

namespace KcExchange.Demo.Samples;

/// <summary>Names and numbers of establishments that do not exist.</summary>
/// <param name="dice">Random numbers.</param>
internal sealed class SampleNames(Dice dice)
{
    private static readonly int[] Weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>A tax code of an enterprise, with its check digit; never the same twice.</summary>
    public string TaxCode() => TaxCode(500_000_000, 599_999_999);

    /// <summary>One of an enterprise of Hà Nội: it begins with a zero.</summary>
    public string CapitalTaxCode() => TaxCode(11_000_000, 19_999_999);

    private string TaxCode(int least, int most)
    {
        while (true)
        {
            var digits = dice.Next(least, most).ToString("D9", CultureInfo.InvariantCulture);
            var sum = digits.Select((digit, i) => (digit - '0') * Weights[i]).Sum();
            var check = 10 - (sum % 11);
            // 10 is no digit: such numbers are never given out.
            if (check < 10 && _taken.Add(digits)) return digits + check.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A tax code of a household: the form of a citizen's number, of no citizen.</summary>
    public string HouseholdCode()
    {
        while (true)
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"000{dice.Next(100_000_000, 999_999_999)}");
            if (_taken.Add(code)) return code;
        }
    }

    /// <summary>An establishment's name; never the same twice, however it is written (KC-PRJ-023).</summary>
    /// <param name="type">Code of its type.</param>
    /// <param name="product">What it makes.</param>
    /// <param name="place">Where.</param>
    public string Establishment(string type, string product, string place)
    {
        var form = type switch
        {
            "HTX" => "Hợp tác xã",
            "HKD" => "Cơ sở sản xuất",
            _ => dice.Of("Công ty TNHH", "Công ty Cổ phần", "Công ty TNHH MTV"),
        };
        var name = $"{form} {product} {place}";
        for (var i = 2; !_taken.Add(BeneficiaryName.Key(name)); i++)
            name = string.Create(CultureInfo.InvariantCulture, $"{form} {product} {place} {i}");
        return name;
    }
}
