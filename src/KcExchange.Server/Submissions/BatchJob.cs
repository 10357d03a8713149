using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>What a batch came to: results to answer, or a sequence to go back to.</summary>
/// <param name="Result">The answer; null when the batch was not taken.</param>
/// <param name="Rewind">Where the client must go on; null when the batch was taken.</param>
internal sealed record BatchOutcome(BatchAnswer? Result, Rewind? Rewind);

/// <summary>A prepared batch that waits for its commit.</summary>
/// <param name="batch">The batch.</param>
/// <param name="caller">Name of the caller, for the ledger.</param>
/// <param name="admit">Checks under the lock that the sender still holds the submission.</param>
internal sealed class BatchJob(Batch batch, string caller, Action<SubmissionRow> admit)
{
    private readonly TaskCompletionSource<BatchOutcome> _done =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Batch Batch { get; } = batch;

    public string Caller { get; } = caller;

    /// <summary>Completes after the commit.</summary>
    public Task<BatchOutcome> Done => _done.Task;

    /// <summary>Sequence after its last record.</summary>
    public long Next => Batch.FirstSequence + Batch.Records.Count;

    /// <summary>Checks the sender; a refusal leaves the submission as it was.</summary>
    public void Admit(SubmissionRow row) => admit(row);

    public void Succeed(BatchOutcome outcome) => _done.TrySetResult(outcome);

    public void Fail(Exception reason) => _done.TrySetException(reason);
}
