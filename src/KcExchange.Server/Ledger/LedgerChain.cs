using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KcExchange.Server.Ledger;

/// <summary>
/// The hash chain: chain_hash = SHA-256(previous ‖ SHA-256(entry)), entry = every stored column but chain_hash, each
/// prefixed with its length (4 bytes, big-endian), in the order of <see cref="EntryHash"/>; integers are 8 bytes
/// big-endian, instants UTC milliseconds since 1970, text UTF-8. Genesis is SHA-256(province_code).
/// </summary>
internal static class LedgerChain
{
    public static byte[] Genesis(string provinceCode) => SHA256.HashData(Encoding.UTF8.GetBytes(provinceCode));

    /// <summary>Gives entries their positions and hashes, and moves the head to the last of them.</summary>
    public static void Append(ProvinceHead head, IEnumerable<LedgerEntry> entries)
    {
        foreach (var entry in entries)
        {
            entry.Position = head.Position + 1;
            entry.ChainHash = Next(head.ChainHash, entry);
            head.Position = entry.Position;
            head.ChainHash = entry.ChainHash;
        }
    }

    public static byte[] Next(byte[] previous, LedgerEntry entry) =>
        SHA256.HashData([.. previous, .. EntryHash(entry)]);

    public static byte[] EntryHash(LedgerEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, entry.ProvinceCode);
        Add(hash, entry.Position);
        Add(hash, (long)entry.EntryType);
        Add(hash, (long)entry.Action);
        Add(hash, new DateTimeOffset(entry.RecordedAt, TimeSpan.Zero).ToUnixTimeMilliseconds());
        Add(hash, entry.Actor);
        Add(hash, entry.SubmissionId);
        Add(hash, entry.Sequence);
        Add(hash, entry.RecordKind);
        Add(hash, entry.RecordKey);
        Add(hash, entry.Revision);
        Add(hash, entry.SourceVersion);
        Add(hash, entry.ContentHash);
        Add(hash, entry.Payload);
        Add(hash, entry.RuleSetVersion);
        Add(hash, entry.ReferenceVersion);
        return hash.GetHashAndReset();
    }

    internal static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    internal static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Add(hash, bytes);
    }

    internal static void Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
