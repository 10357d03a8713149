using Google.Protobuf;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>One record's result as a batch row keeps it.</summary>
/// <param name="SentHash">32 bytes.</param>
/// <param name="Outcome">Outcome.</param>
/// <param name="Kind">Kind; unspecified when unknown.</param>
/// <param name="Revision">Revision of the key after the record.</param>
/// <param name="SourceVersion">Version that the record stated.</param>
/// <param name="Key">Natural key, may be empty.</param>
internal readonly record struct PackedResult(
    byte[] SentHash, Outcome Outcome, RecordKind Kind, long Revision, long SourceVersion, string Key);

/// <summary>
/// The results of a batch in one column: a version byte, then per record 32 bytes of sent_hash and, as protobuf varints
/// and strings, outcome, kind, revision, source_version and key.
/// </summary>
internal static class PackedResults
{
    private const byte Version = 2;

    public static byte[] Pack(IEnumerable<PackedResult> results)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        output.WriteRawTag(Version);
        foreach (var result in results)
        {
            output.WriteBytes(UnsafeByteOperations.UnsafeWrap(result.SentHash));
            output.WriteEnum((int)result.Outcome);
            output.WriteEnum((int)result.Kind);
            output.WriteInt64(result.Revision);
            output.WriteInt64(result.SourceVersion);
            output.WriteString(result.Key);
        }
        output.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">The column was not written by <see cref="Pack"/>.</exception>
    public static List<PackedResult> Unpack(byte[] packed)
    {
        if (packed.Length == 0 || packed[0] != Version)
            throw new InvalidDataException("Unknown form of packed results.");
        var input = new CodedInputStream(packed, 1, packed.Length - 1);
        var results = new List<PackedResult>();
        while (!input.IsAtEnd)
            results.Add(new PackedResult(
                input.ReadBytes().ToByteArray(), (Outcome)input.ReadEnum(), (RecordKind)input.ReadEnum(),
                input.ReadInt64(), input.ReadInt64(), input.ReadString()));
        return results;
    }
}
