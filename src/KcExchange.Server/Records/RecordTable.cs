using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KcExchange.Server.Records;

/// <summary>One kind's table: its columns, message → row and the one query that a batch may ask of it.</summary>
internal abstract class RecordTable
{
    public abstract KindDefinition Kind { get; }

    /// <summary>Declares the table.</summary>
    public abstract void Configure(ModelBuilder model);

    /// <summary>An empty row of this kind, not yet in the table.</summary>
    public abstract RecordRow NewRow(string provinceCode, string recordKey);

    /// <summary>Sets the typed columns from the record.</summary>
    public abstract void Fill(RecordRow row, ExchangeRecord record);

    /// <summary>The code by which other records refer to a row of this kind; empty when none do.</summary>
    public abstract string Code(RecordRow row);

    /// <summary>Rows with one of the keys or one of the codes: one query, tracked for update.</summary>
    public abstract Task<List<RecordRow>> LoadAsync(
        ExchangeDb db, string provinceCode, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> codes,
        CancellationToken cancellation);

    /// <summary>Findings that were stored with the current state of the keys: one query.</summary>
    public abstract Task<List<FindingRow>> OpenFindingsAsync(
        ExchangeDb db, string provinceCode, IReadOnlyCollection<string> keys, CancellationToken cancellation);

    /// <summary>All rows, deleted ones too.</summary>
    public abstract IQueryable<RecordRow> Rows(ExchangeDb db);

    /// <summary>Live rows of a province after a key, in the order of their keys: for a walk through all.</summary>
    public abstract Task<List<RecordRow>> PageAsync(
        ExchangeDb db, string provinceCode, string after, int count, CancellationToken cancellation);

    /// <summary>Keys of live rows that refer to one of the codes of another kind.</summary>
    public virtual Task<List<(string Code, string Key)>> ReferringAsync(
        ExchangeDb db, string provinceCode, RecordKind kind, IReadOnlyCollection<string> codes,
        CancellationToken cancellation) => Task.FromResult<List<(string, string)>>([]);

    /// <summary>A row as rules and the exchange see it.</summary>
    public KnownRecord Known(RecordRow row)
    {
        var payload = row.Payload;
        return new KnownRecord(
            Kind.Kind, row.RecordKey, Code(row), row.SourceVersion, row.ContentHash, row.Revision, row.Deleted,
            new Lazy<ExchangeRecord>(() => ExchangeRecord.Parser.ParseFrom(payload)));
    }
}

/// <summary>What the tables share.</summary>
internal abstract class RecordTable<TRow> : RecordTable
    where TRow : RecordRow
{
    public override void Configure(ModelBuilder model) => model.Entity<TRow>(row =>
    {
        row.ToTable(Kind.Name);
        row.HasKey(r => new { r.ProvinceCode, r.RecordKey });
        row.Property(r => r.ProvinceCode).IsCode(2);
        row.Property(r => r.RecordKey).IsKeyText();
        row.Property(r => r.StatedProvinceCode).IsCode(10);
        row.Property(r => r.ReportPeriod).IsCode(10);
        row.Property(r => r.ContentHash).HasMaxLength(32);
        row.Property(r => r.SubmissionId).IsCode(36);
        row.HasIndex(r => new { r.ProvinceCode, r.ReportPeriod });
        ConfigureColumns(row);
    });

    public override async Task<List<RecordRow>> LoadAsync(
        ExchangeDb db, string provinceCode, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> codes,
        CancellationToken cancellation)
    {
        var rows = db.Set<TRow>().AsTracking().Where(row => row.ProvinceCode == provinceCode);
        // Two arms, each on its own index: one condition with OR would read the whole province.
        var wanted = rows.Where(row => keys.Contains(row.RecordKey));
        if (codes.Count > 0 && WithCodes(rows, codes) is { } referred) wanted = wanted.Concat(referred);
        return [.. (await wanted.ToListAsync(cancellation)).Distinct()];
    }

    /// <summary>
    /// The rows with one of the codes by which other records refer to them; null when none refer to this kind.
    /// </summary>
    protected abstract IQueryable<TRow>? WithCodes(IQueryable<TRow> rows, IReadOnlyCollection<string> codes);

    public override Task<List<FindingRow>> OpenFindingsAsync(
        ExchangeDb db, string provinceCode, IReadOnlyCollection<string> keys, CancellationToken cancellation) => (
            from row in db.Set<TRow>()
            join finding in db.Findings
                on new { row.ProvinceCode, row.SubmissionId, row.Sequence }
                equals new { finding.ProvinceCode, finding.SubmissionId, finding.Sequence }
            where row.ProvinceCode == provinceCode && keys.Contains(row.RecordKey)
            orderby finding.Ordinal
            select finding).ToListAsync(cancellation);

    public override IQueryable<RecordRow> Rows(ExchangeDb db) => db.Set<TRow>();

    public override async Task<List<RecordRow>> PageAsync(
        ExchangeDb db, string provinceCode, string after, int count, CancellationToken cancellation) =>
        [.. await db.Set<TRow>()
            .Where(row => row.ProvinceCode == provinceCode && !row.Deleted && row.RecordKey.CompareTo(after) > 0)
            .OrderBy(row => row.RecordKey).Take(count).ToListAsync(cancellation)];

    public override void Fill(RecordRow row, ExchangeRecord record)
    {
        row.StatedProvinceCode = record.ProvinceCode;
        row.ReportPeriod = record.ReportPeriod;
        row.ReferenceDate = record.ReferenceDate.TryToDateOnly(out var day) ? day : default;
        FillColumns((TRow)row, record);
    }

    protected abstract void ConfigureColumns(EntityTypeBuilder<TRow> row);

    protected abstract void FillColumns(TRow row, ExchangeRecord record);

    /// <summary>A date that the rules let through; null when it was not given.</summary>
    protected static DateOnly? Date(CivilDate? date) => date.TryToDateOnly(out var day) ? day : null;
}

/// <summary>THE list of tables, parents first.</summary>
internal static class RecordTables
{
    public static IReadOnlyList<RecordTable> All { get; } = [new CentreTable(), new ProjectTable(), new FundingTable()];

    public static RecordTable Of(RecordKind kind) => All.First(table => table.Kind.Kind == kind);
}
