using KcExchange.Server.Operations;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>Whether a batch can be taken at all.</summary>
internal static class BatchGuard
{
    /// <summary>Null when the batch can be taken; otherwise why the client must go back.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="next">Sequence expected next; a batch may begin before it (a resend), never after.</param>
    /// <param name="limits">Limits.</param>
    /// <exception cref="Grpc.Core.RpcException">REQUEST_INVALID: no records, or a sequence below 1.</exception>
    public static RewindReason? Check(RecordBatch batch, long next, LimitOptions limits)
    {
        if (batch.Records.Count == 0) throw ExchangeErrors.RequestInvalid("A batch without records.");
        if (batch.FirstSequence < 1 || batch.FirstSequence > long.MaxValue - batch.Records.Count)
            throw ExchangeErrors.RequestInvalid($"first_sequence {batch.FirstSequence}: sequences count from 1.");
        if (batch.Records.Count > limits.BatchRecords) return RewindReason.TooManyRecords;
        // One record over its own limit is that record's finding, not the batch's fault.
        if (batch.Records.Count > 1 && batch.Records.Sum(record => (long)record.CalculateSize()) > limits.BatchBytes)
            return RewindReason.TooManyBytes;
        return batch.FirstSequence > next ? RewindReason.Gap : null;
    }
}
