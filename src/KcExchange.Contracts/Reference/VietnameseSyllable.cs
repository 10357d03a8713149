using System.Collections.Frozen;

namespace KcExchange.Contracts.Reference;

/// <summary>
/// How Vietnamese spells a syllable: initial consonant, rime, and one tone on the right vowel. Enough to tell
/// Vietnamese from letters that only look like it (text of old fonts, foreign names); no dictionary.
/// </summary>
public static class VietnameseSyllable
{
    /// <summary>"nghiêng" is the longest.</summary>
    private const int Longest = 7;

    private const int Tones = 6;
    private const int Acute = 2;
    private const int Dot = 5;

    /// <summary>Each vowel without tone, then with grave, acute, hook, tilde, dot.</summary>
    private const string Vowels =
        "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ";

    // The last five are of names of the central highlands: Krông, Plông, Brăng, Đrăng.
    private static readonly string[] Initials = Words(
        "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x kr pl br đr kl");

    // Rimes in -k, for names such as Đắk Lắk, stand behind the Vietnamese ones.
    private static readonly FrozenSet<string> Rimes = Words(
        "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
        + "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu "
        + "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
        + "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oi oc om on ong "
        + "ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
        + "u ua uân uâng uât uây uê uêch uên uênh uêt ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uc uy uya uych "
        + "uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu "
        + "y ych yêm yên yêng yêt yêu yn ynh yt "
        + "ak ăk âk ek êk ik ok ôk uk ưk").ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Rime =
        Rimes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// True when a word is spelt as a Vietnamese syllable, in whatever case; the tone of open "oa, oe, uy" may stand on
    /// either vowel.
    /// </summary>
    /// <param name="word">A word in composed Unicode.</param>
    public static bool IsWellFormed(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > Longest) return false;
        Span<char> plain = stackalloc char[word.Length];
        var (tone, at) = (0, -1);
        for (var i = 0; i < word.Length; i++)
        {
            plain[i] = Toneless(word[i], out var own);
            if (own == 0) continue;
            if (tone != 0) return false;
            (tone, at) = (own, i);
        }
        if (Fits(plain, tone, at)) return true;
        foreach (var initial in Initials)
            if (plain.StartsWith(initial) && Fits(plain[initial.Length..], tone, at - initial.Length)) return true;
        return false;
    }

    /// <summary>
    /// True when two texts differ, and only in the vowel on which tone marks stand: "Khánh Hoà" and "Khánh Hòa".
    /// </summary>
    /// <param name="a">A text in composed Unicode.</param>
    /// <param name="b">Another one.</param>
    public static bool DifferInTonePlaceOnly(string a, string b)
    {
        if (a.Length != b.Length || string.Equals(a, b, StringComparison.Ordinal)) return false;
        var (toneA, toneB) = (0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            var (plainA, plainB) = (Toneless(a[i], out var ownA), Toneless(b[i], out var ownB));
            if (plainA != plainB || char.IsUpper(a[i]) != char.IsUpper(b[i])) return false;
            if (!char.IsLetter(a[i]))
            {
                if (toneA != toneB) return false;
                (toneA, toneB) = (0, 0);
            }
            (toneA, toneB) = (toneA + ownA, toneB + ownB);
        }
        return toneA == toneB;
    }

    private static char Toneless(char letter, out int tone)
    {
        var lower = char.ToLowerInvariant(letter);
        var index = Vowels.IndexOf(lower, StringComparison.Ordinal);
        tone = index < 0 ? 0 : index % Tones;
        return index < 0 ? lower : Vowels[index - tone];
    }

    private static bool Fits(ReadOnlySpan<char> rime, int tone, int at)
    {
        if (!Rime.Contains(rime)) return false;
        if (tone == 0) return true;
        // Stops take two tones only.
        if ((rime[^1] is 'c' or 'k' or 'p' or 't' || rime.EndsWith("ch")) && tone is not (Acute or Dot)) return false;
        var vowels = 0;
        var marked = -1;
        for (; vowels < rime.Length && Vowels.Contains(rime[vowels], StringComparison.Ordinal); vowels++)
            if (rime[vowels] is 'ă' or 'â' or 'ê' or 'ô' or 'ơ' or 'ư') marked = vowels;
        if (marked >= 0) return at == marked;
        return vowels switch
        {
            1 => at == 0,
            2 when vowels < rime.Length => at == 1,
            2 => at == 0 || (at == 1 && rime is "oa" or "oe" or "uy"),
            _ => at == 1,
        };
    }

    private static string[] Words(string text) => text.Split(' ');
}
