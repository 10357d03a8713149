using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// What a verdict is made with: reference data, and the rule set that follows from them. The two belong together.
/// </summary>
/// <param name="Reference">Dated code lists, units, ceilings and transitions.</param>
/// <param name="Rules">The catalogue of this release with the severities and numbers of those data.</param>
public sealed record RuleBook(ReferenceData Reference, RuleSet Rules)
{
    /// <summary>What this release carries.</summary>
    public static RuleBook Embedded { get; } = Of(ReferenceData.Embedded);

    /// <summary>The book that follows from reference data.</summary>
    /// <param name="reference">Reference data.</param>
    /// <exception cref="FormatException">Overrides or settings cannot be read.</exception>
    public static RuleBook Of(ReferenceData reference)
    {
        try
        {
            return new RuleBook(reference, RuleSet.Of(reference.Files));
        }
        catch (ArgumentException twice)
        {
            throw new FormatException(twice.Message, twice);
        }
    }
}
