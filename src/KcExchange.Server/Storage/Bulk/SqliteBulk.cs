using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace KcExchange.Server.Storage.Bulk;

/// <summary>
/// SQLite: one prepared statement a table, bound and stepped row by row through its own interface. The driver's
/// parameters cost as much again as the statement (docs/decisions/0007-write-path.md).
/// </summary>
internal sealed class SqliteBulk : BulkWriter
{
    private const string InstantFormat = @"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFF";

    private const string DayFormat = @"yyyy\-MM\-dd";

    public override Task InsertAsync<TRow>(ExchangeDb db, IReadOnlyList<TRow> rows)
    {
        if (rows.Count == 0) return Task.CompletedTask;
        var plan = PlanOf<TRow>(db.Model);
        var names = string.Join(", ", plan.Columns.Select(column => column.Name));
        var values = string.Join(", ", plan.Columns.Select((_, i) => $"?{i + 1}"));
        Run(db, $"INSERT INTO {plan.Name} ({names}) VALUES ({values})", plan.Columns, rows);
        return Task.CompletedTask;
    }

    public override Task UpdateAsync<TRow>(
        ExchangeDb db, IReadOnlyList<TRow> rows, IReadOnlyCollection<string>? properties)
    {
        if (rows.Count == 0) return Task.CompletedTask;
        var plan = PlanOf<TRow>(db.Model);
        var columns = plan.Some(properties);
        var set = string.Join(", ", columns.Index().Where(at => !at.Item.IsKey)
            .Select(at => $"{at.Item.Name} = ?{at.Index + 1}"));
        var where = string.Join(" AND ", columns.Index().Where(at => at.Item.IsKey)
            .Select(at => $"{at.Item.Name} = ?{at.Index + 1}"));
        Run(db, $"UPDATE {plan.Name} SET {set} WHERE {where}", columns, rows);
        return Task.CompletedTask;
    }

    private static void Run<TRow>(
        ExchangeDb db, string sql, IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        var handle = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        Check(handle, raw.sqlite3_prepare_v2(handle, sql, out var statement));
        using (statement)
        {
            var text = new TextBuffer();
            foreach (var row in rows)
            {
                for (var i = 0; i < columns.Count; i++)
                    Check(handle, Bind(statement, i + 1, columns[i], row, text));
                if (raw.sqlite3_step(statement) is not raw.SQLITE_DONE and var failed) Check(handle, failed);
                if (raw.sqlite3_changes(handle) != 1)
                    throw new InvalidOperationException($"A row was not where the preload saw it: {sql[..20]}…");
                raw.sqlite3_reset(statement);
            }
        }
    }

    private static int Bind<TRow>(sqlite3_stmt statement, int at, Column<TRow> column, TRow row, TextBuffer text)
    {
        switch (column.Type)
        {
            case ColumnType.Number:
                return raw.sqlite3_bind_int64(statement, at, column.Number(row));
            case ColumnType.Flag:
                return raw.sqlite3_bind_int(statement, at, column.Flag(row) ? 1 : 0);
            case ColumnType.Bytes:
                return raw.sqlite3_bind_blob(statement, at, column.Bytes(row));
            case ColumnType.Instant:
                return column.Instant(row) is { } instant
                    ? raw.sqlite3_bind_text(statement, at, text.Of(instant, InstantFormat))
                    : raw.sqlite3_bind_null(statement, at);
            case ColumnType.Day:
                return column.Day(row) is { } day
                    ? raw.sqlite3_bind_text(statement, at, text.Of(day, DayFormat))
                    : raw.sqlite3_bind_null(statement, at);
            default:
                return raw.sqlite3_bind_text(statement, at, text.Of(column.Text(row)));
        }
    }

    /// <summary>The fault as the driver would give it: it is classified by its code.</summary>
    private static void Check(sqlite3 handle, int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_DONE) return;
        throw new SqliteException(
            raw.sqlite3_errmsg(handle).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(handle));
    }

    /// <summary>One growing buffer for every text that is bound: SQLite takes its own copy.</summary>
    private sealed class TextBuffer
    {
        private byte[] _bytes = new byte[1024];

        public ReadOnlySpan<byte> Of(string text)
        {
            var most = Encoding.UTF8.GetMaxByteCount(text.Length);
            if (most > _bytes.Length) _bytes = new byte[most * 2];
            return _bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, _bytes));
        }

        public ReadOnlySpan<byte> Of<T>(T value, string format)
            where T : IUtf8SpanFormattable
        {
            value.TryFormat(_bytes, out var written, format, CultureInfo.InvariantCulture);
            return _bytes.AsSpan(0, written);
        }
    }
}
