using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using KcExchange.Server.Submissions;

namespace KcExchange.Server.Ledger;

/// <summary>
/// What a submission was answered, as one hash: next = SHA-256(previous ‖ SHA-256(batch)), batch = every column of the
/// batch row and then of its findings by sequence and ordinal, each prefixed with its length as in
/// <see cref="LedgerChain"/>. It begins with nothing and enters the ledger with the seal: outcomes and findings are no
/// entries of their own, but nobody changes them unseen.
/// </summary>
internal static class ResultsHash
{
    /// <param name="previous">Hash after the batch before; empty before the first.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="findings">Its findings by sequence, then ordinal.</param>
    public static byte[] Next(byte[] previous, SubmissionBatchRow batch, IEnumerable<FindingRow> findings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, batch.ProvinceCode);
        Add(hash, batch.SubmissionId);
        Add(hash, batch.FirstSequence);
        Add(hash, batch.RecordCount);
        Add(hash, batch.Results);
        Add(hash, batch.FindingsTotal);
        Add(hash, batch.RuleSetVersion);
        Add(hash, batch.ReferenceVersion);
        Add(hash, batch.JudgedOn.DayNumber);
        Add(hash, new DateTimeOffset(batch.CommittedAt, TimeSpan.Zero).ToUnixTimeMilliseconds());
        foreach (var finding in findings) Add(hash, finding);
        return SHA256.HashData([.. previous, .. hash.GetHashAndReset()]);
    }

    private static void Add(IncrementalHash hash, FindingRow finding)
    {
        Add(hash, finding.Sequence);
        Add(hash, finding.Ordinal);
        Add(hash, finding.RuleId);
        Add(hash, (long)finding.Severity);
        Add(hash, finding.Refused ? 1 : 0);
        Add(hash, (long)finding.RecordKind);
        Add(hash, finding.RecordKey);
        Add(hash, finding.RecordCode);
        Add(hash, finding.FieldPath);
        Add(hash, finding.Parameters);
        Add(hash, finding.Fingerprint);
        Add(hash, finding.EvidenceHash);
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
