using System.Net.Sockets;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace KcExchange.Server.Storage;

/// <summary>The store on PostgreSQL: codes and keys compare byte by byte, whatever the database's locale.</summary>
internal sealed class PostgresExchangeDb(DbContextOptions<PostgresExchangeDb> options) : ExchangeDb(options)
{
    private const string BinaryCollation = "C";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
            if (property.FindAnnotation(TextColumns.Binary) is not null) property.SetCollation(BinaryCollation);
        // Every commit updates its province's head: room on the page keeps such updates off the index (HOT).
        modelBuilder.Entity<Ledger.ProvinceHead>().HasStorageParameter("fillfactor", 50);
    }
}

/// <summary>PostgreSQL, 13 or newer. Never migrated at start: an operator does it.</summary>
internal sealed class PostgresStorage : StorageProvider
{
    public const string ProviderName = "Postgres";

    /// <summary>Statements that a connection keeps prepared; a batch has some thirty.</summary>
    private const int PreparedStatements = 64;

    private readonly NpgsqlConnectionStringBuilder _connection;

    private readonly DbContextOptions<PostgresExchangeDb> _options;

    private readonly DbContextOptions<PostgresExchangeDb> _reading;

    public PostgresStorage(ServerOptions options)
    {
        _connection = ConnectionStrings.Read(ProviderName, options, text => new NpgsqlConnectionStringBuilder(text));
        _connection.ApplicationName ??= "KcExchange.Server";
        // With it, messages would quote rows.
        _connection.IncludeErrorDetail = false;
        // Our sessions keep nothing that the next one must not see, and DISCARD ALL would forget what is prepared.
        // Plans are made anew each time: one of an empty table is kept until the table is analysed, while a load
        // fills it.
        _connection.NoResetOnClose = true;
        if (!_connection.ShouldSerialize("Max Auto Prepare")) _connection.MaxAutoPrepare = PreparedStatements;
        _reading = OptionsOf(options, _connection.ToString());
        // Whatever a batch asks for it asks by key. A table that grew since it was last analysed looks small, and then
        // the planner reads all of it for the five hundred tax codes of a batch: ten times the work of the index.
        _connection.Options +=
            $" -c lock_timeout={options.Storage.LockTimeoutSeconds}s -c plan_cache_mode=force_custom_plan"
            + " -c enable_seqscan=off";
        _options = OptionsOf(options, _connection.ToString());
    }

    public override string Name => ProviderName;

    public override string Place => $"PostgreSQL {_connection.Host}:{_connection.Port}/{_connection.Database}";

    public override bool LanePerProvince => true;

    public override BulkWriter Bulk { get; } = new PostgresBulk();

    public override ExchangeDb Open() => new PostgresExchangeDb(_options);

    public override ExchangeDb OpenForReading() => new PostgresExchangeDb(_reading);

    protected override string CatalogueQuery =>
        """
        SELECT table_name::text, 'column', column_name::text FROM information_schema.columns
        WHERE table_schema = current_schema()
        UNION ALL
        SELECT tablename::text, 'index', indexname::text FROM pg_indexes WHERE schemaname = current_schema()
        """;

    /// <summary>pg_dump and pg_restore; a password they ask for or take from ~/.pgpass.</summary>
    public override ToolCommands Tools(string file)
    {
        var server = $"--host=\"{_connection.Host}\" --port={_connection.Port} --username=\"{_connection.Username}\" "
            + $"--dbname=\"{_connection.Database}\"";
        return new ToolCommands(
            $"pg_dump --format=custom {server} --file=\"{file}\"",
            $"pg_restore --clean --if-exists --exit-on-error --single-transaction {server} \"{file}\"");
    }

    /// <summary>The number is ours alone, and the same for every release.</summary>
    protected override string MigrationLock =>
        """
        SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
        SELECT pg_advisory_xact_lock(7512310447);
        """;

    protected override Task<IReadOnlyList<string>> CheckSettingsAsync(
        ExchangeDb db, bool schema, CancellationToken cancellation) =>
        PostgresSettings.CheckAsync(db, Place, cancellation);

    protected override StoreFault? Classify(Exception exception) => exception switch
    {
        PostgresException sql => sql.SqlState switch
        {
            "55P03" or "57014" => StoreFault.Busy, // lock not available, timeout
            "40P01" or "40001" => StoreFault.Victim, // deadlock, serialization
            var state when IsAboutData(state) => StoreFault.Refused,
            ['4', '2', ..] or ['2', '1', ..] or ['0', 'A', ..] => StoreFault.Misfit,
            _ => StoreFault.Unavailable,
        },
        NpgsqlException or SocketException => StoreFault.Unavailable,
        _ => null,
    };

    protected override string? Explain(Exception exception) => exception switch
    {
        PostgresException sql when IsAboutData(sql.SqlState) =>
            $"refused by {sql.SqlState}{Named(" constraint ", sql.ConstraintName)}{Named(" table ", sql.TableName)}"
            + Named(" column ", sql.ColumnName),
        PostgresException sql => $"{Lower(sql.MessageText)} ({sql.SqlState}); {Remedy(sql.SqlState)}",
        NpgsqlException { InnerException: TimeoutException } => "no answer in time; is the database up, or overloaded?",
        NpgsqlException { InnerException: { } cause } driver =>
            $"{Lower(driver.Message)}{(cause.Message == driver.Message ? "" : $" ({Lower(cause.Message)})")}; "
            + "is the database up, and the host right?",
        NpgsqlException driver => Lower(driver.Message),
        _ => ExplainSocket(exception),
    };

    /// <summary>Data exception, integrity constraint, index row too large, a trigger's own word.</summary>
    private static DbContextOptions<PostgresExchangeDb> OptionsOf(ServerOptions options, string connectionString) =>
        new DbContextOptionsBuilder<PostgresExchangeDb>()
            .UseNpgsql(connectionString, sql => sql
                .CommandTimeout(options.Storage.CommandTimeoutSeconds)
                .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;

    private static bool IsAboutData(string state) => state is ['2', '2' or '3', ..] or "54000" or "P0001";

    private static string Named(string what, string? name) => name is { Length: > 0 } ? what + name : "";

    private static string Remedy(string state) => state switch
    {
        "28P01" or "28000" => "check login and password in Storage:ConnectionString and the server's pg_hba.conf.",
        "3D000" => "create the database, or check Storage:ConnectionString.",
        "42501" => "grant the login its rights (docs/OPERATING.md, \"Databases\").",
        "53100" => "make room on the disk.",
        "53300" => "raise max_connections, or lower Maximum Pool Size in Storage:ConnectionString.",
        "55P03" or "40P01" or "40001" or "57014" => "the client tries again.",
        "25006" => "the database is read-only: connect to the primary.",
        ['4', '2', ..] => "run `KcExchange.Server db check`.",
        ['5', '7', ..] => "the client tries again; is somebody stopping the database?",
        _ => "see the log of PostgreSQL.",
    };

    /// <summary>For `dotnet ef` only.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresExchangeDb>
    {
        public PostgresExchangeDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresExchangeDb>().UseNpgsql("Host=localhost").Options);
    }
}
