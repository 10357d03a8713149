using System.Text;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>A file's text.</summary>
/// <param name="Text">Without the mark at its start.</param>
/// <param name="Encoding">Name of the encoding, for the clerk.</param>
internal sealed record DecodedText(string Text, string Encoding);

/// <summary>From bytes to text: by the mark at the start, by what the bytes can be, or as the caller says.</summary>
internal static class TextDecoding
{
    private const string Utf8 = "UTF-8";
    private const int Vietnamese = 1258;
    private const int Western = 1252;

    static TextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads a text.</summary>
    /// <param name="path">Path, for the sentence.</param>
    /// <param name="bytes">Content.</param>
    /// <param name="name">Name of the encoding; empty = found out.</param>
    /// <exception cref="SourceException">The name is unknown, or the bytes are of another encoding.</exception>
    public static DecodedText Decode(string path, byte[] bytes, string name)
    {
        var encoding = Marked(bytes) ?? (name.Length > 0 ? Named(name) : Unmarked(bytes));
        var mark = encoding.Preamble.Length > 0 && bytes.AsSpan().StartsWith(encoding.Preamble)
            ? encoding.Preamble.Length : 0;
        try
        {
            var text = encoding.GetString(bytes, mark, bytes.Length - mark);
            // Windows-1258 has no letters with tones, but tones that follow their letters.
            if (encoding.CodePage == Vietnamese) text = VietnameseText.Compose(text);
            // Old systems end a file with Ctrl-Z.
            return new DecodedText(text.TrimEnd('\u001A'), ShownName(encoding));
        }
        catch (DecoderFallbackException exception)
        {
            var at = mark + Math.Max(0, exception.Index);
            var line = 1 + bytes.AsSpan(0, Math.Min(at, bytes.Length)).Count((byte)'\n');
            throw new SourceException(Messages.Formats.NotOfEncoding(path, ShownName(encoding), line), exception);
        }
    }

    /// <summary>By the mark at the start; null when there is none.</summary>
    private static Encoding? Marked(byte[] bytes)
    {
        Encoding[] known =
        [
            new UTF8Encoding(true, true), new UTF32Encoding(false, true, true), new UnicodeEncoding(false, true, true),
            new UnicodeEncoding(true, true, true),
        ];
        return Array.Find(known, encoding => bytes.AsSpan().StartsWith(encoding.Preamble));
    }

    private static Encoding Named(string name)
    {
        var plain = name.Trim().ToLowerInvariant();
        try
        {
            return plain switch
            {
                "utf8" or "utf-8" or "unicode" => new UTF8Encoding(false, true),
                "utf-16" or "utf-16le" => new UnicodeEncoding(false, false, true),
                "utf-16be" => new UnicodeEncoding(true, false, true),
                _ when plain.Replace("cp", "", StringComparison.Ordinal) is var number
                    && int.TryParse(number, out var page) => Encoding.GetEncoding(page),
                _ => Encoding.GetEncoding(plain),
            };
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new SourceException(Messages.Formats.UnknownEncoding(name), exception);
        }
    }

    private static Encoding Unmarked(byte[] bytes)
    {
        var head = bytes.AsSpan(0, Math.Min(bytes.Length, 4096));
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
            if (head[i] == 0) _ = i % 2 == 0 ? even++ : odd++;
        // In Vietnamese text of UTF-16 most letters have an empty half, always on the same side.
        if (odd > head.Length / 4 && even == 0) return new UnicodeEncoding(false, false, true);
        if (even > head.Length / 4 && odd == 0) return new UnicodeEncoding(true, false, true);
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return new UTF8Encoding(false, true);
        return Encoding.GetEncoding(IsVietnamese(bytes) ? Vietnamese : Western);
    }

    /// <summary>
    /// Tells Windows-1258 from texts of old fonts (TCVN3, VNI), which every program takes for Windows-1252. In 1258 a
    /// tone is a byte of its own that follows a vowel; in texts of the fonts the same bytes are whole letters and stand
    /// anywhere. Without any tone, letters that only 1258 writes like that decide.
    /// </summary>
    private static bool IsVietnamese(byte[] bytes)
    {
        var (tones, lost, letters, others) = (0, 0, 0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b is 0xCC or 0xD2 or 0xDE or 0xEC or 0xF2) _ = i > 0 && IsVowel(bytes[i - 1]) ? tones++ : lost++;
            // Ă Đ Ơ Ư ă đ ơ ư, and ₫.
            else if (b is 0xC3 or 0xD0 or 0xD5 or 0xDD or 0xE3 or 0xF0 or 0xF5 or 0xFD or 0xFE) letters++;
            // ¡ to ¿ are signs in 1258, letters in TCVN3; Ñ ñ Ö ö are letters in VNI. Dashes, quotes and « » are usual.
            else if (b is (>= 0xA1 and <= 0xBF and not (0xAB or 0xBB or 0xB0 or 0xB7)) or 0xD1 or 0xF1 or 0xD6 or 0xF6)
                others++;
        }
        return tones > 0 ? lost * 20 <= tones && others <= tones : letters > others && lost == 0;
    }

    /// <summary>A vowel of Windows-1258, with or without its own mark: a e i o u y â ă ê ô ơ ư.</summary>
    private static bool IsVowel(byte b) => (char)(b | 0x20) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y'
        || b is 0xC2 or 0xC3 or 0xCA or 0xD4 or 0xD5 or 0xDD or 0xE2 or 0xE3 or 0xEA or 0xF4 or 0xF5 or 0xFD;

    private static string ShownName(Encoding encoding) => encoding.CodePage switch
    {
        65001 => Utf8,
        1200 or 1201 => "UTF-16",
        12000 => "UTF-32",
        >= 1250 and <= 1258 => $"Windows-{encoding.CodePage}",
        _ => encoding.WebName,
    };
}
