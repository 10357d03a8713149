using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Contracts.Records;

/// <summary>
/// What the exchange knows of one kind of record. One line in <see cref="RecordKinds"/> makes a kind exist.
/// </summary>
public abstract class KindDefinition
{
    /// <summary>Kind on the wire.</summary>
    public abstract RecordKind Kind { get; }

    /// <summary>Name in natural keys and paths: the field of the oneof, e.g. "centre".</summary>
    public abstract string Name { get; }

    /// <summary>Descriptor of the body.</summary>
    public abstract MessageDescriptor Descriptor { get; }

    /// <summary>The body of a record of this kind.</summary>
    /// <param name="record">A record whose body is of this kind.</param>
    public abstract IMessage Body(ExchangeRecord record);

    /// <summary>
    /// Natural key in text form, e.g. "centre/KCT-08-01/2026-Q3"; empty when a part of it is missing.
    /// </summary>
    /// <param name="record">The record.</param>
    public abstract string Key(ExchangeRecord record);

    /// <summary>
    /// Natural keys of the same thing in the periods of the same length up to a year before, the last of them first;
    /// none where the period is no part of the key. With them rules compare a period with the one before.
    /// </summary>
    /// <param name="record">The record.</param>
    public virtual IReadOnlyList<string> EarlierKeys(ExchangeRecord record) => [];

    /// <summary>
    /// Records of a kind are judged in this order: earlier periods first, so that later ones find them. The same for
    /// all where the period is no part of the key.
    /// </summary>
    /// <param name="record">The record.</param>
    public virtual DateOnly JudgedAt(ExchangeRecord record) => default;

    /// <summary>The code by which other records refer to this one; empty when none do.</summary>
    /// <param name="record">The record.</param>
    public abstract string Code(ExchangeRecord record);

    /// <summary>References to other records of the province, those that are given.</summary>
    /// <param name="record">The record.</param>
    public abstract IEnumerable<RecordReference> References(ExchangeRecord record);

    /// <summary>
    /// The day on which the record's code lists are read: approval where there is one, else reference date.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="referenceDate">Its reference date.</param>
    public abstract DateOnly ListDate(ExchangeRecord record, DateOnly referenceDate);

    /// <summary>True for a national (KCQG) record.</summary>
    /// <param name="record">The record.</param>
    public abstract bool IsNational(ExchangeRecord record);

    /// <summary>
    /// Rule that says: one reading has a key twice, with different content. Null = KC-GEN-010 says it.
    /// </summary>
    public virtual string? SameKeyRule => null;

    /// <summary>Rules of this kind.</summary>
    public abstract IReadOnlyList<Rule> Rules { get; }

    /// <summary>Rule ids under which <see cref="FieldRules"/> reports what annotations of this kind state.</summary>
    public abstract FieldRuleIds FieldRuleIds { get; }
}

/// <summary>
/// Which rule a broken annotation is reported as; what is not named falls back to the general KC-SYS rules.
/// </summary>
/// <param name="Required">A required field is missing.</param>
/// <param name="Negative">A number is below its minimum; null = the general rule.</param>
/// <param name="ByField">Rule id by field path without indexes, e.g. "project.beneficiaries.tax_code".</param>
public sealed record FieldRuleIds(string Required, string? Negative, IReadOnlyDictionary<string, string> ByField);
