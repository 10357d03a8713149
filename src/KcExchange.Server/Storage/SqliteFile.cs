namespace KcExchange.Server.Storage;

/// <summary>
/// The database file as the file system sees it. A server holds `kcexchange.db.lock` as long as it lives: whatever ends
/// the process ends the hold. Operators' commands work beside it; only a migration needs the hold too.
/// </summary>
internal sealed class SqliteFile(string path) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private FileStream? _hold;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public bool IsHeld => _hold is not null;

    /// <summary>Makes the folder; refuses one on which locks and durable writes cannot be relied on.</summary>
    /// <exception cref="StoreNotReadyException">The folder is on a network file system.</exception>
    public void PrepareFolder()
    {
        var folder = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!).FullName;
        if (new DriveInfo(folder).DriveType == DriveType.Network)
            throw new StoreNotReadyException(
                $"SQLite {Path}: the folder is on a network file system, where SQLite can lose data; "
                + "use a folder on a disk of this machine, or a database server (Storage:Provider).");
    }

    /// <summary>Holds the file for this process alone, waiting as long as another may be migrating it.</summary>
    /// <exception cref="StoreNotReadyException">Another process holds it.</exception>
    public async Task HoldAsync(TimeSpan patience, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += Between)
        {
            try
            {
                _hold = new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException))
            {
                if (waited >= patience)
                    throw new StoreNotReadyException(
                        $"SQLite {Path}: another server holds this file; stop it, or use another --DataDirectory. "
                        + "Several servers share a database server only (Storage:Provider).");
            }
            await Task.Delay(Between, TimeProvider.System, cancellation);
        }
    }

    public void Dispose()
    {
        _hold?.Dispose();
        _hold = null;
    }
}
