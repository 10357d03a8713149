using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;

namespace KcExchange.Tests.Rules;

/// <summary>What holds of every text: the usual characters are looked at several at a time, others singly.</summary>
public class TextTests
{
    [Fact]
    public void A_character_is_judged_alike_wherever_it_stands_in_a_text()
    {
        var record = Corpus.Base("project");
        var context = Engine.Context();
        for (var c = '\0'; c < '\uFFFF'; c++)
        {
            // What composes with its neighbour, or is composed itself, has tests of its own.
            if (char.IsSurrogate(c)
                || c is >= '\u0300' and <= '\u036F' or '\u2126' or '\u212A' or '\u212B') continue;
            var expected = Expected(c);
            foreach (var text in new[] { $"a{c}b", $"a{c}bcdefghijklmnopq", $"abcdefgh{c}jklmnopqr", $"abcdefghi{c}m" })
            {
                record.Project.NameVi = text;
                var rules = Engine.Judge(record, context).Findings.Select(finding => finding.Rule.Id)
                    .Where(id => id is FieldRules.BadText or FieldRules.NotComposed);
                Assert.True(expected == string.Join(' ', rules), $"U+{(int)c:X4} in «{text}»");
            }
        }
    }

    private static string Expected(char c) => c switch
    {
        <= '\u001F' or >= '\u007F' and <= '\u009F' or >= '\u200B' and <= '\u200F' or >= '\u2028' and <= '\u202E'
            or >= '\u2060' and <= '\u206F' or '\uFEFF' or '\uFFFE' => FieldRules.BadText,
        '\uFFFD' => FieldRules.NotComposed,
        _ => "",
    };
}
