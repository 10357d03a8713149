using KcExchange.Server.Operations;
using KcExchange.Server.Storage.Bulk;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

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

/// <summary>The production database. Never migrated at start: an operator applies the script.</summary>
internal sealed class SqlServerStorage : StorageProvider
{
    public const string ProviderName = "SqlServer";

    private readonly DbContextOptions<SqlServerExchangeDb> _options;

    public SqlServerStorage(ServerOptions options)
    {
        if (options.Storage.ConnectionString.Length == 0)
            throw new StoreNotReadyException("Storage:Provider SqlServer needs Storage:ConnectionString.");
        _options = new DbContextOptionsBuilder<SqlServerExchangeDb>()
            .UseSqlServer(options.Storage.ConnectionString, sql => Dialect(sql)
                .CommandTimeout(options.Storage.CommandTimeoutSeconds))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;
    }

    public override string Name => ProviderName;

    public override bool LanePerProvince => true;

    public override BulkWriter Bulk { get; } = new SqlServerBulk();

    public override ExchangeDb Open() => new SqlServerExchangeDb(_options);

    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var db = Open();
        await RefusePendingAsync(
            db,
            "Apply the script that `dotnet ef migrations script --idempotent --context SqlServerExchangeDb` writes.",
            cancellation);
        var snapshot = await db.Database
            .SqlQueryRaw<bool>(
                "SELECT is_read_committed_snapshot_on AS Value FROM sys.databases WHERE name = DB_NAME()")
            .SingleAsync(cancellation);
        if (!snapshot)
            throw new StoreNotReadyException(
                "READ_COMMITTED_SNAPSHOT is off. Run: "
                + "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;");
    }

    public override StoreFault? Classify(Exception exception) => exception is not SqlException sql ? null
        : sql.Number switch
        {
            -2 or 1205 or 1222 or 3960 => StoreFault.Busy, // timeout, deadlock victim, lock request timeout, snapshot
            2627 or 2601 or 547 or 515 or 8152 or 2628 or 8115 => StoreFault.Refused, // constraint, length, overflow
            _ => StoreFault.Unavailable,
        };

    /// <summary>
    /// Servers in the field are older than EF's newest dialect: no json columns, one JSON parameter per list.
    /// </summary>
    private static Microsoft.EntityFrameworkCore.Infrastructure.SqlServerDbContextOptionsBuilder Dialect(
        Microsoft.EntityFrameworkCore.Infrastructure.SqlServerDbContextOptionsBuilder sql) =>
        sql.UseCompatibilityLevel(150).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);

    /// <summary>For `dotnet ef` only.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqlServerExchangeDb>
    {
        public SqlServerExchangeDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqlServerExchangeDb>()
                .UseSqlServer("Server=localhost;Database=kcexchange", sql => Dialect(sql)).Options);
    }
}
