using System.Data;
using System.Security.Cryptography.X509Certificates;
using KcExchange.Contracts.Reference;
using KcExchange.Server.Access;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Verifies a store: each province's ledger, then every table against it. Beside a running server it takes no lock;
/// only where something does not fit it looks once more while it holds the province's head, as a batch does, so that
/// what it names was not just being written.
/// </summary>
/// <param name="storage">Store.</param>
/// <param name="authorities">Who vouches for receipts; null = their signatures are not checked.</param>
/// <param name="anchors">Anchors that the ledgers must agree with.</param>
internal sealed class LedgerVerification(
    StorageProvider storage, X509Certificate2Collection? authorities, IReadOnlyList<Anchor> anchors)
{
    /// <summary>Verifies one province after the other.</summary>
    /// <param name="reference">Says which provinces there are.</param>
    /// <param name="only">One province; null = all.</param>
    /// <param name="cancellation">Stops between two provinces.</param>
    public async IAsyncEnumerable<Mismatches> RunAsync(
        ReferenceData reference, string? only,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var today = reference.CurrentProvinces.Select(unit => unit.Code).Append(Caller.MinistryCode).ToHashSet();
        foreach (var province in await ProvincesAsync(today))
        {
            cancellation.ThrowIfCancellationRequested();
            if (only is not null && province != only) continue;
            var found = await CheckAsync(province, today);
            yield return found.Count == 0 ? found : await CheckLockedAsync(province, today);
        }
    }

    /// <summary>Every province that there is or that any row names.</summary>
    private async Task<IEnumerable<string>> ProvincesAsync(HashSet<string> today)
    {
        await using var db = storage.Open();
        var known = today.Union(await db.Heads.Select(row => row.ProvinceCode).ToListAsync())
            .Union(anchors.SelectMany(anchor => anchor.Heads.Keys)).ToHashSet();
        IQueryable<string>[] named =
        [
            db.Entries.Select(row => row.ProvinceCode), db.Submissions.Select(row => row.ProvinceCode),
            db.Batches.Select(row => row.ProvinceCode), db.Findings.Select(row => row.ProvinceCode),
            db.Beneficiaries.Select(row => row.ProvinceCode), db.Periods.Select(row => row.ProvinceCode),
            .. RecordTables.All.Select(table => table.Rows(db).Select(row => row.ProvinceCode)),
        ];
        List<string> stray = [];
        foreach (var codes in named)
            stray.AddRange(await codes.Where(code => !known.Contains(code)).Distinct().ToListAsync());
        return known.Union(stray).Order(StringComparer.Ordinal);
    }

    /// <summary>The same under the head's lock: nobody changes the province meanwhile.</summary>
    private async Task<Mismatches> CheckLockedAsync(string province, HashSet<string> today)
    {
        await using var db = storage.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        await db.Heads.Where(head => head.ProvinceCode == province)
            .ExecuteUpdateAsync(set => set.SetProperty(head => head.Position, head => head.Position));
        return await CheckAsync(province, today);
    }

    private async Task<Mismatches> CheckAsync(string province, HashSet<string> today)
    {
        var found = new Mismatches(province);
        if (!today.Contains(province)) await CheckKnownAsync(province, found);
        var held = anchors.Where(anchor => anchor.Heads.ContainsKey(province))
            .Select(anchor => anchor.Heads[province]).ToList();
        var ledger = await ChainWalk.RunAsync(storage, province, held, found);
        await using (var model = storage.Open())
            await BatchWalk.RunAsync(
                storage, province, ledger, found,
                new SubmissionCheck(model, authorities is null ? null : new Signatures(authorities)));
        foreach (var table in RecordTables.All)
            await CurrentWalk.RunAsync(storage, province, table, ledger, found);
        await PeriodWalk.RunAsync(storage, province, ledger, found);
        if (province == Caller.MinistryCode) await ReferenceWalk.RunAsync(storage, ledger, found);
        return found;
    }

    /// <summary>A former province keeps its ledger; a head that never wrote anything has no reason to be.</summary>
    private async Task CheckKnownAsync(string province, Mismatches found)
    {
        await using var db = storage.Open();
        if (!await db.Entries.AnyAsync(entry => entry.ProvinceCode == province))
            found.Add("province_head: there is no such province, and its ledger is empty.");
    }
}
