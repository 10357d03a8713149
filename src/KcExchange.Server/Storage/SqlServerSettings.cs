using KcExchange.Server.Records;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Storage;

/// <summary>Settings of SQL Server that a server cannot run on.</summary>
internal static class SqlServerSettings
{
    /// <summary>Compatibility level of SQL Server 2019, whose dialect we speak.</summary>
    public const int OldestLevel = 150;

    /// <summary>
    /// Tables of which one batch may lock thousands of rows: a lock that escalates to the table stops every province.
    /// </summary>
    private static readonly string[] BigTables =
    [
        .. RecordTables.All.Select(table => table.Kind.Name),
        "ledger_entry", "finding", "submission_batch", "project_beneficiary",
    ];

    private const string Database =
        """
        SELECT CAST(d.is_read_committed_snapshot_on AS int), CAST(d.compatibility_level AS int),
               CAST(d.delayed_durability AS int), CAST(d.is_read_only AS int),
               CAST(DATABASEPROPERTYEX(d.name, 'Updateability') AS nvarchar(20)), d.name
        FROM sys.databases AS d WHERE d.name = DB_NAME();
        """;

    private const string Escalating =
        """
        SELECT t.name FROM sys.tables AS t
        WHERE t.schema_id IN (SCHEMA_ID(), SCHEMA_ID('dbo')) AND t.lock_escalation <> 1;
        """;

    private const string PageLocks =
        """
        SELECT i.name FROM sys.tables AS t JOIN sys.indexes AS i ON i.object_id = t.object_id
        WHERE t.schema_id IN (SCHEMA_ID(), SCHEMA_ID('dbo')) AND t.name = 'province_head' AND i.allow_page_locks = 1;
        """;

    public static IEnumerable<(string Name, string Sql)> Statements =>
        [("Database", Database), ("Escalating", Escalating), ("PageLocks", PageLocks)];

    public static async Task<IReadOnlyList<string>> CheckAsync(
        ExchangeDb db, string place, bool schema, CancellationToken cancellation)
    {
        var found = (await StoreSchema.ReadAsync(
            db, Database, row => (
                Snapshot: row.GetInt32(0) == 1, Level: row.GetInt32(1), Delayed: row.GetInt32(2) == 2,
                ReadOnly: row.GetInt32(3) == 1 || row.GetString(4) != "READ_WRITE", Name: row.GetString(5)),
            cancellation))[0];
        List<string> problems = [];
        if (!found.Snapshot)
            problems.Add("READ_COMMITTED_SNAPSHOT is off; run: "
                + $"ALTER DATABASE [{found.Name}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;");
        if (found.Level < OldestLevel)
            problems.Add($"the compatibility level is {found.Level}, older than SQL Server 2019; run: "
                + $"ALTER DATABASE [{found.Name}] SET COMPATIBILITY_LEVEL = {OldestLevel};");
        if (found.Delayed)
            problems.Add("DELAYED_DURABILITY is FORCED: a power cut would lose what was acknowledged; run: "
                + $"ALTER DATABASE [{found.Name}] SET DELAYED_DURABILITY = DISABLED;");
        if (found.ReadOnly) problems.Add("the database is read-only; connect to the primary, or set it READ_WRITE.");
        if (schema) problems.AddRange(await CheckLocksAsync(db, cancellation));
        return [.. problems.Select(problem => $"{place}: {problem}")];
    }

    private static async Task<IEnumerable<string>> CheckLocksAsync(ExchangeDb db, CancellationToken cancellation)
    {
        var escalating = await StoreSchema.ReadAsync(db, Escalating, row => row.GetString(0), cancellation);
        var paged = await StoreSchema.ReadAsync(db, PageLocks, row => row.GetString(0), cancellation);
        return
        [
            .. BigTables.Where(escalating.Contains).Select(table =>
                $"LOCK_ESCALATION of {table} is on; run: ALTER TABLE [{table}] SET (LOCK_ESCALATION = DISABLE);"),
            .. paged.Select(index => $"page locks on {index} are on; run: "
                + $"ALTER INDEX [{index}] ON [province_head] SET (ALLOW_PAGE_LOCKS = OFF);"),
        ];
    }
}
