using KcExchange.Contracts.Reference;
using KcExchange.Server.Access;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>
/// The one row per province that every change of that province locks first: it gives commit order without gaps, fencing
/// and tamper evidence. Made with the reference data; "00" is the ministry's.
/// </summary>
internal sealed class ProvinceHead
{
    public required string ProvinceCode { get; init; }

    /// <summary>Position of the last entry; 0 = none yet.</summary>
    public long Position { get; set; }

    /// <summary>Chain hash after the last entry, 32 bytes; genesis = SHA-256(province_code).</summary>
    public required byte[] ChainHash { get; set; }

    /// <summary>Highest source_version that the province ever sent and had accepted or answered as unchanged.</summary>
    public long HighestSourceVersion { get; set; }

    /// <summary>
    /// One head per province and one for the ministry; made with the reference data, never by a call.
    /// </summary>
    public static async Task AddMissingAsync(ExchangeDb db, ReferenceData reference, CancellationToken cancellation)
    {
        var known = await db.Heads.Select(head => head.ProvinceCode).ToListAsync(cancellation);
        var missing = reference.CurrentProvinces.Select(unit => unit.Code).Append(Caller.MinistryCode)
            .Except(known, StringComparer.Ordinal).ToList();
        db.Heads.AddRange(missing.Select(code =>
            new ProvinceHead { ProvinceCode = code, ChainHash = LedgerChain.Genesis(code) }));
        await db.SaveChangesAsync(cancellation);
    }
}
