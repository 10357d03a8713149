using KcExchange.Server.Storage;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// What a batch has to do with other provinces' projects: looked for before the lock, told of after the commit.
/// </summary>
internal sealed class DuplicateWatch(
    StorageProvider storage, RecentBeneficiaries recent, DuplicateRecheck recheck, CrossProvinceAudit audit)
{
    /// <summary>Before the lock: looks through all provinces, once for a batch.</summary>
    public async Task LookAsync(Batch batch, CancellationToken cancellation) =>
        batch.Duplicates ??= await DuplicateLook.ReadAsync(storage, recent, batch, cancellation);

    /// <summary>After the commit and before the next decision of the lane.</summary>
    /// <param name="batch">The batch, decided and durable.</param>
    /// <param name="caller">Name of the caller.</param>
    /// <param name="replayed">Records at its beginning that were only answered again.</param>
    public void Committed(Batch batch, string caller, int replayed)
    {
        var fresh = batch.Records.Skip(replayed).Where(record => record.Record.Project is not null).ToList();
        recent.Add(batch.Province, fresh.Where(record =>
            record.Outcome is Outcome.Created or Outcome.Updated or Outcome.Deleted));
        audit.Told(caller, batch, fresh);
        // Those answered again may have been committed by a process that died before it came to this.
        if (batch.Records.Any(record => record.Record.Project is not null)) recheck.Committed(batch.Province);
    }
}
