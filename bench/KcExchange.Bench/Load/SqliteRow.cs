using System.Buffers.Binary;
using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace KcExchange.Bench.Load;

/// <summary>A row as SQLite gave it, its values one after the other: type, then number, or length and bytes.</summary>
/// <param name="values">The values.</param>
/// <param name="offsets">Where each begins.</param>
internal readonly struct SqliteRow(byte[] values, int[] offsets)
{
    private const int Head = 1;
    private const int Body = Head + sizeof(int);

    /// <summary>The row that a statement stands on.</summary>
    public static SqliteRow Of(sqlite3_stmt statement)
    {
        var offsets = new int[sqlite3_column_count(statement)];
        using var values = new MemoryStream();
        using var writer = new BinaryWriter(values);
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = (int)values.Position;
            var type = sqlite3_column_type(statement, i);
            writer.Write((byte)type);
            if (type == SQLITE_INTEGER) writer.Write(sqlite3_column_int64(statement, i));
            else if (type == SQLITE_FLOAT) writer.Write(sqlite3_column_double(statement, i));
            else if (type is SQLITE_TEXT or SQLITE_BLOB)
            {
                var bytes = sqlite3_column_blob(statement, i);
                writer.Write(bytes.Length);
                writer.Write(bytes);
            }
        }
        return new SqliteRow(values.ToArray(), offsets);
    }

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(offsets[column]));

    public long Number(int column) => BinaryPrimitives.ReadInt64LittleEndian(values.AsSpan(offsets[column] + Head));

    /// <summary>Gives all values to a statement with as many parameters.</summary>
    public void Bind(sqlite3_stmt statement)
    {
        for (var i = 0; i < offsets.Length; i++)
        {
            var at = offsets[i];
            _ = (int)values[at] switch
            {
                SQLITE_INTEGER => sqlite3_bind_int64(statement, i + 1, Number(i)),
                SQLITE_FLOAT => sqlite3_bind_double(
                    statement, i + 1, BinaryPrimitives.ReadDoubleLittleEndian(values.AsSpan(at + Head))),
                SQLITE_TEXT => sqlite3_bind_text(statement, i + 1, Bytes(at)),
                SQLITE_BLOB => sqlite3_bind_blob(statement, i + 1, Bytes(at)),
                _ => sqlite3_bind_null(statement, i + 1),
            };
        }
    }

    /// <summary>The transaction that the row belongs to; null when it is of another round.</summary>
    public int? TransactionIn(CommitOrder order, RawTable table)
    {
        if (table.BelongsToCurrent)
            return order.OfCurrent(Text(table.Index("province_code")), Text(table.Index("record_key")));
        var transaction = order.Of(Text(table.Index("submission_id")), Number(table.Index(table.SequenceColumn!)));
        if (table.IsCurrent)
            order.Remember(Text(table.Index("province_code")), Text(table.Index("record_key")), transaction);
        return transaction;
    }

    private ReadOnlySpan<byte> Bytes(int at) =>
        values.AsSpan(at + Body, BinaryPrimitives.ReadInt32LittleEndian(values.AsSpan(at + Head)));
}
