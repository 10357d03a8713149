using Google.Protobuf;
using KcExchange.Contracts.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Walks one province's entries in order: no position missing, each hash as the entry makes it, each record version the
/// next of its key; the head and the anchors agree with it. Keeps what the other tables must hold.
/// </summary>
internal sealed class ChainWalk
{
    private readonly string _province;
    private readonly IReadOnlyList<AnchoredHead> _anchors;
    private readonly Mismatches _found;
    private readonly ProvinceLedger _ledger = new();
    private long _position;
    private byte[] _hash;
    private bool _broken;

    private ChainWalk(string province, IReadOnlyList<AnchoredHead> anchors, Mismatches found)
    {
        (_province, _anchors, _found) = (province, anchors, found);
        _hash = LedgerChain.Genesis(province);
    }

    /// <summary>Walks to the end.</summary>
    public static async Task<ProvinceLedger> RunAsync(
        StorageProvider storage, string province, IReadOnlyList<AnchoredHead> anchors, Mismatches found)
    {
        var walk = new ChainWalk(province, anchors, found);
        await using (var db = storage.Open())
            // Positions begin at 1: what lies before belongs to no chain.
            if (await db.Entries.AnyAsync(entry => entry.ProvinceCode == province && entry.Position < 1))
                found.Add("ledger: there is an entry before position 1.");
        walk.CompareAnchors();
        await foreach (var page in ReadAhead.PagesAsync<LedgerEntry>(last => PageAsync(storage, province, last)))
            foreach (var entry in page) walk.Take(entry);
        await walk.CompareHeadAsync(storage);
        found.Entries = walk._position;
        return walk._ledger;
    }

    private static async Task<List<LedgerEntry>> PageAsync(
        StorageProvider storage, string province, LedgerEntry? last)
    {
        var after = last?.Position ?? 0;
        await using var db = storage.Open();
        return await db.Entries.Where(entry => entry.ProvinceCode == province && entry.Position > after)
            .OrderBy(entry => entry.Position).Take(ReadAhead.PageRows).ToListAsync();
    }

    private void Take(LedgerEntry entry)
    {
        if (entry.Position != _position + 1) Break(_position + 1, "there is no such entry");
        else if (!LedgerChain.Next(_hash, entry).AsSpan().SequenceEqual(entry.ChainHash))
            Break(entry.Position, "the hash differs; the entry or its chain_hash is not as it was written");
        else if (entry.RecordedAt.Ticks % TimeSpan.TicksPerMillisecond != 0)
            Break(entry.Position, "recorded_at is not as it was written");
        // Behind a break the walk goes on from what is stored: the tables are compared all the same.
        (_position, _hash) = (entry.Position, entry.ChainHash);
        CompareAnchors();
        try
        {
            Keep(entry);
        }
        catch (InvalidProtocolBufferException)
        {
            Break(entry.Position, "the payload cannot be read");
        }
    }

    private void Keep(LedgerEntry entry)
    {
        switch (entry.EntryType)
        {
            case EntryType.RecordVersion: TakeVersion(entry); break;
            case EntryType.SubmissionEvent: TakeEvent(entry); break;
            case EntryType.PeriodEvent: _ledger.PeriodEvents[PeriodOf(entry)] = entry; break;
            case EntryType.ReferenceVersion: _ledger.ReferenceLoads.Add(entry); break;
            case EntryType.AuditDigest: _ledger.AuditDigests.Add(entry); break;
            case EntryType.LateFindings:
                if (!_ledger.LateFindings.TryGetValue((entry.SubmissionId, entry.Sequence), out var told))
                    _ledger.LateFindings[(entry.SubmissionId, entry.Sequence)] = told = [];
                told.Add(entry);
                break;
        }
    }

    private void TakeVersion(LedgerEntry entry)
    {
        if (!_ledger.Keys.TryGetValue(entry.RecordKey, out var state))
            _ledger.Keys[entry.RecordKey] = state = new KeyState { Kind = (RecordKind)entry.RecordKind };
        var deletes = entry.Action == EntryAction.Delete;
        if (entry.Revision != state.Revision + 1 || entry.RecordKind != (int)state.Kind)
            Break(entry.Position, $"revision {entry.Revision} of its key follows {state.Revision}");
        if (!entry.ContentHash.AsSpan().SequenceEqual(
            deletes ? RecordHash.DeletedContent : RecordHash.Content(entry.Payload)))
            Break(entry.Position, "content_hash is not that of the payload");
        (state.Position, state.Revision, state.Deleted) = (entry.Position, entry.Revision, deletes);
        (state.ContentHash, state.RecordedAt) = (entry.ContentHash, entry.RecordedAt);
        if (!deletes)
            (state.LivePosition, state.ReportPeriod) = (entry.Position, ReportPeriodOf(entry.Payload));
        _ledger.PeriodChanges[state.ReportPeriod] = entry.Position;
        var submission = _ledger.Submission(entry.SubmissionId);
        submission.Records = submission.Records.With(entry.Sequence, entry.Revision, deletes, entry.RecordKey);
    }

    private void TakeEvent(LedgerEntry entry)
    {
        var submission = _ledger.Submission(entry.SubmissionId);
        if (entry.Action == EntryAction.SubmissionCreated) submission.Created = entry;
        if (entry.Action == EntryAction.SubmissionSealed) submission.Sealed = entry;
    }

    /// <summary>Only the first break is named: what follows may be its consequence.</summary>
    private void Break(long position, string what)
    {
        if (!_broken) _found.Add($"ledger: broken at position {position}: {what}.");
        _broken = true;
    }

    private void CompareAnchors()
    {
        foreach (var anchor in _anchors)
            if (anchor.Position == _position && !anchor.ChainHash.AsSpan().SequenceEqual(_hash))
                _found.Add(
                    $"ledger: position {_position} is not what the anchor of {anchor.MadeAt:yyyy-MM-dd HH:mm}Z holds; "
                    + "the ledger was rewritten.");
    }

    private async Task CompareHeadAsync(StorageProvider storage)
    {
        foreach (var anchor in _anchors)
            if (anchor.Position > _position)
                _found.Add(
                    $"ledger: it ends at position {_position}, but the anchor of {anchor.MadeAt:yyyy-MM-dd HH:mm}Z "
                    + $"holds position {anchor.Position}; the ledger was cut back.");
        await using var db = storage.Open();
        if (await db.Heads.SingleOrDefaultAsync(row => row.ProvinceCode == _province) is not { } head)
            _found.Add("province_head: the row is missing.");
        else if (head.Position != _position)
            _found.Add($"province_head: position is {head.Position}, the ledger ends at {_position}.");
        else if (!head.ChainHash.AsSpan().SequenceEqual(_hash))
            _found.Add($"province_head: chain_hash is not that of position {_position}.");
    }

    private static string PeriodOf(LedgerEntry entry) => entry.Action == EntryAction.PeriodLocked
        ? LockPeriodRequest.Parser.ParseFrom(entry.Payload).ReportPeriod
        : ReopenPeriodRequest.Parser.ParseFrom(entry.Payload).ReportPeriod;

    /// <summary>The one field that is needed, without making the whole record.</summary>
    private static string ReportPeriodOf(byte[] payload)
    {
        var input = new CodedInputStream(payload);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == ExchangeRecord.ReportPeriodFieldNumber) return input.ReadString();
            input.SkipLastField();
        }
        return "";
    }
}
