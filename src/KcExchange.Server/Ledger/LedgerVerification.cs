using System.Data;
using Google.Protobuf;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Access;
using KcExchange.Server.Records;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Verifies a store: each province's ledger, then every table against it. Beside a running server it takes no lock;
/// only where something does not fit it looks once more while it holds the province's head, as a batch does, so that
/// what it names was not just being written.
/// </summary>
/// <param name="storage">Store.</param>
/// <param name="signatures">Checks receipts; null = their signatures are not checked.</param>
/// <param name="anchors">Anchors that the ledgers must agree with.</param>
internal sealed class LedgerVerification(
    StorageProvider storage, Signatures? signatures, IReadOnlyList<Anchor> anchors)
{
    /// <summary>Provinces that are checked at the same time.</summary>
    private static readonly int AtOnce = Math.Clamp(Environment.ProcessorCount, 1, 4);

    private RuleBook? _book;

    /// <summary>Verifies the provinces, some at a time; they come in the order of their codes.</summary>
    /// <param name="only">One province; null = all.</param>
    /// <param name="cancellation">Stops between two provinces.</param>
    public async IAsyncEnumerable<Mismatches> RunAsync(
        string? only, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var book = _book ??= await BookAsync();
        var today = book.Reference.CurrentProvinces.Select(unit => unit.Code).Append(Caller.MinistryCode).ToHashSet();
        var provinces = (await ProvincesAsync(today)).Where(province => only is null || province == only);
        var checking = new Queue<Task<Mismatches>>();
        try
        {
            foreach (var province in provinces)
            {
                cancellation.ThrowIfCancellationRequested();
                checking.Enqueue(Task.Run(() => CheckAsync(province, today.Contains(province), book), cancellation));
                if (checking.Count == AtOnce) yield return await CertainAsync(checking.Dequeue());
            }
            while (checking.Count > 0) yield return await CertainAsync(checking.Dequeue());
        }
        finally
        {
            // Whoever stops early leaves checks under way: they end before the store is closed.
            await ((Task)Task.WhenAll(checking)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // One after the other: each holds a head, and on some databases that is the whole store.
        async Task<Mismatches> CertainAsync(Task<Mismatches> check)
        {
            var found = await check;
            return found.Count == 0 ? found
                : await CheckLockedAsync(found.Province, today.Contains(found.Province), book);
        }
    }

    /// <summary>In force: says which provinces there are, and judges periods.</summary>
    private async Task<RuleBook> BookAsync()
    {
        try
        {
            return (await ReferenceStore.RequireAsync(storage, default)).Book;
        }
        catch (StoreNotReadyException)
        {
            // The ministry's ledger tells what was done to it.
            return RuleBook.Embedded;
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
    private async Task<Mismatches> CheckLockedAsync(string province, bool ofToday, RuleBook book)
    {
        await using var db = storage.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        await db.Heads.Where(head => head.ProvinceCode == province)
            .ExecuteUpdateAsync(set => set.SetProperty(head => head.Position, head => head.Position));
        return await CheckAsync(province, ofToday, book);
    }

    private async Task<Mismatches> CheckAsync(string province, bool ofToday, RuleBook book)
    {
        var found = new Mismatches(province);
        try
        {
            if (!ofToday) await CheckKnownAsync(province, found);
            var ledger = await ChainWalk.RunAsync(storage, province, AnchorsOf(province), found);
            await using (var model = storage.Open())
                await BatchWalk.RunAsync(
                    storage, province, ledger, found, new SubmissionCheck(model, signatures));
            foreach (var table in RecordTables.All)
                await CurrentWalk.RunAsync(storage, province, table, ledger, found);
            await PeriodWalk.RunAsync(storage, province, ledger, book, found);
            if (province != Caller.MinistryCode) return found;
            await ReferenceWalk.RunAsync(storage, ledger, found);
            await AuditWalk.RunAsync(storage, ledger, found);
        }
        catch (Exception unread) when (unread is InvalidCastException or FormatException or OverflowException
            or InvalidDataException or InvalidProtocolBufferException)
        {
            // Whoever writes text into a column of numbers, on a database that lets them.
            found.Add($"a column holds what it cannot hold ({unread.GetType().Name}); the rest was not compared.");
        }
        return found;
    }

    private List<AnchoredHead> AnchorsOf(string province) =>
        [.. anchors.Select(anchor => anchor.Heads.GetValueOrDefault(province)).OfType<AnchoredHead>()];

    /// <summary>A former province keeps its ledger; a head that never wrote anything has no reason to be.</summary>
    private async Task CheckKnownAsync(string province, Mismatches found)
    {
        await using var db = storage.Open();
        if (!await db.Entries.AnyAsync(entry => entry.ProvinceCode == province))
            found.Add("province_head: there is no such province, and its ledger is empty.");
    }
}
