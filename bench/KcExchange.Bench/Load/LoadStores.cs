namespace KcExchange.Bench.Load;

/// <summary>Makes empty stores of one kind.</summary>
internal sealed class LoadStores : IAsyncDisposable
{
    private readonly string _folder;
    private readonly PostgresCluster? _cluster;
    private int _made;

    private LoadStores(string folder, PostgresCluster? cluster) => (_folder, _cluster) = (folder, cluster);

    /// <summary>The database runs in the server's process.</summary>
    public bool IsEmbedded => _cluster is null;

    /// <summary>Processor seconds of the databases' own processes.</summary>
    public double BackendCpuSeconds => _cluster?.CpuSeconds ?? 0;

    /// <summary>Gets ready; null where this machine lacks the database.</summary>
    /// <param name="name">Name of the kind.</param>
    /// <param name="folder">Takes all of them.</param>
    /// <param name="needed">That it lacks is an error.</param>
    public static async Task<LoadStores?> OpenAsync(string name, string folder, bool needed)
    {
        if (name == "sqlite") return new LoadStores(folder, null);
        if (await PostgresCluster.StartAsync(Path.Combine(folder, name)) is { } cluster)
            return new LoadStores(folder, cluster);
        if (needed) throw new InvalidOperationException("There is no PostgreSQL here (Debian: postgresql).");
        Console.WriteLine("postgres: skipped, there is none on this machine (Debian: postgresql)");
        return null;
    }

    public async Task<LoadStore> NewAsync()
    {
        var own = Path.Combine(_folder, $"server-{(IsEmbedded ? "sqlite" : "postgres")}-{_made++}");
        return _cluster is null ? new SqliteUnderLoad(own) : await PostgresUnderLoad.CreateAsync(own, _cluster);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
