using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace KcExchange.Server.Storage.Bulk;

/// <summary>
/// PostgreSQL: rows come in by binary COPY, changes by one UPDATE from arrays, a column each
/// (docs/decisions/0007-write-path.md).
/// </summary>
internal sealed class PostgresBulk : BulkWriter
{
    public override async Task InsertAsync<TRow>(ExchangeDb db, IReadOnlyList<TRow> rows)
    {
        if (rows.Count == 0) return;
        var plan = PlanOf<TRow>(db.Model);
        var names = string.Join(", ", plan.Columns.Select(column => column.Name));
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {plan.Name} ({names}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            foreach (var column in plan.Columns) await WriteAsync(copy, column, row);
        }
        await copy.CompleteAsync();
    }

    public override async Task UpdateAsync<TRow>(
        ExchangeDb db, IReadOnlyList<TRow> rows, IReadOnlyCollection<string>? properties)
    {
        if (rows.Count == 0) return;
        var plan = PlanOf<TRow>(db.Model);
        var columns = plan.Some(properties);
        var names = string.Join(", ", columns.Select(column => column.Name));
        var arrays = string.Join(", ", columns.Select((_, i) => $"${i + 1}"));
        var set = string.Join(", ", columns.Where(column => !column.IsKey)
            .Select(column => $"{column.Name} = new.{column.Name}"));
        var where = string.Join(" AND ", plan.Keys.Select(key => $"old.{key.Name} = new.{key.Name}"));
        await using var command = new NpgsqlCommand(
            $"UPDATE {plan.Name} AS old SET {set} FROM unnest({arrays}) AS new ({names}) WHERE {where}",
            (NpgsqlConnection)db.Database.GetDbConnection(),
            (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction());
        foreach (var column in columns) command.Parameters.Add(Array(column, rows));
        var updated = await command.ExecuteNonQueryAsync();
        if (updated != rows.Count)
            throw new InvalidOperationException($"{updated} of {rows.Count} rows of {plan.Name} were updated.");
    }

    private static Task WriteAsync<TRow>(NpgsqlBinaryImporter copy, Column<TRow> column, TRow row)
    {
        var type = TypeOf(column);
        switch (column.Type)
        {
            case ColumnType.Text:
                return copy.WriteAsync(column.Text(row), type);
            case ColumnType.Number:
                return type == NpgsqlDbType.Integer
                    ? copy.WriteAsync((int)column.Number(row), type)
                    : copy.WriteAsync(column.Number(row), type);
            case ColumnType.Flag:
                return copy.WriteAsync(column.Flag(row), type);
            case ColumnType.Bytes:
                return copy.WriteAsync(column.Bytes(row), type);
            case ColumnType.Instant:
                return column.Instant(row) is { } instant ? copy.WriteAsync(instant, type) : copy.WriteNullAsync();
            default:
                return column.Day(row) is { } day ? copy.WriteAsync(day, type) : copy.WriteNullAsync();
        }
    }

    private static NpgsqlParameter Array<TRow>(Column<TRow> column, IReadOnlyList<TRow> rows)
    {
        var type = NpgsqlDbType.Array | TypeOf(column);
        return column.Type switch
        {
            ColumnType.Text => Array(type, rows, column.Text),
            ColumnType.Number when column.StoreType == "integer" => Array(type, rows, row => (int)column.Number(row)),
            ColumnType.Number => Array(type, rows, column.Number),
            ColumnType.Flag => Array(type, rows, column.Flag),
            ColumnType.Bytes => Array(type, rows, column.Bytes),
            ColumnType.Instant => Array(type, rows, column.Instant),
            _ => Array(type, rows, column.Day),
        };
    }

    private static NpgsqlParameter<T[]> Array<TRow, T>(
        NpgsqlDbType type, IReadOnlyList<TRow> rows, Func<TRow, T> read)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = read(rows[i]);
        return new NpgsqlParameter<T[]> { NpgsqlDbType = type, TypedValue = values };
    }

    private static NpgsqlDbType TypeOf<TRow>(Column<TRow> column) => column.Type switch
    {
        ColumnType.Text => NpgsqlDbType.Text,
        ColumnType.Number => column.StoreType == "integer" ? NpgsqlDbType.Integer : NpgsqlDbType.Bigint,
        ColumnType.Flag => NpgsqlDbType.Boolean,
        ColumnType.Bytes => NpgsqlDbType.Bytea,
        ColumnType.Instant => NpgsqlDbType.TimestampTz,
        _ => NpgsqlDbType.Date,
    };
}
