using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;

namespace KcExchange.Server.Submissions;

/// <summary>
/// Commits batches that waited together: one transaction, one lock per province, one preload, one write. They are
/// judged in order, each over what those before it decided. When the group fails each batch runs alone; one that the
/// store refuses alone is bisected until only the poisonous records are left out (KC-SYS-009).
/// </summary>
internal sealed class GroupCommit(
    StorageProvider storage, DuplicateWatch duplicates, ServerOptions options, TimeProvider time,
    ILogger<GroupCommit> logger)
{
    private static readonly Dictionary<long, string> NothingRefused = [];

    /// <summary>
    /// A fault that came sooner is tried again: a connection cut when COMMIT was sent. A deadlock always is: databases
    /// look for one only after a second or more, and its victim is free to go on.
    /// </summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Commits batches; every one of them is answered, whatever happens.</summary>
    /// <returns>The fault, when the store is away or locked: it is nobody's batch that is at fault.</returns>
    public async Task<Exception?> RunAsync(IReadOnlyList<BatchJob> jobs)
    {
        try
        {
            await CommitAsync(jobs);
        }
        catch (Exception fault) when (jobs.Count > 1 && storage.FaultOf(fault) is null or StoreFault.Refused)
        {
            // One of them is at fault: none may cost another.
            Exception? away = null;
            foreach (var job in jobs)
            {
                if (away is null) away = await RunAsync([job]);
                else job.Fail(away);
            }
            return away;
        }
        catch (Exception fault) when (storage.FaultOf(fault) == StoreFault.Refused)
        {
            await BisectAsync(jobs[0]);
        }
        catch (Exception fault)
        {
            foreach (var job in jobs) job.Fail(fault);
            if (storage.FaultOf(fault) is StoreFault.Busy or StoreFault.Unavailable) return fault;
        }
        return null;
    }

    /// <summary>
    /// One transaction, and once more where it is not known whether it took place: what did is found by its sequences
    /// and answered from the store.
    /// </summary>
    private async Task CommitAsync(IReadOnlyList<BatchJob> jobs)
    {
        var began = time.GetTimestamp();
        try
        {
            Answer(jobs, await TryAsync(jobs, NothingRefused, save: true));
        }
        catch (Exception fault) when (storage.FaultOf(fault) is StoreFault.Victim
            || (storage.FaultOf(fault) is StoreFault.Busy or StoreFault.Unavailable
                && time.GetElapsedTime(began) < Soon))
        {
            ServerLog.CommitRepeated(logger, $"{storage.FaultOf(fault)}", jobs.Count);
            Answer(jobs, await TryAsync(jobs, NothingRefused, save: true));
        }
    }

    /// <summary>Commits or tries a group; the results stand in the order of the jobs.</summary>
    private async Task<IReadOnlyList<object>> TryAsync(
        IReadOnlyList<BatchJob> jobs, IReadOnlyDictionary<long, string> refused, bool save)
    {
        // Before the locks, and anew for each trial: decisions are laid over what is found.
        var facts = await duplicates.LookAsync(jobs, default);
        return await HeadTransaction.RunAsync(storage, save, async db =>
        {
            var writes = new WriteSet();
            var results = new Dictionary<BatchJob, object>();
            foreach (var province in jobs.GroupBy(job => job.Batch.Province).OrderBy(group => group.Key))
            {
                var head = await HeadTransaction.LockAsync(db, province.Key);
                var turn = new ProvinceTurn(
                    db, head, writes, options.Limits, time.UtcNowMilliseconds(), refused, facts);
                foreach (var (job, result) in await turn.DecideAsync([.. province])) results[job] = result;
            }
            await writes.SaveAsync(db, storage.Bulk);
            return (IReadOnlyList<object>)[.. jobs.Select(job => results[job])];
        });
    }

    private void Answer(IReadOnlyList<BatchJob> jobs, IReadOnlyList<object> results)
    {
        foreach (var (job, result) in jobs.Zip(results))
        {
            if (result is Exception reason)
            {
                job.Fail(reason);
                continue;
            }
            var outcome = (BatchOutcome)result;
            if (outcome.Result is { } answer)
            {
                duplicates.Committed(job, answer.Replayed);
                ServerLog.BatchCommitted(
                    logger, job.Batch.Province, job.Batch.SubmissionId, job.Batch.FirstSequence,
                    job.Batch.Records.Count, answer.Replayed, answer.FindingsTotal);
            }
            job.Succeed(outcome);
        }
    }

    /// <summary>Commits a batch without the records that the store refuses.</summary>
    private async Task BisectAsync(BatchJob job)
    {
        try
        {
            var refused = new Dictionary<long, string>();
            // A record freed of a poisonous parent may turn out poisonous itself: again until the rest passes a trial.
            while (await TrialAsync(job, refused) is not null)
            {
                var suspects = job.Batch.Records.Select(record => record.Sequence)
                    .Where(at => !refused.ContainsKey(at)).ToList();
                await BisectAsync(job, suspects, refused);
            }
            Answer([job], await TryAsync([job], refused, save: true));
        }
        catch (Exception fault)
        {
            job.Fail(fault);
        }
    }

    private async Task BisectAsync(BatchJob job, List<long> suspects, Dictionary<long, string> refused)
    {
        if (suspects.Count == 0)
            throw new InvalidOperationException("The store refuses a batch without any of its records.");
        var others = job.Batch.Records.Select(record => record.Sequence).Except(suspects)
            .ToDictionary(at => at, _ => "");
        if (await TrialAsync(job, others) is not { } fault) return;
        if (suspects.Count == 1)
        {
            var requestId = Guid.CreateVersion7(time.GetUtcNow()).ToString();
            // The exception itself may quote a row.
            ServerLog.RecordRefusedByStore(
                logger, suspects[0], job.Batch.Province, job.Batch.SubmissionId, requestId, storage.ForLog(fault));
            refused[suspects[0]] = requestId;
            return;
        }
        await BisectAsync(job, suspects[..(suspects.Count / 2)], refused);
        await BisectAsync(job, suspects[(suspects.Count / 2)..], refused);
    }

    private async Task<Exception?> TrialAsync(BatchJob job, IReadOnlyDictionary<long, string> refused)
    {
        try
        {
            await TryAsync([job], refused, save: false);
            return null;
        }
        catch (Exception exception) when (storage.FaultOf(exception) == StoreFault.Refused)
        {
            return exception;
        }
    }
}
