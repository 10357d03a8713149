using System.Text;

namespace KcExchange.Contracts.Reference;

/// <summary>
/// Text written with the fonts that Viet Nam used before Unicode, TCVN3 (ABC) and VNI: in a workbook it holds "§Ò ¸n"
/// or "Ñeà aùn", and shows "Đề án" only in such a font. It is known by its font, and without one by itself: when its
/// words are no Vietnamese as they stand and are once converted. Text that holds any Vietnamese letter beyond Latin-1
/// (ạ, đ, ơ …) is Unicode whatever its font.
/// </summary>
public static class OldFonts
{
    /// <summary>Signs that also stand in names and formulas: one of them alone proves nothing.</summary>
    private const string CommonSigns = "×÷·¹µ©®ª";

    /// <summary>Signs that stand before or behind words, but not within.</summary>
    private const string OuterSigns = "«»¼½¾§";

    /// <summary>Units of measurement that would pass for syllables.</summary>
    private static readonly string[] Units = ["µm", "N·m", "m·N"];

    /// <summary>The way of a font, by its name.</summary>
    /// <param name="name">Name, such as ".VnTimeH" or "VNI-Times".</param>
    public static OldFont Of(string name)
    {
        if (name.StartsWith(".Vn", StringComparison.OrdinalIgnoreCase))
            return name.EndsWith('H') ? OldFont.Tcvn3Capitals : OldFont.Tcvn3;
        return name.StartsWith("VNI-", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("VNI ", StringComparison.OrdinalIgnoreCase) ? OldFont.Vni : OldFont.None;
    }

    /// <summary>The text in Unicode when it is written in an old font; null when it is not.</summary>
    /// <param name="text">Text as it stands in the file, composed.</param>
    /// <param name="font">Its font; None = any other.</param>
    public static string? Read(string text, OldFont font)
    {
        if (!MayBeOld(text)) return null;
        if (font != OldFont.None) return Weigh(text, font).HoldsInItsFont ? Convert(text, font) : null;
        var (tcvn3, vni) = (Weigh(text, OldFont.Tcvn3), Weigh(text, OldFont.Vni));
        if (tcvn3.HoldsAlone && (!vni.HoldsAlone || tcvn3.Good >= vni.Good)) return Convert(text, OldFont.Tcvn3);
        return vni.HoldsAlone ? Convert(text, OldFont.Vni) : null;
    }

    /// <summary>Converts a text, whatever it may be.</summary>
    /// <param name="text">Text as it stands in the file.</param>
    /// <param name="font">Its font.</param>
    public static string Convert(string text, OldFont font) => font switch
    {
        OldFont.Tcvn3 => MendCase(OldFontTables.FromTcvn3(text)),
        OldFont.Tcvn3Capitals => OldFontTables.FromTcvn3(text).ToUpperInvariant(),
        OldFont.Vni => OldFontTables.FromVni(text),
        _ => text,
    };

    // The usual text ends here: ASCII, or Unicode with a letter that Latin-1 does not have.
    private static bool MayBeOld(string text) =>
        !Ascii.IsValid(text)
        && text.AsSpan().ContainsAnyInRange('\u00A1', '\u00FF')
        && !text.AsSpan().ContainsAnyInRange('\u0100', '\u024F')
        && !text.AsSpan().ContainsAnyInRange('\u0300', '\u036F')
        && !text.AsSpan().ContainsAnyInRange('\u1E00', '\u1EFF');

    /// <summary>
    /// Capitals with tones have no code: among capitals, "C¤NG NGHÖ" and "Cæ PHÇN", a small letter stands for one.
    /// </summary>
    private static string MendCase(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('a', 'z') && IndexOfCapitals(text, 0) >= 0)
            return text.ToUpperInvariant();
        var letters = text.ToCharArray();
        for (var start = 0; (start = IndexOfCapitals(text, start)) >= 0;)
            for (; start < letters.Length && char.IsLetter(letters[start]); start++)
                letters[start] = char.ToUpperInvariant(letters[start]);
        return new string(letters);
    }

