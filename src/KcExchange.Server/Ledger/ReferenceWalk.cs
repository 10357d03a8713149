using Google.Protobuf;
using KcExchange.Contracts.Reference;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>Compares the versions of the reference data with the entries of the ministry's ledger.</summary>
internal static class ReferenceWalk
{
    public static async Task RunAsync(StorageProvider storage, ProvinceLedger ledger, Mismatches found)
    {
        await using var db = storage.Open();
        var difference = RowDifference.Of(db, typeof(ReferenceVersionRow));
        var loads = ledger.ReferenceLoads.DistinctBy(entry => entry.Revision).ToDictionary(entry => entry.Revision);
        foreach (var row in await db.ReferenceVersions.OrderBy(row => row.Number).ToListAsync())
        {
            found.Rows++;
            var what = $"reference_version {row.Number}";
            if (!loads.Remove(row.Number, out var entry))
                found.Add($"{what}: the row is there, but no ledger entry loaded it.");
            else if (difference.Between(row, Expected(row, entry)) is { Length: > 0 } columns)
                found.Add($"{what}: not as position {entry.Position} makes it: {columns}.");
        }
        foreach (var (number, entry) in loads)
            found.Add($"reference_version {number}: the row is missing, position {entry.Position} loaded it.");
    }

    private static ReferenceVersionRow Expected(ReferenceVersionRow stored, LedgerEntry entry)
    {
        var said = ReferenceVersion.Parser.ParseFrom(entry.Payload);
        return new ReferenceVersionRow
        {
            Number = stored.Number,
            Version = said.Version,
            Previous = said.Previous,
            LoadedAt = said.LoadedAt.ToDateTime(),
            LoadedBy = said.LoadedBy,
            Note = said.Note,
            Sha256 = said.Sha256.ToByteArray(),
            Content = IsOf(stored.Content, said) ? stored.Content : [],
        };
    }

    private static bool IsOf(byte[] content, ReferenceVersion said)
    {
        try
        {
            var bundle = ReferenceBundle.Parser.ParseFrom(content);
            bundle.Version = said;
            ReferenceFiles.Unpack(bundle);
            return true;
        }
        catch (Exception unread) when (unread is FormatException or InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
