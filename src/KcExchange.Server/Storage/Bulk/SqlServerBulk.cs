using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace KcExchange.Server.Storage.Bulk;

/// <summary>
/// SQL Server: rows come in by SqlBulkCopy within the transaction, constraints checked; changes by SqlBulkCopy into a
/// temporary table and one plain UPDATE … FROM.
/// </summary>
internal sealed class SqlServerBulk : BulkWriter
{
    public override Task InsertAsync<TRow>(ExchangeDb db, IReadOnlyList<TRow> rows)
    {
        var plan = PlanOf<TRow>(db.Model);
        return rows.Count == 0 ? Task.CompletedTask : CopyAsync(db, plan.Name, plan.Columns, rows);
    }

    public override async Task UpdateAsync<TRow>(
        ExchangeDb db, IReadOnlyList<TRow> rows, IReadOnlyCollection<string>? properties)
    {
        if (rows.Count == 0) return;
        var plan = PlanOf<TRow>(db.Model);
        var columns = plan.Some(properties);
        var (stage, update, drop) = UpdateStatements(plan, columns);
        await ExecuteAsync(db, stage);
        await CopyAsync(db, Staging(plan), columns, rows);
        var updated = await ExecuteAsync(db, update);
        await ExecuteAsync(db, drop);
        if (updated != rows.Count)
            throw new InvalidOperationException($"{updated} of {rows.Count} rows of {plan.Name} were updated.");
    }

    /// <summary>The statements of an update of a table, as a test parses them.</summary>
    public static IEnumerable<string> UpdateStatements<TRow>(IModel model, IReadOnlyCollection<string>? properties)
        where TRow : class
    {
        var plan = TablePlan<TRow>.Of(model);
        var (stage, update, drop) = UpdateStatements(plan, plan.Some(properties));
        return [stage, update, drop];
    }

    private static (string Stage, string Update, string Drop) UpdateStatements<TRow>(
        TablePlan<TRow> plan, IReadOnlyList<Column<TRow>> columns)
        where TRow : class
    {
        var names = string.Join(", ", columns.Select(column => $"[{column.Name}]"));
        var set = string.Join(", ", columns.Where(column => !column.IsKey)
            .Select(column => $"[old].[{column.Name}] = [new].[{column.Name}]"));
        var on = string.Join(" AND ", plan.Keys.Select(key => $"[old].[{key.Name}] = [new].[{key.Name}]"));
        return (
            $"SELECT TOP (0) {names} INTO [{Staging(plan)}] FROM [{plan.Name}];",
            $"UPDATE [old] SET {set} FROM [{plan.Name}] AS [old] INNER JOIN [{Staging(plan)}] AS [new] ON {on};",
            $"DROP TABLE [{Staging(plan)}];");
    }

    private static string Staging<TRow>(TablePlan<TRow> plan)
        where TRow : class => $"#{plan.Name}";

    private static async Task CopyAsync<TRow>(
        ExchangeDb db, string table, IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows)
    {
        using var copy = new SqlBulkCopy(
            (SqlConnection)db.Database.GetDbConnection(),
            SqlBulkCopyOptions.CheckConstraints | SqlBulkCopyOptions.FireTriggers, Transaction(db))
        {
            DestinationTableName = $"[{table}]",
            BulkCopyTimeout = db.Database.GetCommandTimeout() ?? 30,
        };
        using var data = new DataTable();
        foreach (var column in columns)
        {
            data.Columns.Add(column.Name, ClrType(column.Type));
            copy.ColumnMappings.Add(column.Name, column.Name);
        }
        foreach (var row in rows)
        {
            var values = new object[columns.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = columns[i].Value(row) is DateOnly day
                    ? day.ToDateTime(TimeOnly.MinValue)
                    : columns[i].Value(row);
            data.Rows.Add(values);
        }
        await copy.WriteToServerAsync(data);
    }

    private static async Task<int> ExecuteAsync(ExchangeDb db, string sql)
    {
        await using var command = new SqlCommand(
            sql, (SqlConnection)db.Database.GetDbConnection(), Transaction(db));
        command.CommandTimeout = db.Database.GetCommandTimeout() ?? command.CommandTimeout;
        return await command.ExecuteNonQueryAsync();
    }

    private static SqlTransaction Transaction(ExchangeDb db) =>
        (SqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();

    private static Type ClrType(ColumnType type) => type switch
    {
        ColumnType.Text => typeof(string),
        ColumnType.Number => typeof(long),
        ColumnType.Flag => typeof(bool),
        ColumnType.Bytes => typeof(byte[]),
        _ => typeof(DateTime),
    };
}
