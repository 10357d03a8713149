using System.Globalization;
using Microsoft.Data.Sqlite;

namespace KcExchange.Agent.Outbox;

/// <summary>
/// The outbox on disk: one SQLite file that survives a crash and a power loss at any moment, and a lock that keeps a
/// second agent out. Everything is here before it is sent, and every answer is here before the next is asked for.
/// </summary>
internal sealed class OutboxFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly FileStream? _lock;
    private readonly string _connectionText;

    private OutboxFile(string folder, SqliteConnection connection, FileStream? held)
    {
        (Folder, _connection, _lock) = (folder, connection, held);
        _connectionText = connection.ConnectionString;
    }

    /// <summary>Folder of the outbox.</summary>
    internal string Folder { get; }

    /// <summary>UUID of this installation; made with the outbox, the same ever after.</summary>
    internal Guid InstanceId { get; private set; }

    /// <summary>Opens the outbox of a folder, or makes one; takes the lock.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="time">Clock.</param>
    /// <param name="maxPages">Largest size in pages of 4 KiB; 0 = as large as the disk. Tests fill a "disk" with
    /// it.</param>
    /// <exception cref="OutboxException">Another agent has it, or it can't be written or read.</exception>
    internal static OutboxFile Open(string folder, TimeProvider time, int maxPages = 0)
    {
        folder = Path.GetFullPath(folder);
        FileStream? held = null;
        SqliteConnection? connection = null;
        try
        {
            PrivateFolder.Make(folder);
            held = Lock(folder);
            connection = Connect(Path.Combine(folder, "outbox.db"), SqliteOpenMode.ReadWriteCreate);
            if (maxPages > 0) Execute(connection, $"PRAGMA max_page_count = {maxPages}");
            Prepare(connection, folder, time);
            return new OutboxFile(folder, connection, held) { InstanceId = ReadInstance(connection) };
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            held?.Dispose();
            if (OutboxException.IsOfStore(failure)) throw OutboxException.From(failure, folder);
            throw;
        }
    }

    /// <summary>Opens the outbox for looking only; null when there is none. Takes no lock.</summary>
    /// <param name="folder">Folder.</param>
    /// <exception cref="OutboxException">It can't be read.</exception>
    internal static OutboxFile? OpenForReading(string folder)
    {
        folder = Path.GetFullPath(folder);
        var path = Path.Combine(folder, "outbox.db");
        if (!File.Exists(path)) return null;
        SqliteConnection? connection = null;
        try
        {
            // Not read-only: a WAL that a crash left behind must be played back to be read.
            connection = Connect(path, SqliteOpenMode.ReadWrite);
            return Scalar(connection, "PRAGMA user_version") == OutboxSchema.Version
                ? new OutboxFile(folder, connection, held: null)
                : throw new OutboxException(Messages.Outbox.OtherVersion(folder));
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            if (OutboxException.IsOfStore(failure)) throw OutboxException.From(failure, folder);
            throw;
        }
    }

    /// <summary>Runs something on the outbox's own connection: one transaction, all or nothing.</summary>
    internal T Write<T>(Func<SqliteConnection, T> work) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var made = work(_connection);
        transaction.Commit();
        return made;
    });

    /// <summary>Reads on the outbox's own connection.</summary>
    internal T Read<T>(Func<SqliteConnection, T> work) => Guard(() => work(_connection));

    /// <summary>Reads on a connection of its own: at the same time as another task writes.</summary>
    internal T ReadBeside<T>(Func<SqliteConnection, T> work) => Guard(() =>
    {
        using var connection = new SqliteConnection(_connectionText);
        connection.Open();
        return work(connection);
    });

    /// <summary>Closes the file and lets the next agent in.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        _lock?.Dispose();
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (OutboxException.IsOfStore(failure))
        {
            throw OutboxException.From(failure, Folder);
        }
    }

    private static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, "outbox.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException held) when (File.Exists(path)
            && held.HResult is not (OutboxException.DiskFullResult or OutboxException.NoSpaceLeft))
        {
            throw new OutboxException(Messages.Outbox.InUse(folder), held);
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5, ForeignKeys = true,
        };
        var connection = new SqliteConnection(text.ConnectionString);
        try
        {
            connection.Open();
            // FULL: what is said to be stored is stored, also when the power fails at the next moment.
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection, string folder, TimeProvider time)
    {
        var version = Scalar(connection, "PRAGMA user_version");
        if (version == OutboxSchema.Version) return;
        if (version != 0 || Scalar(connection, "SELECT count(*) FROM sqlite_schema") > 0)
            throw new OutboxException(Messages.Outbox.OtherVersion(folder));
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, OutboxSchema.Create);
        using (var fact = connection.CreateCommand())
        {
            fact.CommandText = "INSERT INTO fact VALUES ('instance_id', $id), ('highest_source_version', '0')";
            fact.Parameters.AddWithValue("$id", Guid.CreateVersion7(time.GetUtcNow()).ToString());
            fact.ExecuteNonQuery();
        }
        Execute(connection, $"PRAGMA user_version = {OutboxSchema.Version}");
        transaction.Commit();
    }

    private static Guid ReadInstance(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM fact WHERE name = 'instance_id'";
        return Guid.Parse((string)command.ExecuteScalar()!);
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file and OutboxSchema; no value of a user gets here.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // As above.
        command.CommandText = query;
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
