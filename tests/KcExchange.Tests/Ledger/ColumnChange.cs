using System.Data.Common;
using System.Reflection;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace KcExchange.Tests.Ledger;

/// <summary>One column of one row changed by a plain UPDATE, key columns too, and changed back.</summary>
internal sealed class ColumnChange(ExchangeDb db, IProperty column, object row)
{
    private readonly object? _old = column.PropertyInfo!.GetValue(row);
    private readonly object _new = Other(column.PropertyInfo!.GetValue(row), column.ClrType);

    public Task DoAsync() => SetAsync(_old, _new);

    public Task UndoAsync() => SetAsync(_new, _old);

    /// <summary>Another value that the column takes as well.</summary>
    public static object Other(object? value, Type type) => value switch
    {
        string text => text.Length == 0 ? "X" : (text[0] == 'A' ? "B" : "A") + text[1..],
        byte[] bytes => bytes.Length == 0 ? new byte[] { 1 } : (byte[])[.. bytes[..^1], (byte)(bytes[^1] ^ 1)],
        // Far off: the next number may be the key of another row.
        long number => number + 1000,
        int number => number + 1000,
        bool flag => !flag,
        DateTime time => time.AddMilliseconds(1),
        DateOnly day => day.AddDays(1),
        Enum member => Enum.ToObject(member.GetType(), Convert.ToInt32(member, null) + 1),
        null when type == typeof(DateTime?) => DateTime.UnixEpoch,
        null when type == typeof(DateOnly?) => DateOnly.MinValue,
        _ => throw new NotSupportedException($"{type}: say here what another value is."),
    };

    /// <summary>All rows of a table by key.</summary>
    public static async Task<List<object>> ReadAsync(ExchangeDb db, IEntityType table)
    {
        var read = typeof(ColumnChange).GetMethod(nameof(ReadRowsAsync), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(table.ClrType);
        return await (Task<List<object>>)read.Invoke(null, [db, table])!;
    }

    private static async Task<List<object>> ReadRowsAsync<T>(ExchangeDb db, IEntityType table)
        where T : class
    {
        var key = table.FindPrimaryKey()!.Properties.Select(part => part.PropertyInfo!).ToList();
        return [.. (await db.Set<T>().ToListAsync())
            .OrderBy(row => string.Join('|', key.Select(part => $"{part.GetValue(row)}")), StringComparer.Ordinal)];
    }

    private async Task SetAsync(object? from, object? to)
    {
        var table = (IEntityType)column.DeclaringType;
        var sql = db.GetService<ISqlGenerationHelper>();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        var conditions = table.FindPrimaryKey()!.Properties.Select((part, i) =>
        {
            Add(command, $"@k{i}", part, part == column ? from : part.PropertyInfo!.GetValue(row));
            return $"{sql.DelimitIdentifier(part.GetColumnName())} = @k{i}";
        });
        var where = string.Join(" AND ", conditions);
        Add(command, "@v", column, to);
#pragma warning disable CA2100 // Names come from the model, values travel as parameters.
        command.CommandText = $"UPDATE {sql.DelimitIdentifier(table.GetTableName()!)} "
            + $"SET {sql.DelimitIdentifier(column.GetColumnName())} = @v WHERE {where}";
#pragma warning restore CA2100
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
        await db.Database.CloseConnectionAsync();
    }

    private static void Add(DbCommand command, string name, IProperty property, object? value) =>
        command.Parameters.Add(property.GetRelationalTypeMapping().CreateParameter(
            command, name, value, property.IsNullable));
}
