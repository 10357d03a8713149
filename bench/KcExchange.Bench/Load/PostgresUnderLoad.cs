using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KcExchange.Bench.Load;

/// <summary>A database of its own on the private cluster, migrated as an operator does it.</summary>
internal sealed class PostgresUnderLoad : LoadStore
{
    private readonly PostgresCluster _cluster;
    private readonly string _connectionString;

    private PostgresUnderLoad(string folder, PostgresCluster cluster, string connectionString)
        : base(folder) => (_cluster, _connectionString) = (cluster, connectionString);

    public override string Name => "postgres";

    public override IReadOnlyList<string> Settings =>
        [$"--Storage:Provider={PostgresStorage.ProviderName}", $"--Storage:ConnectionString={_connectionString}"];

    public override double BackendCpuSeconds => _cluster.CpuSeconds;

    /// <summary>Makes an empty database.</summary>
    /// <param name="folder">Takes keys and certificates.</param>
    /// <param name="cluster">Where.</param>
    public static async Task<PostgresUnderLoad> CreateAsync(string folder, PostgresCluster cluster) =>
        new(folder, cluster, await MigratedAsync(cluster));

    public override async Task<WorkerProcess> StartRawAsync() => WorkerProcess.Start(
        Processors.Server, "KcExchange.Bench",
        [LoadBench.RawVerb, Name, _connectionString, await MigratedAsync(_cluster)]);

    public override async Task<long> BytesAsync()
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using (var checkpoint = new NpgsqlCommand("CHECKPOINT", connection))
            await checkpoint.ExecuteNonQueryAsync();
        await using var size = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        return (long)(await size.ExecuteScalarAsync())!;
    }

    private static async Task<string> MigratedAsync(PostgresCluster cluster)
    {
        var connectionString = await cluster.NewDatabaseAsync();
        var options = new ServerOptions
        {
            Storage = new StorageOptions
            {
                Provider = PostgresStorage.ProviderName,
                ConnectionString = connectionString,
            },
        };
        await using var db = StorageProviders.Create(options).Open();
        await db.Database.MigrateAsync();
        return connectionString;
    }
}
