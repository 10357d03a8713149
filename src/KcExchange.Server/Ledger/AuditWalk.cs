using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Ledger;

/// <summary>
/// Compares the audit table, hour by hour, with the digests in the ministry's ledger. Hours that were let go, the
/// oldest first and whole, are missed by nobody; what is younger than the last digest waits for its own.
/// </summary>
internal static class AuditWalk
{
    public static async Task RunAsync(StorageProvider storage, ProvinceLedger ledger, Mismatches found)
    {
        var digests = new Dictionary<DateTime, LedgerEntry>();
        foreach (var digest in ledger.AuditDigests) digests[AuditDigest.HourOfKey(digest.RecordKey)] = digest;
        var last = digests.Keys.DefaultIfEmpty(DateTime.MinValue).Max();
        DateTime? kept = null;
        List<AuditRow> hour = [];
        await foreach (var page in ReadAhead.PagesAsync<AuditRow>(row => PageAsync(storage, row)))
            foreach (var row in page)
            {
                found.Rows++;
                if (!row.AuditId.StartsWith(AuditDigest.FirstId(row.RecordedAt), StringComparison.Ordinal))
                    found.Add($"call_audit {row.AuditId}: id and time do not fit.");
                kept ??= AuditDigest.HourOf(row.RecordedAt);
                if (hour.Count > 0 && AuditDigest.HourOf(hour[0].RecordedAt) != AuditDigest.HourOf(row.RecordedAt))
                    Compare();
                hour.Add(row);
            }
        Compare();
        foreach (var lost in digests.Where(digest => digest.Key > (kept ?? DateTime.MaxValue)))
            found.Add($"call_audit {lost.Key:yyyy-MM-dd HH}:00Z: the hour's rows are gone, older ones are there.");

        void Compare()
        {
            if (hour.Count == 0) return;
            var at = AuditDigest.HourOf(hour[0].RecordedAt);
            if (digests.Remove(at, out var digest))
            {
                var (count, sum) = AuditDigest.Compute(hour);
                if (count != digest.Revision || !sum.AsSpan().SequenceEqual(digest.ContentHash))
                    found.Add(
                        $"call_audit {at:yyyy-MM-dd HH}:00Z: its rows are not those of the digest at position "
                        + $"{digest.Position}.");
            }
            else if (at < last)
                found.Add($"call_audit {at:yyyy-MM-dd HH}:00Z: no digest was made of its rows.");
            hour = [];
        }
    }

    private static async Task<List<AuditRow>> PageAsync(StorageProvider storage, AuditRow? last)
    {
        var after = last?.AuditId ?? "";
        await using var db = storage.Open();
        return await db.Audit.Where(row => row.AuditId.CompareTo(after) > 0).OrderBy(row => row.AuditId)
            .Take(ReadAhead.PageRows).ToListAsync();
    }
}
