using System.Globalization;
using System.Text;

namespace KcExchange.Contracts.Rules;

/// <summary>Values of records as findings may show them: short, printable, without personal data.</summary>
public static class ParameterText
{
    /// <summary>How much of a value is shown.</summary>
    private const int Shortened = 60;

    /// <summary>A value, cut after about 60 characters, with unprintable characters replaced.</summary>
    /// <param name="value">Value as sent.</param>
    /// <param name="length">How much of it is shown.</param>
    public static string Shown(string value, int length = Shortened)
    {
        if (value.Length <= length && !value.AsSpan().ContainsAnyInRange('\0', '\u001F')
            && !value.AsSpan().ContainsAnyInRange('\u007F', '\u009F')
            && !value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            && !value.AsSpan().ContainsAnyInRange('\uFFFE', '\uFFFF')) return value;
        var text = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            if (text.Length >= length) return text.Append('…').ToString();
            if (Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF) text.Append('·');
            else text.Append(rune.ToString());
        }
        return text.ToString();
    }

    /// <summary>A plain number: a year, a count. Amounts: <see cref="Amounts"/>.</summary>
    /// <param name="number">Number.</param>
    public static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A value that is personal data: only the last three characters of a longer one stay readable.</summary>
    /// <param name="value">Value as sent.</param>
    public static string Masked(string value)
    {
        var shown = Shown(value, 20);
        return shown.Length < 9 ? new string('•', shown.Length) : new string('•', shown.Length - 3) + shown[^3..];
    }
}
