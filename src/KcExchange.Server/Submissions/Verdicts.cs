using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>What this server judges with now: rule set, reference data and its date in Viet Nam.</summary>
internal sealed class Verdicts(TimeProvider time)
{
    public RuleSet Rules { get; } = RuleSet.Default;

    public ReferenceData Reference { get; } = ReferenceData.Embedded;

    public DateOnly Today => VietnamTime.Today(time);

    public JudgedBy JudgedBy => Describe(Rules.Version, Reference.Version, Today);

    public static JudgedBy Describe(string rules, string reference, DateOnly today) =>
        new() { RuleSetVersion = rules, ReferenceVersion = reference, Today = today.ToCivilDate() };

    /// <summary>A rule's context for records of a province.</summary>
    public RuleContext Context(string province, DateOnly today, KnownRecords known) =>
        new() { Reference = Reference, Today = today, SenderProvince = province, Known = known };
}
