using System.Text;
using KcExchange.Contracts.Reference;

namespace KcExchange.Tests.Reference;

public sealed class OldFontsTests
{
    private const string Bases = "aăâeêioôơuưy";
    private const string Grave = "\u0300", Acute = "\u0301", Hook = "\u0309", Tilde = "\u0303", Dot = "\u0323";

    /// <summary>
    /// Codes of TCVN 5712:1993 VN3 in hexadecimal, by vowel: plain (if it has marks), grave, hook, tilde, acute, dot.
    /// </summary>
    private static readonly Dictionary<char, string> Vn3 = new()
    {
        ['a'] = "B5 B6 B7 B8 B9", ['ă'] = "A8 BB BC BD BE C6", ['â'] = "A9 C7 C8 C9 CA CB", ['e'] = "CC CE CF D0 D1",
        ['ê'] = "AA D2 D3 D4 D5 D6", ['i'] = "D7 D8 DC DD DE", ['o'] = "DF E1 E2 E3 E4", ['ô'] = "AB E5 E6 E7 E8 E9",
        ['ơ'] = "AC EA EB EC ED EE", ['u'] = "EF F1 F2 F3 F4", ['ư'] = "AD F5 F6 F7 F8 F9", ['y'] = "FA FB FC FD FE",
        ['đ'] = "AE",
    };

    /// <summary>Letters of VNI by vowel: plain (if it has marks), grave, hook, tilde, acute, dot.</summary>
    private static readonly Dictionary<char, string> Vni = new()
    {
        ['a'] = "aø aû aõ aù aï", ['ă'] = "aê aè aú aü aé aë", ['â'] = "aâ aà aå aã aá aä", ['e'] = "eø eû eõ eù eï",
        ['ê'] = "eâ eà eå eã eá eä", ['i'] = "ì æ ó í ò", ['o'] = "oø oû oõ où oï", ['ô'] = "oâ oà oå oã oá oä",
        ['ơ'] = "ô ôø ôû ôõ ôù ôï", ['u'] = "uø uû uõ uù uï", ['ư'] = "ö öø öû öõ öù öï", ['y'] = "yø yû yõ yù î",
        ['đ'] = "ñ",
    };

    [Fact]
    public void Every_one_of_the_134_letters_is_read_from_both_ways_of_writing()
    {
        var letters = Letters(Vn3).Keys.ToList();
        Assert.Equal(67, letters.Count);
        foreach (var letter in letters)
        {
            var capital = char.ToUpperInvariant(letter);
            Assert.NotEqual(letter, capital);
            Assert.Equal($"{letter}", OldFonts.Convert(InTcvn3($"{letter}"), OldFont.Tcvn3));
            Assert.Equal($"{capital}", OldFonts.Convert(InTcvn3($"{capital}"), OldFont.Tcvn3Capitals));
            Assert.Equal($"{letter}", OldFonts.Convert(InVni($"{letter}"), OldFont.Vni));
            Assert.Equal($"{capital}", OldFonts.Convert(InVni($"{capital}"), OldFont.Vni));
        }
        // Capitals that have a code of their own.
        Assert.Equal("ĂÂÊÔƠƯĐ", OldFonts.Convert("¡¢£¤¥¦§", OldFont.Tcvn3));
    }

    [Fact]
    public void Names_written_in_an_old_font_come_back_as_they_were()
    {
        foreach (var name in Names())
        {
            Assert.Equal(name, OldFonts.Convert(InVni(name), OldFont.Vni));
            Assert.Equal(name.ToUpperInvariant(), OldFonts.Convert(InTcvn3(name), OldFont.Tcvn3Capitals));
            if (HasTcvn3(name)) Assert.Equal(name, OldFonts.Convert(InTcvn3(name), OldFont.Tcvn3));
        }
    }

    [Fact]
    public void Names_in_an_old_font_are_known_by_it_and_long_ones_without_it()
    {
        var (tcvn3, vni, all) = (0, 0, 0);
        foreach (var name in Names().Where(HasTcvn3).Where(name => name.Count(c => c > 'ÿ') > 3))
        {
            all++;
            Assert.Equal(name, OldFonts.Read(InTcvn3(name), OldFont.Tcvn3));
            Assert.Equal(name, OldFonts.Read(InVni(name), OldFont.Vni));
            if (OldFonts.Read(InTcvn3(name), OldFont.None) == name) tcvn3++;
            if (OldFonts.Read(InVni(name), OldFont.None) == name) vni++;
        }
        Assert.InRange(all, 200, 10_000);
        Assert.True(tcvn3 >= all * 0.97 && vni >= all * 0.97, $"{tcvn3} and {vni} of {all}");
    }

