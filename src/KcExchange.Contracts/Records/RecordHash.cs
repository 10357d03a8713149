using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.V1;

namespace KcExchange.Contracts.Records;

/// <summary>
/// The two hashes of a record (docs/PROTOCOL.md, "Keys, versions, hashes"). Vectors: tests/corpus/hash.
/// </summary>
public static class RecordHash
{
    /// <summary>First byte of what a content hash is made of.</summary>
    private const byte ContentVersion = 1;

    private static readonly MessageParser<ExchangeRecord> WithoutUnknown =
        ExchangeRecord.Parser.WithDiscardUnknownFields(true);

    /// <summary>The repeated fields of a body.</summary>
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Lists = new();

    /// <summary>Content of a state "deleted": no business fields at all.</summary>
    public static byte[] DeletedContent { get; } = SHA256.HashData([ContentVersion, 0xFF]);

    /// <summary>
    /// Guards a sequence against reuse: the record as parsed and serialised again, unknown fields kept.
    /// </summary>
    /// <param name="record">The record as received.</param>
    public static byte[] Sent(ExchangeRecord record) => SHA256.HashData(record.ToByteArray());

    /// <summary>
    /// The record's business content: without source_version, letter, operation and submission matters, without unknown
    /// fields, repeated entries sorted by their key fields. Its bytes are what the ledger keeps.
    /// </summary>
    /// <param name="record">The record as received; not changed.</param>
    public static ExchangeRecord Normalise(ExchangeRecord record) => Normalise(record.ToByteArray());

    /// <summary>The bytes of <see cref="Normalise(ExchangeRecord)"/>, mostly without parsing it again.</summary>
    /// <param name="record">The record as received; its lists are put in order for a moment, and back.</param>
    /// <param name="sent">The same record, serialised.</param>
    public static byte[] NormalisedBytes(ExchangeRecord record, ReadOnlySpan<byte> sent)
    {
        List<(IList List, object[] Before)>? moved = null;
        if (RecordKinds.Of(record) is { } kind) SortLists(kind.Body(record), ref moved, remember: true);
        if (moved is null) return Cut(sent, sent);
        // The same fields in another order: as many bytes.
        var sorted = ArrayPool<byte>.Shared.Rent(sent.Length);
        record.WriteTo(sorted.AsSpan(0, sent.Length));
        foreach (var (list, before) in moved)
            for (var i = 0; i < before.Length; i++) list[i] = before[i];
        var content = Cut(sorted.AsSpan(0, sent.Length), sent);
        ArrayPool<byte>.Shared.Return(sorted);
        return content;
    }

    private static byte[] Cut(ReadOnlySpan<byte> sorted, ReadOnlySpan<byte> sent) =>
        ContentBytes.TryCut(sorted, out var content) ? content : Normalise(sent).ToByteArray();

    private static ExchangeRecord Normalise(ReadOnlySpan<byte> record)
    {
        var content = WithoutUnknown.ParseFrom(record);
        content.SourceVersion = 0;
        content.OfficialLetterNo = "";
        content.OfficialLetterDate = null;
        content.Operation = Operation.Unspecified;
        content.ReplacesSequence = 0;
        content.CorrectionReference = "";
        List<(IList, object[])>? moved = null;
        if (RecordKinds.Of(content) is { } kind) SortLists(kind.Body(content), ref moved, remember: false);
        return content;
    }

    /// <summary>
    /// Decides UNCHANGED and enters the ledger: SHA-256 of a version byte and the normalised content.
    /// </summary>
    /// <param name="content">Bytes of a record that <see cref="Normalise(ExchangeRecord)"/> made.</param>
    public static byte[] Content(ReadOnlySpan<byte> content)
    {
        var hashed = ArrayPool<byte>.Shared.Rent(content.Length + 1);
        hashed[0] = ContentVersion;
        content.CopyTo(hashed.AsSpan(1));
        var hash = SHA256.HashData(hashed.AsSpan(0, content.Length + 1));
        ArrayPool<byte>.Shared.Return(hashed);
        return hash;
    }

    private static void SortLists(IMessage body, ref List<(IList, object[])>? moved, bool remember)
    {
        foreach (var list in ListsOf(body))
        {
            var keys = KeysOf(list);
            if (IsAscending(keys)) continue;
            if (remember) (moved ??= []).Add((list, [.. list.Cast<object>()]));
            Sort(list, keys);
        }
    }

    /// <summary>Lists of a body with more than one entry.</summary>
    private static IEnumerable<IList> ListsOf(IMessage body)
    {
        var fields = Lists.GetOrAdd(
            body.Descriptor,
            static message => [.. message.Fields.InDeclarationOrder().Where(field => field.IsRepeated)]);
        foreach (var field in fields)
            if (field.Accessor.GetValue(body) is IList { Count: > 1 } list) yield return list;
    }

    private static string[] KeysOf(IList list)
    {
        var keys = new string[list.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = list[i] is IMessage entry ? FieldPaths.KeyText(entry) : (string)list[i]!;
        return keys;
    }

    private static bool IsAscending(string[] keys)
    {
        for (var i = 1; i < keys.Length; i++)
            if (string.CompareOrdinal(keys[i - 1], keys[i]) >= 0) return false;
        return true;
    }

    /// <summary>By key; entries of one key by their bytes.</summary>
    private static void Sort(IList list, string[] keys)
    {
        var entries = new object[list.Count];
        list.CopyTo(entries, 0);
        Array.Sort(keys, entries, StringComparer.Ordinal);
        if (!IsAscending(keys))
            entries = [.. keys.Zip(entries).OrderBy(entry => entry.First, StringComparer.Ordinal)
                .ThenBy(
                    entry => entry.Second is IMessage message ? Convert.ToHexString(message.ToByteArray()) : "",
                    StringComparer.Ordinal)
                .Select(entry => entry.Second)];
        for (var i = 0; i < entries.Length; i++) list[i] = entries[i];
    }
}
