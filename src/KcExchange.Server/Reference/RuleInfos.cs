using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Server.Reference;

/// <summary>Rules and settings as the contract shows them.</summary>
internal static class RuleInfos
{
    /// <summary>A rule as it is in force.</summary>
    public static RuleInfo Of(Rule rule, RuleSet rules, string language)
    {
        var text = rule.Text(language);
        var changed = rules.Overrides.FirstOrDefault(own => own.RuleId == rule.Id);
        return new RuleInfo
        {
            RuleId = rule.Id,
            Group = rule.Group,
            Kind = rule.Kind,
            Stage = StageOf(rule),
            Severity = rules.Find(rule.Id)?.Severity ?? Severity.Unspecified,
            ReleaseSeverity = rule.Severity,
            OverrideReason = changed?.Reason ?? "",
            OverrideBasis = changed?.Basis ?? "",
            Scope = rule.AppliesTo == AppliesTo.National ? RuleScope.National : RuleScope.All,
            LegalBasis = rule.LegalBasis,
            BasisStatus = rule.BasisStatus,
            ValidFrom = rule.ValidFrom?.ToCivilDate(),
            ValidTo = rule.ValidTo?.ToCivilDate(),
            Message = text.Message,
            Cure = text.Cure,
            Variants = { rule.Variants.Select(variant => Variant(rule, variant, rules, language)) },
            AppliesToDelete = rule.AppliesToDelete,
        };
    }

    /// <summary>All settings with their values in force.</summary>
    public static IEnumerable<RuleSetting> Settings(RuleSet rules) => SettingTable.Names.Select(name => new RuleSetting
    {
        Name = name,
        Value = SettingTable.Text(rules.Settings, name),
        ReleaseValue = SettingTable.Text(RuleSettings.Default, name),
    });

    public static JudgingStage StageOf(Rule rule) => rule.Stage switch
    {
        RuleStage.Record => JudgingStage.Record,
        RuleStage.Context => JudgingStage.Context,
        RuleStage.CrossProvince => JudgingStage.CrossProvince,
        RuleStage.Period => JudgingStage.Period,
        _ => JudgingStage.Exchange,
    };

    private static RuleTextVariant Variant(Rule rule, RuleVariant variant, RuleSet rules, string language)
    {
        var text = rule.Text(language, variant.Cause);
        return new RuleTextVariant
        {
            Cause = variant.Cause,
            Message = text.Message,
            Cure = text.Cure,
            Severity = rule.Weight(rules.Find(rule.Id)?.Severity ?? Severity.Unspecified, variant.Cause),
        };
    }
}
