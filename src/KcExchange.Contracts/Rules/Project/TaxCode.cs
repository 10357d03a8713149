namespace KcExchange.Contracts.Rules;

/// <summary>Vietnamese tax codes: 10 digits, 10 digits and a branch number, or 12 digits (a person's number).</summary>
public static class TaxCode
{
    private static ReadOnlySpan<byte> Weights => [31, 29, 23, 19, 17, 13, 7, 5, 3];

    /// <summary>True when a code has one of the three forms and, with 10 digits, the right check digit.</summary>
    /// <param name="code">Code.</param>
    public static bool IsValid(string code) => code.Length switch
    {
        10 => AllDigits(code) && CheckDigitHolds(code),
        14 => AllDigits(code.AsSpan(0, 10)) && code[10] == '-' && AllDigits(code.AsSpan(11)) && CheckDigitHolds(code),
        12 => AllDigits(code),
        _ => false,
    };

    /// <summary>
    /// A code as it is compared: without blanks and dots, the branch number behind a hyphen; empty when it is none.
    /// </summary>
    /// <param name="code">Code as sent.</param>
    public static string Normalise(string code)
    {
        if (IsValid(code)) return code;
        if (code.Length is 0 or > 30) return "";
        var digits = string.Concat(code.Where(char.IsAsciiDigit));
        if (code.Any(c => !char.IsAsciiDigit(c) && c is not (' ' or '.' or '-' or '\u00A0'))) return "";
        if (digits.Length == 13) digits = $"{digits[..10]}-{digits[10..]}";
        return IsValid(digits) ? digits : "";
    }

    /// <summary>True when two valid codes are of one enterprise: the same one, or of its branches.</summary>
    /// <param name="one">Code.</param>
    /// <param name="other">Code.</param>
    internal static bool IsSameEnterprise(string one, string other) =>
        one == other
        || (one.Length != 12 && other.Length != 12 && one.AsSpan(0, 10).SequenceEqual(other.AsSpan(0, 10)));

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    // The tenth digit is 10 − (weighted sum of the first nine mod 11); a remainder of 0 gives no code.
    private static bool CheckDigitHolds(string code)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += Weights[i] * (code[i] - '0');
        return code[9] - '0' == 10 - (sum % 11);
    }
}
