using KcExchange.Agent.Sources;
using KcExchange.Contracts.Rules;

namespace KcExchange.Tests.Sources;

public sealed class NumberTextTests
{
    [Fact]
    public void What_is_written_as_Viet_Nam_or_America_writes_it_is_read_back()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var value = random.NextInt64(-1_000_000_000_000, 1_000_000_000_000) / (long)Math.Pow(10, random.Next(12));
            var decimals = random.Next(5);
            var text = Amounts.Number(value, decimals, "đồng");
            var american = text.Replace(".", "|", StringComparison.Ordinal).Replace(',', '.').Replace('|', ',');
            var right = value / (decimal)Math.Pow(10, decimals);
            foreach (var written in new[] { text, american, text.Replace('.', ' '), $" {text}".Trim() })
            {
                var read = NumberText.Read(written);
                Assert.Equal((NumberFault.None, "đồng"), (read.Fault, read.Unit));
                Assert.True(read.Value == right || read.Decimal == right, written);
                // One mark before three digits is the only doubt there is.
                if (read.Decimal is not null)
                    Assert.Single(written, c => c is '.' or ',');
            }
        }
    }

    [Fact]
    public void Whatever_stands_in_a_cell_is_read_as_one_number_or_refused()
    {
        const string letters = "0123456789.,-−+() /%đtr²";
        var random = new Random(7);
        for (var i = 0; i < 50_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 40))
                .Select(_ => letters[random.Next(letters.Length)])]).Trim();
            var read = NumberText.Read(text);
            if (read.Fault != NumberFault.None) continue;
            Assert.Contains(text, char.IsAsciiDigit);
            Assert.Equal(read.IsPlain, text.TrimStart('-').All(char.IsAsciiDigit));
            Assert.True(DateText.Read(text).Day is null || read.Unit.Length > 0, text);
        }
    }
}
