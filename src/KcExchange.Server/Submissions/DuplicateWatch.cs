using KcExchange.Contracts.Rules;
using KcExchange.Server.Storage;

namespace KcExchange.Server.Submissions;

/// <summary>
/// What batches have to do with other provinces' projects: looked for before the lock, told of after the commit.
/// </summary>
internal sealed class DuplicateWatch(StorageProvider storage, CommittedProjects committed, CrossProvinceAudit audit)
{
    /// <summary>
    /// Before the locks: looks through all provinces, once for a group of batches. Decisions are laid over what is found,
    /// so batches of one group see each other.
    /// </summary>
    public async Task<DuplicateFacts> LookAsync(IEnumerable<BatchJob> jobs, CancellationToken cancellation)
    {
        var sought = new SoughtBeneficiaries();
        foreach (var job in jobs)
            foreach (var record in job.Batch.Records) sought.Add(record, job.Batch.Province);
        if (sought.IsEmpty) return new DuplicateFacts();
        await using var db = storage.Open();
        return await DuplicateSearch.ReadAsync(db, sought, cancellation);
    }

    /// <summary>After the commit.</summary>
    /// <param name="job">The batch, decided and durable.</param>
    /// <param name="replayed">Records at its beginning that were only answered again.</param>
    public void Committed(BatchJob job, int replayed)
    {
        audit.Told(job.Caller, job.Batch, job.Batch.Records.Skip(replayed));
        // Those answered again may have been committed by a process that died before it came to this.
        if (storage.LanePerProvince && job.Batch.Records.Any(record => record.Record.Project is not null))
            committed.Add(job.Batch.Province);
    }
}
