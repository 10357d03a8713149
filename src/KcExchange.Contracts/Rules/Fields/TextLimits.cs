using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// What holds of a given text: composed, readable, not too long, of its form, in its list. First breach counts.
/// </summary>
internal sealed class TextLimits(FieldSite site)
{
    private static readonly string[] ExcelErrors =
    [
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!",
        "#GETTING_DATA", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!",
    ];

    private ListOf? _list;

    /// <summary>Checks a text.</summary>
    /// <param name="text">Text; empty or blank counts as missing where the field is required.</param>
    /// <param name="index">Place in its list; -1 when it is in none.</param>
    /// <param name="run">What the checks of a record share.</param>
    public void Check(string text, int index, in FieldRun run)
    {
        if (site.Required && string.IsNullOrWhiteSpace(text)) site.Missing(run, index);
        else if (!IsReadable(text)) ReportUnreadable(text, index, run);
        else if (site.MaxLength > 0 && text.Length > site.MaxLength && Length(text) > site.MaxLength)
            site.TooLong(run, index, Length(text));
        else if (site.Form is { } form && !form.Fits(text)) site.WrongForm(run, index, text);
        else if (site.CodeList is { } list && List(list, run.Reference).Find(text, run.ListDate) is null)
            site.NotInList(run, index, text);
    }

    // Reference data change once in a long while: the list is looked up when they do.
    private CodeList List(string name, ReferenceData reference)
    {
        if (_list is { } last && ReferenceEquals(last.Of, reference)) return last.List;
        var list = reference.List(name);
        _list = new ListOf(reference, list);
        return list;
    }

    // The usual case in one pass; what it finds unusual is looked at again, here and in ReportUnreadable.
    private static bool IsReadable(string text)
    {
        var span = text.AsSpan();
        if (span.Length == 0) return false;
        if (char.IsWhiteSpace(span[0]) || char.IsWhiteSpace(span[^1])) return false;
        if (span[0] == '#' && IsExcelError(text)) return false;
        return IsPlain(MemoryMarshal.Cast<char, ushort>(span))
            || (FirstBad(text) < 0 && !span.Contains('\uFFFD') && VietnameseText.IsComposed(text));
    }

    /// <summary>
    /// True for a text of letters, digits and signs of Vietnamese and its neighbours only: ASCII without controls,
    /// U+00A0 to U+024F, U+1E00 to U+1EFF. Among these is no mark, nothing invisible and nothing damaged.
    /// </summary>
    private static bool IsPlain(ReadOnlySpan<ushort> text)
    {
        var width = Vector128<ushort>.Count;
        if (text.Length < width)
        {
            foreach (var c in text)
                if (c is not (>= 0x20 and <= 0x7E or >= 0xA0 and <= 0x24F or >= 0x1E00 and <= 0x1EFF)) return false;
            return true;
        }
        for (var i = 0; i < text.Length - width; i += width)
            if (!IsPlain(Vector128.Create(text[i..]))) return false;
        return IsPlain(Vector128.Create(text[^width..]));
    }

    private static bool IsPlain(Vector128<ushort> text) => Vector128.EqualsAll(
        Between(text, 0x20, 0x7E) | Between(text, 0xA0, 0x24F) | Between(text, 0x1E00, 0x1EFF),
        Vector128<ushort>.AllBitsSet);

    private static Vector128<ushort> Between(Vector128<ushort> text, ushort first, ushort last) =>
        Vector128.LessThanOrEqual(text - Vector128.Create(first), Vector128.Create((ushort)(last - first)));

    private void ReportUnreadable(string text, int index, in FieldRun run)
    {
        if (text.Contains('\uFFFD')) site.BadText(run, FieldRules.NotComposed, index, "damaged", "U+FFFD");
        else if (!VietnameseText.IsComposed(text))
            site.BadText(run, FieldRules.NotComposed, index, "decomposed", CodePoint(FirstMark(text)));
        if (FirstBad(text) is var bad and >= 0)
            site.BadText(run, FieldRules.BadText, index, "character", CodePoint(text[bad]));
        else if (IsExcelError(text)) site.BadText(run, FieldRules.BadText, index, "excel", text.Trim());
        else if (text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
            site.BadText(run, FieldRules.BadText, index, "blank", "");
    }

    private static bool IsExcelError(string text) =>
        ExcelErrors.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase);

    // Control characters, and what is invisible and comes with copying from web pages and Word: zero-width characters,
    // direction marks, line separators, byte order marks.
    private static int FirstBad(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is <= '\u001F' or >= '\u007F' and <= '\u009F' or >= '\u200B' and <= '\u200F'
                or >= '\u2028' and <= '\u202E' or >= '\u2060' and <= '\u206F' or '\uFEFF' or '\uFFFE' or '\uFFFF')
                return i;
        }
        return -1;
    }

    private static char FirstMark(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\u0300', '\u036F');
        return at >= 0 ? text[at] : text.First(c => c is '\u2126' or '\u212A' or '\u212B');
    }

    private static string CodePoint(char c) => string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}");

    // In code points, as the annotation counts.
    private static int Length(string text)
    {
        var length = 0;
        foreach (var c in text)
            if (!char.IsLowSurrogate(c)) length++;
        return length;
    }

    private sealed record ListOf(ReferenceData Of, CodeList List);
}
