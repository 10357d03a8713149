using KcExchange.Contracts.Records;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Compares a table of current states, row by row, with what the last entry of each key and the batches make of it:
/// every mapped column; no row missing, none too many.
/// </summary>
internal sealed class CurrentWalk
{
    private readonly StorageProvider _storage;
    private readonly string _province;
    private readonly RecordTable _table;
    private readonly ProvinceLedger _ledger;
    private readonly Mismatches _found;

    /// <summary>The payload of the row compared last is the ledger's own.</summary>
    private bool _sound;

    private CurrentWalk(
        StorageProvider storage, string province, RecordTable table, ProvinceLedger ledger, Mismatches found) =>
        (_storage, _province, _table, _ledger, _found) = (storage, province, table, ledger, found);

    /// <summary>Walks through the table of one kind.</summary>
    public static async Task RunAsync(
        StorageProvider storage, string province, RecordTable table, ProvinceLedger ledger, Mismatches found)
    {
        var walk = new CurrentWalk(storage, province, table, ledger, found);
        await using var model = storage.Open();
        var difference = RowDifference.Of(model, table.NewRow("", "").GetType());
        var beneficiaries = RowDifference.Of(model, typeof(BeneficiaryRow));
        await foreach (var page in ReadAhead.PagesAsync<RowWithLive>(walk.PageAsync))
            foreach (var read in page)
            {
                walk.Compare(read.Row, read.Live, difference);
                if (table.Kind.Kind == RecordKind.Project)
                    walk.CompareBeneficiaries(read.Row, read.Beneficiaries, beneficiaries);
            }
        if (table.Kind.Kind == RecordKind.Project) await walk.CompareRestAsync(model);
        foreach (var (key, state) in ledger.Keys)
            if (state.Kind == table.Kind.Kind && !state.HasRow)
                found.Add($"{key}: the row is missing, position {state.Position} is its last entry.");
    }

    /// <summary>
    /// A page of rows; deleted ones with the payload of their last live version, whose columns they keep.
    /// </summary>
    private async Task<List<RowWithLive>> PageAsync(RowWithLive? last)
    {
        var after = last?.Row.RecordKey ?? "";
        await using var db = _storage.Open();
        var rows = await _table.Rows(db)
            .Where(row => row.ProvinceCode == _province && (last == null || row.RecordKey.CompareTo(after) > 0))
            .OrderBy(row => row.RecordKey).Take(ReadAhead.PageRows).ToListAsync();
        var positions = rows.Where(row => row.Deleted).Select(LivePosition).ToHashSet();
        var payloads = positions.Count == 0 ? [] : await db.Entries
            .Where(entry => entry.ProvinceCode == _province && positions.Contains(entry.Position))
            .ToDictionaryAsync(entry => entry.Position, entry => entry.Payload);
        var beneficiaries = await BeneficiariesAsync(db, rows);
        return [.. rows.Select(row => new RowWithLive(
            row, row.Deleted ? payloads.GetValueOrDefault(LivePosition(row)) : null,
            [.. beneficiaries[row.RecordKey]]))];
    }

    /// <summary>The beneficiaries of a page of projects.</summary>
    private async Task<ILookup<string, BeneficiaryRow>> BeneficiariesAsync(ExchangeDb db, List<RecordRow> rows)
    {
        List<BeneficiaryRow> found = [];
        if (_table.Kind.Kind == RecordKind.Project && rows.Count > 0)
        {
            var (from, to) = (rows[0].RecordKey, rows[^1].RecordKey);
            found = await db.Beneficiaries
                .Where(row => row.ProvinceCode == _province && row.RecordKey.CompareTo(from) >= 0
                    && row.RecordKey.CompareTo(to) <= 0)
                .OrderBy(row => row.RecordKey).ThenBy(row => row.Ordinal).ToListAsync();
        }
        return found.ToLookup(row => row.RecordKey);
    }

    private long LivePosition(RecordRow row) => _ledger.Keys.GetValueOrDefault(row.RecordKey)?.LivePosition ?? 0;

    private void Compare(RecordRow row, byte[]? live, RowDifference difference)
    {
        _found.Rows++;
        _sound = false;
        if (!_ledger.Keys.TryGetValue(row.RecordKey, out var state) || state.Kind != _table.Kind.Kind)
        {
            _found.Add($"{row.RecordKey}: the row is there, but no ledger entry made it.");
            return;
        }
        state.HasRow = true;
        // The payload decides the columns: it must be the ledger's own before it is read.
        var sound = state.Deleted
            ? row.Payload.Length == 0
            : RecordHash.Content(row.Payload).AsSpan().SequenceEqual(state.ContentHash);
        _sound = sound;
        if (!sound) _found.Add($"{row.RecordKey}: payload is not that of position {state.Position}.");
        else if (difference.Between(row, Expected(row, state, live)) is { Length: > 0 } columns)
            _found.Add($"{row.RecordKey}: not as position {state.Position} and the batches make it: {columns}.");
    }

    private void CompareBeneficiaries(RecordRow row, List<BeneficiaryRow> stored, RowDifference difference)
    {
        _found.Rows += stored.Count;
        // Of a payload that is not the ledger's nothing is made; that it is not was said.
        if (!_sound) return;
        var expected = row.Payload.Length == 0 ? []
            : Beneficiaries.Of(_province, row.RecordKey, ExchangeRecord.Parser.ParseFrom(row.Payload).Project);
        if (stored.Count != expected.Count)
            _found.Add($"{row.RecordKey}: it has {expected.Count} beneficiaries, stored are {stored.Count}.");
        else
            for (var i = 0; i < stored.Count; i++)
                if (difference.Between(stored[i], expected[i]) is { Length: > 0 } columns)
                    _found.Add($"{row.RecordKey}: a beneficiary is not as the project makes it: {columns}.");
    }

    /// <summary>Beneficiaries of projects that are not there.</summary>
    private async Task CompareRestAsync(ExchangeDb db)
    {
        var astray = await db.Beneficiaries
            .Where(row => row.ProvinceCode == _province && !db.Set<ProjectRow>().Any(
                project => project.ProvinceCode == row.ProvinceCode && project.RecordKey == row.RecordKey))
            .Select(row => row.RecordKey).Distinct().Take(10).ToListAsync();
        foreach (var key in astray) _found.Add($"{key}: beneficiaries are stored of a project that is not.");
    }

    private RecordRow Expected(RecordRow stored, KeyState state, byte[]? live)
    {
        var row = _table.NewRow(_province, stored.RecordKey);
        var content = state.Deleted ? live : stored.Payload;
        if (content is not null) _table.Fill(row, ExchangeRecord.Parser.ParseFrom(content));
        row.SourceVersion = state.Told.SourceVersion;
        row.ContentHash = state.ContentHash;
        row.Revision = state.Revision;
        row.Position = state.Position;
        row.Deleted = state.Deleted;
        row.SubmissionId = state.Told.SubmissionId ?? "";
        row.Sequence = state.Told.Sequence;
        row.FindingCount = state.Told.Findings;
        row.UpdatedAt = state.RecordedAt;
        row.Payload = stored.Payload;
        return row;
    }

    /// <param name="Row">The row.</param>
    /// <param name="Live">Of a deleted row, the payload of its last live version.</param>
    /// <param name="Beneficiaries">Of a project, by ordinal.</param>
    private sealed record RowWithLive(RecordRow Row, byte[]? Live, List<BeneficiaryRow> Beneficiaries);
}
