using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>All rules of this release, those of every kind first of all in their kind's own file.</summary>
public static class RuleCatalogue
{
    /// <summary>Release of the rule set; raised when a check changes without its text.</summary>
    private const string Release = "0.2.0";

    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. FormatRules.All
            .Concat(ProvinceRules.All)
            .Concat(ReformRules.All)
            .Concat(DeadlineRules.All)
            .Concat(ExchangeRules.All)
            .Concat(LockedPeriodRules.All)
            .Concat(LeadCentreRules.All)
            .Concat(FundingTotalRules.All)
            .Concat(RecordKinds.All.SelectMany(kind => kind.Rules))
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>The rules by their ids.</summary>
    public static IReadOnlyDictionary<string, Rule> ById { get; } =
        All.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>Release and short hash of ids, severities, dates, texts and numbers; on every verdict.</summary>
    public static string Version { get; } = $"{Release}-{Convert.ToHexStringLower(
        RuleFinding.HashOf([.. All.SelectMany(Facts), .. Numbers]).AsSpan(0, 4))}";

    /// <summary>The numbers that rules compare with unless the ministry's data say otherwise.</summary>
    private static IEnumerable<string> Numbers =>
        SettingTable.Names.Select(name => $"{name}={SettingTable.Text(RuleSettings.Default, name)}");

    private static IEnumerable<string> Facts(Rule rule) =>
    [
        rule.Id, rule.Severity.ToString(), rule.Stage.ToString(), rule.AppliesTo.ToString(), rule.LegalBasis,
        rule.BasisStatus, rule.ValidFrom.ToCivilDateText(), rule.ValidTo.ToCivilDateText(),
        rule.Vi.Message, rule.Vi.Cure, rule.En.Message, rule.En.Cure,
        .. rule.Variants.SelectMany(variant => new[]
        {
            variant.Cause, variant.AtMost?.ToString() ?? "",
            variant.Vi.Message, variant.Vi.Cure, variant.En.Message, variant.En.Cure,
        }),
    ];

    private static string ToCivilDateText(this DateOnly? day) => day?.ToVietnameseText() ?? "";
}
