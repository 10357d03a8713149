using System.Buffers;
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

    public static byte[] Next(byte[] previous, LedgerEntry entry)
    {
        Span<byte> both = stackalloc byte[64];
        previous.CopyTo(both);
        Hash(entry, both[32..]);
        return SHA256.HashData(both);
    }

    public static byte[] EntryHash(LedgerEntry entry)
    {
        var hash = new byte[32];
        Hash(entry, hash);
        return hash;
    }

    /// <summary>One pass over one buffer: cheaper for a small entry than its pieces one by one.</summary>
    private static void Hash(LedgerEntry entry, Span<byte> hash)
    {
        var texts = entry.ProvinceCode.Length + entry.Actor.Length + entry.SubmissionId.Length
            + entry.RecordKey.Length + entry.RuleSetVersion.Length + entry.ReferenceVersion.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(
            Fixed + Encoding.UTF8.GetMaxByteCount(texts) + entry.ContentHash.Length + entry.Payload.Length);
        var writer = new EntryWriter(buffer);
        writer.Add(entry.ProvinceCode);
        writer.Add(entry.Position);
        writer.Add((long)entry.EntryType);
        writer.Add((long)entry.Action);
        writer.Add(new DateTimeOffset(entry.RecordedAt, TimeSpan.Zero).ToUnixTimeMilliseconds());
        writer.Add(entry.Actor);
        writer.Add(entry.SubmissionId);
        writer.Add(entry.Sequence);
        writer.Add(entry.RecordKind);
        writer.Add(entry.RecordKey);
        writer.Add(entry.Revision);
        writer.Add(entry.SourceVersion);
        writer.Add(entry.ContentHash);
        writer.Add(entry.Payload);
        writer.Add(entry.RuleSetVersion);
        writer.Add(entry.ReferenceVersion);
        SHA256.HashData(writer.Written, hash);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Bytes of the numbers and of all lengths.</summary>
    private const int Fixed = (8 * 8) + (16 * 4);

    private ref struct EntryWriter(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;

        private int _at;

        public readonly ReadOnlySpan<byte> Written => _buffer[.._at];

        public void Add(string text)
        {
            var length = Encoding.UTF8.GetBytes(text, _buffer[(_at + 4)..]);
            BinaryPrimitives.WriteInt32BigEndian(_buffer[_at..], length);
            _at += 4 + length;
        }

        public void Add(long number)
        {
            BinaryPrimitives.WriteInt32BigEndian(_buffer[_at..], 8);
            BinaryPrimitives.WriteInt64BigEndian(_buffer[(_at + 4)..], number);
            _at += 12;
        }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            BinaryPrimitives.WriteInt32BigEndian(_buffer[_at..], bytes.Length);
            bytes.CopyTo(_buffer[(_at + 4)..]);
            _at += 4 + bytes.Length;
        }
    }
}
