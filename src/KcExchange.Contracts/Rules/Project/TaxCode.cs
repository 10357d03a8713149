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

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    // The tenth digit is 10 − (weighted sum of the first nine mod 11); a remainder of 0 gives no code.
    private static bool CheckDigitHolds(string code)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += Weights[i] * (code[i] - '0');
        return code[9] - '0' == 10 - (sum % 11);
    }
}
