using System.Text;

namespace KcExchange.Contracts.Reference;

/// <summary>
/// What the codes of old fonts stand for. They came to Unicode as the Latin-1 letters and signs of the same number.
/// TCVN 5712:1993, table VN3; VNI for Windows as VNI Software published it.
/// </summary>
internal static class OldFontTables
{
    /// <summary>First code of <see cref="Vn3"/>.</summary>
    private const char First = '\u00A1';

    /// <summary>Letters of the codes A1 to FE; _ = none. Capitals with tones exist in capital fonts only.</summary>
    private const string Vn3 =
        "ĂÂÊÔƠƯĐăâêôơưđ_" // A1
        + "_____àảãáạ_ằẳẵắ_" // B0
        + "______ặầẩẫấậè_ẻẽ" // C0
        + "éẹềểễếệìỉ___ĩíịò" // D0
        + "_ỏõóọồổỗốộờởỡớợù" // E0
        + "_ủũúụừửữứựỳỷỹýỵ"; // F0

    /// <summary>VNI: letters that stand for one letter, in pairs.</summary>
    private const string VniLetters = "ñđôơöưííììæỉóĩòịîỵ";

    /// <summary>VNI: what the second letter of a pair puts on the first.</summary>
    private static readonly (string Vowels, string Letters, string Marks)[] VniMarks =
    [
        ("aeouyôö", "øùûõï", "\u0300\u0301\u0309\u0303\u0323"),
        ("aeo", "â", "\u0302"),
        ("aeo", "àáåãä", "\u0300\u0301\u0309\u0303\u0323"),
        ("a", "ê", "\u0306"),
        ("a", "èéúüë", "\u0300\u0301\u0309\u0303\u0323"),
    ];

    private static readonly Dictionary<(char Vowel, char Letter), string> VniPairs = MakeVniPairs();

    /// <summary>The letter of a TCVN3 code; '\0' when it has none.</summary>
    /// <param name="code">A Latin-1 character.</param>
    public static char Tcvn3(char code) =>
        code >= First && code - First < Vn3.Length && Vn3[code - First] is var letter and not '_' ? letter : '\0';

    /// <summary>Text in TCVN3 as Unicode; what is no code of it stays.</summary>
    /// <param name="text">Text.</param>
    public static string FromTcvn3(string text) => string.Create(text.Length, text, (letters, source) =>
    {
        for (var i = 0; i < letters.Length; i++)
            letters[i] = Tcvn3(source[i]) is var letter and not '\0' ? letter : source[i];
    });

    /// <summary>Text in VNI as Unicode; what is no code of it stays.</summary>
    /// <param name="text">Text.</param>
    public static string FromVni(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var lower = char.ToLowerInvariant(text[i]);
            if (i > 0 && VniPairs.TryGetValue((char.ToLowerInvariant(text[i - 1]), lower), out var marks))
                result.Append(marks);
            else if (IndexInVniLetters(lower) is var at and >= 0)
                result.Append(char.IsUpper(text[i])
                    ? char.ToUpperInvariant(VniLetters[at + 1])
                    : VniLetters[at + 1]);
            else
                result.Append(text[i]);
        }
        return VietnameseText.Compose(result.ToString());
    }

    private static int IndexInVniLetters(char code)
    {
        for (var i = 0; i < VniLetters.Length; i += 2)
            if (VniLetters[i] == code) return i;
        return -1;
    }

    private static Dictionary<(char, char), string> MakeVniPairs()
    {
        var pairs = new Dictionary<(char, char), string>();
        foreach (var (row, (vowels, letters, marks)) in VniMarks.Index())
            foreach (var vowel in vowels)
                for (var i = 0; i < letters.Length; i++)
                    pairs[(vowel, letters[i])] = (row switch { 2 => "\u0302", 4 => "\u0306", _ => "" }) + marks[i];
        return pairs;
    }
}