    /// <summary>The next word with two capitals or more and no small letter but such of no code.</summary>
    private static int IndexOfCapitals(string text, int from)
    {
        for (var start = from; start < text.Length; start++)
        {
            var (capitals, small, end) = (0, false, start);
            for (; end < text.Length && char.IsLetter(text[end]); end++)
            {
                if (char.IsAsciiLetterUpper(text[end])) capitals++;
                small |= char.IsAsciiLetterLower(text[end]);
            }
            if (capitals > 1 && !small) return start;
            start = end;
        }
        return -1;
    }

    /// <summary>What the words of a text with letters beyond ASCII are, as they stand and once converted.</summary>
    /// <param name="Words">Their number.</param>
    /// <param name="Plain">Those that are Vietnamese as they stand.</param>
    /// <param name="Good">Those that are Vietnamese once converted.</param>
    /// <param name="Proofs">Good ones that nothing but an old font writes so.</param>
    /// <param name="Hints">Other good ones that are not plain.</param>
    private readonly record struct Weight(int Words, int Plain, int Good, int Proofs, int Hints)
    {
        /// <summary>
        /// In its font one word that makes sense is enough, unless the text makes as good sense as it stands.
        /// </summary>
        public bool HoldsInItsFont => Plain < Words && Good > 0 && Good >= Plain;

        /// <summary>Without a font: a proof or two hints, and hardly a word that makes no sense.</summary>
        public bool HoldsAlone => (Proofs > 0 || Hints > 1) && (Words - Good) * 4 <= Good;
    }

    private static Weight Weigh(string text, OldFont font)
    {
        var weight = default(Weight);
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && IsLetter(text[end], font)) end++;
            if (end > start)
            {
                var atDigit = (start > 0 && char.IsAsciiDigit(text[start - 1]))
                    || (end < text.Length && char.IsAsciiDigit(text[end]));
                weight = Add(weight, text[start..end], font, atDigit);
            }
            start = end;
        }
        return weight;
    }

    private static Weight Add(Weight weight, string word, OldFont font, bool atDigit)
    {
        // A sign that stands alone is a sign.
        if (Ascii.IsValid(word) || (word.Length == 1 && !char.IsLetter(word[0]))) return weight;
        var plain = IsVietnamese(word);
        var good = !atDigit && !Units.Contains(word)
            && VietnameseSyllable.IsWellFormed(font == OldFont.Vni
                ? OldFontTables.FromVni(word)
                : OldFontTables.FromTcvn3(word));
        var proof = good && !plain && (font == OldFont.Vni ? IsProofOfVni(word) : IsProofOfTcvn3(word));
        return new(
            weight.Words + 1, weight.Plain + (plain ? 1 : 0), weight.Good + (good ? 1 : 0),
            weight.Proofs + (proof ? 1 : 0), weight.Hints + (good && !plain && !proof ? 1 : 0));
    }

    private static bool IsLetter(char c, OldFont font) =>
        char.IsLetter(c) || (font != OldFont.Vni && OldFontTables.Tcvn3(c) != '\0');

    // A small letter before a capital is no Vietnamese: "NguyÔn".
    private static bool IsVietnamese(string word)
    {
        for (var i = 0; i < word.Length; i++)
            if (!char.IsLetter(word[i]) || (i > 0 && char.IsUpper(word[i]) && char.IsLower(word[i - 1]))) return false;
        return VietnameseSyllable.IsWellFormed(word);
    }

    private static bool IsProofOfTcvn3(string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            if (char.IsAscii(c)) continue;
            if (char.IsLetter(c) && c is not ('ª' or 'µ'))
            {
                if (i > 0 && char.IsUpper(c) && char.IsLower(word[i - 1])) return true;
            }
            else if (CommonSigns.Contains(c, StringComparison.Ordinal))
            {
                // Units begin with micro, none ends with it.
                if (c == 'µ' && i > 0) return true;
            }
            else if (!OuterSigns.Contains(c, StringComparison.Ordinal) || (i > 0 && i < word.Length - 1)) return true;
        }
        return false;
    }

    // Vowels that other languages do not write side by side.
    private static bool IsProofOfVni(string word)
    {
        for (var i = 1; i < word.Length; i++)
            if (char.ToLowerInvariant(word[i]) is 'â' or 'á' or 'à' or 'å' or 'ã' or 'ä' or 'ø'
                && char.ToLowerInvariant(word[i - 1]) is 'a' or 'e' or 'o' or 'u' or 'y' or 'ô' or 'ö') return true;
        return false;
    }
}
