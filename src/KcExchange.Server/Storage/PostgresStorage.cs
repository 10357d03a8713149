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

/// <summary>PostgreSQL. Never migrated at start: an operator applies the script.</summary>
internal sealed class PostgresStorage : StorageProvider
{
    public const string ProviderName = "Postgres";

    private readonly DbContextOptions<PostgresExchangeDb> _options;

    public PostgresStorage(ServerOptions options)
    {
        if (options.Storage.ConnectionString.Length == 0)
            throw new StoreNotReadyException("Storage:Provider Postgres needs Storage:ConnectionString.");
        _options = new DbContextOptionsBuilder<PostgresExchangeDb>()
            .UseNpgsql(options.Storage.ConnectionString, sql => sql
                .CommandTimeout(options.Storage.CommandTimeoutSeconds)
                .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;
    }

    public override string Name => ProviderName;

    public override bool LanePerProvince => true;

    public override BulkWriter Bulk { get; } = new PostgresBulk();

    public override ExchangeDb Open() => new PostgresExchangeDb(_options);

    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var db = Open();
        await RefusePendingAsync(
            db, "Apply the script that `KcExchange.Server db script` writes.", cancellation);
    }

    public override StoreFault? Classify(Exception exception) => exception switch
    {
        PostgresException sql => sql.SqlState switch
        {
            "55P03" or "40P01" or "40001" or "57014" => StoreFault.Busy, // lock not available, deadlock, timeout
            ['2', '2' or '3', ..] => StoreFault.Refused, // data exception, integrity constraint
            ['4', '2', ..] => StoreFault.Refused, // our statement does not fit the schema
            _ => StoreFault.Unavailable,
        },
        NpgsqlException => StoreFault.Unavailable,
        _ => null,
    };

    /// <summary>For `dotnet ef` only.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresExchangeDb>
    {
        public PostgresExchangeDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresExchangeDb>().UseNpgsql("Host=localhost").Options);
    }
}
