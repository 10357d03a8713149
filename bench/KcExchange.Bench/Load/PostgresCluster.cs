using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;

namespace KcExchange.Bench.Load;

/// <summary>A private PostgreSQL, fsync on, as tests/postgres makes it; free to run on every processor.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const int NotToBeHad = 77;
    private readonly string _folder;
    private readonly string _connectionString;
    private readonly int _root;
    private readonly IReadOnlyList<PosixSignalRegistration> _signals;
    private int _databases;

    private PostgresCluster(string folder, string connectionString, int root)
    {
        (_folder, _connectionString, _root) = (folder, connectionString, root);
        // It outlives whoever started it: who is interrupted stops it first.
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal =>
            PosixSignalRegistration.Create(signal, _ => ScriptAsync("stop", _folder).Wait()))];
    }

    /// <summary>Processor seconds of all its processes.</summary>
    public double CpuSeconds => ProcessTimes.FamilySeconds(_root);

    /// <summary>Starts one; null where this machine has none.</summary>
    /// <param name="folder">Takes it.</param>
    public static async Task<PostgresCluster?> StartAsync(string folder)
    {
        var (code, output) = await ScriptAsync("start", folder);
        if (code == NotToBeHad) return null;
        if (code != 0) throw new InvalidOperationException($"tests/postgres start ended with {code}: {output}");
        var connectionString = output.Trim().Split('\n')[^1];
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return new PostgresCluster(folder, connectionString, ProcessTimes.ParentOf(connection.ProcessID));
    }

    /// <summary>Makes an empty database; returns its connection string.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"load_{_databases++}";
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_connectionString) { Database = name }.ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var signal in _signals) signal.Dispose();
        NpgsqlConnection.ClearAllPools();
        await ScriptAsync("stop", _folder);
    }

    private static async Task<(int Code, string Output)> ScriptAsync(string verb, string folder)
    {
        const string script = "tests/postgres";
        if (!File.Exists(script)) throw new FileNotFoundException($"{script} is not here: run from the repository.");
        using var process = Process.Start(
            new ProcessStartInfo("bash", [script, verb, folder]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
