using Microsoft.Data.Sqlite;

namespace KcExchange.Bench.Load;

/// <summary>The embedded default: a file in the server's folder; the server itself is the database's process.</summary>
/// <param name="folder">The server's data directory.</param>
internal sealed class SqliteUnderLoad(string folder) : LoadStore(folder)
{
    private string DatabaseFile => Path.Combine(Folder, "kcexchange.db");

    public override string Name => "sqlite";

    public override IReadOnlyList<string> Settings => [];

    public override Task<WorkerProcess> StartRawAsync() => Task.FromResult(WorkerProcess.Start(
        Processors.Server, "KcExchange.Bench",
        [LoadBench.RawVerb, Name, DatabaseFile, Path.Combine(Folder, "raw.db")]));

    public override async Task<long> BytesAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
        await command.ExecuteNonQueryAsync();
        return new FileInfo(DatabaseFile).Length;
    }
}
