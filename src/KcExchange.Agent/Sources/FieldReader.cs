using Google.Protobuf.Reflection;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>Why a cell cannot become a field.</summary>
/// <param name="RuleId">Rule id.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Cure">What would be right.</param>
internal sealed record CellProblem(string RuleId, Bilingual Message, Bilingual Cure);

/// <summary>What a cell says of its field: a value, a problem, or nothing.</summary>
/// <param name="Value">Value for the field: text, number, day, truth, or a list of texts; null = not given.</param>
/// <param name="Problem">Why there is none although something stands there.</param>
/// <param name="Names">Names written beside codes, to be compared once the row's date is known.</param>
internal readonly record struct FieldReading(
    object? Value, CellProblem? Problem = null, IReadOnlyList<(string Code, string Name)>? Names = null);

/// <summary>From cell to field, by the field's descriptor and annotation alone.</summary>
/// <param name="since1904">The workbook's days count from 1904.</param>
/// <param name="numberRule">Rule that a broken number of the kind is reported as.</param>
internal sealed class FieldReader(bool since1904, string numberRule)
{
    /// <summary>Reads a cell.</summary>
    /// <param name="cell">The cell, not empty.</param>
    /// <param name="column">What its column is.</param>
    /// <param name="unit">Unit of money of the column.</param>
    public FieldReading Read(RawCell cell, ColumnLayout column, MoneyUnit unit)
    {
        var text = cell.Kind == RawKind.Text ? CellText.Clean(cell.Text) : cell.Text;
        if (cell.Kind == RawKind.Text && text.Length == 0) return default;
        if (cell.Kind == RawKind.Error || (cell.Kind == RawKind.Text && CellText.IsExcelError(text)))
            return Problem(ImportRules.ExcelError, Messages.Workbook.ExcelError(column.Info.LabelVi, text));
        if (cell.Kind == RawKind.Uncalculated)
            return Problem(ImportRules.ExcelError, Messages.Workbook.NotCalculated(column.Info.LabelVi));
        return column.Field.FieldType switch
        {
            FieldType.Message => Day(cell, text, column),
            FieldType.Bool => YesNo(text, column),
            FieldType.Int32 or FieldType.Int64 => Number(cell, text, column, unit),
            _ => Text(cell, text, column),
        };
    }

    private FieldReading Day(RawCell cell, string text, ColumnLayout column) =>
        CellDate.TryRead(cell, since1904, out var day)
            ? new(day.ToCivilDate())
            : Problem(ImportRules.InvalidDate, Messages.Workbook.NoDate(column.Info.LabelVi, text));

    private static FieldReading YesNo(string text, ColumnLayout column) => text.ToUpperInvariant() switch
    {
        "CÓ" or "X" or "1" or "TRUE" or "YES" or "ĐÚNG" => new(true),
        "KHÔNG" or "0" or "FALSE" or "NO" or "SAI" => new(false),
        _ => Problem(ImportRules.YesNo, Messages.Workbook.NoYesNo(column.Info.LabelVi, text)),
    };

    private FieldReading Number(RawCell cell, string text, ColumnLayout column, MoneyUnit unit)
    {
        var label = column.Info.LabelVi;
        if (!CellNumber.TryRead(cell, out var number) || cell.Format == ShownAs.Date)
            return Problem(numberRule, Messages.Workbook.NoNumber(label, text));
        // 50,01 % is stored as 0.5001 in a cell that shows percentages.
        if (cell.Format == ShownAs.Percent && column.Info.Unit == "%") number *= 100m;
        var factor = (column.IsMoney ? unit.Factor : 1m) * CellNumber.PowerOfTen(column.Info.Decimals);
        var largest = column.Field.FieldType == FieldType.Int32 ? int.MaxValue : long.MaxValue;
        if (Math.Abs(number) > largest / factor)
            return Problem(numberRule, Messages.Workbook.NumberTooLarge(label, text));
        var scaled = number * factor;
        if (scaled != decimal.Truncate(scaled))
            return Problem(numberRule, column.IsMoney
                ? Messages.Workbook.PartOfDong(label, text, unit)
                : Messages.Workbook.TooManyDecimals(label, text, column.Info.Decimals));
        return new(column.Field.FieldType == FieldType.Int32 ? (object)(int)scaled : (long)scaled);
    }

    private static FieldReading Text(RawCell cell, string text, ColumnLayout column)
    {
        if (cell.Kind == RawKind.Number)
        {
            if (cell.Format == ShownAs.Date)
                return Problem(ImportRules.ExcelError, Messages.Workbook.DateInText(column.Info.LabelVi));
            text = CellNumber.ToText(cell);
        }
        if (column.Info.CodeList.Length == 0)
            return new(column.Field.IsRepeated ? CodeText.Entries(text).ToList() : text);
        var entries = (column.Field.IsRepeated ? CodeText.Entries(text) : [text]).Select(CodeText.Split).ToList();
        var names = entries.Exists(entry => entry.Name.Length > 0) ? entries : null;
        return column.Field.IsRepeated
            ? new(entries.ConvertAll(entry => entry.Code), null, names)
            : new(entries[0].Code, null, names);
    }

    private static FieldReading Problem(string rule, (Bilingual Message, Bilingual Cure) sentences) =>
        new(null, new(rule, sentences.Message, sentences.Cure));
}
