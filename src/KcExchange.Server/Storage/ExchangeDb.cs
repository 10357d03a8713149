using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Periods;
using KcExchange.Server.Records;
using KcExchange.Server.Reference;
using KcExchange.Server.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KcExchange.Server.Storage;

/// <summary>
/// The store's model, the same on every database. Natural keys, no identity columns; money is bigint đồng, instants are
/// UTC with milliseconds, civil dates are dates. Each provider derives from it for its migrations.
/// </summary>
internal abstract class ExchangeDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<ProvinceHead> Heads => Set<ProvinceHead>();

    public DbSet<LedgerEntry> Entries => Set<LedgerEntry>();

    public DbSet<SubmissionRow> Submissions => Set<SubmissionRow>();

    public DbSet<SubmissionBatchRow> Batches => Set<SubmissionBatchRow>();

    public DbSet<FindingRow> Findings => Set<FindingRow>();

    public DbSet<PeriodRow> Periods => Set<PeriodRow>();

    public DbSet<PeriodFindingRow> PeriodFindings => Set<PeriodFindingRow>();

    public DbSet<BeneficiaryRow> Beneficiaries => Set<BeneficiaryRow>();

    public DbSet<DuplicateMark> DuplicateMarks => Set<DuplicateMark>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<CallerRow> Callers => Set<CallerRow>();

    public DbSet<ReferenceVersionRow> ReferenceVersions => Set<ReferenceVersionRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ConfigureLedger(modelBuilder);
        ConfigureSubmissions(modelBuilder);
        foreach (var table in RecordTables.All) table.Configure(modelBuilder);
        PeriodTables.Configure(modelBuilder);
        BeneficiaryRow.Configure(modelBuilder);
        DuplicateMark.Configure(modelBuilder);
        AuditRow.Configure(modelBuilder);
        modelBuilder.Entity<CallerRow>(row =>
        {
            row.ToTable("caller").HasKey(r => r.Thumbprint);
            row.Property(r => r.Thumbprint).IsCode(64);
            row.Property(r => r.Serial).IsCode(64);
            row.Property(r => r.Name).IsName(100);
            row.Property(r => r.ProvinceCode).IsCode(2);
            row.Property(r => r.Roles).IsCode(300);
        });
        ConfigureReference(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
            property.SetColumnName(SnakeCase(property.Name));
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>().HavePrecision(3);
        configurationBuilder.Properties<DateTime?>().HaveConversion<UtcConverter>().HavePrecision(3);
    }

    private static void ConfigureLedger(ModelBuilder model)
    {
        model.Entity<ProvinceHead>(row =>
        {
            row.ToTable("province_head").HasKey(r => r.ProvinceCode);
            row.Property(r => r.ProvinceCode).IsCode(2);
            row.Property(r => r.ChainHash).HasMaxLength(32);
        });
        model.Entity<LedgerEntry>(row =>
        {
            row.ToTable("ledger_entry").HasKey(r => new { r.ProvinceCode, r.Position });
            row.Property(r => r.ProvinceCode).IsCode(2);
            row.Property(r => r.Actor).IsName(100);
            row.Property(r => r.SubmissionId).IsCode(36);
            row.Property(r => r.RecordKey).IsKeyText();
            row.Property(r => r.ContentHash).HasMaxLength(32);
            row.Property(r => r.RuleSetVersion).IsCode(60);
            row.Property(r => r.ReferenceVersion).IsCode(60);
            row.Property(r => r.ChainHash).HasMaxLength(32);
            row.HasIndex(r => new { r.ProvinceCode, r.RecordKey, r.Revision });
        });
    }

    private static void ConfigureSubmissions(ModelBuilder model)
    {
        model.Entity<SubmissionRow>(row =>
        {
            row.ToTable("submission").HasKey(r => new { r.ProvinceCode, r.SubmissionId });
            row.Property(r => r.ProvinceCode).IsCode(2);
            row.Property(r => r.SubmissionId).IsCode(36);
            row.Property(r => r.CreateHash).HasMaxLength(32);
            row.Property(r => r.ReportPeriod).IsCode(10);
            row.Property(r => r.InstanceId).IsCode(36);
            row.Property(r => r.CreatedBy).IsName(100);
            row.Property(r => r.ResultsHash).HasMaxLength(32);
        });
        model.Entity<SubmissionBatchRow>(row =>
        {
            row.ToTable("submission_batch").HasKey(r => new { r.ProvinceCode, r.SubmissionId, r.FirstSequence });
            row.Property(r => r.ProvinceCode).IsCode(2);
            row.Property(r => r.SubmissionId).IsCode(36);
            row.Property(r => r.RuleSetVersion).IsCode(60);
            row.Property(r => r.ReferenceVersion).IsCode(60);
        });
        model.Entity<FindingRow>(row =>
        {
            row.ToTable("finding").HasKey(r => new { r.ProvinceCode, r.SubmissionId, r.Sequence, r.Ordinal });
            row.Property(r => r.ProvinceCode).IsCode(2);
            row.Property(r => r.SubmissionId).IsCode(36);
            row.Property(r => r.RuleId).IsCode(20);
            row.Property(r => r.RecordKey).IsKeyText();
            row.Property(r => r.RecordCode).IsKeyText(60);
            row.Property(r => r.FieldPath).IsKeyText(400);
            row.Property(r => r.Fingerprint).HasMaxLength(32);
            row.Property(r => r.EvidenceHash).HasMaxLength(32);
            row.HasIndex(r => new { r.ProvinceCode, r.SubmissionId, r.RecordKind, r.RecordCode });
        });
    }

    private static void ConfigureReference(ModelBuilder model) => model.Entity<ReferenceVersionRow>(row =>
    {
        row.ToTable("reference_version").HasKey(r => r.Number);
        row.Property(r => r.Number).ValueGeneratedNever();
        row.Property(r => r.Version).IsCode(60);
        row.Property(r => r.Previous).IsCode(60);
        row.Property(r => r.LoadedBy).IsName(100);
        row.Property(r => r.Note).IsName(1000);
        row.Property(r => r.Sha256).HasMaxLength(32);
    });

    private static string SnakeCase(string name) => string.Concat(
        name.Select((letter, i) => i > 0 && char.IsUpper(letter)
            ? "_" + char.ToLowerInvariant(letter)
            : char.ToLowerInvariant(letter).ToString()));

    /// <summary>Databases forget that an instant is UTC; reading says so again.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value, value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

/// <summary>The three sorts of text in the store; how a provider spells them is its own matter.</summary>
internal static class TextColumns
{
    /// <summary>Model annotation of columns compared byte by byte; providers give them a binary collation.</summary>
    public const string Binary = "KcExchange:Binary";

    /// <summary>A code: ASCII, compared byte by byte.</summary>
    public static PropertyBuilder<string> IsCode(this PropertyBuilder<string> property, int length)
    {
        property.HasMaxLength(length).IsUnicode(false).HasAnnotation(Binary, true);
        return property;
    }

    /// <summary>A natural key or path: may hold what a sender wrote, compared byte by byte.</summary>
    public static PropertyBuilder<string> IsKeyText(this PropertyBuilder<string> property, int length = KeyLength)
    {
        property.HasMaxLength(length).HasAnnotation(Binary, true);
        return property;
    }

    /// <summary>A name, for people.</summary>
    public static PropertyBuilder<string> IsName(this PropertyBuilder<string> property, int length) =>
        property.HasMaxLength(length);

    /// <summary>Longest natural key, in characters.</summary>
    public const int KeyLength = 200;
}
