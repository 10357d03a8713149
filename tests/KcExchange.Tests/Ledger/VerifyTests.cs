using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Ledger;

/// <summary>What `verify` says to an operator.</summary>
public sealed class VerifyTests
{
    [Fact]
    public async Task A_store_that_nobody_touched_is_well_also_while_it_is_written()
    {
        await using var server = await FilledStore.StartAsync();
        var keeper = new StoreOperator(server.Options, server.Time);
        var work = new PeriodWork(server);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var version = 100; !stop.IsCancellationRequested; version++)
                await work.DeliverAsync(TestRecords.Project(50, version), TestRecords.Project(version, version));
        });

        for (var i = 0; i < 5; i++) Assert.True(await keeper.RunAsync("verify") == 0, keeper.Output);

        await stop.CancelAsync();
        await writing;
        Assert.Contains("Verified 35 ledgers", keeper.Output, StringComparison.Ordinal);
        Assert.Contains("all is well", keeper.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_broken_position_of_each_province_is_named()
    {
        await using var server = await FilledStore.StartAsync();
        var work = new PeriodWork(server);
        await work.DeliverAsync("24", PeriodWork.Of("24", TestRecords.Centre("KCT-24-01")));
        await using (var db = server.OpenStore())
        {
            await db.Database.ExecuteSqlRawAsync(
                """
                UPDATE ledger_entry SET actor = 'other' WHERE province_code = '08' AND position IN (4, 6);
                DELETE FROM ledger_entry WHERE province_code = '24' AND position = 1;
                """);
        }
        var keeper = new StoreOperator(server.Options, server.Time);

        Assert.Equal(1, await keeper.RunAsync("verify"));

        Assert.Contains(
            "Province 08: ledger: broken at position 4: the hash differs", keeper.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Province 24: ledger: broken at position 1: there is no such entry", keeper.Output,
            StringComparison.Ordinal);
        Assert.Contains("2 ledgers are broken", keeper.Output, StringComparison.Ordinal);
        Assert.Equal(1, await keeper.RunAsync("verify", "--province", "24"));
        Assert.DoesNotContain("Province 08", keeper.Output, StringComparison.Ordinal);
        Assert.Equal(0, await keeper.RunAsync("verify", "--province", "25"));
    }

    [Fact]
    public async Task A_row_that_was_changed_is_named_with_its_columns_and_no_value_is_shown()
    {
        await using var server = await FilledStore.StartAsync();
        await using (var db = server.OpenStore())
            await db.Database.ExecuteSqlRawAsync(
                "UPDATE project SET total_cost = 123454321, status = 'X' WHERE project_code = 'KC-08-2026-DP-0001'");
        var keeper = new StoreOperator(server.Options, server.Time);

        Assert.Equal(1, await keeper.RunAsync("verify"));

        Assert.Contains("project/KC-08-2026-DP-0001: not as position", keeper.Output, StringComparison.Ordinal);
        Assert.Contains("status, total_cost.", keeper.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("123454321", keeper.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_of_numbers_that_holds_a_word_is_said_and_never_thrown()
    {
        await using var server = await FilledStore.StartAsync();
        await using (var db = server.OpenStore())
            await db.Database.ExecuteSqlRawAsync("UPDATE funding SET updated_at = 'yesterday'");
        var keeper = new StoreOperator(server.Options, server.Time);

        Assert.Equal(1, await keeper.RunAsync("verify"));

        Assert.Contains("Province 08: a column holds what it cannot hold", keeper.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_it_cannot_run_and_makes_none()
    {
        await using var server = await TestServer.StartAsync();
        var elsewhere = new Server.Operations.ServerOptions
        {
            DataDirectory = Path.Combine(server.Options.DataDirectory, "elsewhere"),
        };
        var keeper = new StoreOperator(elsewhere, server.Time);

        await Assert.ThrowsAsync<StoreNotReadyException>(() => keeper.RunAsync("verify"));
        await Assert.ThrowsAsync<StoreNotReadyException>(() => keeper.RunAsync("backup", "copy.db"));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            new StoreOperator(server.Options, server.Time).RunAsync("verify", "--province", "99"));

        Assert.False(Directory.Exists(elsewhere.DataDirectory));
    }
}
