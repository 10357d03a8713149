using Grpc.Core;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// The one read of a stream that may be under way when the call ends for another reason. It must be over before the call
/// returns: the transport gives the same pipe to the connection's next call, which then fails with "Reading is already in
/// progress".
/// </summary>
internal sealed class PendingRead(IAsyncStreamReader<SubmitRecordsRequest> requests, CancellationToken cancellation)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

    private Task<bool> _read = Task.FromResult(false);

    /// <summary>Begins to read the next message; the one before must have been read.</summary>
    public Task<bool> Begin() => _read = requests.MoveNext(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        if (!_read.IsCompleted)
        {
            await _stop.CancelAsync();
            await Task.WhenAny(_read);
        }
        _stop.Dispose();
    }
}
