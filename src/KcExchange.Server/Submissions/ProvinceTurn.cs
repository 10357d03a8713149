using Grpc.Core;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// A province's part of a group commit, under its head lock: fence, sequence, preload, decision; what it changes is
/// gathered for the write.
/// </summary>
internal sealed class ProvinceTurn(
    ExchangeDb db, ProvinceHead head, WriteSet writes, LimitOptions limits, DateTime now,
    IReadOnlyDictionary<long, string> refused, DuplicateFacts duplicates)
{
    /// <summary>Decides batches of one submission that continue each other.</summary>
    /// <returns>Of each its outcome, or the exception that refuses it.</returns>
    public async Task<IEnumerable<(BatchJob Job, object Result)>> DecideAsync(IReadOnlyList<BatchJob> jobs)
    {
        var first = jobs[0].Batch;
        var results = new Dictionary<BatchJob, object>();
        List<Admitted> admitted = [];
        try
        {
            var submission = await SubmissionStore.FindAsync(db, first.Province, first.SubmissionId);
            var next = submission.NextSequence;
            foreach (var job in jobs)
            {
                var entry = await AdmitAsync(job, submission, next);
                if (entry.Result is not null) results[job] = entry.Result;
                else admitted.Add(entry);
                if (entry.Result is null) next = Math.Max(next, job.Next);
            }
            // 3 Preload: once for all of them.
            var preload = await Preload.ReadAsync(
                db, first.Province, first.SubmissionId, [.. admitted.SelectMany(entry => entry.Fresh)], default);
            foreach (var entry in admitted) results[entry.Job] = Decide(entry, submission, preload);
        }
        catch (RpcException none) when (admitted.Count == 0)
        {
            // There is no such submission.
            foreach (var job in jobs) results[job] = none;
        }
        return results.Select(result => (result.Key, result.Value));
    }

    /// <summary>1 the sender must still hold the submission · 2 nothing may be missing before the batch.</summary>
    private async Task<Admitted> AdmitAsync(BatchJob job, SubmissionRow submission, long next)
    {
        var held = (submission.InstanceId, submission.Attempt, submission.Epoch);
        try
        {
            job.Admit(submission);
            if (job.Batch.FirstSequence > next)
                return new Admitted(job, [], [], null, new BatchOutcome(null, new Rewind
                {
                    ExpectedSequence = next,
                    Reason = RewindReason.Gap,
                }));
            var resent = job.Batch.Records.TakeWhile(record => record.Sequence < next).ToList();
            var judgedBy = resent.Count == 0 ? null : await Replay.AnswerAsync(db, job.Batch, resent);
            if (held != (submission.InstanceId, submission.Attempt, submission.Epoch)) writes.Change(submission);
            return new Admitted(job, resent, [.. job.Batch.Records.Skip(resent.Count)], judgedBy, null);
        }
        catch (RpcException refusal)
        {
            (submission.InstanceId, submission.Attempt, submission.Epoch) = held;
            return new Admitted(job, [], [], null, refusal);
        }
    }

    private BatchOutcome Decide(Admitted entry, SubmissionRow submission, Preload preload)
    {
        var batch = entry.Job.Batch;
        var judgedBy = entry.JudgedBy ?? batch.Verdicts.JudgedBy;
        if (entry.Fresh.Count > 0)
        {
            judgedBy = batch.Verdicts.JudgedBy;
            var applied = BatchDecision.Decide(
                batch, entry.Fresh, preload, batch.Verdicts, limits, refused, writes, duplicates);
            Store(entry, submission, applied, preload);
        }
        var findings = batch.Records.Sum(record => record.Findings.Count);
        return new BatchOutcome(
            new BatchAnswer(batch, submission.NextSequence - 1, entry.Resent.Count, findings, judgedBy), null);
    }

    /// <summary>Rows of one batch; durable with the commit that follows.</summary>
    private void Store(
        Admitted entry, SubmissionRow submission, IReadOnlyList<RecordInBatch> applied, Preload preload)
    {
        var (batch, fresh) = (entry.Job.Batch, entry.Fresh);
        var entries = applied.Select(record => Entry(batch, record, entry.Job.Caller)).ToList();
        LedgerChain.Append(head, entries);
        writes.Add(entries);
        for (var i = 0; i < applied.Count; i++) StoreState(batch, applied[i], entries[i], preload);
        writes.Add(fresh.SelectMany(record => record.Findings));
        var row = new SubmissionBatchRow
        {
            ProvinceCode = batch.Province,
            SubmissionId = batch.SubmissionId,
            FirstSequence = fresh[0].Sequence,
            RecordCount = fresh.Count,
            Results = PackedResults.Pack(fresh.Select(record => new PackedResult(
                record.SentHash, record.Outcome, record.Kind?.Kind ?? 0, record.Revision, record.Record.SourceVersion,
                record.Key))),
            FindingsTotal = fresh.Sum(record => record.Findings.Count),
            RuleSetVersion = batch.Verdicts.Rules.Version,
            ReferenceVersion = batch.Verdicts.Reference.Version,
            JudgedOn = batch.Today,
            CommittedAt = now,
        };
        writes.Add(row);
        submission.ResultsHash = ResultsHash.Next(
            submission.ResultsHash, row, fresh.SelectMany(record => record.Findings));
        foreach (var record in fresh)
        {
            submission.Count(record.Outcome, record.Kind?.Kind ?? 0);
            submission.FindingsTotal += record.Findings.Count;
            if (record.Outcome != Outcome.Rejected)
                head.HighestSourceVersion = Math.Max(head.HighestSourceVersion, record.Record.SourceVersion);
        }
        submission.NextSequence = fresh[^1].Sequence + 1;
        submission.LastBatchAt = now;
        writes.Change(submission);
        writes.Change(head);
    }

    private LedgerEntry Entry(Batch batch, RecordInBatch record, string caller) => new()
    {
        ProvinceCode = batch.Province,
        EntryType = EntryType.RecordVersion,
        Action = record.Deletes ? EntryAction.Delete : EntryAction.Upsert,
        RecordedAt = now,
        Actor = caller,
        SubmissionId = batch.SubmissionId,
        Sequence = record.Sequence,
        RecordKind = (int)record.Kind!.Kind,
        RecordKey = record.Key,
        Revision = record.Revision,
        SourceVersion = record.Record.SourceVersion,
        ContentHash = record.ContentHash,
        Payload = record.Content,
        RuleSetVersion = batch.Verdicts.Rules.Version,
        ReferenceVersion = batch.Verdicts.Reference.Version,
    };

    private void StoreState(Batch batch, RecordInBatch record, LedgerEntry entry, Preload preload)
    {
        var (kind, table) = (record.Kind!.Kind, RecordTables.Of(record.Kind.Kind));
        var row = preload.Row(kind, record.Key);
        writes.Change(
            kind, row ??= preload.NewRow(table, batch.Province, record.Key),
            record.Revision == 1 ? RowChange.New : record.Deletes ? RowChange.Gone : RowChange.Whole);
        if (!record.Deletes) table.Fill(row, record.Record);
        if (record.Record.Project is not null)
            writes.Replace(
                row, record.Deletes ? [] : Beneficiaries.Rows(record.BeneficiariesIn(batch.Province)),
                hadState: record.Revision > 1);
        preload.Known.TryGet(kind, record.Key, out var known);
        row.SourceVersion = Math.Max(record.Record.SourceVersion, known?.SourceVersion ?? 0);
        row.ContentHash = record.ContentHash;
        row.Revision = record.Revision;
        row.Position = entry.Position;
        row.Deleted = record.Deletes;
        row.SubmissionId = batch.SubmissionId;
        row.Sequence = record.Sequence;
        row.FindingCount = record.Findings.Count;
        row.UpdatedAt = now;
        row.Payload = record.Content;
        preload.Periods.Changed(writes, row.ReportPeriod, entry.Position);
    }

    /// <summary>A batch that may go on, or why it may not.</summary>
    /// <param name="Job">The batch.</param>
    /// <param name="Resent">Records that were sent before, answered from the store.</param>
    /// <param name="Fresh">The others.</param>
    /// <param name="JudgedBy">What the resent ones were judged with.</param>
    /// <param name="Result">Its outcome or the exception that refuses it; null = it goes on.</param>
    private sealed record Admitted(
        BatchJob Job, List<RecordInBatch> Resent, List<RecordInBatch> Fresh, JudgedBy? JudgedBy, object? Result);
}