    [Fact]
    public void No_name_in_Unicode_is_taken_for_an_old_font_whatever_its_font()
    {
        foreach (var name in Names().SelectMany(name => new[] { name, name.ToUpperInvariant() }))
        {
            Assert.Null(OldFonts.Read(name, OldFont.None));
            Assert.Null(OldFonts.Read(name, OldFont.Tcvn3));
            Assert.Null(OldFonts.Read(name, OldFont.Tcvn3Capitals));
            Assert.Null(OldFonts.Read(name, OldFont.Vni));
        }
    }

    [Theory]
    [InlineData("Société Générale de Surveillance")]
    [InlineData("Crédit Agricole, Crème Brûlée, Château Pétrus, Nestlé")]
    [InlineData("Loïc Müller, Noël, Thaï, Citroën, Haïti, Maïs")]
    [InlineData("Jürgen Weiß & Söhne GmbH, Köln, Düsseldorf, Österreich")]
    [InlineData("Bäckerei Schäfer, Größe, Übergröße, Führung, Mönchengladbach")]
    [InlineData("São João, Conceição, Peña, Muñoz, Ångström, Smørrebrød")]
    [InlineData("Công ty Müller Gò Công")]
    [InlineData("5 µm ± 2 × 3 ÷ 4 = 25 m² · 1½ « 30°C » § 5 ¶ 2 ©2026 SAMSUNG®")]
    [InlineData("m×n, a×b, N·m, kW·h, 10 µm, µ, ½ ¼ ¾, ¹ ² ³")]
    [InlineData("«Sao Mai» «ABC» ¿Qué? ¡Hola! £5 ¥100 ¢")]
    [InlineData("CONG TY TNHH 1 THANH VIEN")]
    [InlineData("")]
    public void Other_languages_and_signs_are_no_old_font(string text) =>
        Assert.Null(OldFonts.Read(text, OldFont.None));

    [Theory]
    [InlineData("§Ò ¸n", "Đề án")]
    [InlineData("C«ng ty", "Công ty")]
    [InlineData("Hµ Néi", "Hà Nội")]
    [InlineData("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng")]
    [InlineData("C¤NG TY Cæ PHÇN D¦îC PHÈM", "CÔNG TY CỔ PHẦN DƯỢC PHẨM")]
    [InlineData("Th­¬ng m¹i 12 ng­êi", "Thương mại 12 người")]
    [InlineData("Ñeà aùn khuyeán coâng", "Đề án khuyến công")]
    [InlineData("COÂNG TY TNHH PHUÙ THÒNH", "CÔNG TY TNHH PHÚ THỊNH")]
    [InlineData("Nguyeãn Vaên Huøng", "Nguyễn Văn Hùng")]
    public void Pasted_text_is_known_without_its_font(string text, string meant) =>
        Assert.Equal(meant, OldFonts.Read(text, OldFont.None));

    [Theory]
    [InlineData(".VnTime", OldFont.Tcvn3)]
    [InlineData(".VnArial Narrow", OldFont.Tcvn3)]
    [InlineData(".VnTimeH", OldFont.Tcvn3Capitals)]
    [InlineData("VNI-Times", OldFont.Vni)]
    [InlineData("vni-helve", OldFont.Vni)]
    [InlineData("Times New Roman", OldFont.None)]
    [InlineData("Vnnox", OldFont.None)]
    public void A_font_is_known_by_its_name(string name, OldFont font) => Assert.Equal(font, OldFonts.Of(name));

    [Fact]
    public void A_capital_font_gives_capitals()
    {
        Assert.Equal("TRUNG TÂM KHUYẾN CÔNG", OldFonts.Read("Trung t©m khuyÕn c«ng", OldFont.Tcvn3Capitals));
        Assert.Null(OldFonts.Read("Công ty", OldFont.Tcvn3Capitals));
        Assert.Null(OldFonts.Read("Cong ty", OldFont.Tcvn3Capitals));
    }

