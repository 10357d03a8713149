using KcExchange.Contracts.Rules;
using KcExchange.Server.Storage;

namespace KcExchange.Server.Submissions;

/// <summary>What a batch found in other projects before the lock.</summary>
internal sealed class DuplicateLook
{
    private readonly RecentBeneficiaries _recent;
    private readonly SoughtBeneficiaries _sought;
    private readonly long _stamp;
    private readonly DuplicateFacts _facts;

    private DuplicateLook(
        RecentBeneficiaries recent, SoughtBeneficiaries sought, long stamp, DuplicateFacts facts) =>
        (_recent, _sought, _stamp, _facts) = (recent, sought, stamp, facts);

    /// <summary>Searches for the projects of a batch.</summary>
    public static async Task<DuplicateLook> ReadAsync(
        StorageProvider storage, RecentBeneficiaries recent, Batch batch, CancellationToken cancellation)
    {
        var (stamp, sought) = (recent.Stamp, new SoughtBeneficiaries(batch.Records));
        if (sought.IsEmpty) return new DuplicateLook(recent, sought, stamp, new DuplicateFacts());
        await using var db = storage.Open();
        return new DuplicateLook(recent, sought, stamp, await DuplicateSearch.ReadAsync(db, sought, cancellation));
    }

    /// <summary>
    /// The facts for one decision, with what this replica committed meanwhile. A trial that is rolled back must leave
    /// nothing behind, so each decision has its own.
    /// </summary>
    public DuplicateFacts ForDecision()
    {
        var facts = _facts.Copy();
        _recent.LayOver(facts, _sought, _stamp);
        return facts;
    }
}
