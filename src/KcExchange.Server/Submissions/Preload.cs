using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Periods;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Submissions;

/// <summary>
/// What batches need to know of their own province, earlier periods of their records included: two queries per kind,
/// never one per record. The first reads states without their content, which decides what is unchanged; the second
/// reads the content of what rules look at. Read under the head lock, so nothing of it changes before the commit.
/// </summary>
internal sealed class Preload
{
    private readonly Dictionary<(RecordKind, string), RecordRow> _rows = [];

    private readonly Dictionary<(RecordKind, string), List<FindingRow>> _open = [];

    private readonly Dictionary<(RecordKind, string), HashSet<string>> _referring = [];

    private bool _deletes;

    public KnownRecords Known { get; } = new() { IsComplete = true };

    /// <summary>The periods that the batch may change.</summary>
    public PeriodsOfBatch Periods { get; private set; } = null!;

    public static async Task<Preload> ReadAsync(
        ExchangeDb db, string province, string submissionId, IReadOnlyList<RecordInBatch> records,
        CancellationToken cancellation)
    {
        var preload = new Preload { _deletes = records.Any(record => record.Deletes) };
        preload._rows.EnsureCapacity(records.Count);
        preload.Known.EnsureRoom(records.Count);
        var references = records.Where(record => record.Kind is not null)
            .SelectMany(record => record.Kind!.References(record.Record))
            .Select(reference => (reference.Kind, reference.Code)).ToHashSet();
        foreach (var table in RecordTables.All)
            await preload.ReadRowsAsync(db, province, table, records, references, cancellation);
        await preload.ReadRefusedAsync(db, province, submissionId, references, cancellation);
        await preload.ReadReferringAsync(db, province, records, cancellation);
        preload.Periods = await PeriodsOfBatch.ReadAsync(db, province, records, preload._rows.Values, cancellation);
        preload.Known.LockedPeriods = preload.Periods.Locked;
        return preload;
    }

    /// <summary>The row of a key; null when the key never had a state.</summary>
    public RecordRow? Row(RecordKind kind, string key) => _rows.GetValueOrDefault((kind, key));

    /// <summary>A row for a key that never had a state; later records find it.</summary>
    public RecordRow NewRow(RecordTable table, string province, string key) =>
        _rows[(table.Kind.Kind, key)] = table.NewRow(province, key);

    /// <summary>Findings of the key's current state.</summary>
    public IReadOnlyList<FindingRow> Open(RecordKind kind, string key) => _open.GetValueOrDefault((kind, key)) ?? [];

    public void SetOpen(RecordKind kind, string key, IReadOnlyList<FindingRow> findings) =>
        _open[(kind, key)] = [.. findings];

    /// <summary>Key of a live record that refers to a code; null when none does.</summary>
    public string? Referring(RecordKind kind, string code) =>
        _referring.TryGetValue((kind, code), out var keys) ? keys.Min(StringComparer.Ordinal) : null;

    /// <summary>A record refers to what it now names, and to nothing else.</summary>
    public void SetReferences(RecordInBatch record, bool live)
    {
        // Only a deletion asks who refers to it.
        if (!_deletes) return;
        foreach (var keys in _referring.Values) keys.Remove(record.Key);
        if (!live) return;
        foreach (var reference in record.Kind!.References(record.Record))
            AddReferring(reference.Kind, reference.Code, record.Key);
    }

    private void AddReferring(RecordKind kind, string code, string key)
    {
        if (!_referring.TryGetValue((kind, code), out var keys))
            _referring[(kind, code)] = keys = new(StringComparer.Ordinal);
        keys.Add(key);
    }

    private async Task ReadRowsAsync(
        ExchangeDb db, string province, RecordTable table, IReadOnlyList<RecordInBatch> records,
        HashSet<(RecordKind Kind, string Code)> references, CancellationToken cancellation)
    {
        var kind = table.Kind.Kind;
        var own = records.Where(record => record.Kind?.Kind == kind && record.Key.Length > 0).ToList();
        var keys = own.Select(record => record.Key).ToHashSet(StringComparer.Ordinal);
        if (keys.Count > 0) Add(table, await table.StatesAsync(db, province, keys, cancellation));
        var codes = references.Where(reference => reference.Kind == kind).Select(reference => reference.Code)
            .Concat(own.Where(record => record.Deletes && record.Code.Length > 0).Select(record => record.Code))
            .ToHashSet(StringComparer.Ordinal);
        var read = own.Where(record => !record.Deletes).SelectMany(record => record.Kind!.EarlierKeys(record.Record))
            .Concat(own.Where(IsChange).Select(record => record.Key)).ToHashSet(StringComparer.Ordinal);
        if (read.Count + codes.Count > 0)
            Add(table, await table.ContentsAsync(db, province, read, codes, cancellation));
        var repeated = own.Where(record => Row(kind, record.Key) is { FindingCount: > 0 } row && IsSame(row, record))
            .Select(record => record.Key).ToHashSet();
        if (repeated.Count == 0) return;
        foreach (var finding in await table.OpenFindingsAsync(db, province, repeated, cancellation))
        {
            if (!_open.TryGetValue((kind, finding.RecordKey), out var open))
                _open[(kind, finding.RecordKey)] = open = [];
            open.Add(finding);
        }
    }

    /// <summary>The key has a state, and the record says something else.</summary>
    private bool IsChange(RecordInBatch record) =>
        Row(record.Kind!.Kind, record.Key) is { } row && !IsSame(row, record);

    private static bool IsSame(RecordRow row, RecordInBatch record) =>
        row.ContentHash.AsSpan().SequenceEqual(record.ContentHash);

    private void Add(RecordTable table, List<RecordRow> rows)
    {
        foreach (var row in rows)
        {
            _rows[(table.Kind.Kind, row.RecordKey)] = row;
            Known.Set(table.Known(row));
        }
    }

    /// <summary>References to records that earlier batches of the same submission were refused.</summary>
    private async Task ReadRefusedAsync(
        ExchangeDb db, string province, string submissionId, HashSet<(RecordKind Kind, string Code)> references,
        CancellationToken cancellation)
    {
        var unmet = references.Where(reference => !Known.HasCode(reference.Kind, reference.Code)).ToList();
        if (unmet.Count == 0 || submissionId.Length == 0) return;
        var codes = unmet.Select(reference => reference.Code).ToHashSet(StringComparer.Ordinal);
        var refused = await db.Findings
            .Where(finding => finding.ProvinceCode == province && finding.SubmissionId == submissionId
                && finding.Refused && codes.Contains(finding.RecordCode))
            .Select(finding => new { finding.RecordKind, finding.RecordCode, finding.RecordKey }).Distinct()
            .ToListAsync(cancellation);
        foreach (var record in refused) Known.SetRefused(record.RecordKind, record.RecordCode, record.RecordKey);
    }

    private async Task ReadReferringAsync(
        ExchangeDb db, string province, IReadOnlyList<RecordInBatch> records, CancellationToken cancellation)
    {
        foreach (var kind in RecordKinds.All.Select(definition => definition.Kind))
        {
            var codes = records.Where(record => record.Deletes && record.Kind?.Kind == kind && record.Code.Length > 0)
                .Select(record => record.Code).ToHashSet(StringComparer.Ordinal);
            if (codes.Count == 0) continue;
            foreach (var table in RecordTables.All)
                foreach (var (code, key) in await table.ReferringAsync(db, province, kind, codes, cancellation))
                    AddReferring(kind, code, key);
        }
    }
}
