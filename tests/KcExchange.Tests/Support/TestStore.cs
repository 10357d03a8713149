using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using Npgsql;

namespace KcExchange.Tests.Support;

/// <summary>A fresh database with the schema in it, dropped after the test; of SQLite nothing but its name.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private const string PostgresVariable = "KCX_TEST_POSTGRES";
    private const string SqlServerVariable = "KCX_TEST_SQLSERVER";

    /// <summary>Migrated once a run; each test gets a copy, which takes a fraction of the time.</summary>
    private static readonly Lazy<Task<TestStore>> Template = new(MakeTemplateAsync);

    private static int _made;

    private readonly Func<Task> _drop;

    private TestStore(Store kind, string connectionString, Func<Task> drop) =>
        (Kind, ConnectionString, _drop) = (kind, connectionString, drop);

    public Store Kind { get; }

    public string ConnectionString { get; }

    /// <summary>Why a database cannot be had here; null when it can.</summary>
    public static string? WhyNot(Store store) => store switch
    {
        Store.Postgres when Given(PostgresVariable).Length == 0 => $"{PostgresVariable} holds no connection string.",
        Store.SqlServer when Given(SqlServerVariable).Length == 0 => $"{SqlServerVariable} holds no connection string.",
        _ => null,
    };

    /// <summary>A database with the schema of this release.</summary>
    public static async Task<TestStore> CreateAsync(Store store)
    {
        if (store != Store.Postgres) return await MigratedAsync(store);
        var template = new NpgsqlConnectionStringBuilder((await Template.Value).ConnectionString).Database!;
        return await PostgresAsync($" TEMPLATE {template}");
    }

    /// <summary>A database without anything in it.</summary>
    public static Task<TestStore> CreateEmptyAsync(Store store) => store switch
    {
        Store.Postgres => PostgresAsync(""),
        Store.SqlServer => SqlServerAsync(),
        _ => Task.FromResult(new TestStore(store, "", () => Task.CompletedTask)),
    };

    /// <summary>Sets what the server is started with.</summary>
    public void Configure(ServerOptions options) =>
        (options.Storage.Provider, options.Storage.ConnectionString) = ($"{Kind}", ConnectionString);

    /// <summary>The same as a process takes it; a command line would show the password to everybody.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["KCX_Storage__Provider"] = $"{Kind}", ["KCX_Storage__ConnectionString"] = ConnectionString,
    };

    public async ValueTask DisposeAsync() => await _drop();

    private static async Task<TestStore> MigratedAsync(Store store)
    {
        var made = await CreateEmptyAsync(store);
        if (store == Store.Sqlite) return made;
        var options = new ServerOptions();
        made.Configure(options);
        await StorageProviders.Create(options).MigrateAsync(_ => { }, CancellationToken.None);
        return made;
    }

    private static async Task<TestStore> MakeTemplateAsync()
    {
        var template = await MigratedAsync(Store.Postgres);
        // A database with connections cannot be copied.
        NpgsqlConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => template.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return template;
    }

    private static async Task<TestStore> PostgresAsync(string suffix)
    {
        var given = Given(PostgresVariable);
        var name = NextName();
        await ExecuteAsync(given, $"CREATE DATABASE {name}{suffix}");
        var connection = new NpgsqlConnectionStringBuilder(given) { Database = name }.ToString();
        return new TestStore(
            Store.Postgres, connection, () => ExecuteAsync(given, $"DROP DATABASE {name} WITH (FORCE)"));
    }

    private static async Task<TestStore> SqlServerAsync()
    {
        var (connection, drop) = await SqlServerDatabase.MakeAsync(Given(SqlServerVariable), NextName());
        return new TestStore(Store.SqlServer, connection, drop);
    }

    /// <summary>A statement for PostgreSQL by a connection of its own.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection =
            new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string NextName() =>
        $"kcx_test_{Environment.ProcessId}_{Interlocked.Increment(ref _made)}";

    private static string Given(string variable) => Environment.GetEnvironmentVariable(variable) ?? "";
}
