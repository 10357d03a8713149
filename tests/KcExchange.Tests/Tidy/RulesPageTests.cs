using System.Reflection;
using KcExchange.Agent.Sources;
using KcExchange.Tests.Rules;

namespace KcExchange.Tests.Tidy;

/// <summary>docs/RULES.md says what the rules are.</summary>
public class RulesPageTests
{
    [Fact]
    public void The_page_of_rules_is_the_one_that_catalogue_and_corpus_give()
    {
        var page = RulesPage.Make();
        if (Environment.GetEnvironmentVariable("KCX_WRITE_DOCS") == "1") File.WriteAllText(RulesPage.File, page);
        Assert.True(File.Exists(RulesPage.File) && File.ReadAllText(RulesPage.File) == page,
            "docs/RULES.md is stale; run: KCX_WRITE_DOCS=1 tests/run -class 'KcExchange.Tests.Tidy.RulesPageTests'");
    }

    [Fact]
    public void Every_rule_of_the_agent_is_on_the_page()
    {
        var ids = typeof(ImportRules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetRawConstantValue()).OfType<string>()
            .Where(id => id.StartsWith("KC-IMP-", StringComparison.Ordinal));
        Assert.Equal(ids.Order(StringComparer.Ordinal), ImportIds.All.Select(row => row.Id));
    }
}
