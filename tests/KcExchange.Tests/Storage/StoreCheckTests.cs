using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace KcExchange.Tests.Storage;

/// <summary>A server runs on its own schema with its own settings, or says in a sentence what to run.</summary>
public sealed class StoreCheckTests
{
    private const string Migrate = "run `KcExchange.Server db migrate`";

    [Theory]
    [Stores(ServersOnly = true)]
    public async Task A_database_without_the_schema_is_refused_until_it_is_migrated(Store store)
    {
        await using var database = await TestStore.CreateEmptyAsync(store);
        using var storage = Open(database);

        var refused = await RefusalAsync(storage);
        List<string> applied = [];
        await storage.MigrateAsync(applied.Add, default);
        await storage.MigrateAsync(applied.Add, default);

        Assert.Contains("has no schema", refused, StringComparison.Ordinal);
        Assert.Contains(Migrate, refused, StringComparison.Ordinal);
        await using var db = storage.Open();
        Assert.Equal(db.Database.GetMigrations(), applied);
        Assert.Empty(await storage.CheckAsync(default));
    }

    [Theory]
    [Stores(ServersOnly = true)]
    public async Task A_database_one_migration_behind_is_refused_with_its_name(Store store)
    {
        await using var database = await TestStore.CreateAsync(store);
        using var storage = Open(database);
        await using var db = storage.Open();
        var all = db.Database.GetMigrations().ToList();
        Assert.SkipWhen(all.Count < 2, "There is one migration only.");
        await db.GetService<IMigrator>().MigrateAsync(all[^2], TestContext.Current.CancellationToken);

        var refused = await RefusalAsync(storage);

        Assert.Contains($"lacks 1 migration, from {all[^1]} on", refused, StringComparison.Ordinal);
        Assert.Contains(Migrate, refused, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_database_of_a_newer_release_is_refused_and_not_migrated(Store store)
    {
        using var folder = new TestFolder();
        await using var database = await TestStore.CreateAsync(store);
        using var storage = Open(database, folder);
        if (store == Store.Sqlite) await storage.PrepareAsync(default);
        await ExecuteAsync(
            storage,
            """
            INSERT INTO "__EFMigrationsHistory" VALUES ('99991231235959_Tomorrow', '99.0.0');
            DELETE FROM province_head;
            """);

        var refused = await RefusalAsync(storage);

        Assert.Contains("This release is older than the database", refused, StringComparison.Ordinal);
        Assert.Contains("99991231235959_Tomorrow", refused, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_database_that_somebody_changed_is_refused_with_what_is_missing_and_what_is_foreign(Store store)
    {
        using var folder = new TestFolder();
        await using var database = await TestStore.CreateAsync(store);
        using var storage = Open(database, folder);
        if (store == Store.Sqlite) await storage.PrepareAsync(default);
        var index = await IndexAsync(storage);
        var on = store == Store.SqlServer ? " ON ledger_entry" : "";
        await ExecuteAsync(storage, $"DROP INDEX \"{index}\"{on}");
        await ExecuteAsync(storage, "ALTER TABLE centre ADD stranger int");
        await ExecuteAsync(storage, "ALTER TABLE finding DROP COLUMN parameters");
        await ExecuteAsync(storage, "DROP TABLE call_audit");

        var problems = await storage.CheckAsync(default);

        Assert.Equal(4, problems.Count);
        foreach (var told in new[]
        {
            $"index {index} of ledger_entry is missing", "column centre.stranger is none",
            "column finding.parameters is missing", "table call_audit is missing",
        })
            Assert.Contains(problems, problem => problem.Contains(told, StringComparison.Ordinal));
        Assert.Contains(await RefusalAsync(storage), problems);
    }

    [Theory]
    [Stores(ServersOnly = true)]
    public async Task Two_who_migrate_at_once_do_it_once(Store store)
    {
        for (var round = 0; round < 3; round++)
        {
            await using var database = await TestStore.CreateEmptyAsync(store);
            using var one = Open(database);
            using var other = Open(database);
            var applied = new System.Collections.Concurrent.ConcurrentQueue<string>();

            await Task.WhenAll(
                Task.Run(() => one.MigrateAsync(applied.Enqueue, default)),
                Task.Run(() => other.MigrateAsync(applied.Enqueue, default)));

            await using var db = one.Open();
            Assert.Equal(db.Database.GetMigrations(), applied);
            Assert.Empty(await other.CheckAsync(default));
        }
    }

    [Theory]
    [Stores(ServersOnly = true)]
    public async Task The_script_makes_the_same_schema_and_changes_nothing_the_second_time(Store store)
    {
        await using var database = await TestStore.CreateEmptyAsync(store);
        using var storage = Open(database);

        foreach (var batch in Batches(storage.Script(null))) await ExecuteAsync(storage, batch);
        foreach (var batch in Batches(storage.Script(null))) await ExecuteAsync(storage, batch);

        Assert.Empty(await storage.CheckAsync(default));
        await using var db = storage.Open();
        var last = db.Database.GetMigrations().Last();
        Assert.DoesNotContain("CREATE TABLE centre", storage.Script(last), StringComparison.Ordinal);
        var unknown = Assert.Throws<ArgumentException>(() => storage.Script("Nothing"));
        Assert.Contains(last, unknown.Message, StringComparison.Ordinal);
    }

    /// <summary>What SQL Server's tools take for the end of a batch.</summary>
    private static IEnumerable<string> Batches(string script) =>
        script.ReplaceLineEndings("\n").Split("\nGO\n").Where(batch => batch.Trim().Length > 0);

    private static StorageProvider Open(TestStore database, TestFolder? folder = null)
    {
        var options = new ServerOptions();
        if (folder is not null) options.DataDirectory = folder.Path;
        database.Configure(options);
        return StorageProviders.Create(options);
    }

    private static async Task<string> RefusalAsync(StorageProvider storage) =>
        (await Assert.ThrowsAsync<StoreNotReadyException>(() => storage.OccupyAsync(default))).Message;

    private static async Task<string> IndexAsync(StorageProvider storage)
    {
        await using var db = storage.Open();
        return db.Model.GetRelationalModel().Tables.Single(table => table.Name == "ledger_entry").Indexes.First().Name;
    }

    private static async Task ExecuteAsync(StorageProvider storage, string sql)
    {
        await using var db = storage.Open();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
