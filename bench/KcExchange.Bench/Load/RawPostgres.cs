using Npgsql;

namespace KcExchange.Bench.Load;

/// <summary>
/// The raw limit on PostgreSQL: the server's rows, read before in COPY's binary form, written by COPY into tables that
/// only grow, and by COPY into a staging table and INSERT … ON CONFLICT into the current ones; several connections at
/// once, each with transactions of its own.
/// </summary>
internal sealed class RawPostgres : IRawWriter
{
    /// <summary>By measurement: on a busy machine 1 wrote 21,000 records a second, 2 37,000, 4 43,000.</summary>
    private const int Connections = 4;

    private readonly NpgsqlDataSource _source;
    private readonly IReadOnlyList<RawTable> _tables;
    private readonly List<NpgsqlConnection> _targets = [];

    /// <summary>Bytes of each transaction for each table, as COPY takes them; empty = no rows.</summary>
    private IReadOnlyList<ReadOnlyMemory<byte>[]> _transactions = [];
    private long _rows;

    private RawPostgres(NpgsqlDataSource source, IReadOnlyList<RawTable> tables) =>
        (_source, _tables) = (source, tables);

    public IReadOnlyList<string> TableNames => [.. _tables.Select(table => table.Name)];

    /// <param name="source">The server's database.</param>
    /// <param name="target">An empty one of the same schema.</param>
    public static async Task<RawPostgres> OpenAsync(string source, string target)
    {
        var server = NpgsqlDataSource.Create(source);
        var writer = new RawPostgres(server, await RawSchema.TablesAsync(server));
        for (var i = 0; i < Connections; i++)
        {
            var connection = new NpgsqlConnection(target);
            await connection.OpenAsync();
            await ExecuteAsync(connection, "SET temp_buffers = '64MB'");
            foreach (var table in writer._tables.Where(table => table.IsCurrent))
                await ExecuteAsync(
                    connection, $"CREATE TEMP TABLE {Staging(table)} (LIKE {table.Name}) ON COMMIT DELETE ROWS");
            writer._targets.Add(connection);
        }
        return writer;
    }

    public async Task PrepareAsync(IReadOnlyList<string> submissions)
    {
        var ids = string.Join(',', submissions.Select(id => $"'{id}'"));
        var order = await OrderAsync(ids);
        var rows = new List<CopyRow>[order.Transactions][];
        for (var i = 0; i < rows.Length; i++) rows[i] = [.. _tables.Select(_ => new List<CopyRow>())];
        await using var connection = await _source.OpenConnectionAsync();
        _rows = 0;
        for (var i = 0; i < _tables.Count; i++)
        {
            var table = _tables[i];
            var where = table.NamesItsBatch ? $"WHERE submission_id IN ({ids})" : "";
            var copy = await connection.BeginRawBinaryCopyAsync(
                $"COPY (SELECT * FROM {table.Name} {where}) TO STDOUT (FORMAT BINARY)");
            using var bytes = new MemoryStream();
            await using (copy) await copy.CopyToAsync(bytes);
            foreach (var row in CopyRow.Read(bytes.GetBuffer()))
                if (row.TransactionIn(order, table) is { } transaction)
                {
                    rows[transaction][i].Add(row);
                    _rows++;
                }
        }
        _transactions = [.. rows.Select(tables => tables.Select(CopyRow.Write).ToArray())];
    }

    public async Task<long> WriteAsync()
    {
        var next = -1;
        await Task.WhenAll(_targets.Select(target => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < _transactions.Count;)
                await WriteAsync(target, _transactions[i]);
        })));
        _transactions = [];
        return _rows;
    }

    private async Task WriteAsync(NpgsqlConnection target, ReadOnlyMemory<byte>[] bytes)
    {
        await using var transaction = await target.BeginTransactionAsync();
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i].Length == 0) continue;
            var table = _tables[i];
            var into = table.IsCurrent ? Staging(table) : table.Name;
            await using (var copy = await target.BeginRawBinaryCopyAsync($"COPY {into} FROM STDIN (FORMAT BINARY)"))
                await copy.WriteAsync(bytes[i]);
            if (table.IsCurrent) await ExecuteAsync(target, Upsert(table));
        }
        await transaction.CommitAsync();
    }

    private static string Staging(RawTable table) => $"staged_{table.Name}";

    private static string Upsert(RawTable table) =>
        $"INSERT INTO {table.Name} SELECT * FROM {Staging(table)} {table.OnConflict}";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<CommitOrder> OrderAsync(string ids)
    {
        var order = new CommitOrder();
        await using var command = _source.CreateCommand(
            $"SELECT submission_id, first_sequence, record_count FROM {RawTable.Batches} "
            + $"WHERE submission_id IN ({ids}) ORDER BY committed_at, province_code, first_sequence");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) order.Add(reader.GetString(0), reader.GetInt64(1), reader.GetInt32(2));
        return order;
    }
}
