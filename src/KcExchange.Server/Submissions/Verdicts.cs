using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// What something is judged with: rule set and reference data that belong together, and the server's date in Viet Nam.
/// A batch keeps the one that it was prepared with to its end.
/// </summary>
internal sealed record Verdicts(RuleBook Book, DateOnly Today)
{
    public RuleSet Rules => Book.Rules;

    public ReferenceData Reference => Book.Reference;

    public JudgedBy JudgedBy => Describe(Rules.Version, Reference.Version, Today);

    public static JudgedBy Describe(string rules, string reference, DateOnly today) =>
        new() { RuleSetVersion = rules, ReferenceVersion = reference, Today = today.ToCivilDate() };

    /// <summary>A rule's context for records of a province.</summary>
    public RuleContext Context(
        string province, DateOnly today, KnownRecords known, DuplicateFacts? duplicates = null) => new()
        {
            Reference = Reference, Today = today, SenderProvince = province, Settings = Rules.Settings, Known = known,
            Duplicates = duplicates,
        };
}
