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
    public static ExchangeRecord Normalise(ExchangeRecord record)
    {
        var content = ExchangeRecord.Parser.WithDiscardUnknownFields(true).ParseFrom(record.ToByteArray());
        content.SourceVersion = 0;
        content.OfficialLetterNo = "";
        content.OfficialLetterDate = null;
        content.Operation = Operation.Unspecified;
        content.ReplacesSequence = 0;
        content.CorrectionReference = "";
        if (RecordKinds.Of(content) is { } kind) SortLists(kind.Body(content));
        return content;
    }

    /// <summary>
    /// Decides UNCHANGED and enters the ledger: SHA-256 of a version byte and the normalised content.
    /// </summary>
    /// <param name="content">Bytes of a record that <see cref="Normalise"/> made.</param>
    public static byte[] Content(ReadOnlySpan<byte> content)
    {
        Span<byte> version = [ContentVersion];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(version);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    private static void SortLists(IMessage body)
    {
        foreach (var field in body.Descriptor.Fields.InDeclarationOrder().Where(field => field.IsRepeated))
        {
            var list = (System.Collections.IList)field.Accessor.GetValue(body);
            if (list.Count < 2) continue;
            var sorted = field.FieldType == FieldType.Message
                ? list.Cast<IMessage>().OrderBy(EntryKey, StringComparer.Ordinal)
                    .ThenBy(entry => Convert.ToHexString(entry.ToByteArray()), StringComparer.Ordinal).ToList<object>()
                : list.Cast<string>().Order(StringComparer.Ordinal).ToList<object>();
            for (var i = 0; i < sorted.Count; i++) list[i] = sorted[i];
        }
    }

    private static string EntryKey(IMessage entry) => string.Join('/', FieldPaths.KeyValues(entry));
}
