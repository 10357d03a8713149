using System.Globalization;
using System.Text;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;

namespace KcExchange.Tests.Reference;

public class VietnameseTextTests
{
    private const string Vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";
    private static readonly string[] Tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];

    // In invariant globalisation mode .NET itself does not normalise: there only our table is right.
    private static bool HasIcu => !"e\u0301".IsNormalized();

    [Fact]
    public void Every_Vietnamese_letter_is_composed_from_its_parts_in_either_order_of_marks()
    {
        foreach (var vowel in Vowels)
            foreach (var tone in Tones.Skip(1))
            {
                var composed = VietnameseText.Compose(vowel + tone);
                Assert.Single(composed);
                Assert.True(VietnameseText.IsComposed(composed));
                Assert.False(VietnameseText.IsComposed(vowel + tone));
            }
        Assert.Equal("ộ", VietnameseText.Compose("o\u0302\u0323"));
        Assert.Equal("ộ", VietnameseText.Compose("o\u0323\u0302"));
        Assert.Equal("ợ", VietnameseText.Compose("o\u0323\u031B"));
        Assert.Equal("ệ", VietnameseText.Compose("ẹ\u0302"));
        Assert.Equal("ặ", VietnameseText.Compose("ă\u0323"));
    }

    [Fact]
    public void Composed_text_is_returned_as_the_same_instance()
    {
        const string text = "Cộng hòa xã hội chủ nghĩa Việt Nam";
        Assert.Same(text, VietnameseText.Compose(text));
    }

    [Fact]
    public void Composition_agrees_with_ICU_on_random_Latin_text()
    {
        if (!HasIcu) Assert.Skip("Invariant globalisation: there is no ICU to compare with.");
        var random = new Random(7);
        var letters = Enumerable.Range(0x41, 0x24F - 0x41).Concat(Enumerable.Range(0x1E00, 0x100))
            .Select(c => (char)c).Where(c => char.IsLetter(c)).Append('\u212B').Append('\u212A').ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                text.Append(letters[random.Next(letters.Length)]);
                for (var m = random.Next(0, 4); m > 0; m--) text.Append((char)random.Next(0x300, 0x370));
            }
            var given = text.ToString();
            Assert.Equal(Escaped(given.Normalize()), Escaped(VietnameseText.Compose(given)));
            Assert.Equal(given.IsNormalized(), VietnameseText.IsComposed(given));
        }
    }

    [Theory]
    [InlineData("Khánh Hoà", "KHÁNH HÒA")]
    [InlineData("Thanh Thuỷ", "thanh thủy")]
    [InlineData("Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu")]
    [InlineData("Đắk Lắk", "Dak Lak")]
    [InlineData("Huê\u0301", " Huế. ")]
    public void Names_that_differ_by_tone_place_case_or_marks_fold_to_the_same(string one, string other)
    {
        Assert.Equal(VietnameseText.Fold(one), VietnameseText.Fold(other));
    }

    [Fact]
    public void A_mistyped_name_finds_its_nearest_and_a_foreign_one_finds_none()
    {
        string[] headings = ["Mã đề án", "Tên đề án", "Tổng kinh phí", "Vốn đối ứng"];
        Assert.Equal("Tổng kinh phí", VietnameseText.Nearest("Tong kinh phi", headings));
        Assert.Equal("Vốn đối ứng", VietnameseText.Nearest("Vốn dối úng", headings));
        Assert.Equal("Tên đề án", VietnameseText.Nearest("Tên dề ná", headings));
        Assert.Null(VietnameseText.Nearest("Ghi chú", headings));
        Assert.Null(VietnameseText.Nearest("", headings));
    }

    [Theory]
    [InlineData(0, "0 đồng")]
    [InlineData(999, "999 đồng")]
    [InlineData(1234567, "1.234.567 đồng")]
    [InlineData(-300000000, "-300.000.000 đồng")]
    public void Amounts_are_written_with_dots_whatever_the_culture(long dong, string text)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(HasIcu ? "ar-SA" : "");
        try
        {
            Assert.Equal(text, Amounts.Text(dong));
            Assert.Equal("123,05 m²", Amounts.Number(12305, 2, "m²"));
            Assert.Equal("-0,50 %", Amounts.Number(-50, 2, "%"));
            Assert.Equal("2026", Amounts.Number(2026, 0, ""));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Escaped(string text) =>
        string.Join(' ', text.Select(c => ((int)c).ToString("X4", CultureInfo.InvariantCulture)));
}
