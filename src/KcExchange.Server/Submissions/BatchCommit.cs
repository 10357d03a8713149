using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>What a batch came to: results to answer, or a sequence to go back to.</summary>
/// <param name="Result">The answer; null when the batch was not taken.</param>
/// <param name="Rewind">Where the client must go on; null when the batch was taken.</param>
internal sealed record BatchOutcome(BatchAnswer? Result, Rewind? Rewind);

/// <summary>
/// Takes a prepared batch through the lane: fence, sequence, preload, decision, rows, head, commit; a batch that the
/// store refuses is bisected until only the poisonous records are left out (KC-SYS-009).
/// </summary>
internal sealed class BatchCommit(
    CommitLanes lanes, DuplicateWatch duplicates, StorageProvider storage, ServerOptions options, TimeProvider time,
    ILogger<BatchCommit> logger)
{
    private static readonly Dictionary<long, string> NothingRefused = [];

    /// <summary>Commits a batch, or finds that it must not be.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="caller">Name of the caller, for the ledger.</param>
    /// <param name="admit">Checks under the lock that the sender still holds the submission.</param>
    /// <exception cref="Grpc.Core.RpcException">The sender is fenced, a sequence was reused …</exception>
    public Task<BatchOutcome> RunAsync(Batch batch, string caller, Action<SubmissionRow> admit) =>
        // One turn for the trials too: batches that wait behind would otherwise find a gap where this one belongs.
        lanes.Of(batch.Province).TurnAsync(async () =>
        {
            var outcome = await CommitOrBisectAsync(batch, caller, admit);
            if (outcome.Result is { } result) duplicates.Committed(batch, caller, result.Replayed);
            return outcome;
        });

    private async Task<BatchOutcome> CommitOrBisectAsync(Batch batch, string caller, Action<SubmissionRow> admit)
    {
        try
        {
            return await CommitAsync(batch, caller, admit, NothingRefused, save: true);
        }
        catch (Exception exception) when (storage.FaultOf(exception) == StoreFault.Refused)
        {
            var refused = await FindRefusedAsync(batch, caller, admit);
            return await CommitAsync(batch, caller, admit, refused, save: true);
        }
    }

    private Task<BatchOutcome> CommitAsync(
        Batch batch, string caller, Action<SubmissionRow> admit, IReadOnlyDictionary<long, string> refused,
        bool save) =>
        lanes.Of(batch.Province).CommitAsync(
            batch.Province, (db, head) => WriteAsync(db, head, batch, caller, admit, refused), save);

    /// <summary>The work under the lock.</summary>
    private async Task<BatchOutcome> WriteAsync(
        ExchangeDb db, ProvinceHead head, Batch batch, string caller, Action<SubmissionRow> admit,
        IReadOnlyDictionary<long, string> refused)
    {
        // 1 Fence: the sender must still hold the submission.
        var submission = await SubmissionStore.LoadAsync(db, batch.Province, batch.SubmissionId);
        admit(submission);
        // 2 Sequence: nothing may be missing before the batch; what was sent before is answered from the store.
        if (batch.FirstSequence > submission.NextSequence)
            return new BatchOutcome(null, new Rewind
            {
                ExpectedSequence = submission.NextSequence,
                Reason = RewindReason.Gap,
            });
        var resent = batch.Records.Where(record => record.Sequence < submission.NextSequence).ToList();
        var fresh = batch.Records.Skip(resent.Count).ToList();
        var judgedBy = batch.Verdicts.JudgedBy;
        if (resent.Count > 0) judgedBy = await Replay.AnswerAsync(db, batch, resent) ?? judgedBy;
        // 3 Preload, decide, write.
        if (fresh.Count > 0)
        {
            judgedBy = batch.Verdicts.JudgedBy;
            var preload = await Preload.ReadAsync(db, batch.Province, batch.SubmissionId, fresh, default);
            var applied = BatchDecision.Decide(batch, fresh, preload, batch.Verdicts, options.Limits, refused);
            Store(db, head, submission, batch, caller, fresh, applied, preload);
            await Beneficiaries.ReplaceAsync(db, batch.Province, applied);
        }
        var findings = batch.Records.Sum(record => record.Findings.Count);
        ServerLog.BatchCommitted(
            logger, batch.Province, batch.SubmissionId, batch.FirstSequence, batch.Records.Count, resent.Count,
            findings);
        return new BatchOutcome(
            new BatchAnswer(batch, submission.NextSequence - 1, resent.Count, findings, judgedBy), null);
    }

    /// <summary>Rows of one batch; durable with the commit that follows.</summary>
    private void Store(
        ExchangeDb db, ProvinceHead head, SubmissionRow submission, Batch batch, string caller,
        IReadOnlyList<RecordInBatch> fresh, IReadOnlyList<RecordInBatch> applied, Preload preload)
    {
        var now = time.UtcNowMilliseconds();
        var entries = applied.Select(record => Entry(batch, record, caller, now)).ToList();
        LedgerChain.Append(head, entries);
        db.Entries.AddRange(entries);
        for (var i = 0; i < applied.Count; i++) StoreState(db, batch, applied[i], entries[i], preload, now);
        db.Findings.AddRange(fresh.SelectMany(record => record.Findings));
        db.Batches.Add(new SubmissionBatchRow
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
        });
        foreach (var record in fresh)
        {
            submission.Count(record.Outcome, record.Kind?.Kind ?? 0);
            submission.FindingsTotal += record.Findings.Count;
            if (record.Outcome != Outcome.Rejected)
                head.HighestSourceVersion = Math.Max(head.HighestSourceVersion, record.Record.SourceVersion);
        }
        submission.NextSequence = fresh[^1].Sequence + 1;
        submission.LastBatchAt = now;
    }

    private static LedgerEntry Entry(Batch batch, RecordInBatch record, string caller, DateTime now) => new()
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

    private static void StoreState(
        ExchangeDb db, Batch batch, RecordInBatch record, LedgerEntry entry, Preload preload, DateTime now)
    {
        var table = RecordTables.Of(record.Kind!.Kind);
        var row = preload.Row(record.Kind.Kind, record.Key);
        if (row is null)
        {
            row = table.NewRow(batch.Province, record.Key);
            preload.SetRow(record.Kind.Kind, row);
            db.Add(row);
        }
        if (!record.Deletes) table.Fill(row, record.Record);
        preload.Known.TryGet(record.Kind.Kind, record.Key, out var known);
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
        preload.Periods.Changed(db, row.ReportPeriod, entry.Position);
    }

    /// <summary>Which records the store refuses: trials over ever smaller parts, each rolled back.</summary>
    private async Task<IReadOnlyDictionary<long, string>> FindRefusedAsync(
        Batch batch, string caller, Action<SubmissionRow> admit)
    {
        var refused = new Dictionary<long, string>();
        // A record freed of a poisonous parent may turn out poisonous itself: again until a trial of the rest passes.
        while (await TrialAsync(batch, caller, admit, refused) is not null)
        {
            var suspects = batch.Records.Select(record => record.Sequence).Where(at => !refused.ContainsKey(at))
                .ToList();
            await BisectAsync(batch, caller, admit, suspects, refused);
        }
        return refused;
    }

    private async Task BisectAsync(
        Batch batch, string caller, Action<SubmissionRow> admit, List<long> suspects, Dictionary<long, string> refused)
    {
        if (suspects.Count == 0)
            throw new InvalidOperationException("The store refuses a batch without any of its records.");
        var others = batch.Records.Select(record => record.Sequence).Except(suspects).ToDictionary(at => at, _ => "");
        if (await TrialAsync(batch, caller, admit, others) is not { } fault) return;
        if (suspects.Count == 1)
        {
            var requestId = Guid.CreateVersion7(time.GetUtcNow()).ToString();
            ServerLog.RecordRefusedByStore(logger, fault, suspects[0], batch.Province, batch.SubmissionId, requestId);
            refused[suspects[0]] = requestId;
            return;
        }
        await BisectAsync(batch, caller, admit, suspects[..(suspects.Count / 2)], refused);
        await BisectAsync(batch, caller, admit, suspects[(suspects.Count / 2)..], refused);
    }

    private async Task<Exception?> TrialAsync(
        Batch batch, string caller, Action<SubmissionRow> admit, IReadOnlyDictionary<long, string> refused)
    {
        try
        {
            await CommitAsync(batch, caller, admit, refused, save: false);
            return null;
        }
        catch (Exception exception) when (storage.FaultOf(exception) == StoreFault.Refused)
        {
            return exception;
        }
    }
}
