using Google.Protobuf.Reflection;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>
/// From cell to field, by the field's descriptor and annotation alone. What only one thing can be meant by is mended
/// and noted; everything else is a problem with a proposal.
/// </summary>
/// <param name="since1904">The workbook's days count from 1904.</param>
/// <param name="kind">Kind whose rule ids count; null = none yet, for the common information.</param>
/// <param name="fixFonts">Text of old fonts is converted.</param>
internal sealed class FieldReader(bool since1904, KindDefinition? kind, bool fixFonts)
{
    private readonly NumberReader _numbers = new(kind?.FieldRuleIds.Negative ?? ImportRules.Number);

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">The cell, not empty.</param>
    /// <param name="column">What its column is.</param>
    /// <param name="unit">Unit of money of the column.</param>
    public FieldReading Read(RawCell cell, ColumnLayout column, MoneyUnit unit)
    {
        if (cell.Kind == RawKind.Error) return ExcelError(column, cell.Text);
        if (cell.Kind == RawKind.Uncalculated)
            return Problem(ImportRules.ExcelError, Messages.Values.NotCalculated(column.Info.LabelVi));
        if (cell.Kind != RawKind.Text) return Value(cell, cell.Text, column, unit);
        var text = CellText.Clean(cell.Text, out var mended);
        if (text.Length == 0) return default;
        if (CellText.IsExcelError(text)) return ExcelError(column, text);
        if (OldFonts.Read(text, cell.Font) is { } converted)
        {
            if (!fixFonts)
                return Problem(ImportRules.OldFont, Messages.Values.OldFont(column.Info.LabelVi, text, converted));
            (text, mended) = (converted, MendKind.OldFont);
        }
        var reading = Value(cell, text, column, unit);
        if (mended is not { } why || reading.Problem is not null) return reading;
        // A day or a number mended is shown as such, but that its font was old says more.
        var shown = reading.Mended?.After ?? text;
        return reading.Mended is null || why == MendKind.OldFont
            ? reading with { Mended = new(why, cell.Text, shown) }
            : reading with { Mended = reading.Mended with { Before = cell.Text } };
    }

    private FieldReading Value(RawCell cell, string text, ColumnLayout column, MoneyUnit unit) =>
        column.Field.FieldType switch
        {
            FieldType.Message => Day(cell, text, column),
            FieldType.Bool => YesNo(text, column),
            FieldType.Int32 or FieldType.Int64 => _numbers.Read(cell, text, column, unit),
            _ => Text(cell, text, column),
        };

    private FieldReading Day(RawCell cell, string text, ColumnLayout column)
    {
        if (cell.Kind == RawKind.Text)
        {
            var read = DateText.Read(text);
            var reading = read.Day is { } written
                ? new FieldReading(written.ToCivilDate())
                {
                    Mended = new(MendKind.Date, text, written.ToVietnameseText()),
                }
                : Problem(ImportRules.InvalidDate, Messages.Values.NoDate(column.Info.LabelVi, text, read.Proposal));
            return reading with { Form = read.Form };
        }
        if (CellDate.TryRead(cell, since1904, out var day)) return new(day.ToCivilDate()) { Form = DayForm.Serial };
        // A day that lost its format is a number of five digits.
        return CellDate.TryRead(cell with { Format = ShownAs.Date }, since1904, out day)
            && day.Year is > 1950 and < 2100
            ? Problem(ImportRules.InvalidDate, Messages.Values.UnshownDate(column.Info.LabelVi, text, day))
            : Problem(ImportRules.InvalidDate, Messages.Values.NoDate(column.Info.LabelVi, text, null));
    }

    private static FieldReading YesNo(string text, ColumnLayout column) => text.ToUpperInvariant() switch
    {
        "CÓ" or "X" or "1" or "TRUE" or "YES" or "ĐÚNG" => new(true),
        "KHÔNG" or "0" or "FALSE" or "NO" or "SAI" => new(false),
        _ => Problem(ImportRules.YesNo, Messages.Values.NoYesNo(column.Info.LabelVi, text)),
    };

    private FieldReading Text(RawCell cell, string text, ColumnLayout column)
    {
        if (cell.Kind == RawKind.Number)
        {
            if (cell.Format == ShownAs.Date)
                return Problem(ImportRules.ExcelError, Messages.Values.DateInText(column.Info.LabelVi));
            text = CellNumber.ToText(cell);
        }
        if (EatenZeros.OfText(column, text, cell.Digits, kind) is { } problem) return new(null, problem);
        if (column.Info.CodeList.Length == 0)
            return new(column.Field.IsRepeated ? CodeText.Entries(text).ToList() : text);
        var entries = (column.Field.IsRepeated ? CodeText.Entries(text) : [text]).Select(CodeText.Split).ToList();
        var names = entries.Exists(entry => entry.Name.Length > 0) ? entries : null;
        return column.Field.IsRepeated
            ? new(entries.ConvertAll(entry => entry.Code), null, names)
            : new(entries[0].Code, null, names) { Digits = cell.Digits };
    }

    private static FieldReading ExcelError(ColumnLayout column, string text) =>
        Problem(ImportRules.ExcelError, Messages.Values.ExcelError(column.Info.LabelVi, text));

    private static FieldReading Problem(string rule, (Bilingual Message, Bilingual Cure) sentences) =>
        new(null, CellProblem.Of(rule, sentences));
}
