using KcExchange.Server;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace KcExchange.Tests.Storage;

/// <summary>What is SQLite's own: one file, which one server has.</summary>
public sealed class SqliteTests
{
    [Fact]
    public async Task A_second_server_on_the_file_is_refused_and_commands_beside_it_are_not()
    {
        await using var server = await TestServer.StartAsync(options => options.Storage.LockTimeoutSeconds = 1);
        using var ministry = new Ministry(server);

        var second = await Assert.ThrowsAsync<StoreNotReadyException>(
            () => ServerApp.BuildAsync(server.Options, server.Time));
        var code = await ministry.RunAsync("export", ministry.PathOf("exported"));
        await server.RestartAsync();

        Assert.Contains("another server holds this file", second.Message, StringComparison.Ordinal);
        Assert.Contains(server.Options.DataDirectory, second.Message, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_stop_the_next_start()
    {
        using var folder = new TestFolder();
        using var storage = Open(folder);
        await storage.PrepareAsync(default);
        await using (var db = storage.Open())
        {
            var all = db.Database.GetMigrations().ToList();
            await db.GetService<IMigrator>().MigrateAsync(all[^2], TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                """);
        }
        var behind = Assert.Single(await storage.CheckAsync(default));
        Assert.Contains("lacks 1 migration", behind, StringComparison.Ordinal);

        await storage.OccupyAsync(default).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Empty(await storage.CheckAsync(default));
    }

    [Fact]
    public async Task A_file_that_must_be_migrated_while_a_server_has_it_is_left_alone()
    {
        using var folder = new TestFolder();
        using var server = Open(folder);
        await server.OccupyAsync(default);
        await using (var db = server.Open())
        {
            var all = db.Database.GetMigrations().ToList();
            await db.GetService<IMigrator>().MigrateAsync(all[^2], TestContext.Current.CancellationToken);
        }
        using var command = Open(folder);

        var refused = await Assert.ThrowsAsync<StoreNotReadyException>(() => command.PrepareAsync(default));

        Assert.Contains("another server holds this file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_may_make_the_file_before_the_first_start()
    {
        using var folder = new TestFolder();
        using var storage = StorageProviders.Create(new ServerOptions { DataDirectory = folder.File("new/server") });
        List<string> applied = [];

        var missing = Assert.Single(await storage.CheckAsync(default));
        var made = Directory.Exists(folder.File("new"));
        await storage.MigrateAsync(applied.Add, default);

        Assert.Contains("has no schema", missing, StringComparison.Ordinal);
        Assert.False(made);
        await using var db = storage.Open();
        Assert.Equal(db.Database.GetMigrations(), applied);
        Assert.Empty(await storage.CheckAsync(default));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(
            folder.File("kcexchange.db"), new string('x', 5000), TestContext.Current.CancellationToken);
        using var storage = Open(folder);

        var refused = await Assert.ThrowsAsync<StoreNotReadyException>(() => storage.OccupyAsync(default));

        Assert.Contains("this is no SQLite database", refused.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("kcexchange.db"), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_refused()
    {
        using var folder = new TestFolder();
        using (var storage = Open(folder)) await storage.PrepareAsync(default);
        SqliteConnection.ClearAllPools();
        using var readOnly = Open(folder, $"Data Source={folder.File("kcexchange.db")};Mode=ReadOnly");

        var refused = await Assert.ThrowsAsync<StoreNotReadyException>(() => readOnly.OccupyAsync(default));

        Assert.Contains("the file is read-only; give this account", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_as_such()
    {
        using var folder = new TestFolder();
        using var storage = Open(folder);
        await storage.PrepareAsync(default);
        await using var db = storage.Open();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        // No more pages than there are: SQLite answers as it does when the disk has none.
        await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1");

        var full = await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(
            "INSERT INTO call_audit SELECT hex(randomblob(16)), 0, hex(randomblob(200000)), '', '', '', ''"));

        Assert.Equal(StoreFault.Unavailable, storage.FaultOf(full));
        Assert.Contains("the disk is full; make room", storage.Describe(full), StringComparison.Ordinal);
    }

    private static StorageProvider Open(TestFolder folder, string connectionString = "") =>
        StorageProviders.Create(new ServerOptions
        {
            DataDirectory = folder.Path,
            Storage = { ConnectionString = connectionString, LockTimeoutSeconds = 1 },
        });
}
