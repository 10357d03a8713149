using SQLitePCL;
using static SQLitePCL.raw;

namespace KcExchange.Bench.Load;

/// <summary>
/// The raw limit on SQLite: the server's rows, read before, written by prepared statements into an empty database of
/// the same schema; WAL and synchronous=FULL as the server has it.
/// </summary>
internal sealed class RawSqlite : IRawWriter
{
    /// <summary>Durable as the server's; the last two made it some percent faster.</summary>
    private static readonly IReadOnlyList<string> Pragmas =
        ["journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "wal_autocheckpoint=10000"];

    private readonly sqlite3 _source;
    private readonly sqlite3 _target;
    private readonly List<(RawTable Table, sqlite3_stmt Insert)> _tables = [];
    private List<SqliteRow>[][] _transactions = [];

    /// <param name="source">The server's database.</param>
    /// <param name="target">Makes this one.</param>
    public RawSqlite(string source, string target)
    {
        Batteries_V2.Init();
        _source = Open(source, SQLITE_OPEN_READONLY);
        _target = Open(target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
        foreach (var pragma in Pragmas)
            Check(sqlite3_exec(_target, $"PRAGMA {pragma}"));
        // Tables first, as their indexes name them.
        foreach (var row in Read(_source,
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
            + "ORDER BY type <> 'table'"))
            Check(sqlite3_exec(_target, row.Text(0)));
        foreach (var table in Tables()) _tables.Add((table, Prepare(_target, Insert(table))));
    }

    public IReadOnlyList<string> TableNames => [.. _tables.Select(table => table.Table.Name)];

    public Task PrepareAsync(IReadOnlyList<string> submissions)
    {
        var ids = string.Join(',', submissions.Select(id => $"'{id}'"));
        var order = new CommitOrder();
        foreach (var row in Read(_source,
            $"SELECT submission_id, first_sequence, record_count FROM {RawTable.Batches} "
            + $"WHERE submission_id IN ({ids}) ORDER BY committed_at, rowid"))
            order.Add(row.Text(0), row.Number(1), row.Number(2));
        _transactions = [.. Enumerable.Range(0, order.Transactions)
            .Select(_ => _tables.Select(_ => new List<SqliteRow>()).ToArray())];
        for (var i = 0; i < _tables.Count; i++)
        {
            var table = _tables[i].Table;
            var where = table.NamesItsBatch ? $"WHERE submission_id IN ({ids})" : "";
            foreach (var row in Read(_source, $"SELECT * FROM {table.Name} {where} ORDER BY rowid"))
                if (row.TransactionIn(order, table) is { } transaction) _transactions[transaction][i].Add(row);
        }
        return Task.CompletedTask;
    }

    public Task<long> WriteAsync()
    {
        var before = sqlite3_total_changes(_target);
        foreach (var transaction in _transactions)
        {
            Check(sqlite3_exec(_target, "BEGIN IMMEDIATE"));
            for (var i = 0; i < _tables.Count; i++)
                foreach (var row in transaction[i])
                {
                    row.Bind(_tables[i].Insert);
                    if (sqlite3_step(_tables[i].Insert) != SQLITE_DONE) Check(sqlite3_errcode(_target));
                    Check(sqlite3_reset(_tables[i].Insert));
                }
            Check(sqlite3_exec(_target, "COMMIT"));
        }
        var rows = _transactions.Sum(transaction => transaction.Sum(table => (long)table.Count));
        if (sqlite3_total_changes(_target) - before != rows)
            throw new InvalidOperationException("The raw writer did not write every row.");
        _transactions = [];
        return Task.FromResult(rows);
    }

    private static string Insert(RawTable table)
    {
        var insert = $"INSERT INTO {table.Name} ({string.Join(',', table.Columns)}) "
            + $"VALUES ({string.Join(',', table.Columns.Select(_ => "?"))})";
        return table.IsCurrent ? $"{insert} {table.OnConflict}" : insert;
    }

    /// <summary>The tables that batches write; those that belong to current rows last.</summary>
    private IEnumerable<RawTable> Tables() => Read(_source, "SELECT name FROM sqlite_master WHERE type='table'")
        .Select(row => row.Text(0)).ToList().Select(Describe)
        .Where(table => table.NamesItsBatch || table.BelongsToCurrent)
        .OrderBy(table => table.BelongsToCurrent);

    private RawTable Describe(string name)
    {
        var columns = Read(_source, $"SELECT name, pk FROM pragma_table_info('{name}') ORDER BY cid")
            .Select(row => (Name: row.Text(0), Key: row.Number(1))).ToList();
        return new RawTable(name, [.. columns.Select(column => column.Name)],
            [.. columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name)]);
    }

    private static IEnumerable<SqliteRow> Read(sqlite3 database, string query)
    {
        using var statement = Prepare(database, query);
        int step;
        while ((step = sqlite3_step(statement)) == SQLITE_ROW) yield return SqliteRow.Of(statement);
        if (step != SQLITE_DONE) throw new InvalidOperationException(sqlite3_errmsg(database).utf8_to_string());
    }

    private static sqlite3 Open(string file, int flags)
    {
        var code = sqlite3_open_v2(file, out var database, flags, null);
        return code == SQLITE_OK ? database : throw new InvalidOperationException($"{file}: SQLite says {code}.");
    }

    private static sqlite3_stmt Prepare(sqlite3 database, string sql) =>
        sqlite3_prepare_v2(database, sql, out var statement) == SQLITE_OK ? statement
            : throw new InvalidOperationException(sqlite3_errmsg(database).utf8_to_string());

    private void Check(int code)
    {
        if (code != SQLITE_OK) throw new InvalidOperationException(sqlite3_errmsg(_target).utf8_to_string());
    }
}
