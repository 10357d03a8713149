using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace KcExchange.Server.Storage;

/// <summary>
/// Compares a database with what this release expects: migrations first, then tables, columns, indexes.
/// </summary>
internal static class StoreSchema
{
    /// <summary>What is missing or foreign, each with its remedy.</summary>
    /// <param name="db">A context on the database.</param>
    /// <param name="storage">Its provider.</param>
    /// <param name="catalogue">Query for table, "column" or "index", and name, of all that is there.</param>
    /// <param name="remedy">What to run when migrations are missing.</param>
    /// <param name="cancellation">Cancels.</param>
    public static async Task<IReadOnlyList<string>> CheckAsync(
        ExchangeDb db, StorageProvider storage, string catalogue, string remedy, CancellationToken cancellation)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        if (pending.Count == db.Database.GetMigrations().Count())
            return [$"{storage.Place} has no schema of the exchange: {remedy}"];
        if (await FindNewerAsync(db, cancellation) is { } newer) return [Older(storage, newer)];
        if (pending.Count > 0)
            return [$"{storage.Place} lacks {Migrations(pending.Count)}, from {pending[0]} on: {remedy}"];
        var there = await ReadAsync(
            db, catalogue, row => (row.GetString(0), row.GetString(1), row.GetString(2)), cancellation);
        return
        [
            .. Compare(db.Model.GetRelationalModel(), there.ToHashSet()).Select(what => $"{storage.Place}: {what}"),
        ];
    }

    /// <summary>A migration in the database that this release does not know; null when there is none.</summary>
    public static async Task<string?> FindNewerAsync(ExchangeDb db, CancellationToken cancellation) =>
        (await db.Database.GetAppliedMigrationsAsync(cancellation)).Except(db.Database.GetMigrations())
            .FirstOrDefault();

    public static string Older(StorageProvider storage, string newer) =>
        $"This release is older than the database {storage.Place}, which has migration {newer}: "
        + "run the release that made it, or a newer one.";

    /// <summary>Rows of a plain query.</summary>
    public static async Task<List<T>> ReadAsync<T>(
        ExchangeDb db, string sql, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        List<T> list = [];
        while (await rows.ReadAsync(cancellation)) list.Add(read(rows));
        return list;
    }

    private static IEnumerable<string> Compare(
        IRelationalModel model, HashSet<(string Table, string Sort, string Name)> there)
    {
        foreach (var table in model.Tables)
        {
            var columns = there.Where(thing => thing.Table == table.Name && thing.Sort == "column")
                .Select(thing => thing.Name).ToHashSet();
            if (columns.Count == 0)
            {
                yield return $"table {table.Name} is missing, or this login has no right to it; restore the schema or "
                    + "grant the rights (docs/OPERATING.md, \"Databases\").";
                continue;
            }
            foreach (var column in table.Columns.Where(column => !columns.Contains(column.Name)))
                yield return $"column {table.Name}.{column.Name} is missing; restore the schema of this release.";
            foreach (var foreign in columns.Where(name => table.FindColumn(name) is null))
                yield return $"column {table.Name}.{foreign} is none of this release's; remove it.";
            foreach (var index in table.Indexes.Where(index => !there.Contains((table.Name, "index", index.Name))))
                yield return $"index {index.Name} of {table.Name} is missing; "
                    + "create it as `KcExchange.Server db script` does.";
        }
    }

    private static string Migrations(int count) => count == 1 ? "1 migration" : $"{count} migrations";
}
