using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>How far the content of a column fits a field.</summary>
/// <param name="Share">Share of its cells that read as the field's values, 0 to 1.</param>
/// <param name="Telling">Few other columns would fit like that: days, codes of a list.</param>
/// <param name="Proof">No other column would: codes with a form or a check digit of their own.</param>
internal readonly record struct Fit(double Share, bool Telling, bool Proof);

/// <summary>Asks the cells of a column what they may be: the second witness beside its heading.</summary>
/// <param name="cells">Filled cells of the column.</param>
/// <param name="since1904">The workbook's days count from 1904.</param>
/// <param name="reference">Code lists.</param>
internal sealed class Witness(IReadOnlyList<RawCell> cells, bool since1904, ReferenceData reference)
{
    private readonly List<string> _texts =
        [.. cells.Select(cell => cell.Kind == RawKind.Number ? CellNumber.ToText(cell) : CellText.Clean(cell.Text))];

    private readonly Dictionary<string, Fit> _byType = new(StringComparer.Ordinal);

    /// <summary>Nothing stands in the column.</summary>
    public bool IsEmpty => cells.Count == 0;

    /// <summary>Texts of the cells.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The first cell as it looks on the sheet; empty = there is none.</summary>
    public string Example => IsEmpty ? ""
        : CellDate.TryRead(cells[0], since1904, out var day) ? day.ToVietnameseText() : _texts[0];

    /// <summary>The cells are words rather than numbers or days.</summary>
    public bool IsWords => Share(i => cells[i].Kind == RawKind.Text && !IsNumber(i)) > 0.5;

    /// <summary>Texts that are two days with a dash between them.</summary>
    public double Spans => Share(i => _texts[i].Split('-', StringSplitOptions.TrimEntries) is [var first, var last]
        && IsDay(new RawCell(1, RawKind.Text, first, ShownAs.General))
        && IsDay(new RawCell(1, RawKind.Text, last, ShownAs.General)));

    /// <summary>Asks for one field.</summary>
    /// <param name="field">The field.</param>
    public Fit For(ColumnLayout field)
    {
        var type = $"{field.Field.FieldType} {field.Field.IsRepeated} {field.Info.CodeList} {field.Info.Pattern} "
            + $"{IsYear(field)} {IsTax(field)}";
        if (!_byType.TryGetValue(type, out var fit)) _byType[type] = fit = Ask(field);
        return fit;
    }

    private Fit Ask(ColumnLayout field)
    {
        if (IsEmpty) return default;
        if (field.Info.CodeList == "commune")
            return new(Share(i => CodeText.Split(_texts[i]).Code is { Length: 5 } code && IsDigits(code)), true, false);
        if (field.Info.CodeList.Length > 0)
        {
            var entries = reference.List(field.Info.CodeList).Entries;
            return new(Share(i => (field.Field.IsRepeated ? CodeText.Entries(_texts[i]) : [_texts[i]]).All(text =>
                entries.Any(entry => entry.Code == CodeText.Split(text).Code)
                || Synonyms.CodeOf(field.Info.CodeList, text, reference) is not null)), true, false);
        }
        // A column of bad tax codes is still what its heading says; only good ones need no heading.
        if (IsTax(field) && Share(i => IsTaxCode(_texts[i])) is >= 0.8 and var good) return new(good, true, true);
        if (field.Info.Pattern.Length > 0)
        {
            var pattern = new Regex($"^(?:{field.Info.Pattern})$", RegexOptions.NonBacktracking);
            var share = Share(i => (field.Field.IsRepeated ? CodeText.Entries(_texts[i]) : [_texts[i]])
                .All(pattern.IsMatch));
            return new(share, !IsTax(field), !IsTax(field));
        }
        if (IsYear(field) && Share(IsYearAt) is >= 0.8 and var years) return new(years, true, false);
        return field.Field.FieldType switch
        {
            FieldType.Message => new(Share(i => IsDay(cells[i])), true, false),
            FieldType.Bool => new(Share(i => _texts[i].ToUpperInvariant() is "CÓ" or "KHÔNG" or "X"), true, false),
            FieldType.Int32 or FieldType.Int64 =>
                new(Share(i => IsNumber(i) && !IsDay(cells[i])) * (1 - (0.6 * Share(IsYearAt))), false, false),
            _ => new(Share(i => !IsNumber(i) && !IsDay(cells[i])), false, false),
        };
    }

    private double Share(Func<int, bool> fits) =>
        cells.Count == 0 ? 0 : (double)Enumerable.Range(0, cells.Count).Count(fits) / cells.Count;

    private bool IsDay(RawCell cell) => CellDate.TryRead(cell, since1904, out _);

    /// <summary>A number as clerks write it: "1.234,5" counts here; whether it is read is another matter.</summary>
    private bool IsNumber(int i) => cells[i].Kind == RawKind.Number
        || (_texts[i].Length > 0 && char.IsAsciiDigit(_texts[i][0])
            && _texts[i].All(c => char.IsAsciiDigit(c) || c is '.' or ',' or ' ' or '\u00A0'));

    private bool IsYearAt(int i) => int.TryParse(
        _texts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1990 and < 2100;

    /// <summary>Excel eats a leading zero: nine digits may be ten.</summary>
    private static bool IsTaxCode(string text) => (text.Length is 10 or 14 || (text.Length == 9 && IsDigits(text)))
        && TaxCode.IsValid(text.Length == 9 ? "0" + text : text);

    private static bool IsDigits(string text) => text.All(char.IsAsciiDigit);

    private static bool IsTax(ColumnLayout field) => field.Field.Name == "tax_code";

    private static bool IsYear(ColumnLayout field) => field.Field.Name is "plan_year" or "budget_year" or "year";
}
