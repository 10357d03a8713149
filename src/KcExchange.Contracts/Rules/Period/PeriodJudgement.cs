using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// A check over a whole period. Pure, synchronous, never throws; the order of the facts does not matter.
/// </summary>
/// <param name="judgement">The facts, and where to report.</param>
public delegate void PeriodCheck(PeriodJudgement judgement);

/// <summary>A finding of a whole period: its identity is rule, province, period and what it is about.</summary>
/// <param name="Finding">Rule, field, values, fingerprint.</param>
/// <param name="Subject">
/// What of the period it is about, in text form: a centre's code, a province's lead centres, one budget's lines.
/// </param>
/// <param name="RecordKeys">Natural keys of records to look at first.</param>
public sealed record PeriodRuleFinding(RuleFinding Finding, string Subject, IReadOnlyList<string> RecordKeys);

/// <summary>One period before its rules.</summary>
public sealed class PeriodJudgement
{
    /// <summary>Findings kept of one period; hostile figures could make thousands.</summary>
    public const int MostFindings = 500;

    private readonly List<PeriodRuleFinding> _findings = [];
    private EffectiveRule _current;

    private PeriodJudgement(PeriodFacts facts, ReferenceData reference) => (Facts, Reference) = (facts, reference);

    /// <summary>The facts.</summary>
    public PeriodFacts Facts { get; }

    /// <summary>Dated reference data.</summary>
    public ReferenceData Reference { get; }

    /// <summary>Runs all period rules that are in force on the period's last day.</summary>
    /// <param name="facts">Facts of the period.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="reference">Dated reference data.</param>
    /// <returns>Findings by rule and subject.</returns>
    public static IReadOnlyList<PeriodRuleFinding> Judge(PeriodFacts facts, RuleSet rules, ReferenceData reference)
    {
        var judgement = new PeriodJudgement(facts, reference);
        foreach (var rule in RuleCatalogue.All)
        {
            if (rule.PeriodCheck is null || !rule.InForce(facts.Period.End)) continue;
            if (rules.Find(rule.Id) is not { } effective) continue;
            judgement._current = effective;
            try
            {
                rule.PeriodCheck(judgement);
            }
            catch (Exception bug)
            {
                throw new InvalidOperationException($"Rule {rule.Id} threw.", bug);
            }
        }
        return [.. judgement._findings.OrderByDescending(found => found.Finding.Severity)
            .ThenBy(found => found.Finding.Rule.Id, StringComparer.Ordinal)
            .ThenBy(found => found.Subject, StringComparer.Ordinal).Take(MostFindings)];
    }

    /// <summary>Reports that the current rule is broken.</summary>
    /// <param name="fieldPath">Field that is to be looked at, e.g. "centre.lead_centre".</param>
    /// <param name="subject">What of the period it is about; once per rule.</param>
    /// <param name="recordKeys">Natural keys of records to look at first.</param>
    /// <param name="parameters">Values that the rule's text names.</param>
    public void Report(
        string fieldPath, string subject, IReadOnlyList<string> recordKeys,
        params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var rule = _current.Rule;
        var values = new List<FindingParameter>(parameters.Length);
        foreach (var (name, value) in parameters) values.Add(new FindingParameter { Name = name, Value = value });
        _findings.Add(new PeriodRuleFinding(
            new RuleFinding
            {
                Rule = rule,
                Severity = _current.Severity,
                FieldPath = fieldPath,
                Parameters = values,
                Fingerprint = RuleFinding.HashOf(
                    [rule.Id, $"{Facts.Province}/{Facts.Period.Key}", $"{fieldPath}[{subject}]"]),
                EvidenceHash = RuleFinding.HashOf([rule.Id, .. values.Select(v => v.Name + "=" + v.Value)]),
            },
            subject, recordKeys));
    }
}
