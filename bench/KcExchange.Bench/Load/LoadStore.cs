namespace KcExchange.Bench.Load;

/// <summary>A store of the server, empty at first, and the raw writer that writes the same rows beside it.</summary>
/// <param name="folder">Takes keys and certificates, and the database where it is a file.</param>
internal abstract class LoadStore(string folder)
{
    /// <summary>Ends the names of its figures.</summary>
    public abstract string Name { get; }

    /// <summary>The server's data directory.</summary>
    public string Folder { get; } = folder;

    /// <summary>Settings that lead the server to it.</summary>
    public abstract IReadOnlyList<string> Settings { get; }

    /// <summary>Makes an empty database beside the server's and starts the raw writer.</summary>
    public abstract Task<WorkerProcess> StartRawAsync();

    /// <summary>Bytes on disk, all of them in their place.</summary>
    public abstract Task<long> BytesAsync();

    /// <summary>Processor seconds of the database's own processes.</summary>
    public virtual double BackendCpuSeconds => 0;
}
