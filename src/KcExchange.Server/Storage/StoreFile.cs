using System.Globalization;
using Microsoft.Data.Sqlite;

namespace KcExchange.Server.Storage;

/// <summary>
/// A store that is one SQLite file: copied while a server works on it, put back while none does. Beside it lies the
/// lock file of <see cref="SqliteFile"/>, which a server holds, and a restore too.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class StoreFile(string path)
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    private string LockFile => Path + ".lock";

    /// <summary>Copies the store as it is at one moment, checks the copy, and only then gives it its name.</summary>
    /// <param name="target">File that is not there yet.</param>
    /// <exception cref="IOException">There is such a file, or the copy is damaged.</exception>
    public void Backup(string target)
    {
        target = System.IO.Path.GetFullPath(target);
        if (File.Exists(target)) throw new IOException($"{target} exists and is not overwritten.");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        var partial = $"{target}.{System.IO.Path.GetRandomFileName()}";
        try
        {
            using (var source = Connect(Path, SqliteOpenMode.ReadWrite))
            using (var copy = Connect(partial, SqliteOpenMode.ReadWriteCreate))
                source.BackupDatabase(copy);
            Check(partial);
            File.Move(partial, target, overwrite: false);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Puts a copy in the place of the store, and keeps what was there.</summary>
    /// <param name="source">File that <see cref="Backup"/> made.</param>
    /// <param name="now">For the name of what is kept.</param>
    /// <returns>Where the replaced file lies; null = there was none.</returns>
    /// <exception cref="IOException">The copy is damaged.</exception>
    /// <exception cref="StoreNotReadyException">A server holds the store.</exception>
    public string? Restore(string source, DateTimeOffset now)
    {
        source = System.IO.Path.GetFullPath(source);
        if (!File.Exists(source)) throw new FileNotFoundException($"There is no {source}.");
        if (source == Path) throw new IOException($"{source} is the store itself.");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        using var alone = HoldAlone();
        // Idle connections of this process would keep the file open.
        SqliteConnection.ClearAllPools();
        var partial = $"{Path}.{System.IO.Path.GetRandomFileName()}";
        try
        {
            File.Copy(source, partial);
            Check(partial);
            using (var copy = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
                copy.Flush(flushToDisk: true);
            if (!File.Exists(Path))
            {
                File.Move(partial, Path);
                return null;
            }
            var kept = string.Create(CultureInfo.InvariantCulture, $"{Path}.replaced-{now:yyyyMMdd'T'HHmmssfff'Z'}");
            SetAside(kept);
            // One step: whoever looks finds the old store or the new one.
            File.Replace(partial, Path, kept);
            return kept;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Nobody else holds the store while this is held.</summary>
    private FileStream HoldAlone()
    {
        try
        {
            return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StoreNotReadyException(
                $"A server holds the store: it has {LockFile} open. Stop every server on {Path}, then restore.");
        }
    }

    /// <summary>
    /// Brings what the log still holds into the file that is kept. A store too damaged for that keeps its log beside
    /// it.
    /// </summary>
    private void SetAside(string kept)
    {
        try
        {
            using var store = Connect(Path, SqliteOpenMode.ReadWrite);
            // Fails while anybody has the file open, also a tool that knows no lock file.
            Run(store, "PRAGMA journal_mode = DELETE");
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is 5 or 6)
        {
            throw new StoreNotReadyException(
                $"Some program has {Path} open: it could not be had alone. Stop it, then restore.");
        }
        catch (SqliteException)
        {
            // Damaged: that is why it is replaced.
        }
        foreach (var ending in (string[])["-wal", "-shm"])
            if (File.Exists(Path + ending)) File.Move(Path + ending, kept + ending);
    }

    /// <exception cref="IOException">It is damaged, or no store.</exception>
    private static void Check(string file)
    {
        string? wrong;
        try
        {
            using var copy = Connect(file, SqliteOpenMode.ReadWrite);
            // One file that holds all, without a log beside it.
            Run(copy, "PRAGMA journal_mode = DELETE");
            wrong = Scalar(copy, "PRAGMA integrity_check(1)") as string;
            if (wrong == "ok"
                && Scalar(copy, "SELECT count(*) FROM sqlite_schema WHERE name = 'province_head'") is not 1L)
                throw new IOException("The file is a database, but no store of this server.");
        }
        catch (SqliteException damaged)
        {
            wrong = damaged.Message;
        }
        if (wrong != "ok") throw new IOException($"The copy is damaged: {wrong}");
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 5,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string statement) => Scalar(connection, statement);

    private static object? Scalar(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = statement;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
