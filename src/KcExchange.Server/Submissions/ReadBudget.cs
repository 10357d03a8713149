namespace KcExchange.Server.Submissions;

/// <summary>
/// How many records are held between reading and answering them, by one stream or by the replica: whatever is sent at
/// once, memory stays bounded. Who asks first reads first.
/// </summary>
/// <param name="room">Records.</param>
internal sealed class ReadBudget(int room)
{
    private readonly Queue<(int Records, TaskCompletionSource Turn)> _waiting = new();

    private readonly Lock _gate = new();

    private int _held;

    /// <summary>Waits for room. A batch larger than all of it comes when nothing else is held.</summary>
    /// <param name="records">Records that come in.</param>
    /// <param name="cancellation">Gives up; nothing is held then.</param>
    public async ValueTask TakeAsync(int records, CancellationToken cancellation)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (_waiting.Count == 0 && Fits(records))
            {
                _held += records;
                return;
            }
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((records, turn));
        }
        await using var given = cancellation.Register(() => turn.TrySetCanceled(cancellation));
        await turn.Task;
    }

    /// <summary>Gives room back.</summary>
    /// <param name="records">Records that were answered.</param>
    public void Release(int records)
    {
        lock (_gate)
        {
            if (records == 0) return;
            _held -= records;
            while (_waiting.TryPeek(out var next) && Fits(next.Records))
            {
                _waiting.Dequeue();
                // Who gave up meanwhile takes nothing.
                if (next.Turn.TrySetResult()) _held += next.Records;
            }
        }
    }

    private bool Fits(int records) => _held + records <= room || _held == 0;
}
