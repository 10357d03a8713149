using System.Data.Common;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Periods;
using KcExchange.Server.Records;
using KcExchange.Server.Storage.Bulk;
using KcExchange.Server.Submissions;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace KcExchange.Server.Storage;

/// <summary>
/// The store on SQL Server: codes and keys get a binary collation, names stay as the database sorts them.
/// </summary>
internal sealed class SqlServerExchangeDb(DbContextOptions<SqlServerExchangeDb> options) : ExchangeDb(options)
{
    private const string BinaryCollation = "Latin1_General_100_BIN2";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
            if (property.FindAnnotation(TextColumns.Binary) is not null) property.SetCollation(BinaryCollation);
    }
}

/// <summary>The production database, 2019 or newer. Never migrated at start: an operator does it.</summary>
internal sealed class SqlServerStorage : StorageProvider
{
    public const string ProviderName = "SqlServer";

    private const string Migrating = "EXEC sp_getapplock @Resource = N'KcExchange.Migrate', @LockMode = 'Exclusive', "
        + "@LockOwner = 'Transaction', @LockTimeout = -1;";

    private const string Catalogue =
        """
        SELECT t.name, 'column', c.name FROM sys.tables AS t JOIN sys.columns AS c ON c.object_id = t.object_id
        WHERE t.schema_id IN (SCHEMA_ID(), SCHEMA_ID('dbo'))
        UNION ALL
        SELECT t.name, 'index', i.name FROM sys.tables AS t JOIN sys.indexes AS i ON i.object_id = t.object_id
        WHERE t.schema_id IN (SCHEMA_ID(), SCHEMA_ID('dbo')) AND i.name IS NOT NULL;
        """;

    private readonly SqlConnectionStringBuilder _connection;

    private readonly DbContextOptions<SqlServerExchangeDb> _options;

    private HashSet<string>? _names;

    public SqlServerStorage(ServerOptions options)
    {
        _connection = ConnectionStrings.Read(ProviderName, options, text => new SqlConnectionStringBuilder(text));
        if (!_connection.ShouldSerialize("Application Name")) _connection.ApplicationName = "KcExchange.Server";
        _connection.PersistSecurityInfo = false;
        _options = new DbContextOptionsBuilder<SqlServerExchangeDb>()
            .UseSqlServer(_connection.ToString(), sql => Dialect(sql)
                .CommandTimeout(options.Storage.CommandTimeoutSeconds))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new PatientConnections(LockTimeout(options)))
            .Options;
    }

    /// <summary>Every hand-written statement; a test builds them into a model of the schema.</summary>
    public static IEnumerable<(string Name, string Sql)> Statements
    {
        get
        {
            using var db = new DesignTime().CreateDbContext([]);
            return
            [
                ("Migrating", Migrating), ("Catalogue", Catalogue), ("LockTimeout", LockTimeout(new ServerOptions())),
                .. SqlServerSettings.Statements,
                Update<CentreRow>(db), Update<ProjectRow>(db), Update<FundingRow>(db), Update<ProvinceHead>(db),
                Update<SubmissionRow>(db), Update<PeriodRow>(db),
            ];
        }
    }

    public override string Name => ProviderName;

    public override string Place => $"SQL Server {_connection.DataSource}/{_connection.InitialCatalog}";

    public override bool LanePerProvince => true;

    public override BulkWriter Bulk { get; } = new SqlServerBulk();

    public override ExchangeDb Open() => new SqlServerExchangeDb(_options);

    protected override string CatalogueQuery => Catalogue;

    protected override string MigrationLock => Migrating;

    protected override Task<IReadOnlyList<string>> CheckSettingsAsync(
        ExchangeDb db, bool schema, CancellationToken cancellation) =>
        SqlServerSettings.CheckAsync(db, Place, schema, cancellation);

    protected override StoreFault? Classify(Exception exception) =>
        exception is SqlException sql ? SqlServerErrors.Classify(sql.Number) : null;

    protected override string? Explain(Exception exception) => exception is SqlException sql
        ? SqlServerErrors.Explain(sql.Number, sql.Message, _names ??= ReadNames())
        : null;

    private static (string Name, string Sql) Update<TRow>(SqlServerExchangeDb db)
        where TRow : class =>
        ($"Update{typeof(TRow).Name}", string.Join('\n', SqlServerBulk.UpdateStatements<TRow>(db.Model, null)));

    /// <summary>Names that a message may quote: those of our own tables, columns, keys and indexes.</summary>
    private HashSet<string> ReadNames()
    {
        using var db = Open();
        return
        [
            .. db.Model.GetRelationalModel().Tables.SelectMany(table => (IEnumerable<string>)
            [
                table.Name, .. table.Columns.Select(column => column.Name),
                .. table.Indexes.Select(index => index.Name), .. table.UniqueConstraints.Select(key => key.Name),
            ]),
        ];
    }

    /// <summary>sqlcmd with the login of the settings; it asks for a password or takes SQLCMDPASSWORD.</summary>
    public override ToolCommands Tools(string file)
    {
        var login = _connection.IntegratedSecurity ? "-E" : $"-U \"{_connection.UserID}\"";
        var name = $"[{_connection.InitialCatalog.Replace("]", "]]", StringComparison.Ordinal)}]";
        var disk = $"N'{file.Replace("'", "''", StringComparison.Ordinal)}'";
        return new ToolCommands(
            $"sqlcmd -b -S \"{_connection.DataSource}\" {login} -d master -Q \"BACKUP DATABASE {name} TO DISK = {disk} "
            + $"WITH CHECKSUM; RESTORE VERIFYONLY FROM DISK = {disk} WITH CHECKSUM\"",
            $"sqlcmd -b -S \"{_connection.DataSource}\" {login} -d master -Q \"RESTORE DATABASE {name} FROM DISK = {disk} "
            + "WITH CHECKSUM, REPLACE\"");
    }

    private static string LockTimeout(ServerOptions options) =>
        $"SET LOCK_TIMEOUT {options.Storage.LockTimeoutSeconds * 1000};";

    /// <summary>
    /// Servers in the field are older than EF's newest dialect: no json columns, one JSON parameter per list.
    /// </summary>
    private static SqlServerDbContextOptionsBuilder Dialect(SqlServerDbContextOptionsBuilder sql) =>
        sql.UseCompatibilityLevel(SqlServerSettings.OldestLevel)
            .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);

    /// <summary>A connection from the pool has forgotten how long it may wait for a lock.</summary>
    private sealed class PatientConnections(string statement) : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>For `dotnet ef` only.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqlServerExchangeDb>
    {
        public SqlServerExchangeDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqlServerExchangeDb>()
                .UseSqlServer("Server=localhost;Database=kcexchange", sql => Dialect(sql)).Options);
    }
}
