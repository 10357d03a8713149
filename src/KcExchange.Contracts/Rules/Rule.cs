using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>When a rule runs, and so what it may read.</summary>
public enum RuleStage
{
    /// <summary>The record, dated reference data, today and the sender: before any lock, offline too.</summary>
    Record,

    /// <summary>Also the key's stored state and the records it refers to: under the province's lock.</summary>
    Context,

    /// <summary>
    /// Also projects of other provinces: by the exchange only, and never in a dry run, which would be an oracle.
    /// </summary>
    CrossProvince,

    /// <summary>A province's whole period: at seal and on request.</summary>
    Period,

    /// <summary>Decided by the exchange itself (versions, sizes, storage), not by a check of this catalogue.</summary>
    Exchange,
}

/// <summary>Which funding level a rule is for; local projects follow their province's own procedure.</summary>
public enum AppliesTo
{
    /// <summary>All records.</summary>
    All,

    /// <summary>National projects (KCQG) only.</summary>
    National,
}

/// <summary>The sentences of a rule in one language, with {parameters} in braces.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Cure">What would be right, or what to do.</param>
public sealed record RuleText(string Message, string Cure);

/// <summary>The sentences for one of several ways in which a rule is broken.</summary>
/// <param name="Cause">Which way: the value of the finding's parameter <see cref="Rule.Cause"/>.</param>
/// <param name="Vi">Vietnamese sentences.</param>
/// <param name="En">English sentences.</param>
public sealed record RuleVariant(string Cause, RuleText Vi, RuleText En)
{
    /// <summary>The most that this way weighs, where that is less than the rule; null = as the rule.</summary>
    public Severity? AtMost { get; init; }
}

/// <summary>A check: reads the judgement's record, reports what it finds. Pure, synchronous, never throws.</summary>
/// <param name="judgement">The record under judgement and all that a rule may read.</param>
public delegate void RuleCheck(Judgement judgement);

/// <summary>One rule of the catalogue. Ids are stable and never reused.</summary>
public sealed record Rule
{
    /// <summary>Name of the parameter that says which variant of the text a finding has.</summary>
    public const string Cause = "cause";

    /// <summary>
    /// Name of the parameter that says on what a finding rests, where that depends on the day: it is shown instead of
    /// <see cref="LegalBasis"/>, so that no finding cites what was not in force on its day.
    /// </summary>
    public const string Basis = "basis";

    /// <summary>Id, e.g. KC-PRJ-011.</summary>
    public required string Id { get; init; }

    /// <summary>Group: format, required, code_list, cross_field, cross_record, life_cycle, exchange …</summary>
    public required string Group { get; init; }

    /// <summary>Kind of record; unspecified = every kind.</summary>
    public RecordKind Kind { get; init; }

    /// <summary>When it runs.</summary>
    public RuleStage Stage { get; init; }

    /// <summary>Weight unless the ministry's data says otherwise.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Funding level it is for.</summary>
    public AppliesTo AppliesTo { get; init; }

    /// <summary>How sure its legal basis is ("in force", "ours", "status unknown" …).</summary>
    public required string BasisStatus { get; init; }

    /// <summary>
    /// Article of law, or why it is ours; shown with every finding that does not name its own <see cref="Basis"/>.
    /// </summary>
    public required string LegalBasis { get; init; }

    /// <summary>The rule also reads deletions (which give only the key's fields).</summary>
    public bool AppliesToDelete { get; init; }

    /// <summary>First day on which it is in force, by the record's reference date; null = always.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which it is in force; null = open.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Vietnamese sentences.</summary>
    public required RuleText Vi { get; init; }

    /// <summary>English sentences.</summary>
    public required RuleText En { get; init; }

    /// <summary>
    /// Sentences by cause, where the rule can be broken in ways that ask for different cures; the texts above then say
    /// what the rule is in general, without values.
    /// </summary>
    public IReadOnlyList<RuleVariant> Variants { get; init; } = [];

    /// <summary>
    /// The check; null where <see cref="FieldRules"/> reports it from the contract's annotations, or the exchange does.
    /// </summary>
    public RuleCheck? Check { get; init; }

    /// <summary>The check of a rule of stage <see cref="RuleStage.Period"/>; null for every other rule.</summary>
    public PeriodCheck? PeriodCheck { get; init; }

    /// <summary>True when the rule's texts name a parameter.</summary>
    /// <param name="parameter">Name without braces.</param>
    /// <param name="cause">Which variant; empty = the general text.</param>
    public bool Names(string parameter, string cause = "")
    {
        if (parameter == Cause) return Variants.Count > 0;
        var text = Text("vi", cause);
        return text.Message.Contains($"{{{parameter}}}", StringComparison.Ordinal)
            || text.Cure.Contains($"{{{parameter}}}", StringComparison.Ordinal);
    }

    /// <summary>The sentences in a language: "en", otherwise Vietnamese.</summary>
    /// <param name="language">"vi" or "en".</param>
    /// <param name="cause">Which variant; empty or unknown = the general text.</param>
    public RuleText Text(string language, string cause = "")
    {
        foreach (var variant in Variants)
            if (variant.Cause == cause) return language == "en" ? variant.En : variant.Vi;
        return language == "en" ? En : Vi;
    }

    /// <summary>The weight of a finding.</summary>
    /// <param name="inForce">Severity of the rule in force.</param>
    /// <param name="cause">Which variant; empty = none.</param>
    public Severity Weight(Severity inForce, string cause)
    {
        foreach (var variant in Variants)
            if (variant.Cause == cause && variant.AtMost < inForce) return variant.AtMost.Value;
        return inForce;
    }

    /// <summary>
    /// What the rule is about, without the values of a finding: its message with "…" for each of them.
    /// </summary>
    /// <param name="language">"vi" or "en".</param>
    public string Title(string language) =>
        System.Text.RegularExpressions.Regex.Replace(Text(language).Message, @"\{\w+\}", "…");

    /// <summary>True when the rule is in force on a day.</summary>
    /// <param name="day">The record's reference date.</param>
    public bool InForce(DateOnly day) => (ValidFrom is null || day >= ValidFrom) && (ValidTo is null || day <= ValidTo);
}
