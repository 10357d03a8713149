using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Numbers of fields: scaled by the unit that the cell itself states, else by the column's; whole in the end.
/// </summary>
/// <param name="rule">Rule that a broken number is reported as.</param>
internal sealed partial class NumberReader(string rule)
{
    /// <summary>Reads a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="text">Its text, clean.</param>
    /// <param name="column">What its column is.</param>
    /// <param name="unit">Unit of money of the column.</param>
    public FieldReading Read(RawCell cell, string text, ColumnLayout column, MoneyUnit unit)
    {
        if (cell.Kind == RawKind.Text) return Written(text, column, unit);
        if (!CellNumber.TryRead(cell, out var number) || cell.Format == ShownAs.Date)
            return Problem(Messages.Values.NoNumber(column.Info.LabelVi, text));
        // 50,01 % is stored as 0.5001 in a cell that shows percentages.
        if (cell.Format == ShownAs.Percent && column.Info.Unit == "%") number *= 100m;
        return Scaled(number, text, column, unit);
    }

    private FieldReading Written(string text, ColumnLayout column, MoneyUnit unit)
    {
        var label = column.Info.LabelVi;
        var read = NumberText.Read(text);
        if (read.Fault != NumberFault.None)
            return Problem(read.Fault switch
            {
                NumberFault.TwoNumbers => Messages.Values.TwoNumbers(label, text),
                NumberFault.BookkeepersMinus => Messages.Values.BookkeepersMinus(label, text),
                NumberFault.TooLong => Messages.Values.NumberTooLarge(label, text),
                _ => Messages.Values.NoNumber(label, text),
            });
        if (OwnUnit(read.Unit, column, unit) is not { } own)
            return Problem(Exponent().IsMatch(read.Unit) ? Messages.Values.NoNumber(label, text)
                : read.Unit.AsSpan().ContainsAnyInRange('0', '9')
                ? Messages.Values.TwoNumbers(label, text)
                : Messages.Values.UnknownUnit(label, text, read.Unit, column.IsMoney ? null : column.Info.Unit));
        var isWhole = column.IsMoney ? own.Factor == 1m : column.Info.Decimals == 0;
        if (read.Decimal is { } other && !isWhole)
            return Problem(Messages.Values.TwoReadings(
                label, text, (Shown(read.Value, column, own), ValueText.Typed(read.Value, 0, read.Unit)),
                (Shown(other, column, own),
                    ValueText.Typed(other, column.IsMoney ? 4 : column.Info.Decimals, read.Unit))));
        var reading = Scaled(read.Value, text, column, own);
        return read.IsPlain || reading.Problem is not null
            ? reading
            : reading with { Mended = new(MendKind.Number, text, Shown(read.Value, column, own)) };
    }

    /// <summary>The unit that counts; null when the cell's own is none of the column's.</summary>
    private static MoneyUnit? OwnUnit(string written, ColumnLayout column, MoneyUnit unit) =>
        written.Length == 0 ? unit
        : column.IsMoney ? MoneyUnit.Parse(written)
        : Plain(written) == Plain(column.Info.Unit) ? unit : null;

    private static string Plain(string unit) =>
        unit.Replace('²', '2').Trim('.').ToUpperInvariant();

    private static string Shown(decimal number, ColumnLayout column, MoneyUnit unit) =>
        ValueText.Number(column.IsMoney ? number * unit.Factor : number, column.Info.Unit);

    private FieldReading Scaled(decimal number, string text, ColumnLayout column, MoneyUnit unit)
    {
        var label = column.Info.LabelVi;
        var factor = (column.IsMoney ? unit.Factor : 1m) * CellNumber.PowerOfTen(column.Info.Decimals);
        var largest = column.Field.FieldType == FieldType.Int32 ? int.MaxValue : long.MaxValue;
        if (Math.Abs(number) > largest / factor) return Problem(Messages.Values.NumberTooLarge(label, text));
        var scaled = number * factor;
        if (scaled != decimal.Truncate(scaled))
            return Problem(column.IsMoney
                ? Messages.Values.PartOfDong(label, ValueText.Number(number, unit.Name))
                : Messages.Values.TooManyDecimals(label, text, column.Info.Decimals));
        return new(column.Field.FieldType == FieldType.Int32 ? (object)(int)scaled : (long)scaled);
    }

    /// <summary>1.5E+08: a number that a program has shortened; the digits behind are lost.</summary>
    [GeneratedRegex("^[eE][+-]?[0-9]+$")]
    private static partial Regex Exponent();

    private FieldReading Problem((Bilingual Message, Bilingual Cure) sentences) =>
        new(null, CellProblem.Of(rule, sentences));
}
