using System.Buffers.Binary;
using System.Text;

namespace KcExchange.Bench.Load;

/// <summary>A row in the binary form of PostgreSQL's COPY: number of fields, then length and bytes of each.</summary>
/// <param name="bytes">The row.</param>
internal readonly struct CopyRow(ReadOnlyMemory<byte> bytes)
{
    private const int HeadLength = 19;
    private const int FieldsLength = sizeof(short);
    private const int LengthLength = sizeof(int);

    /// <summary>Signature, flags, no extension.</summary>
    private static readonly byte[] Head = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>In the place of a row's number of fields.</summary>
    private static readonly byte[] End = [0xFF, 0xFF];

    /// <summary>The rows of a COPY.</summary>
    public static IEnumerable<CopyRow> Read(byte[] copy)
    {
        for (var at = HeadLength; ;)
        {
            var fields = BinaryPrimitives.ReadInt16BigEndian(copy.AsSpan(at));
            if (fields < 0) yield break;
            var from = at;
            at += FieldsLength;
            for (var i = 0; i < fields; i++)
                at += LengthLength + LengthOf(copy.AsSpan(at));
            yield return new CopyRow(copy.AsMemory(from, at - from));
        }
    }

    /// <summary>A COPY of rows; empty when there are none.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyCollection<CopyRow> rows)
    {
        if (rows.Count == 0) return default;
        using var copy = new MemoryStream();
        copy.Write(Head);
        foreach (var row in rows) copy.Write(row.Bytes.Span);
        copy.Write(End);
        return copy.ToArray();
    }

    /// <summary>The transaction that the row belongs to; null when it is of another round.</summary>
    public int? TransactionIn(CommitOrder order, RawTable table)
    {
        if (table.BelongsToCurrent) return order.OfCurrent(Text(table, "province_code"), Text(table, "record_key"));
        var transaction = order.Of(
            Text(table, "submission_id"),
            BinaryPrimitives.ReadInt64BigEndian(Field(table.Index(table.SequenceColumn!))));
        if (table.IsCurrent)
            order.Remember(Text(table, "province_code"), Text(table, "record_key"), transaction);
        return transaction;
    }

    private ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>The length that stands before a field's bytes; null has -1 there, and no bytes.</summary>
    private static int LengthOf(ReadOnlySpan<byte> field) => Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(field));

    private string Text(RawTable table, string column) => Encoding.UTF8.GetString(Field(table.Index(column)));

    private ReadOnlySpan<byte> Field(int index)
    {
        var rest = bytes.Span[FieldsLength..];
        for (; index > 0; index--) rest = rest[(LengthLength + LengthOf(rest))..];
        return rest.Slice(LengthLength, LengthOf(rest));
    }
}
