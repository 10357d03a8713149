using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Walks a province's submissions, each batch by batch with its findings: nothing missing, nothing too much, results
/// and ledger tell the same record versions. Learns who told each key's state last.
/// </summary>
internal sealed class BatchWalk
{
    /// <summary>Batches of one page; each has up to some hundred records.</summary>
    private const int PageBatches = 50;

    private readonly StorageProvider _storage;
    private readonly string _province;
    private readonly ProvinceLedger _ledger;
    private readonly Mismatches _found;
    private long _highestVersion;

    private BatchWalk(StorageProvider storage, string province, ProvinceLedger ledger, Mismatches found) =>
        (_storage, _province, _ledger, _found) = (storage, province, ledger, found);

    /// <summary>Walks through all of them.</summary>
    /// <param name="storage">Store.</param>
    /// <param name="province">Province.</param>
    /// <param name="ledger">Takes who told each key's state.</param>
    /// <param name="found">Takes what does not fit.</param>
    /// <param name="check">Judges each submission with what its batches and its entries come to.</param>
    public static async Task RunAsync(
        StorageProvider storage, string province, ProvinceLedger ledger, Mismatches found, SubmissionCheck check)
    {
        var walk = new BatchWalk(storage, province, ledger, found);
        await foreach (var page in ReadAhead.PagesAsync<SubmissionRow>(walk.SubmissionsAsync))
            foreach (var submission in page)
            {
                var expected = await walk.TakeAsync(submission);
                check.Compare(submission, expected, ledger.Submission(submission.SubmissionId), found);
                walk._highestVersion = Math.Max(walk._highestVersion, expected.HighestVersion);
            }
        await walk.CompareRestAsync();
    }

    private async Task<List<SubmissionRow>> SubmissionsAsync(SubmissionRow? last)
    {
        var after = last?.SubmissionId ?? "";
        await using var db = _storage.Open();
        return await db.Submissions
            .Where(row => row.ProvinceCode == _province && (last == null || row.SubmissionId.CompareTo(after) > 0))
            .OrderBy(row => row.SubmissionId).Take(ReadAhead.PageRows).ToListAsync();
    }

    private async Task<ExpectedSubmission> TakeAsync(SubmissionRow submission)
    {
        var expected = new ExpectedSubmission(submission, _ledger.Submission(submission.SubmissionId));
        _found.Rows++;
        await foreach (var page in ReadAhead.PagesAsync<BatchWithFindings>(last => PageAsync(submission, last)))
            foreach (var read in page)
            {
                Take(expected, read.Batch, read.Findings);
                _found.Rows += 1 + read.Findings.Count;
            }
        return expected;
    }

    private async Task<List<BatchWithFindings>> PageAsync(SubmissionRow submission, BatchWithFindings? last)
    {
        var (id, after) = (submission.SubmissionId, last?.Batch.FirstSequence);
        await using var db = _storage.Open();
        var batches = await db.Batches
            .Where(row => row.ProvinceCode == _province && row.SubmissionId == id
                && (after == null || row.FirstSequence > after))
            .OrderBy(row => row.FirstSequence).Take(PageBatches).ToListAsync();
        if (batches.Count == 0) return [];
        var (from, until) = (batches[0].FirstSequence, batches[^1].FirstSequence + batches[^1].RecordCount);
        var findings = await db.Findings
            .Where(row => row.ProvinceCode == _province && row.SubmissionId == id
                && row.Sequence >= from && row.Sequence < until)
            .OrderBy(row => row.Sequence).ThenBy(row => row.Ordinal).ToListAsync();
        return [.. batches.Select(batch => new BatchWithFindings(
            batch, findings.FindAll(row => row.Sequence >= batch.FirstSequence
                && row.Sequence < batch.FirstSequence + batch.RecordCount)))];
    }

