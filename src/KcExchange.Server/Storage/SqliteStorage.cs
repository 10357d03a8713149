using System.Data.Common;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage.Bulk;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;

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

    private readonly TimeSpan _patience;

    private readonly SqliteFile _file;

    private readonly DbContextOptions<SqliteExchangeDb> _options;

    public SqliteStorage(ServerOptions options)
    {
        var builder = ConnectionStrings.ReadOrEmpty(
            ProviderName, options, text => new SqliteConnectionStringBuilder(text));
        if (builder.DataSource.Length == 0) builder.DataSource = Path.Combine(options.DataDirectory, "kcexchange.db");
        builder.ForeignKeys = true;
        builder.DefaultTimeout = options.Storage.LockTimeoutSeconds;
        _patience = TimeSpan.FromSeconds(options.Storage.LockTimeoutSeconds);
        _file = new SqliteFile(builder.DataSource);
        _options = new DbContextOptionsBuilder<SqliteExchangeDb>()
            .UseSqlite(builder.ToString(), sqlite => sqlite
                // SQLite interrupts no statement: what its driver calls a command's timeout is the wait for a lock.
                .CommandTimeout(options.Storage.LockTimeoutSeconds)
                .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new DurableConnections())
            .Options;
    }

    public override string Name => ProviderName;

    public override string Place => $"SQLite {_file.Path}";

    public override bool LanePerProvince => false;

    public override BulkWriter Bulk { get; } = new SqliteBulk();

    public override ExchangeDb Open() => new SqliteExchangeDb(_options);

    public override StoreFile Copies => new(_file.Path);

    public override async Task OccupyAsync(CancellationToken cancellation)
    {
        _file.PrepareFolder();
        await _file.HoldAsync(_patience, cancellation);
        await PrepareAsync(cancellation);
    }

    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        await ToldAsync(async () =>
        {
            await MigrateAsync(_ => { }, cancellation);
            await using var db = Open();
            // Kept in the file, but a restored copy may have lost it.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellation);
        });
        await base.PrepareAsync(cancellation);
    }

    public override async Task MigrateAsync(Action<string> applied, CancellationToken cancellation)
    {
        _file.PrepareFolder();
        await using var db = Open();
        if (!(await db.Database.GetPendingMigrationsAsync(cancellation)).Any()) return;
        var alreadyHeld = _file.IsHeld;
        if (!alreadyHeld) await _file.HoldAsync(_patience, cancellation);
        try
        {
            // EF's own lock is a row that outlives a process that was killed; ours does not, and we have it.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
            await ApplyAsync(applied, cancellation);
        }
        finally
        {
            if (!alreadyHeld) _file.Dispose();
        }
    }

    /// <summary>SQLite knows no IF outside a query: this script is for the state that --from names.</summary>
    public override string Script(string? from) =>
        $"-- SQLite has no idempotent scripts: this one is for a database at {from ?? "no migration"}.\n"
        + Script(from, MigrationsSqlGenerationOptions.Default);

    public override void Dispose()
    {
        _file.Dispose();
        base.Dispose();
    }

    protected override string SchemaRemedy =>
        "a server migrates it when it starts; `KcExchange.Server db migrate` does it now.";

    protected override string CatalogueQuery =>
        """
        SELECT t.name, 'column', c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
        WHERE t.type = 'table'
        UNION ALL
        SELECT tbl_name, 'index', name FROM sqlite_master WHERE type = 'index'
        """;

    protected override async Task<IReadOnlyList<string>> CheckSettingsAsync(
        ExchangeDb db, bool schema, CancellationToken cancellation)
    {
        if (!File.Exists(_file.Path)) return [];
        try
        {
            // Asks for the right to write and keeps nothing; a file that somebody is writing can be written.
            await using var undone = await db.Database.BeginTransactionAsync(cancellation);
            await db.Database.ExecuteSqlRawAsync("PRAGMA user_version = 0", cancellation);
        }
        catch (SqliteException busy) when (Classify(busy) == StoreFault.Busy)
        {
        }
        return [];
    }

    protected override StoreFault? Classify(Exception exception) => exception is not SqliteException sqlite ? null
        : sqlite.SqliteErrorCode switch
        {
            5 or 6 => StoreFault.Busy, // SQLITE_BUSY, SQLITE_LOCKED
            7 or 8 or 10 or 13 or 14 => StoreFault.Unavailable, // NOMEM, READONLY, IOERR, FULL, CANTOPEN
            11 or 26 => StoreFault.Unavailable, // CORRUPT, NOTADB: an operator must look
            18 or 19 or 20 => StoreFault.Refused, // TOOBIG, CONSTRAINT, MISMATCH
            _ => StoreFault.Misfit,
        };

    protected override string? Explain(Exception exception) => exception is not SqliteException sqlite ? null
        : sqlite.SqliteErrorCode switch
        {
            5 or 6 => "locked by another process for longer than Storage:LockTimeoutSeconds; the client tries again.",
            8 => "the file is read-only; give this account write access to it and to its folder.",
            10 => $"the disk failed (error {sqlite.SqliteExtendedErrorCode}); check disk and file system.",
            11 => "the file is damaged; stop the server and restore a backup.",
            13 => "the disk is full; make room.",
            14 => "the file cannot be opened; give this account write access to it and to its folder.",
            18 or 19 or 20 => $"refused by error {sqlite.SqliteExtendedErrorCode}",
            26 => "this is no SQLite database; move the file away, or name another in Storage:ConnectionString.",
            _ => $"{Lower(sqlite.Message)}; run `KcExchange.Server db check`.",
        };

    /// <summary>What fails before anything is open is told as the check would tell it.</summary>
    private async Task ToldAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (FaultOf(exception) is not null)
        {
            throw new StoreNotReadyException(Describe(exception));
        }
    }

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
