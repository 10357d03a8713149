using System.Buffers;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.V1;

namespace KcExchange.Contracts.Records;

/// <summary>
/// The business content of a record cut out of its serialised form. What the protocol library wrote lies in field
/// order, so content is the same bytes without the fields that are none; nothing is parsed and written again. Only
/// where a message holds fields that this release does not know has it to be.
/// </summary>
internal static class ContentBytes
{
    private static readonly HashSet<int> NoContent =
    [
        ExchangeRecord.SourceVersionFieldNumber, ExchangeRecord.OfficialLetterNoFieldNumber,
        ExchangeRecord.OfficialLetterDateFieldNumber, ExchangeRecord.OperationFieldNumber,
        ExchangeRecord.ReplacesSequenceFieldNumber, ExchangeRecord.CorrectionReferenceFieldNumber,
    ];

    /// <summary>The fields of a message by number.</summary>
    private static readonly ConcurrentDictionary<MessageDescriptor, Dictionary<int, Field>> Known = new();

    /// <summary>The content of a record whose lists are in order; false when it must be parsed to be cut.</summary>
    /// <param name="record">An <see cref="ExchangeRecord"/> as the library serialises it.</param>
    /// <param name="content">Its content.</param>
    public static bool TryCut(ReadOnlySpan<byte> record, out byte[] content)
    {
        content = [];
        var kept = ArrayPool<byte>.Shared.Rent(record.Length);
        try
        {
            if (!TryCut(record, kept, out var length)) return false;
            content = kept[..length];
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(kept);
        }
    }

    private static bool TryCut(ReadOnlySpan<byte> record, Span<byte> kept, out int length)
    {
        length = 0;
        var at = 0;
        var fields = FieldsOf(ExchangeRecord.Descriptor);
        while (at < record.Length)
        {
            var start = at;
            if (!TrySkip(record, ref at, fields, out var number)) return false;
            if (NoContent.Contains(number)) continue;
            record[start..at].CopyTo(kept[length..]);
            length += at - start;
        }
        return true;
    }

    /// <summary>Goes over one field; false when it, or one below it, is not known here.</summary>
    private static bool TrySkip(
        ReadOnlySpan<byte> bytes, ref int at, Dictionary<int, Field> fields, out int number)
    {
        var tag = (uint)Varint(bytes, ref at);
        number = WireFormat.GetTagFieldNumber(tag);
        // A known number in another form is an unknown field too.
        if (!fields.TryGetValue(number, out var field) || field.Wire != WireFormat.GetTagWireType(tag)) return false;
        var length = Varint(bytes, ref at);
        if (field.Wire == WireFormat.WireType.Varint) return true;
        at += (int)length;
        return field.Below is null || IsKnown(bytes[(at - (int)length)..at], field.Below);
    }

    private static bool IsKnown(ReadOnlySpan<byte> message, MessageDescriptor descriptor)
    {
        var fields = FieldsOf(descriptor);
        for (var at = 0; at < message.Length;)
            if (!TrySkip(message, ref at, fields, out _)) return false;
        return true;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }

    private static Dictionary<int, Field> FieldsOf(MessageDescriptor message) => Known.GetOrAdd(
        message, static message => message.Fields.InFieldNumberOrder().ToDictionary(field => field.FieldNumber, Of));

    /// <summary>Of numbers the contract has varints alone.</summary>
    private static Field Of(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => new(WireFormat.WireType.LengthDelimited, field.MessageType),
        FieldType.String or FieldType.Bytes => new(WireFormat.WireType.LengthDelimited, null),
        FieldType.Bool or FieldType.Enum or FieldType.Int32 or FieldType.Int64 when !field.IsRepeated =>
            new(WireFormat.WireType.Varint, null),
        _ => throw new NotSupportedException($"Content is not cut out of a field like {field.FullName}."),
    };

    private readonly record struct Field(WireFormat.WireType Wire, MessageDescriptor? Below);
}
