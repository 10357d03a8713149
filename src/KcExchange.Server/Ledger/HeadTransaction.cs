using System.Data;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>One transaction that changes provinces: it locks their heads first, whatever it does then.</summary>
internal static class HeadTransaction
{
    /// <summary>Runs work under the head lock of one province.</summary>
    /// <param name="storage">Store.</param>
    /// <param name="province">Province.</param>
    /// <param name="work">Reads and changes the store by its context; throws to change nothing.</param>
    public static Task<T> RunAsync<T>(
        StorageProvider storage, string province, Func<ExchangeDb, ProvinceHead, Task<T>> work) =>
        RunAsync(storage, save: true, async db =>
        {
            var head = await LockAsync(db, province);
            db.Attach(head);
            var result = await work(db, head);
            await db.SaveChangesAsync();
            return result;
        });

    /// <summary>Runs work that locks the heads it needs by itself, in the order of their codes.</summary>
    /// <param name="storage">Store.</param>
    /// <param name="save">False = the work is a trial: everything is rolled back.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> RunAsync<T>(StorageProvider storage, bool save, Func<ExchangeDb, Task<T>> work)
    {
        await using var db = storage.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        var result = await work(db);
        if (save) await transaction.CommitAsync();
        else await transaction.RollbackAsync();
        return result;
    }

    /// <summary>Locks a head and reads it; not tracked.</summary>
    public static async Task<ProvinceHead> LockAsync(ExchangeDb db, string province)
    {
        // A statement of its own: what is read after it is what the last holder committed.
        var locked = await db.Heads.Where(head => head.ProvinceCode == province)
            .ExecuteUpdateAsync(set => set.SetProperty(head => head.Position, head => head.Position));
        if (locked != 1)
            throw new InvalidOperationException($"{locked} heads of province {province} were locked, not one.");
        return await db.Heads.SingleAsync(head => head.ProvinceCode == province);
    }
}
