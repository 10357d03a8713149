using KcExchange.Server.Ledger;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Support;

/// <summary>Walks a province's ledger from genesis to its head.</summary>
internal static class Chain
{
    public static async Task VerifyAsync(TestServer server, string province)
    {
        await using var db = server.OpenStore();
        await VerifyAsync(db, province);
    }

    public static async Task VerifyAsync(ExchangeDb db, string province)
    {
        var hash = LedgerChain.Genesis(province);
        var position = 0L;
        foreach (
            var entry in await db.Entries.Where(e => e.ProvinceCode == province).OrderBy(e => e.Position).ToListAsync())
        {
            Assert.Equal(++position, entry.Position);
            hash = LedgerChain.Next(hash, entry);
            Assert.Equal(hash, entry.ChainHash);
        }
        var head = await db.Heads.SingleAsync(h => h.ProvinceCode == province);
        Assert.Equal((position, Convert.ToHexString(hash)), (head.Position, Convert.ToHexString(head.ChainHash)));
    }
}
