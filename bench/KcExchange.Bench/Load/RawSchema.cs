using Npgsql;

namespace KcExchange.Bench.Load;

/// <summary>PostgreSQL's tables that batches write, as its catalogue tells.</summary>
internal static class RawSchema
{
    private const string Columns = """
        SELECT c.relname, a.attname, coalesce(array_position(k.indkey::int2[], a.attnum), -1)
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
        ORDER BY c.relname, a.attnum
        """;

    /// <summary>Those that belong to current rows last.</summary>
    public static async Task<IReadOnlyList<RawTable>> TablesAsync(NpgsqlDataSource source)
    {
        var columns = new List<(string Table, string Column, int Key)>();
        await using var command = source.CreateCommand(Columns);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) columns.Add((reader.GetString(0), reader.GetString(1), reader.GetInt32(2)));
        return [.. columns.GroupBy(column => column.Table).Select(table => new RawTable(
                table.Key,
                [.. table.Select(column => column.Column)],
                [.. table.Where(column => column.Key >= 0).OrderBy(column => column.Key)
                    .Select(column => column.Column)]))
            .Where(table => table.NamesItsBatch || table.BelongsToCurrent)
            .OrderBy(table => table.BelongsToCurrent)];
    }
}