    private void Take(ExpectedSubmission expected, SubmissionBatchRow batch, List<FindingRow> findings)
    {
        var what = $"submission_batch {batch.SubmissionId} from {batch.FirstSequence}";
        if (batch.FirstSequence != expected.Row.NextSequence)
            _found.Add($"{what}: sequence {expected.Row.NextSequence} was to come.");
        List<PackedResult> results;
        try
        {
            results = PackedResults.Unpack(batch.Results);
        }
        catch (Exception unread) when (unread is InvalidDataException or Google.Protobuf.InvalidProtocolBufferException)
        {
            _found.Add($"{what}: results cannot be read.");
            results = [];
        }
        if (results.Count != batch.RecordCount)
            _found.Add($"{what}: record_count is {batch.RecordCount}, the results are {results.Count}.");
        var late = findings.Where(row => row.Ordinal >= LateFindings.FirstOrdinal).ToLookup(row => row.Sequence);
        if (late.Count > 0) findings = findings.FindAll(row => row.Ordinal < LateFindings.FirstOrdinal);
        if (findings.Count != batch.FindingsTotal)
            _found.Add($"{what}: findings_total is {batch.FindingsTotal}, stored are {findings.Count}.");
        expected.Add(batch, results, findings);
        var at = 0;
        for (var i = 0; i < results.Count; i++)
        {
            var (sequence, first) = (batch.FirstSequence + i, at);
            while (at < findings.Count && findings[at].Sequence <= sequence) at++;
            Tell(results[i], batch, sequence, at - first + TakeLate(expected, batch, sequence, [.. late[sequence]]));
        }
    }

    /// <summary>Compares what was told of a record after its batch with the entries that told it.</summary>
    /// <returns>How many findings that are.</returns>
    private int TakeLate(ExpectedSubmission expected, SubmissionBatchRow batch, long sequence, List<FindingRow> late)
    {
        var entries = _ledger.LateFindings.GetValueOrDefault((batch.SubmissionId, sequence)) ?? [];
        if (late.Count + entries.Count == 0) return 0;
        expected.AddLate(late.Count);
        if (!LateFindings.AreOf(late, entries))
            _found.Add(
                $"finding of {batch.SubmissionId} sequence {sequence}: "
                + "those told later are not as the ledger has them.");
        return late.Count;
    }

    /// <summary>
    /// Of all that told a key's state the highest version counts; within one batch what made the entry counts, though
    /// a later record of it may have raised the version.
    /// </summary>
    private void Tell(PackedResult result, SubmissionBatchRow batch, long sequence, int findings)
    {
        var applied = result.Outcome is Outcome.Created or Outcome.Updated or Outcome.Deleted;
        if (!applied && result.Outcome != Outcome.Unchanged) return;
        if (!_ledger.Keys.TryGetValue(result.Key, out var state)) return;
        var (told, version) = (state.Told, result.SourceVersion);
        var one = new Telling(
            batch.SubmissionId, batch.FirstSequence, sequence, version, applied ? result.Revision : 0, findings);
        if (told.SubmissionId is null) state.Told = one;
        else if (told.SubmissionId == batch.SubmissionId && told.FirstSequence == batch.FirstSequence)
            state.Told = (one.Revision > told.Revision || (told.Revision == 0 && version > told.SourceVersion)
                ? one : told) with
            { SourceVersion = Math.Max(version, told.SourceVersion) };
        else if (version > told.SourceVersion || (applied && version == told.SourceVersion)) state.Told = one;
    }

    private async Task CompareRestAsync()
    {
        await using var db = _storage.Open();
        var head = await db.Heads.SingleOrDefaultAsync(row => row.ProvinceCode == _province);
        if (head is not null && head.HighestSourceVersion != _highestVersion)
            _found.Add(
                $"province_head: highest_source_version is {head.HighestSourceVersion}, the batches came to "
                + $"{_highestVersion}.");
        var lost = await db.Batches
            .Where(row => row.ProvinceCode == _province && !db.Submissions.Any(
                owner => owner.ProvinceCode == row.ProvinceCode && owner.SubmissionId == row.SubmissionId))
            .Select(row => row.SubmissionId).Distinct().Take(10).ToListAsync();
        foreach (var id in lost) _found.Add($"submission {id}: the row is missing, but it has batches.");
        var astray = await db.Findings
            .Where(row => row.ProvinceCode == _province && !db.Batches.Any(
                owner => owner.ProvinceCode == row.ProvinceCode && owner.SubmissionId == row.SubmissionId
                    && owner.FirstSequence <= row.Sequence && owner.FirstSequence + owner.RecordCount > row.Sequence))
            .Select(row => new { row.SubmissionId, row.Sequence }).Take(10).ToListAsync();
        foreach (var row in astray)
            _found.Add($"finding of {row.SubmissionId} sequence {row.Sequence}: no batch has that sequence.");
        foreach (var (id, entries) in _ledger.Submissions.Where(pair => pair.Value.Created is not null))
            if (!entries.HasRow)
                _found.Add($"submission {id}: the row is missing, position {entries.Created!.Position} created it.");
    }

    private sealed record BatchWithFindings(SubmissionBatchRow Batch, List<FindingRow> Findings);
}
