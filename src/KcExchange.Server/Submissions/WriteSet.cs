using KcExchange.Server.Ledger;
using KcExchange.Server.Periods;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.Server.Storage.Bulk;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Submissions;

/// <summary>
/// Everything that a group of batches changes, gathered while they are decided and written at once: a few statements a
/// table, however many batches and records there are.
/// </summary>
internal sealed class WriteSet
{
    private readonly Dictionary<RecordKind, Dictionary<RecordRow, RowChange>> _records = [];

    private readonly HashSet<ProvinceHead> _heads = [];

    private readonly HashSet<SubmissionRow> _submissions = [];

    private readonly Dictionary<PeriodRow, bool> _periods = [];

    private readonly List<LedgerEntry> _entries = [];

    private readonly List<FindingRow> _findings = [];

    private readonly List<SubmissionBatchRow> _batches = [];

    /// <summary>Beneficiaries by project: a version replaces those of the one before.</summary>
    private readonly Dictionary<RecordRow, (IReadOnlyList<BeneficiaryRow> Now, bool HadSome)> _beneficiaries = [];

    public void Change(ProvinceHead head) => _heads.Add(head);

    public void Change(SubmissionRow submission) => _submissions.Add(submission);

    /// <summary>Notes a period whose row is new or changed.</summary>
    public void Change(PeriodRow period, bool isNew) => _periods.TryAdd(period, isNew);

    public void Add(IEnumerable<LedgerEntry> entries) => _entries.AddRange(entries);

    public void Add(IEnumerable<FindingRow> findings) => _findings.AddRange(findings);

    public void Add(SubmissionBatchRow batch) => _batches.Add(batch);

    /// <summary>Notes what becomes of a record's row; of two changes the greater one counts.</summary>
    public void Change(RecordKind kind, RecordRow row, RowChange change)
    {
        if (!_records.TryGetValue(kind, out var rows)) _records[kind] = rows = [];
        rows[row] = rows.TryGetValue(row, out var before) && before > change ? before : change;
    }

    /// <summary>Replaces the beneficiaries of a project.</summary>
    /// <param name="project">Row of the project.</param>
    /// <param name="now">Those of its new state; none of a deleted one.</param>
    /// <param name="hadState">The project had a state before, so there may be rows to replace.</param>
    public void Replace(RecordRow project, IReadOnlyList<BeneficiaryRow> now, bool hadState) =>
        _beneficiaries[project] = (
            now, _beneficiaries.TryGetValue(project, out var before) ? before.HadSome : hadState);

    /// <summary>Writes all of it within the context's transaction.</summary>
    public async Task SaveAsync(ExchangeDb db, BulkWriter bulk)
    {
        foreach (var table in RecordTables.All)
            if (_records.TryGetValue(table.Kind.Kind, out var rows)) await table.WriteAsync(db, bulk, rows);
        await SaveBeneficiariesAsync(db, bulk);
        await bulk.InsertAsync(db, _entries);
        await bulk.InsertAsync(db, _findings);
        await bulk.InsertAsync(db, _batches);
        await bulk.InsertAsync(db, Periods(isNew: true));
        await bulk.UpdateAsync(db, Periods(isNew: false), [nameof(PeriodRow.ChangedPosition)]);
        await bulk.UpdateAsync(db, [.. _submissions], SubmissionRow.ProgressProperties);
        await bulk.UpdateAsync(db, [.. _heads], null);
    }

    private async Task SaveBeneficiariesAsync(ExchangeDb db, BulkWriter bulk)
    {
        var replaced = _beneficiaries.Where(project => project.Value.HadSome).Select(project => project.Key);
        foreach (var province in replaced.GroupBy(row => row.ProvinceCode, row => row.RecordKey))
        {
            var (code, keys) = (province.Key, province.ToList());
            await db.Beneficiaries.Where(row => row.ProvinceCode == code && keys.Contains(row.RecordKey))
                .ExecuteDeleteAsync();
        }
        await bulk.InsertAsync(db, [.. _beneficiaries.Values.SelectMany(project => project.Now)]);
    }

    private List<PeriodRow> Periods(bool isNew) =>
        [.. _periods.Where(period => period.Value == isNew).Select(period => period.Key)];
}
