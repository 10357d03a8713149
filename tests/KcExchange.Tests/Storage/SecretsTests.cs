using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KcExchange.Tests.Storage;

/// <summary>
/// A store that fails is told with host, database and remedy: never a password, a row or a stack trace.
/// </summary>
public sealed class SecretsTests
{
    private const string Password = "Mat;Khau'Bi=Mat";

    [Theory]
    [InlineData(
        "SqlServer", "Server=127.0.0.1,1;Database=kcx_ledger;User Id=kcx;Connect Timeout=1;Encrypt=false",
        "SQL Server 127.0.0.1,1/kcx_ledger: ")]
    [InlineData(
        "Postgres", "Host=127.0.0.1;Port=1;Database=kcx_ledger;Username=kcx;Timeout=1",
        "PostgreSQL 127.0.0.1:1/kcx_ledger: ")]
    [InlineData(
        "Postgres", "Host=no-such-host.invalid;Database=kcx_ledger;Username=kcx;Timeout=1",
        "PostgreSQL no-such-host.invalid:5432/kcx_ledger: ")]
    public Task A_database_that_cannot_be_reached_is_told_without_the_password(
        string provider, string connection, string place) =>
        FailsAsync(
            provider, $"{connection};Password=\"{Password}\"", place, "is the database up, and the host right?");

    [Fact]
    public async Task A_wrong_password_of_PostgreSQL_is_told_without_it()
    {
        Assert.SkipWhen(TestStore.WhyNot(Store.Postgres) is not null, TestStore.WhyNot(Store.Postgres) ?? "");
        await using var database = await TestStore.CreateAsync(Store.Postgres);
        var login = $"kcx_login_{Environment.ProcessId}";
        var given = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await TestStore.ExecuteAsync(database.ConnectionString, $"CREATE ROLE {login} LOGIN PASSWORD 'other'");
        try
        {
            var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString)
            {
                Username = login, Password = Password,
            };
            await FailsAsync(
                "Postgres", wrong.ToString(), $"PostgreSQL {given.Host}:{given.Port}/{given.Database}", "28P01");
        }
        finally
        {
            await TestStore.ExecuteAsync(database.ConnectionString, $"DROP ROLE {login}");
        }
    }

    [Theory]
    [InlineData("Postgres", "Host=localhost;Password=Mat;Khau=1")]
    [InlineData("SqlServer", "Server=localhost;Password=Mat;Khau=1")]
    [InlineData("Sqlite", "Data Source=x.db;Password=Mat;Khau=1")]
    [InlineData("Postgres", "Host=localhost;Port=Khau")]
    public void A_connection_string_that_cannot_be_read_is_not_quoted(string provider, string connection)
    {
        var refused = Assert.Throws<StoreNotReadyException>(() => Open(provider, connection));

        Assert.DoesNotContain("Khau", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:ConnectionString", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_row_that_the_store_refuses_is_told_without_its_values(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        using var storage = StorageProviders.Create(server.Options);
        await using var db = server.OpenStore();
        db.Callers.AddRange(Caller("a"), Caller("b"));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        db.ChangeTracker.Clear();
        db.Callers.Add(Caller("a"));

        var failed = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());

        Assert.Equal(StoreFault.Refused, storage.FaultOf(failed));
        var told = storage.Describe(failed);
        Assert.DoesNotContain("BiMat", told, StringComparison.Ordinal);
        Assert.Contains(storage.Place, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2627, "Violation of PRIMARY KEY constraint 'PK_project'. Cannot insert duplicate key in object "
        + "'dbo.project'. The duplicate key value is (08, project/BiMat).",
        "refused by error 2627 (PK_project, project)")]
    [InlineData(2628, "String or binary data would be truncated in table 'kcx.dbo.project', column 'name'. "
        + "Truncated value: 'BiMat'.", "refused by error 2628 (project, name)")]
    [InlineData(8152, "Chuỗi 'BiMat' quá dài.", "refused by error 8152")]
    [InlineData(229, "The INSERT permission was denied on the object 'finding', database 'kcx', schema 'dbo'.",
        "the login lacks a right (finding)")]
    public void A_message_of_SQL_Server_is_told_by_its_number_and_our_own_names(int number, string message, string told)
    {
        var explained = SqlServerErrors.Explain(
            number, message, new HashSet<string> { "project", "PK_project", "name", "finding" });

        Assert.StartsWith(told, explained, StringComparison.Ordinal);
        Assert.DoesNotContain("BiMat", explained, StringComparison.Ordinal);
    }

    private static Server.Access.CallerRow Caller(string thumbprint) => new()
    {
        Thumbprint = thumbprint, Serial = "BiMat", Name = "BiMat", ProvinceCode = "08", Roles = "",
        ValidFrom = DateTime.UnixEpoch, ValidTo = DateTime.UnixEpoch,
    };

    private static StorageProvider Open(string provider, string connection) => StorageProviders.Create(
        new ServerOptions { Storage = { Provider = provider, ConnectionString = connection } });

    /// <summary>The server and the commands end with one sentence.</summary>
    private static async Task FailsAsync(string provider, string connection, params string[] told)
    {
        using var folder = new TestFolder();
        var data = $"--DataDirectory={folder.Path}";
        await ServerProcess.RunAsync(new Dictionary<string, string>(), "pki", "init", "--host", "localhost", data);
        var variables = new Dictionary<string, string>
        {
            ["KCX_Storage__Provider"] = provider, ["KCX_Storage__ConnectionString"] = connection,
        };
        foreach (var (command, expected) in new[] { ("", 2), ("pki list", 2), ("db migrate", 2), ("db check", 1) })
        {
            var (code, output) = await ServerProcess.RunAsync(
                variables, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), data]);

            Assert.Equal(expected, code);
            var sentence = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.All(told, part => Assert.Contains(part, sentence, StringComparison.Ordinal));
            Assert.DoesNotContain("Mat", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("Khau", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", sentence, StringComparison.Ordinal);
        }
    }
}
