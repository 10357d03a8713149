using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Ledger;

/// <summary>Copies of the store, made while the server runs and put back while none does.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task A_copy_made_under_load_is_whole_and_puts_back_what_it_held()
    {
        await using var server = await FilledStore.StartAsync();
        using var folder = new TestFolder();
        var keeper = new StoreOperator(server.Options, server.Time);
        var work = new PeriodWork(server);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var version = 100; !stop.IsCancellationRequested; version++)
                await work.DeliverAsync(TestRecords.Project(version, version));
        });
        for (var i = 0; i < 5; i++) Assert.Equal(0, await keeper.RunAsync("backup", folder.File($"{i}.db")));
        await stop.CancelAsync();
        await writing;
        // Whatever the writer came to: something is younger than every copy.
        await work.DeliverAsync(TestRecords.Project(9998));
        var before = await PositionAsync(server);

        await using (await server.StoppedAsync())
        {
            Assert.True(await keeper.RunAsync("restore", folder.File("2.db")) == 0, keeper.Output);
            Assert.Contains("all is well", keeper.Output, StringComparison.Ordinal);
            Assert.InRange(await PositionAsync(server), 1, before - 1);
            var kept = Directory.GetFiles(server.Options.DataDirectory, "*.replaced-*").Single();
            Assert.Equal(0, await keeper.RunAsync("restore", kept));
            Assert.Equal(before, await PositionAsync(server));
        }
        await work.DeliverAsync(TestRecords.Project(9999));
    }

    [Fact]
    public async Task Nothing_is_overwritten_and_nothing_half_made_bears_the_name()
    {
        await using var server = await TestServer.StartAsync();
        using var folder = new TestFolder();
        var keeper = new StoreOperator(server.Options, server.Time);
        await File.WriteAllTextAsync(folder.File("there.db"), "mine", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<IOException>(() => keeper.RunAsync("backup", folder.File("there.db")));

        Assert.Equal("mine", await File.ReadAllTextAsync(
            folder.File("there.db"), TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(folder.File("there.db"))!));
    }

    [Fact]
    public async Task A_restore_waits_for_nobody_and_refuses_while_a_server_holds_the_store()
    {
        await using var server = await TestServer.StartAsync();
        using var folder = new TestFolder();
        var keeper = new StoreOperator(server.Options, server.Time);
        await keeper.RunAsync("backup", folder.File("copy.db"));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();

        var refused = await Assert.ThrowsAsync<StoreNotReadyException>(() =>
            keeper.RunAsync("restore", folder.File("copy.db")));
        Assert.Contains("A server holds the store", refused.Message, StringComparison.Ordinal);

        await using (await server.StoppedAsync())
        {
            await using var tool = new Microsoft.Data.Sqlite.SqliteConnection(
                $"Data Source={Path.Combine(server.Options.DataDirectory, "kcexchange.db")};Pooling=False");
            await tool.OpenAsync(TestContext.Current.CancellationToken);
            await using var look = tool.CreateCommand();
            look.CommandText = "SELECT count(*) FROM province_head";
            await look.ExecuteScalarAsync(TestContext.Current.CancellationToken);
            var open = await Assert.ThrowsAsync<StoreNotReadyException>(() =>
                keeper.RunAsync("restore", folder.File("copy.db")));
            Assert.Contains("Some program has", open.Message, StringComparison.Ordinal);
        }
        Assert.Empty(Directory.GetFiles(server.Options.DataDirectory, "*.replaced-*"));
    }

    [Fact]
    public async Task What_is_no_copy_is_not_put_in_the_place_of_a_store()
    {
        await using var server = await FilledStore.StartAsync();
        using var folder = new TestFolder();
        var keeper = new StoreOperator(server.Options, server.Time);
        await File.WriteAllTextAsync(
            folder.File("text.db"), new string('x', 9000), TestContext.Current.CancellationToken);
        await keeper.RunAsync("backup", folder.File("damaged.db"));
        await using (var damaged = new FileStream(folder.File("damaged.db"), FileMode.Open))
        {
            damaged.SetLength(damaged.Length / 2);
        }
        var before = await PositionAsync(server);

        await using (await server.StoppedAsync())
        {
            await Assert.ThrowsAsync<IOException>(() => keeper.RunAsync("restore", folder.File("text.db")));
            await Assert.ThrowsAsync<IOException>(() => keeper.RunAsync("restore", folder.File("damaged.db")));
            await Assert.ThrowsAsync<FileNotFoundException>(() => keeper.RunAsync("restore", folder.File("none.db")));
        }

        Assert.Equal(before, await PositionAsync(server));
    }

    [Fact]
    public async Task A_damaged_store_is_replaced_and_kept()
    {
        await using var server = await FilledStore.StartAsync();
        using var folder = new TestFolder();
        var keeper = new StoreOperator(server.Options, server.Time);
        await keeper.RunAsync("backup", folder.File("copy.db"));

        await using (await server.StoppedAsync())
        {
            var file = Path.Combine(server.Options.DataDirectory, "kcexchange.db");
            await File.WriteAllTextAsync(file, "a disk's last words", TestContext.Current.CancellationToken);
            Assert.True(await keeper.RunAsync("restore", folder.File("copy.db")) == 0, keeper.Output);
        }

        Assert.Equal(0, await keeper.RunAsync("verify"));
    }

    [Theory]
    [InlineData("SqlServer", "Server=db,1433;Database=kc]x;User ID=kcx;Password=geheim", "BACKUP DATABASE [kc]]x]",
        "WITH CHECKSUM", "RESTORE DATABASE [kc]]x]")]
    [InlineData("Postgres", "Host=db;Port=5433;Database=kc;Username=kcx;Password=geheim",
        "pg_dump --format=custom --host=\"db\" --port=5433", "--dbname=\"kc\"", "pg_restore --clean")]
    public async Task A_database_server_gets_the_commands_of_its_own_tools_without_a_password(
        string provider, string connection, string backup, string part, string restore)
    {
        var options = new ServerOptions
        {
            Storage = new StorageOptions { Provider = provider, ConnectionString = connection },
        };
        var keeper = new StoreOperator(options, TimeProvider.System);

        Assert.Equal(2, await keeper.RunAsync("backup", "kcx.bak"));
        Assert.Contains(backup, keeper.Output, StringComparison.Ordinal);
        Assert.Contains(part, keeper.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", keeper.Output, StringComparison.Ordinal);
        Assert.Equal(2, await keeper.RunAsync("restore", "kcx.bak"));
        Assert.Contains(restore, keeper.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", keeper.Output, StringComparison.Ordinal);
    }

    private static async Task<long> PositionAsync(TestServer server)
    {
        await using var db = server.OpenStore();
        return await db.Heads.Where(head => head.ProvinceCode == "08").Select(head => head.Position).SingleAsync();
    }
}
