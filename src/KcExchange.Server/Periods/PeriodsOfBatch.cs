using KcExchange.Contracts.Records;
using KcExchange.Server.Records;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Periods;

/// <summary>
/// The periods that a batch may change: one query. Read under the head lock, which LockPeriod takes too.
/// </summary>
internal sealed class PeriodsOfBatch
{
    private readonly string _province;
    private readonly Dictionary<string, PeriodRow> _rows;

    private PeriodsOfBatch(string province, Dictionary<string, PeriodRow> rows)
    {
        (_province, _rows) = (province, rows);
        Locked = _rows.Values.Where(row => row.Locked).Select(row => row.ReportPeriod)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Those that the ministry has locked.</summary>
    public IReadOnlySet<string> Locked { get; }

    /// <param name="db">Store.</param>
    /// <param name="province">Province.</param>
    /// <param name="records">The batch.</param>
    /// <param name="stored">Stored states of its keys: a deletion changes the period of what it deletes.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<PeriodsOfBatch> ReadAsync(
        ExchangeDb db, string province, IReadOnlyList<RecordInBatch> records, IEnumerable<RecordRow> stored,
        CancellationToken cancellation)
    {
        var periods = records.Select(record => record.Record.ReportPeriod)
            .Where(period => ReportPeriod.TryParse(period, out _))
            .Concat(stored.Select(row => row.ReportPeriod)).ToHashSet(StringComparer.Ordinal);
        var rows = periods.Count == 0 ? [] : await db.Periods
            .Where(row => row.ProvinceCode == province && periods.Contains(row.ReportPeriod))
            .ToListAsync(cancellation);
        return new PeriodsOfBatch(province, rows.ToDictionary(row => row.ReportPeriod, StringComparer.Ordinal));
    }

    /// <summary>Marks a period as changed: the next run judges it.</summary>
    /// <param name="writes">Takes the row.</param>
    /// <param name="period">Period of an applied record.</param>
    /// <param name="position">Position of its ledger entry.</param>
    public void Changed(WriteSet writes, string period, long position)
    {
        var isNew = !_rows.TryGetValue(period, out var row);
        if (isNew) _rows[period] = row = new PeriodRow { ProvinceCode = _province, ReportPeriod = period };
        row!.ChangedPosition = position;
        writes.Change(row, isNew);
    }
}
