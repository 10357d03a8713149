using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>The current state of one key, as far as rules and the exchange need it.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Key">Natural key, text form.</param>
/// <param name="Code">The code by which other records refer to it (centre_code, project_code); empty for
/// funding.</param>
/// <param name="SourceVersion">Version of the state.</param>
/// <param name="ContentHash">Hash of the state's content, 32 bytes.</param>
/// <param name="Revision">Revision of the key, from 1.</param>
/// <param name="Deleted">The key's state is "deleted".</param>
/// <param name="Content">The record, normalised; parsed when first asked for.</param>
public sealed record KnownRecord(
    RecordKind Kind, string Key, string Code, long SourceVersion, byte[] ContentHash, long Revision, bool Deleted,
    Lazy<ExchangeRecord> Content)
{
    /// <summary>
    /// Offline: accepted as far as is known here, but a rule that may refuse it could not be decided.
    /// </summary>
    public bool IsOpen { get; init; }
}

/// <summary>The records that a judgement can see: stored ones, overlaid by those accepted since.</summary>
public sealed class KnownRecords
{
    private readonly Dictionary<(RecordKind, string), KnownRecord> _byKey = [];
    private readonly Dictionary<(RecordKind, string), List<KnownRecord>> _byCode = [];
    private readonly Dictionary<(RecordKind, string), string> _refused = [];

    /// <summary>
    /// True where everything asked for was looked up (server): what is not here does not exist. False offline: a
    /// reference that is not met cannot be decided.
    /// </summary>
    public required bool IsComplete { get; init; }

    /// <summary>Report periods of the province that the ministry has locked, as far as they matter here.</summary>
    public IReadOnlySet<string> LockedPeriods { get; set; } = FrozenSet<string>.Empty;

    /// <summary>Adds or replaces the state of a key.</summary>
    /// <param name="record">The state.</param>
    public void Set(KnownRecord record)
    {
        _byKey[(record.Kind, record.Key)] = record;
        if (record.Code.Length == 0) return;
        if (!_byCode.TryGetValue((record.Kind, record.Code), out var states))
            _byCode[(record.Kind, record.Code)] = states = new(1);
        var at = states.FindIndex(state => state.Key == record.Key);
        if (at < 0) states.Add(record);
        else states[at] = record;
    }

    /// <summary>Makes room before many states are added.</summary>
    /// <param name="count">States.</param>
    public void EnsureRoom(int count)
    {
        _byKey.EnsureCapacity(count);
        _byCode.EnsureCapacity(count);
    }

    /// <summary>Remembers that a record with this code was refused in the same submission.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="code">Its code.</param>
    /// <param name="key">Its natural key.</param>
    public void SetRefused(RecordKind kind, string code, string key)
    {
        // Of several the first by key, whatever the order in which they are told.
        if (code.Length > 0
            && (!_refused.TryGetValue((kind, code), out var other) || string.CompareOrdinal(key, other) < 0))
            _refused[(kind, code)] = key;
    }

    /// <summary>The state of a key, deleted or not; false when the key never had one.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="key">Natural key.</param>
    /// <param name="record">The state.</param>
    public bool TryGet(RecordKind kind, string key, [NotNullWhen(true)] out KnownRecord? record) =>
        _byKey.TryGetValue((kind, key), out record);

    /// <summary>States, not deleted, of the records with a code (one centre has one per report period).</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="code">centre_code or project_code.</param>
    public IEnumerable<KnownRecord> WithCode(RecordKind kind, string code) =>
        _byCode.TryGetValue((kind, code), out var states) ? states.Where(state => !state.Deleted) : [];

    /// <summary>True when a record with the code is there, not deleted.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="code">centre_code or project_code.</param>
    public bool HasCode(RecordKind kind, string code) =>
        _byCode.TryGetValue((kind, code), out var states) && states.Exists(state => !state.Deleted);

    /// <summary>
    /// Offline: True when the exchange may yet refuse every record with the code that is known here.
    /// </summary>
    /// <param name="reference">The reference.</param>
    public bool IsOpen(RecordReference reference) =>
        !IsComplete && HasCode(reference.Kind, reference.Code)
        && WithCode(reference.Kind, reference.Code).All(state => state.IsOpen);

    /// <summary>True when no live record has the code but one was refused in the same submission.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="refusedKey">Natural key of the refused record.</param>
    public bool IsRefused(RecordReference reference, [NotNullWhen(true)] out string? refusedKey)
    {
        refusedKey = null;
        return !HasCode(reference.Kind, reference.Code)
            && _refused.TryGetValue((reference.Kind, reference.Code), out refusedKey);
    }
}

/// <summary>A record's reference to another one of the same province.</summary>
/// <param name="Kind">Kind referred to.</param>
/// <param name="Code">centre_code or project_code.</param>
/// <param name="FieldPath">The field that refers.</param>
public readonly record struct RecordReference(RecordKind Kind, string Code, string FieldPath);
