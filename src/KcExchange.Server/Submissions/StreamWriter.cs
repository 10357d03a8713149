using Grpc.Core;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// The one writer of a stream. A write that stays pending aborts the call: a token given to WriteAsync would cancel the
/// whole call anyway, and a client that reads nothing must not hold memory.
/// </summary>
internal sealed class StreamWriter(
    IServerStreamWriter<SubmitRecordsResponse> responses, Action abort, TimeSpan patience, TimeProvider time)
        : IDisposable
{
    private static readonly WriteOptions Together = new(WriteFlags.BufferHint);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Writes a message.</summary>
    /// <param name="response">The message.</param>
    /// <param name="more">Another one follows at once: this one may wait for it.</param>
    public async Task WriteAsync(SubmitRecordsResponse response, bool more = false)
    {
        await _turn.WaitAsync();
        try
        {
            responses.WriteOptions = more ? Together : WriteOptions.Default;
            var writing = responses.WriteAsync(response);
            if (!writing.IsCompleted)
            {
                using var enough = new CancellationTokenSource();
                if (await Task.WhenAny(writing, Task.Delay(patience, time, enough.Token)) != writing) abort();
                await enough.CancelAsync();
            }
            await writing;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
