using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Reference;

/// <summary>A version in force.</summary>
/// <param name="Number">Its number in the store; 0 = it came with the release.</param>
/// <param name="Book">What verdicts are made with.</param>
/// <param name="Bundle">The same as it travels.</param>
internal sealed record LoadedBook(int Number, RuleBook Book, ReferenceBundle Bundle)
{
    public static LoadedBook OfRelease { get; } = new(0, RuleBook.Embedded, new ReferenceBundle
    {
        Version = new ReferenceVersion
        {
            Version = ReferenceData.Embedded.Version,
            Sha256 = UnsafeByteOperations.UnsafeWrap(ReferenceFiles.Embedded.Sha256),
        },
        Files = { ReferenceFiles.Embedded.Pack() },
    });
}

/// <summary>The versions of the reference data in the store.</summary>
internal static class ReferenceStore
{
    /// <summary>Number of the version in force; 0 = that of the release.</summary>
    public static async Task<int> LatestNumberAsync(ExchangeDb db, CancellationToken cancellation) =>
        await db.ReferenceVersions.MaxAsync(row => (int?)row.Number, cancellation) ?? 0;

    /// <summary>The version in force.</summary>
    /// <exception cref="FormatException">This release cannot read it.</exception>
    public static async Task<LoadedBook> ReadLatestAsync(ExchangeDb db, CancellationToken cancellation)
    {
        var row = await db.ReferenceVersions.OrderByDescending(version => version.Number)
            .FirstOrDefaultAsync(cancellation);
        if (row is null) return LoadedBook.OfRelease;
        var bundle = ReferenceBundle.Parser.ParseFrom(row.Content);
        bundle.Version = Describe(row);
        var files = ReferenceFiles.Unpack(bundle);
        return new LoadedBook(row.Number, RuleBook.Of(ReferenceData.Read(row.Version, files)), bundle);
    }

    /// <summary>The version in force, for whoever cannot work without it.</summary>
    /// <exception cref="StoreNotReadyException">This release cannot read it.</exception>
    public static async Task<LoadedBook> RequireAsync(StorageProvider storage, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        try
        {
            return await ReadLatestAsync(db, cancellation);
        }
        catch (Exception unread) when (unread is FormatException or InvalidProtocolBufferException)
        {
            throw new StoreNotReadyException(
                $"This release cannot read the reference data in the store: {unread.Message} "
                + "Use the release that loaded them, or a newer one.");
        }
    }

    /// <summary>Files as a row holds them.</summary>
    public static byte[] Content(ReferenceFiles files) =>
        new ReferenceBundle { Files = { files.Pack() } }.ToByteArray();

    public static ReferenceVersion Describe(ReferenceVersionRow row) => new()
    {
        Version = row.Version,
        Sha256 = ByteString.CopyFrom(row.Sha256),
        LoadedAt = Timestamp.FromDateTime(row.LoadedAt),
        LoadedBy = row.LoadedBy,
        Note = row.Note,
        Previous = row.Previous,
    };
}
