using KcExchange.Contracts.Rules;

namespace KcExchange.Server.Submissions;

/// <summary>
/// The projects that this replica committed last. A batch that looked for duplicates while an earlier one was still
/// waiting for its commit (of the same submission, mostly) sees that one here after all, under the lock and in memory.
/// What another replica commits meanwhile, and what is no longer kept, is <see cref="DuplicateRecheck"/>'s matter.
/// </summary>
internal sealed class RecentBeneficiaries
{
    /// <summary>Projects kept, some megabytes: more than a lane has waiting.</summary>
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<(long Stamp, string Province, string Key, ProjectBeneficiary[] Rows)> _kept = new();
    private long _stamp;

    /// <summary>How many commits there were so far: what comes later is laid over a search that begins now.</summary>
    public long Stamp => Interlocked.Read(ref _stamp);

    /// <summary>Tells what was committed; no beneficiaries = the project is gone.</summary>
    public void Add(string province, IEnumerable<RecordInBatch> applied)
    {
        lock (_lock)
        {
            _stamp++;
            foreach (var record in applied)
            {
                if (record.Record.Project is not { } project) continue;
                _kept.Enqueue((_stamp, province, record.Key,
                    record.Deletes ? [] : ProjectBeneficiary.Of(province, record.Key, project)));
                if (_kept.Count > Most) _kept.Dequeue();
            }
        }
    }

    /// <summary>Lays what was committed since a stamp over the facts of a search.</summary>
    public void LayOver(DuplicateFacts facts, SoughtBeneficiaries sought, long since)
    {
        if (since == Stamp) return;
        lock (_lock)
            foreach (var (stamp, province, key, rows) in _kept)
                if (stamp > since) facts.Replace(province, key, rows.Where(sought.IsSought));
    }
}
