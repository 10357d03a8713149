namespace KcExchange.Contracts.Reference;

/// <summary>
/// Names of establishments as the search for double support compares them: without tones, case, blanks and signs, the
/// legal form in one short spelling. "Công ty TNHH MTV Chè Sử Anh" and "CTY TNHH CHÈ SỬ ANH" are "tnhh.chesuanh". Keys
/// are stored: a change here means that the index is filled anew.
/// </summary>
public static class BeneficiaryName
{
    /// <summary>Longest key, in characters; what is longer is cut.</summary>
    public const int Longest = 255;

    private const char FormEnd = '.';
    private const char Blank = ' ';
    private const char Nothing = '\0';

    /// <summary>Letters beyond it are rare enough to be looked up one by one.</summary>
    private const int TableSize = 0x2000;

    /// <summary>Of each character the plain one that stands for it, blank for signs.</summary>
    private static readonly char[] Plain = [.. Enumerable.Range(0, TableSize).Select(c => PlainOf((char)c))];

    // Spellings of a form begin the name; each ends with a blank. What comes first in a row is tried first.
    private static readonly (string Spelling, string Form)[] Enterprise =
    [
        ("ctcp ", "cp"), ("cong ty ", "ct"), ("cty ", "ct"), ("ct ", "ct"), ("dntn ", "dntn"),
        ("doanh nghiep tu nhan ", "dntn"), ("dn tu nhan ", "dntn"), ("dn tn ", "dntn"), ("doanh nghiep ", "ct"),
        ("dn ", "ct"), ("co so san xuat ", "hkd"), ("co so sx ", "hkd"), ("co so ", "hkd"), ("cssx ", "hkd"),
        ("cs sx ", "hkd"), ("cs ", "hkd"),
    ];

    private static readonly (string Spelling, string Form)[] Household =
    [
        ("hop tac xa ", "htx"), ("htx ", "htx"), ("ho kinh doanh ca the ", "hkd"), ("ho kinh doanh ", "hkd"),
        ("ho kd ", "hkd"), ("hkd ", "hkd"),
    ];

    private static readonly (string Spelling, string Form)[] Union =
    [
        ("lien hiep hop tac xa ", "lhhtx"), ("lien hiep htx ", "lhhtx"), ("lh htx ", "lhhtx"), ("lhhtx ", "lhhtx"),
    ];

    private static readonly (string Spelling, string Form)[] Group =
    [
        ("to hop tac ", "tht"), ("tht ", "tht"), ("tnhh ", "tnhh"), ("trach nhiem huu han ", "tnhh"),
    ];

    // What may follow "công ty"; how many members it has is no part of a name.
    private static readonly (string Spelling, string Form)[] Company =
    [
        ("tnhh ", "tnhh"), ("trach nhiem huu han ", "tnhh"), ("co phan ", "cp"), ("cp ", "cp"), ("hop danh ", "hd"),
        ("mtv ", ""), ("1tv ", ""), ("1 tv ", ""), ("mot thanh vien ", ""), ("1 thanh vien ", ""), ("2tv ", ""),
        ("hai thanh vien tro len ", ""), ("2 thanh vien tro len ", ""), ("hai thanh vien ", ""), ("2 thanh vien ", ""),
    ];

    /// <summary>The key of a name; empty when it names nothing.</summary>
    /// <param name="name">Name as sent, composed or not.</param>
    public static string Key(string name)
    {
        Span<char> words = stackalloc char[2 * Longest];
        words = words[..Fold(name, words)];
        if (words.IsEmpty) return "";
        var form = TakeForm(words, out var read);
        Span<char> key = stackalloc char[2 * Longest];
        form.CopyTo(key);
        var length = form.Length;
        key[length++] = FormEnd;
        var start = length;
        foreach (var range in words[read..].Split(Blank)) length += Word(words[read..][range], key[length..]);
        return length == start ? "" : new string(key[..Math.Min(length, Longest)]);
    }

    /// <summary>The name within a key, without its legal form: two establishments may share it.</summary>
    /// <param name="key">Key; may be empty.</param>
    public static ReadOnlySpan<char> WithoutForm(string key) => key.AsSpan(key.IndexOf(FormEnd) + 1);

    /// <summary>The letters and digits of a text, plain: how numbers of machines and invoices are compared.</summary>
    /// <param name="text">Text as sent.</param>
    /// <param name="longest">What is longer is cut.</param>
    public static string Letters(string text, int longest)
    {
        if (text.Length == 0) return "";
        Span<char> words = stackalloc char[2 * Longest];
        words = words[..Fold(text, words)];
        var length = 0;
        foreach (var letter in words)
            if (letter != Blank) words[length++] = letter;
        return new string(words[..Math.Min(length, longest)]);
    }

    /// <summary>Plain words, each followed by one blank; what does not fit is left out.</summary>
    private static int Fold(string text, Span<char> words)
    {
        var length = 0;
        foreach (var c in text)
        {
            var plain = c < TableSize ? Plain[c] : PlainOf(c);
            if (plain == Nothing || (plain == Blank && (length == 0 || words[length - 1] == Blank))) continue;
            words[length++] = plain;
            if (length == words.Length - 1) break;
        }
        if (length > 0 && words[length - 1] != Blank) words[length++] = Blank;
        return length;
    }

    private static string TakeForm(ReadOnlySpan<char> words, out int read)
    {
        read = 0;
        var forms = words[0] switch { 'c' or 'd' => Enterprise, 'h' => Household, 'l' => Union, 't' => Group, _ => [] };
        var form = Take(words, forms, ref read) ?? "";
        if (form is not ("ct" or "tnhh")) return form;
        while (Take(words, Company, ref read) is { } more)
            if (more.Length > 0) form = more;
        return form;
    }

    private static string? Take(ReadOnlySpan<char> words, (string Spelling, string Form)[] forms, ref int read)
    {
        foreach (var (spelling, form) in forms)
        {
            if (!words[read..].StartsWith(spelling, StringComparison.Ordinal)) continue;
            read += spelling.Length;
            return form;
        }
        return null;
    }

    /// <summary>Writes one word of a name; usual abbreviations in full, "và" not at all.</summary>
    private static int Word(ReadOnlySpan<char> word, Span<char> into)
    {
        var full = word switch
        {
            "va" => "",
            "sx" => "sanxuat",
            "tm" => "thuongmai",
            "dv" => "dichvu",
            "xd" => "xaydung",
            "xnk" => "xuatnhapkhau",
            _ => word,
        };
        full = full[..Math.Min(full.Length, into.Length)];
        full.CopyTo(into);
        return full.Length;
    }

    private static char PlainOf(char c)
    {
        if (LatinComposition.IsMark(c)) return Nothing;
        while (LatinComposition.TryTakeApart(c, out var plainer, out _)) c = plainer;
        if (c is 'đ' or 'Đ') return 'd';
        return char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : Blank;
    }
}
