using System.Text.RegularExpressions;
using Grpc.Core;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using KcExchange.Tests.Tidy;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KcExchange.Tests.Storage;

/// <summary>What is PostgreSQL's own: its settings, its rights, and its going away.</summary>
public sealed class PostgresTests
{
    [Theory]
    [InlineData("SET synchronous_commit = off", "synchronous_commit is off")]
    [InlineData("SET default_transaction_read_only = on", "transactions are read-only")]
    public async Task A_setting_that_loses_what_was_acknowledged_is_refused_with_what_to_run(
        string setting, string told)
    {
        await using var database = await DatabaseAsync();
        var options = new ServerOptions();
        database.Configure(options);
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        await TestStore.ExecuteAsync(database.ConnectionString, $"ALTER DATABASE {name} {setting}");
        using var storage = StorageProviders.Create(options);

        var problem = Assert.Single(await storage.CheckAsync(default));

        Assert.Contains(told, problem, StringComparison.Ordinal);
        Assert.Contains($"ALTER DATABASE {name} SET", problem, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<StoreNotReadyException>(() => storage.OccupyAsync(default));
        Assert.Equal(problem, refused.Message);
    }

    [Fact]
    public async Task A_login_without_the_right_to_change_tables_runs_the_server()
    {
        var login = $"kcx_without_ddl_{Environment.ProcessId}";
        await using var database = await DatabaseAsync();
        // The page's own statements, so that it says no more and no less than is needed.
        var grants = Regex
            .Match(Repository.Read("docs/OPERATING.md"), "```sql\n(-- PostgreSQL.*?)```", RegexOptions.Singleline)
            .Groups[1].Value
            .Replace("kcexchange_server", login, StringComparison.Ordinal)
            .Replace("DATABASE kcexchange", $"DATABASE {Name(database)}", StringComparison.Ordinal);
        await TestStore.ExecuteAsync(database.ConnectionString, grants);
        var poor = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Username = login, Password = "choose-a-password",
        }.ToString();
        try
        {
            await using var server = await TestServer.StartAsync(options =>
                (options.Storage.Provider, options.Storage.ConnectionString) = ("Postgres", poor));
            var (stream, _) = await RawStream.OpenAsync(await server.SubmitterAsync());
            await stream.OpenedAsync();

            Assert.Equal(Outcome.Created, (await stream.SubmitAsync(1, TestRecords.Centre())).Results[0].Outcome);

            stream.Dispose();
            await Chain.VerifyAsync(server, "08");
            await using var db = server.OpenStore();
            foreach (var denied in new[] { "CREATE TABLE t (x int)", "DELETE FROM ledger_entry", "DROP TABLE centre" })
                Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(
                    () => db.Database.ExecuteSqlRawAsync(denied))).SqlState);
        }
        finally
        {
            await TestStore.ExecuteAsync(database.ConnectionString, $"DROP OWNED BY {login}; DROP ROLE {login}");
        }
    }

    [Fact]
    public async Task A_database_that_goes_away_answers_unavailable_with_a_delay_and_all_goes_on_when_it_is_back()
    {
        await using var cluster = await OwnCluster.StartAsync();
        var options = new ServerOptions();
        (options.Storage.Provider, options.Storage.ConnectionString) = ("Postgres", cluster.ConnectionString);
        using var storage = StorageProviders.Create(options);
        await storage.MigrateAsync(_ => { }, default);
        await using var server = await TestServer.StartAsync(ours =>
            (ours.Storage.Provider, ours.Storage.ConnectionString) = ("Postgres", cluster.ConnectionString));
        var client = await server.SubmitterAsync();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        await stream.SubmitAsync(1, TestRecords.Centre());

        await cluster.HaltAsync();
        await stream.SendAsync(2, TestRecords.Project());
        Assert.Equal("STORE_UNAVAILABLE", await stream.EndAsync());
        var away = await Assert.ThrowsAsync<RpcException>(
            () => client.GetSubmissionAsync(new() { SubmissionId = id }).ResponseAsync);
        Assert.Equal("STORE_UNAVAILABLE", Reasons.Of(away));
        Assert.NotNull(away.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>());
        Assert.Contains(server.Log.Lines, line => line.Contains("is the database up", StringComparison.Ordinal));

        await cluster.StartAgainAsync();
        var again = await ReopenAsync(client, id);
        Assert.Equal(2, (await again.SubmitAsync(2, TestRecords.Project())).AcknowledgedThrough);
        again.Dispose();
        stream.Dispose();
        await Chain.VerifyAsync(server, "08");

        await TestStore.ExecuteAsync(cluster.ConnectionString, "ALTER SYSTEM SET fsync = off");
        await TestStore.ExecuteAsync(cluster.ConnectionString, "SELECT pg_reload_conf()");
        var problem = Assert.Single(await storage.CheckAsync(default));
        Assert.Contains("ALTER SYSTEM SET fsync = on", problem, StringComparison.Ordinal);
    }

    /// <summary>Connections that broke may fail once each before the pool has new ones; a client comes back.</summary>
    private static async Task<RawStream> ReopenAsync(SubmissionService.SubmissionServiceClient client, string id)
    {
        for (var attempt = 2; ; attempt++)
        {
            var (stream, _) = await RawStream.OpenAsync(client, id, attempt: attempt);
            try
            {
                Assert.Equal(2, (await stream.OpenedAsync()).NextSequence);
                return stream;
            }
            catch (RpcException away) when (attempt < 10 && away.StatusCode == StatusCode.Unavailable)
            {
                stream.Dispose();
            }
        }
    }

    private static async Task<TestStore> DatabaseAsync()
    {
        Assert.SkipWhen(TestStore.WhyNot(Store.Postgres) is not null, TestStore.WhyNot(Store.Postgres) ?? "");
        return await TestStore.CreateAsync(Store.Postgres);
    }

    private static string Name(TestStore database) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;
}
