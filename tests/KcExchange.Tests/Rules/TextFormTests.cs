using System.Text.RegularExpressions;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Tests.Rules;

public class TextFormTests
{
    private static readonly string[] Texts =
    [
        "KC-08-2026-QG-0001", "KC-80-2019-DP-9999", "KCT-08-01", "5000456786", "5000456786-001", "008092001234",
        "2026-M01", "2026-M12", "2026-Q3", "2026-H2", "2026-Y",
    ];

    /// <summary>The patterns of the contract.</summary>
    public static TheoryData<string> Patterns() =>
    [
        .. RecordKinds.All.Select(kind => kind.Descriptor).Append(ExchangeRecord.Descriptor)
            .SelectMany(message => message.Fields.InDeclarationOrder()
                .Concat(message.Fields.InDeclarationOrder().Where(field => field.IsRepeated
                    && field.FieldType == Google.Protobuf.Reflection.FieldType.Message)
                    .SelectMany(field => field.MessageType.Fields.InDeclarationOrder())))
            .Select(field => FieldCatalogue.Info(field)?.Pattern ?? "").Where(pattern => pattern.Length > 0).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_pattern_of_the_contract_is_written_out_and_means_the_same(string pattern)
    {
        Assert.True(new TextForm(pattern).IsWrittenOut);
        MeansTheSame(pattern);
    }

    [Theory]
    [InlineData("a{2,3}b?")]
    [InlineData("(A|B[0-9]){2}")]
    [InlineData("[0-9]*")]
    [InlineData("[^0-9]{10}")]
    [InlineData(@"\d{10}")]
    [InlineData("K.*1")]
    [InlineData("a??")]
    [InlineData("KCT|")]
    [InlineData("[a-c9]{1,2}(x|y)?")]
    public void Any_other_pattern_means_the_same_as_well(string pattern) => MeansTheSame(pattern);

    private static void MeansTheSame(string pattern)
    {
        var form = new TextForm(pattern);
        var regex = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
        foreach (var text in Texts.SelectMany(Spoilt).Concat(["", "aa", "aaa", "aab", "AA", "AB7", "9x", "c", "KCT"]))
            Assert.True(regex.IsMatch(text) == form.Fits(text), $"{pattern}: «{text}»");
    }

    // As it is, each place with another character, without it, and with one more.
    private static IEnumerable<string> Spoilt(string text) =>
        Enumerable.Range(0, text.Length).SelectMany(i => "09QMK-\u0660\n ".SelectMany(c => new[]
        {
            text, text[..i] + c + text[(i + 1)..], text.Remove(i, 1), text.Insert(i, c.ToString()), text + c,
        }));
}
