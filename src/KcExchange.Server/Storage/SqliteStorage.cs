using System.Data.Common;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage.Bulk;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KcExchange.Server.Storage;

/// <summary>The store on SQLite.</summary>
internal sealed class SqliteExchangeDb(DbContextOptions<SqliteExchangeDb> options) : ExchangeDb(options);

/// <summary>
/// The embedded default: one file, no set-up, migrated at start. WAL with synchronous=FULL: an acknowledgement is
/// durable.
/// </summary>
internal sealed class SqliteStorage : StorageProvider
{
    public const string ProviderName = "Sqlite";

    private readonly string _connectionString;

    private readonly DbContextOptions<SqliteExchangeDb> _options;

    public SqliteStorage(ServerOptions options)
    {
        var builder = new SqliteConnectionStringBuilder(options.Storage.ConnectionString);
        if (builder.DataSource.Length == 0) builder.DataSource = Path.Combine(options.DataDirectory, "kcexchange.db");
        builder.ForeignKeys = true;
        builder.DefaultTimeout = options.Storage.LockTimeoutSeconds;
        _connectionString = builder.ToString();
        _options = new DbContextOptionsBuilder<SqliteExchangeDb>()
            .UseSqlite(_connectionString, sqlite => sqlite
                // SQLite interrupts no statement: what its driver calls a command's timeout is the wait for a lock.
                .CommandTimeout(options.Storage.LockTimeoutSeconds)
                .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new DurableConnections())
            .Options;
    }

    public override string Name => ProviderName;

    public override bool LanePerProvince => false;

    public override BulkWriter Bulk { get; } = new SqliteBulk();

    public override ExchangeDb Open() => new SqliteExchangeDb(_options);

    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        var file = new SqliteConnectionStringBuilder(_connectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        await using var db = Open();
        await db.Database.MigrateAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellation);
    }

    public override StoreFault? Classify(Exception exception) => exception is not SqliteException sqlite ? null
        : sqlite.SqliteErrorCode switch
        {
            5 or 6 => StoreFault.Busy, // SQLITE_BUSY, SQLITE_LOCKED
            8 or 10 or 13 or 14 => StoreFault.Unavailable, // READONLY, IOERR, FULL, CANTOPEN
            11 or 26 => StoreFault.Unavailable, // CORRUPT, NOTADB: an operator must look
            _ => StoreFault.Refused,
        };

    /// <summary>Settings that SQLite keeps per connection.</summary>
    private sealed class DurableConnections : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA synchronous=FULL;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>For `dotnet ef` only.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteExchangeDb>
    {
        public SqliteExchangeDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteExchangeDb>().UseSqlite("Data Source=:memory:").Options);
    }
}
