using System.Globalization;

namespace KcExchange.Agent.Sources;

/// <summary>Why a text is not one number.</summary>
internal enum NumberFault
{
    None,

    /// <summary>No number, or one whose marks make no sense ("1.23.456").</summary>
    NoNumber,

    /// <summary>"380/3.677", "1 tỷ 200 triệu", "12 34".</summary>
    TwoNumbers,

    /// <summary>In brackets or with the minus behind: a bookkeeper's negative, or only a remark.</summary>
    BookkeepersMinus,

    /// <summary>More digits than any field holds.</summary>
    TooLong,
}

/// <summary>
/// A number written as text, with the unit behind it. Read as one number:
/// <list type="bullet">
/// <item>digits with a sign before them: "1234567", "-5";</item>
/// <item>both marks, of which the last is the decimal one: "1.234,5" and "1,234.5" are 1234.5;</item>
/// <item>one mark several times, in groups of three: "1.234.567", "1,234,567", "1 234 567" are 1234567;</item>
/// <item>one mark once that cannot part thousands: "1,5", "1.25", "0.125", "1234.567" have decimals; a blank is never
/// a decimal mark: "1 234" is 1234.</item>
/// </list>
/// A mark that stands once and before exactly three digits ("1.234", "1,234") can be either: <see cref="Value"/> is the
/// reading with thousands, <see cref="Decimal"/> the one with decimals, and the column decides. Where it holds whole
/// numbers (whole đồng, persons, years) only the first can be meant; elsewhere (triệu đồng, m², %) nobody can tell.
/// Everything else is no number: nothing is guessed, the fault says why.
/// </summary>
/// <param name="Value">The number.</param>
/// <param name="Decimal">What else it can be; null = nothing.</param>
/// <param name="Unit">What stands behind it; empty = nothing.</param>
/// <param name="IsPlain">Digits and a minus alone: there is nothing to mend.</param>
/// <param name="Fault">Why it is none.</param>
internal readonly record struct NumberText(
    decimal Value, decimal? Decimal, string Unit, bool IsPlain, NumberFault Fault)
{
    private const int MostDigits = 28;
    private const string Marks = ".,";
    private const string Minus = "-−";

    /// <summary>Reads a text.</summary>
    /// <param name="text">Clean text.</param>
    public static NumberText Read(string text)
    {
        var start = text.Length > 0 && (text[0] == '+' || IsMinus(text[0])) ? 1 : 0;
        var brackets = text.StartsWith('(');
        if (brackets) start = 1;
        var end = EndOfNumber(text, start);
        if (end == start) return Bad(NumberFault.NoNumber);
        var unit = text[end..].Trim();
        if ((brackets && unit.StartsWith(')')) || (unit.Length == 1 && IsMinus(unit[0])))
            return Bad(NumberFault.BookkeepersMinus);
        var read = Digits(text[start..end]);
        var negative = start > 0 && IsMinus(text[0]);
        if (brackets) return Bad(NumberFault.NoNumber);
        return read with
        {
            Value = negative ? -read.Value : read.Value,
            Decimal = negative ? -read.Decimal : read.Decimal,
            Unit = unit,
            IsPlain = read.IsPlain && unit.Length == 0 && (start == 0 || text[0] == '-'),
        };
    }

    private static NumberText Bad(NumberFault fault) => new(0, null, "", false, fault);

    private static bool IsMinus(char c) => Minus.Contains(c, StringComparison.Ordinal);

    /// <summary>Behind the last digit that only marks and blanks part from the first.</summary>
    private static int EndOfNumber(string text, int start)
    {
        var end = start;
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i])) end = i + 1;
            else if (end == start || i > end || (text[i] != ' ' && !Marks.Contains(text[i], StringComparison.Ordinal)))
                break;
        }
        return end;
    }

    private static NumberText Digits(string number)
    {
        var groups = number.Split(' ');
        var last = groups[^1];
        if (groups.Length > 1)
        {
            // A blank parts thousands; a mark may then only part the decimals.
            var whole = last.Split('.', ',');
            if (whole.Length > 2 || !AreThousands([.. groups[..^1], whole[0]])) return Bad(NumberFault.TwoNumbers);
            return One(string.Concat(groups[..^1]) + whole[0], whole.Length == 2 ? whole[1] : "");
        }
        var (dot, comma) = (number.Contains('.'), number.Contains(','));
        if (!dot && !comma) return One(number, "") with { IsPlain = true };
        var mark = number.LastIndexOfAny(['.', ',']);
        var before = number[..mark].Split('.', ',');
        var after = number[(mark + 1)..];
        if (dot && comma)
            return number.IndexOf(number[mark], StringComparison.Ordinal) == mark && AreThousands(before)
                ? One(string.Concat(before), after)
                : Bad(NumberFault.NoNumber);
        if (before.Length > 1)
            return AreThousands([.. before, after])
                ? One(string.Concat(before) + after, "")
                : Bad(NumberFault.NoNumber);
        if (after.Length != 3 || before[0].Length > 3 || before[0][0] == '0') return One(before[0], after);
        return One(before[0] + after, "") with { Decimal = One(before[0], after).Value };
    }

    private static bool AreThousands(string[] groups) =>
        groups[0].Length is >= 1 and <= 3 && groups[0][0] != '0'
        && Array.TrueForAll(groups[1..], group => group.Length == 3)
        && Array.TrueForAll(groups, group => !group.AsSpan().ContainsAnyExceptInRange('0', '9'));

    private static NumberText One(string whole, string fraction) =>
        whole.Length + fraction.Length > MostDigits
            ? Bad(NumberFault.TooLong)
            : new(decimal.Parse(
                $"{whole}.{fraction}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
                null, "", false, NumberFault.None);
}
