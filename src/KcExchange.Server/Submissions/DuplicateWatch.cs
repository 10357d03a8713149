using System.Collections.Concurrent;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// What batches have to do with other provinces' projects: looked for before the lock, told of after the commit.
/// </summary>
internal sealed class DuplicateWatch(StorageProvider storage, CommittedProjects committed, CrossProvinceAudit audit)
{
    /// <summary>Provinces whose last projects were mostly unchanged: they are sending everything again.</summary>
    private readonly ConcurrentDictionary<string, bool> _repeating = new(StringComparer.Ordinal);

    /// <summary>
    /// Before the locks: looks through all provinces, once for a group of batches. Decisions are laid over what is
    /// found, so batches of one group see each other.
    /// </summary>
    public async Task<DuplicateFacts> LookAsync(IEnumerable<BatchJob> jobs, CancellationToken cancellation)
    {
        var projects = jobs.SelectMany(job => job.Batch.Records.Where(IsJudged)
            .Select(record => (job.Batch.Province, Record: record))).ToLookup(one => one.Province, one => one.Record);
        if (projects.Count == 0) return new DuplicateFacts();
        await using var db = storage.Open();
        var sought = new SoughtBeneficiaries();
        foreach (var province in projects)
        {
            var unchanged = _repeating.GetValueOrDefault(province.Key)
                ? await UnchangedAsync(db, province.Key, [.. province], cancellation) : [];
            foreach (var record in province)
                if (!unchanged.Contains(record.Key)) sought.Add(record.BeneficiariesIn(province.Key));
        }
        return sought.IsEmpty ? new DuplicateFacts() : await DuplicateSearch.ReadAsync(db, sought, cancellation);
    }

    /// <summary>After the commit.</summary>
    /// <param name="job">The batch, decided and durable.</param>
    /// <param name="replayed">Records at its beginning that were only answered again.</param>
    public void Committed(BatchJob job, int replayed)
    {
        audit.Told(job.Caller, job.Batch, job.Batch.Records.Skip(replayed));
        var projects = job.Batch.Records.Where(record => record.Record.Project is not null).ToList();
        if (projects.Count == 0) return;
        _repeating[job.Batch.Province] =
            projects.Count(record => record.Outcome == Outcome.Unchanged) * 2 > projects.Count;
        // Those answered again may have been committed by a process that died before it came to this.
        if (storage.LanePerProvince) committed.Add(job.Batch.Province);
    }

    private static bool IsJudged(RecordInBatch record) => record is
    { Record.Project: not null, Deletes: false, RefusedByExchange: false, RefusedByRecordRules: false };

    /// <summary>
    /// Keys of projects that say what is stored: no rule runs on them, so nobody is looked for. One that comes twice in
    /// a group may yet differ from what the first one makes of it.
    /// </summary>
    private static async Task<HashSet<string>> UnchangedAsync(
        ExchangeDb db, string province, IReadOnlyList<RecordInBatch> projects, CancellationToken cancellation)
    {
        var once = projects.GroupBy(record => record.Key).Where(same => same.Count() == 1)
            .ToDictionary(same => same.Key, same => same.First().ContentHash, StringComparer.Ordinal);
        var states = await RecordTables.Of(RecordKind.Project).StatesAsync(db, province, once.Keys, cancellation);
        return [.. states.Where(row => row.ContentHash.AsSpan().SequenceEqual(once[row.RecordKey]))
            .Select(row => row.RecordKey)];
    }
}
