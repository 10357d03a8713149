using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Support;

/// <summary>
/// What no rule refuses and no input brings about: a store that will not have some rows, or lacks a table.
/// </summary>
internal static class Refusal
{
    /// <summary>From now on the store refuses rows whose column is like one of the patterns.</summary>
    public static async Task AddAsync(TestServer server, string table, string column, params string[] patterns)
    {
        string Any(string prefix) =>
            string.Join(" OR ", patterns.Select(pattern => $"{prefix}{column} LIKE '{pattern}'"));
        await ExecuteAsync(server, server.Store == Store.Sqlite
            ? $"CREATE TRIGGER refusal BEFORE INSERT ON {table} WHEN {Any("NEW.")} "
                + "BEGIN SELECT RAISE(ABORT, 'refusal'); END"
            : $"ALTER TABLE {table} ADD CONSTRAINT refusal CHECK (NOT ({Any("")}))");
    }

    /// <summary>It takes them again.</summary>
    public static Task RemoveAsync(TestServer server, string table) => ExecuteAsync(
        server, server.Store == Store.Sqlite ? "DROP TRIGGER refusal" : $"ALTER TABLE {table} DROP CONSTRAINT refusal");

    /// <summary>The statement that gives a table another name.</summary>
    public static string Rename(TestServer server, string table, string name) => server.Store == Store.SqlServer
        ? $"EXEC sp_rename '{table}', '{name}'"
        : $"ALTER TABLE {table} RENAME TO {name}";

    private static async Task ExecuteAsync(TestServer server, string sql)
    {
        await using var db = server.OpenStore();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