    [Theory]
    [InlineData("nghiêng", true)]
    [InlineData("Hoà", true)]
    [InlineData("Hòa", true)]
    [InlineData("QUỐC", true)]
    [InlineData("giếng", true)]
    [InlineData("gì", true)]
    [InlineData("thuở", true)]
    [InlineData("khuỷu", true)]
    [InlineData("Đắk", true)]
    [InlineData("hàu", true)]
    [InlineData("haù", false)]
    [InlineData("hảt", false)]
    [InlineData("hàá", false)]
    [InlineData("Müll", false)]
    [InlineData("xyz", false)]
    public void A_syllable_is_spelt_by_rule(string word, bool right) =>
        Assert.Equal(right, VietnameseSyllable.IsWellFormed(word));

    [Theory]
    [InlineData("Khánh Hoà", "Khánh Hòa", true)]
    [InlineData("Thuỷ", "Thủy", true)]
    [InlineData("Hoà", "Hoà", false)]
    [InlineData("Hoà", "Hoá", false)]
    [InlineData("Hoà An", "Hoa Àn", false)]
    [InlineData("Hoà", "HÒA", false)]
    public void Tone_marks_may_stand_on_either_vowel(string a, string b, bool same) =>
        Assert.Equal(same, VietnameseSyllable.DifferInTonePlaceOnly(a, b));

    private static Dictionary<char, string> Letters(Dictionary<char, string> table)
    {
        var letters = new Dictionary<char, string>();
        foreach (var (vowel, codes) in table)
        {
            var tones = new[] { Grave, Hook, Tilde, Acute, Dot };
            var list = codes.Split(' ').ToList();
            if (list.Count != tones.Length)
            {
                letters[vowel] = list[0];
                list.RemoveAt(0);
            }
            for (var i = 0; i < list.Count; i++) letters[VietnameseText.Compose(vowel + tones[i])[0]] = list[i];
        }
        return letters;
    }

    /// <summary>Capitals with tones are written small: in that they have no code.</summary>
    private static string InTcvn3(string text)
    {
        var codes = Letters(Vn3);
        var written = new StringBuilder();
        foreach (var c in text)
        {
            if ("ĂÂÊÔƠƯĐ".IndexOf(c, StringComparison.Ordinal) is var at and >= 0) written.Append((char)(0xA1 + at));
            else if (codes.TryGetValue(char.ToLowerInvariant(c), out var code))
                written.Append((char)Convert.ToInt32(code, 16));
            else written.Append(c);
        }
        return written.ToString();
    }

    private static bool HasTcvn3(string text) =>
        !text.Any(c => char.IsUpper(c) && !char.IsAscii(c) && !"ĂÂÊÔƠƯĐ".Contains(c, StringComparison.Ordinal))
        && !text.Split(' ', '-', '(').Any(word => word.Count(char.IsAsciiLetterUpper) > 1 && !word.All(char.IsAscii));

    private static string InVni(string text)
    {
        var pairs = Letters(Vni);
        var written = new StringBuilder();
        foreach (var c in text)
        {
            if (!pairs.TryGetValue(char.ToLowerInvariant(c), out var pair)) written.Append(c);
            else written.Append(char.IsUpper(c) ? pair.ToUpperInvariant() : pair);
        }
        return written.ToString();
    }

    private static IEnumerable<string> Names()
    {
        var reference = ReferenceData.Embedded;
        DateOnly[] days = [new(2024, 1, 1), new(2025, 8, 1), new(2026, 9, 30)];
        return reference.Lists.SelectMany(list => days.SelectMany(day => reference.Codes(list, day)))
            .Select(entry => entry.NameVi)
            .Concat(Firms())
            .Where(name => name.Any(c => !char.IsAscii(c)))
            .Distinct();
    }

    private static IEnumerable<string> Firms()
    {
        string[] forms = ["Công ty TNHH", "Công ty cổ phần", "Doanh nghiệp tư nhân", "Hợp tác xã", "Hộ kinh doanh"];
        string[] trades = ["chè", "gỗ mỹ nghệ", "cơ khí", "thủy sản", "may mặc", "mây tre đan", "gốm sứ", "dược liệu"];
        string[] names = ["Hoà Bình", "Sài Gòn", "Hùng Vương", "Phú Thịnh", "Đắk Lắk"];
        foreach (var form in forms)
            foreach (var trade in trades)
                foreach (var name in names) yield return $"{form} {trade} {name}";
    }
}
