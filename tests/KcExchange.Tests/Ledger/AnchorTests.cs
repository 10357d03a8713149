using KcExchange.Server.Ledger;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using Microsoft.Extensions.Time.Testing;

namespace KcExchange.Tests.Ledger;

/// <summary>What a database alone cannot show: that its ledgers were cut back or written anew.</summary>
public sealed class AnchorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_ledger_that_went_on_still_holds_its_anchor()
    {
        await using var server = await FilledStore.StartAsync();
        using var folder = new TestFolder();
        var keeper = new StoreOperator(server.Options, server.Time);
        Assert.Equal(0, await keeper.RunAsync("anchor", folder.File("anchor.json")));
        await new PeriodWork(server).DeliverAsync(TestRecords.Project(20));

        Assert.True(await keeper.RunAsync("verify", "--anchor", folder.File("anchor.json")) == 0, keeper.Output);
        await Assert.ThrowsAsync<IOException>(() => keeper.RunAsync("anchor", folder.File("anchor.json")));
    }

    [Fact]
    public async Task A_ledger_cut_back_with_all_its_traces_is_found_by_its_anchor_alone()
    {
        await using var server = await TestServer.StartAsync();
        using var folder = new TestFolder();
        var keeper = new StoreOperator(server.Options, server.Time);
        await new PeriodWork(server).DeliverAsync(TestRecords.Centre());
        await keeper.RunAsync("backup", folder.File("older.db"));
        await new PeriodWork(server).DeliverAsync(TestRecords.Project());
        await keeper.RunAsync("anchor", folder.File("anchor.json"));

        await using (await server.StoppedAsync())
            Assert.True(await keeper.RunAsync("restore", folder.File("older.db")) == 0, keeper.Output);

        Assert.Equal(1, await keeper.RunAsync("verify", "--anchor", folder.File("anchor.json")));
        Assert.Contains("Province 08: ledger: it ends at position 3", keeper.Output, StringComparison.Ordinal);
        Assert.Contains("was cut back", keeper.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_written_anew_from_its_start_is_found_by_its_anchor_alone()
    {
        await using var server = await TestServer.StartAsync();
        await using var forger = await TestServer.StartAsync();
        using var folder = new TestFolder();
        var keeper = new StoreOperator(server.Options, server.Time);
        await new PeriodWork(server).DeliverAsync(TestRecords.Centre());
        await keeper.RunAsync("anchor", folder.File("anchor.json"));
        await new PeriodWork(forger).DeliverAsync(TestRecords.Centre(), TestRecords.Project());
        var forged = new StoreOperator(forger.Options, forger.Time);
        Assert.Equal(0, await forged.RunAsync("verify"));

        // The forged store is whole in itself; only what was kept elsewhere tells.
        File.Copy(server.Files.AuthorityCertificate, forger.Files.AuthorityCertificate, overwrite: true);
        Assert.Equal(1, await forged.RunAsync("verify", "--anchor", folder.File("anchor.json")));

        Assert.Contains("Province 08: ledger: position 3 is not what the anchor", forged.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\\"position\\\":0", "\\\"position\\\":5", "the signature does not fit")]
    [InlineData("\"key_id\": \"", "\"key_id\": \"0", "the key id is not that of the certificate")]
    public async Task An_anchor_that_was_changed_is_not_believed(string text, string instead, string said)
    {
        await using var server = await TestServer.StartAsync();
        using var folder = new TestFolder();
        var keeper = new StoreOperator(server.Options, server.Time);
        await keeper.RunAsync("anchor", folder.File("anchor.json"));
        var content = await File.ReadAllTextAsync(
            folder.File("anchor.json"), TestContext.Current.CancellationToken);
        Assert.Contains(text, content, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            folder.File("anchor.json"), content.Replace(text, instead, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        Assert.Equal(1, await keeper.RunAsync("verify", "--anchor", folder.File("anchor.json")));

        Assert.Contains(said, keeper.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anchor_of_another_authority_is_not_believed_and_no_anchor_is_said()
    {
        await using var server = await TestServer.StartAsync();
        await using var other = await TestServer.StartAsync();
        using var folder = new TestFolder();
        var keeper = new StoreOperator(server.Options, server.Time);
        await new StoreOperator(other.Options, other.Time).RunAsync("anchor", folder.File("anchor.json"));
        await File.WriteAllTextAsync(folder.File("none.json"), "{}", TestContext.Current.CancellationToken);

        Assert.Equal(1, await keeper.RunAsync("verify", "--anchor", folder.File("anchor.json")));

        Assert.Contains("the authority does not vouch for the signer", keeper.Output, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            keeper.RunAsync("verify", "--anchor", folder.File("none.json")));
    }

    [Fact]
    public async Task The_server_writes_one_for_each_day()
    {
        // Half past eleven at night in Viet Nam.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 10, 5, 16, 30, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartAsync(time: clock);
        var folder = Path.Combine(server.Options.DataDirectory, "anchors");
        await WrittenAsync(server, "anchor-2026-10-05.json");

        clock.Advance(TimeSpan.FromHours(1));
        await WrittenAsync(server, "anchor-2026-10-06.json");
        for (var hour = 0; hour < 5; hour++) clock.Advance(TimeSpan.FromHours(1));
        await server.RestartAsync();

        Assert.Equal(
            ["anchor-2026-10-05.json", "anchor-2026-10-06.json"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var authority = server.Authority();
        var anchor = Anchor.Read(
            await File.ReadAllTextAsync(
                Path.Combine(folder, "anchor-2026-10-06.json"), TestContext.Current.CancellationToken),
            new Signatures([authority]), out var wrong);
        Assert.Null(wrong);
        Assert.Equal(35, anchor.Heads.Count);
    }

    /// <summary>The log says it when the file is there.</summary>
    private static Task WrittenAsync(TestServer server, string name) =>
        server.Log.SaysAsync(name).WaitAsync(Patience, TestContext.Current.CancellationToken);
}
