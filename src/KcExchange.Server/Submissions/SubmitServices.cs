using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Submissions;

/// <summary>What every submit stream needs of the process.</summary>
internal sealed class SubmitServices(
    CommitLanes lanes, ReadBudget budget, CurrentBook book, CallerRegistry callers, StorageProvider storage,
    ServerOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    public CommitLanes Lanes { get; } = lanes;

    public ReadBudget Budget { get; } = budget;

    public CurrentBook Book { get; } = book;

    public CallerRegistry Callers { get; } = callers;

    public ServerOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    /// <summary>
    /// Completes when the server begins to stop. The call's own token does not fire then, and must not.
    /// </summary>
    public Task Stopping { get; } = StoppingOf(lifetime);

    /// <summary>Under the lock: the stream's epoch is still the submission's.</summary>
    /// <exception cref="Grpc.Core.RpcException">STREAM_SUPERSEDED, STATE_NOT_ALLOWED.</exception>
    public static void Admit(SubmissionRow row, long epoch)
    {
        SubmissionStore.RequireOpen(row);
        if (row.Epoch != epoch) throw ExchangeErrors.StreamSuperseded(row.InstanceId);
    }

    /// <summary>Without the lock, at a ping: a stream fenced on another replica learns of it soon.</summary>
    public async Task StillHoldsAsync(Caller caller, string submissionId, long epoch)
    {
        await using var db = storage.Open();
        var row = await db.Submissions.SingleAsync(row =>
            row.ProvinceCode == caller.ProvinceCode && row.SubmissionId == submissionId);
        if (row.Epoch != epoch) throw ExchangeErrors.StreamSuperseded(row.InstanceId);
    }

    private static Task StoppingOf(IHostApplicationLifetime lifetime)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStopping.Register(stopping.SetResult);
        return stopping.Task;
    }
}
