using System.Globalization;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Tests.Tidy;

/// <summary>A record is refused only for arithmetic, format, identity, or law that is in force and was seen.</summary>
public class RuleBasisTests
{
    /// <summary>Refuse although their basis is not sure: what makes the record wrong is not the law.</summary>
    private static readonly Dictionary<string, string> Sound = new()
    {
        ["KC-PRJ-009"] = "format: the check digit of a tax code",
        ["KC-PRJ-021"] = "identity: one item, named by its number, supported twice; the same expense only warns",
    };

    /// <summary>Come with the rules over whole periods.</summary>
    private static readonly string[] OfPeriods = ["KC-CEN-010", "KC-CEN-011", "KC-FND-011", "KC-GEN-013"];

    /// <summary>The rules that the programme's list names: group, first and last number, those left out.</summary>
    private static readonly (string Group, int First, int Last, int[] Without)[] Named =
    [
        ("GEN", 1, 15, []), ("CEN", 1, 13, []), ("PRJ", 1, 37, []), ("FND", 1, 20, []),
        ("SYS", 1, 9, [4, 5, 6, 7, 8]),
    ];

    [Fact]
    public void No_rule_refuses_on_a_basis_that_is_not_sure()
    {
        var unsure = RuleCatalogue.All.Where(rule => rule.Severity == Severity.Error && !IsSure(rule))
            .Select(rule => rule.Id).ToList();
        Assert.Equal(Sound.Keys.Order(StringComparer.Ordinal), unsure);
    }

    [Fact]
    public void What_rests_on_a_basis_to_be_confirmed_says_so_and_only_warns()
    {
        var toConfirm = RuleCatalogue.All.Where(rule =>
            rule.LegalBasis.Contains("chờ xác nhận", StringComparison.Ordinal)
            || rule.BasisStatus.StartsWith("expired", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(toConfirm);
        Assert.All(toConfirm, rule => Assert.True(
            rule.Severity != Severity.Error || rule.Group == "cross_field" || Sound.ContainsKey(rule.Id),
            $"{rule.Id} {rule.LegalBasis}"));
    }

    [Fact]
    public void Every_rule_of_the_programmes_list_is_in_the_catalogue()
    {
        var named = Named.SelectMany(group => Enumerable.Range(group.First, group.Last - group.First + 1)
            .Except(group.Without).Select(number =>
                string.Create(CultureInfo.InvariantCulture, $"KC-{group.Group}-{number:000}"))).ToList();
        Assert.Equal(89, named.Count);
        Assert.Empty(named.Except(RuleCatalogue.ById.Keys).Except(OfPeriods));
    }

    /// <summary>Ours, or in force and read; of some an amendment was not seen, which the status says.</summary>
    private static bool IsSure(Rule rule) =>
        rule.BasisStatus == "ours" || rule.BasisStatus.StartsWith("in force", StringComparison.Ordinal);
}
