using System.Collections;
using System.Globalization;
using Google.Protobuf;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>From field to cell: the way back of <see cref="FieldReader"/>.</summary>
/// <param name="reference">Names of codes.</param>
/// <param name="unit">Unit of money of the workbook.</param>
internal sealed class FieldWriter(ReferenceData reference, MoneyUnit unit)
{
    /// <summary>The cell of a field; empty when the field is not given.</summary>
    /// <param name="message">Message.</param>
    /// <param name="column">Column.</param>
    /// <param name="at">Where the column stands, from 1.</param>
    /// <param name="on">Day whose lists name the codes.</param>
    public RawCell Cell(IMessage message, ColumnLayout column, int at, DateOnly on)
    {
        var field = column.Field;
        var empty = new RawCell(at, RawKind.Empty, "", ShownAs.General);
        if (field.HasPresence && !field.Accessor.HasValue(message)) return empty;
        var value = field.Accessor.GetValue(message);
        if (!field.HasPresence && value is false) return empty;
        return value switch
        {
            CivilDate date => Day(date, at),
            bool truth => Text(at, truth ? Messages.Names.Yes : Messages.Names.No),
            int number => Number(number, column, at),
            long number => Number(number, column, at),
            string text => Text(at, Code(text, column, on)),
            IList list => Text(at, string.Join(
                $"{CodeText.ListSeparator} ", list.Cast<string>().Select(text => Code(text, column, on)))),
            _ => empty,
        };
    }

    /// <summary>How cells of a column show what they hold.</summary>
    /// <param name="column">Column.</param>
    /// <param name="unit">Unit of money of the workbook.</param>
    public static string FormatOf(ColumnLayout column, MoneyUnit unit)
    {
        if (column.IsDate) return "dd/mm/yyyy";
        if (!column.IsNumber) return "@";
        if (column.IsMoney) return unit == MoneyUnit.Dong ? "#,##0" : "#,##0.######";
        if (column.Info.Decimals > 0) return "#,##0." + new string('0', column.Info.Decimals);
        // Years and the like have no unit and no thousands.
        return column.Info.Unit.Length > 0 ? "#,##0" : "0";
    }

    private static RawCell Day(CivilDate date, int at) =>
        date.TryToDateOnly(out var day) && day >= new DateOnly(1900, 3, 1)
            ? new(at, RawKind.Number, CellDate.ToSerial(day).ToString(CultureInfo.InvariantCulture), ShownAs.Date)
            : Text(at, date.ToText());

    private RawCell Number(long number, ColumnLayout column, int at)
    {
        var value = number / CellNumber.PowerOfTen(column.Info.Decimals) / (column.IsMoney ? unit.Factor : 1m);
        return new(at, RawKind.Number, value.ToString("0.############################", CultureInfo.InvariantCulture),
            ShownAs.General);
    }

    private string Code(string text, ColumnLayout column, DateOnly on) =>
        column.Info.CodeList.Length > 0 && CodeText.NameOf(reference, column.Info.CodeList, text, on) is { } name
            ? CodeText.Of(text, name) : text;

    private static RawCell Text(int at, string text) =>
        new(at, text.Length == 0 ? RawKind.Empty : RawKind.Text, text, ShownAs.General);
}
