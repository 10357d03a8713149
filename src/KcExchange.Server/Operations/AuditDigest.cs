using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KcExchange.Server.Ledger;

namespace KcExchange.Server.Operations;

/// <summary>
/// One hour of the audit table as one hash: SHA-256 over its rows in the order of their ids, of each every column in
/// the order of <see cref="Compute"/>, prefixed with its length as in <see cref="LedgerChain"/>.
/// </summary>
internal static class AuditDigest
{
    /// <summary>Key of an hour's entry: "audit/2026-11-23T09", UTC.</summary>
    public static string KeyOf(DateTime hour) =>
        string.Create(CultureInfo.InvariantCulture, $"audit/{hour:yyyy-MM-dd'T'HH}");

    /// <summary>The hour of a key.</summary>
    public static DateTime HourOfKey(string key) => DateTime.ParseExact(
        key, "'audit/'yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>The first id that a row of a moment can have: ids are in the order of time.</summary>
    public static string FirstId(DateTime moment)
    {
        var milliseconds = new DateTimeOffset(moment, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var digits = milliseconds.ToString("x12", CultureInfo.InvariantCulture);
        return $"{digits[..8]}-{digits[8..]}";
    }

    /// <summary>The hour in which a row was written.</summary>
    public static DateTime HourOf(DateTime moment) => moment.Date.AddHours(moment.Hour);

    /// <summary>Number and hash of an hour's rows.</summary>
    /// <param name="rows">All rows of the hour, in any order.</param>
    public static (long Count, byte[] Hash) Compute(IEnumerable<AuditRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long count = 0;
        foreach (var row in rows.OrderBy(row => row.AuditId, StringComparer.Ordinal))
        {
            count++;
            Add(hash, row.AuditId);
            Add(hash, new DateTimeOffset(row.RecordedAt, TimeSpan.Zero).ToUnixTimeMilliseconds());
            Add(hash, row.Caller);
            Add(hash, row.ProvinceCode);
            Add(hash, row.Subject);
            Add(hash, row.Detail);
            Add(hash, row.SubmissionId);
        }
        return (count, hash.GetHashAndReset());
    }

    /// <summary>
    /// The entry of an hour in ledger "00": its digest as content hash, the number of rows as revision.
    /// </summary>
    public static LedgerEntry Entry(DateTime hour, IEnumerable<AuditRow> rows, DateTime now)
    {
        var (count, digest) = Compute(rows);
        return new LedgerEntry
        {
            ProvinceCode = Access.Caller.MinistryCode,
            EntryType = EntryType.AuditDigest,
            Action = EntryAction.AuditDigested,
            RecordedAt = now,
            Actor = AuditWriter.Actor,
            SubmissionId = "",
            RecordKey = KeyOf(hour),
            Revision = count,
            ContentHash = digest,
        };
    }

    private static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Add(hash, bytes);
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
