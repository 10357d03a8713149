using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Storage;
using KcExchange.Server.Storage.Bulk;
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

    /// <summary>
    /// States of keys without their content and typed columns: what decides that nothing changed. One query.
    /// </summary>
    public abstract Task<List<RecordRow>> StatesAsync(
        ExchangeDb db, string provinceCode, IReadOnlyCollection<string> keys, CancellationToken cancellation);

    /// <summary>States with their content, typed columns empty, by key or by code: one query.</summary>
    public abstract Task<List<RecordRow>> ContentsAsync(
        ExchangeDb db, string provinceCode, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> codes,
        CancellationToken cancellation);

    /// <summary>Writes changed rows, a few statements for all of them.</summary>
    public abstract Task WriteAsync(ExchangeDb db, BulkWriter bulk, IReadOnlyDictionary<RecordRow, RowChange> rows);

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
            new Lazy<ExchangeRecord>(() => ExchangeRecord.Parser.ParseFrom(
                payload ?? throw new InvalidOperationException($"The content of {row.RecordKey} was not read."))));
    }

    /// <summary>A part of a key, from 0; the kind's name is the first.</summary>
    protected static string KeyPart(RecordRow row, int part) => row.RecordKey.Split('/')[part];
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

    public override Task<List<RecordRow>> StatesAsync(
        ExchangeDb db, string provinceCode, IReadOnlyCollection<string> keys, CancellationToken cancellation) =>
        ReadAsync(
            provinceCode,
            db.Set<TRow>().Where(row => row.ProvinceCode == provinceCode && keys.Contains(row.RecordKey))
                .Select(row => new State(
                    row.RecordKey, row.ReportPeriod, row.SourceVersion, row.ContentHash, row.Revision, row.Deleted,
                    row.SubmissionId, row.Sequence, row.FindingCount, null)),
            cancellation);

    public override Task<List<RecordRow>> ContentsAsync(
        ExchangeDb db, string provinceCode, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> codes,
        CancellationToken cancellation)
    {
        var rows = db.Set<TRow>().Where(row => row.ProvinceCode == provinceCode);
        // Two arms, each on its own index: one condition with OR would read the whole province.
        var wanted = rows.Where(row => keys.Contains(row.RecordKey));
        if (codes.Count > 0 && WithCodes(rows, codes) is { } referred)
            wanted = keys.Count > 0 ? wanted.Concat(referred) : referred;
        return ReadAsync(
            provinceCode,
            wanted.Select(row => new State(
                row.RecordKey, row.ReportPeriod, row.SourceVersion, row.ContentHash, row.Revision, row.Deleted,
                row.SubmissionId, row.Sequence, row.FindingCount, row.Payload)),
            cancellation);
    }

    public override async Task WriteAsync(
        ExchangeDb db, BulkWriter bulk, IReadOnlyDictionary<RecordRow, RowChange> rows)
    {
        if (rows.Count == 0) return;
        List<TRow> Of(RowChange change) => [.. rows.Where(row => row.Value == change).Select(row => (TRow)row.Key)];
        await bulk.InsertAsync(db, Of(RowChange.New));
        await bulk.UpdateAsync(db, Of(RowChange.Whole), null);
        await bulk.UpdateAsync(db, Of(RowChange.Gone), RecordRow.StateProperties);
        await bulk.UpdateAsync(db, Of(RowChange.Told), RecordRow.ToldProperties);
    }

    private async Task<List<RecordRow>> ReadAsync(
        string provinceCode, IQueryable<State> states, CancellationToken cancellation)
    {
        var rows = new Dictionary<string, RecordRow>(StringComparer.Ordinal);
        foreach (var state in await states.ToListAsync(cancellation))
        {
            var row = rows[state.Key] = NewRow(provinceCode, state.Key);
            (row.ReportPeriod, row.SourceVersion, row.ContentHash) =
                (state.Period, state.SourceVersion, state.ContentHash);
            (row.Revision, row.Deleted, row.FindingCount) = (state.Revision, state.Deleted, state.FindingCount);
            (row.SubmissionId, row.Sequence) = (state.SubmissionId, state.Sequence);
            row.Payload = state.Payload!;
        }
        return [.. rows.Values];
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

    /// <summary>The columns of a state that decisions read.</summary>
    private sealed record State(
        string Key, string Period, long SourceVersion, byte[] ContentHash, long Revision, bool Deleted,
        string SubmissionId, long Sequence, int FindingCount, byte[]? Payload);
}

/// <summary>THE list of tables, parents first.</summary>
internal static class RecordTables
{
    public static IReadOnlyList<RecordTable> All { get; } = [new CentreTable(), new ProjectTable(), new FundingTable()];

    public static RecordTable Of(RecordKind kind)
    {
        foreach (var table in All)
            if (table.Kind.Kind == kind) return table;
        throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown record kind.");
    }
}
