using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using KcExchange.V1;

namespace KcExchange.Bench.Load;

/// <summary>One submission of a province and its stream.</summary>
internal sealed class LoadStream : IDisposable
{
    private readonly AsyncDuplexStreamingCall<byte[], Answer> _call;
    private readonly IReadOnlyList<byte[]> _messages;
    private readonly SemaphoreSlim _window;
    private readonly long[] _sentAt;

    private LoadStream(
        string submission, AsyncDuplexStreamingCall<byte[], Answer> call, IReadOnlyList<byte[]> messages, int window)
    {
        (SubmissionId, _call, _messages) = (submission, call, messages);
        _window = new SemaphoreSlim(window);
        _sentAt = new long[messages.Count];
    }

    public string SubmissionId { get; }

    /// <summary>From sending a batch to its acknowledgement.</summary>
    public List<TimeSpan> Acknowledgements { get; } = [];

    /// <summary>Creates the submission and opens its stream.</summary>
    public static async Task<LoadStream> OpenAsync(GrpcChannel channel, IReadOnlyList<byte[]> messages, int window)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        await new SubmissionService.SubmissionServiceClient(channel).CreateSubmissionAsync(
            new() { SubmissionId = id, Mode = SubmissionMode.Incremental });
        var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(
            LoadMessages.SubmitRecords, null, new CallOptions(deadline: DateTime.MaxValue));
        var open = new Open
        {
            SubmissionId = id,
            Sender = new Sender { InstanceId = id, Attempt = 1, Agent = "KcExchange.Bench", Language = "vi" },
        };
        await call.RequestStream.WriteAsync(new SubmitRecordsRequest { Open = open }.ToByteArray());
        if (!await call.ResponseStream.MoveNext() || call.ResponseStream.Current.Limits is not { } limits)
            throw new InvalidOperationException("The server did not open the stream.");
        return new LoadStream(id, call, messages, window > 0 ? window : limits.MaxUnansweredBatches);
    }

    /// <summary>When the last batch was acknowledged.</summary>
    public long EndedAt { get; private set; }

    /// <summary>
    /// Sends all batches, waits for the last acknowledgement and half-closes, as the server ends a stream that is
    /// silent while others still send.
    /// </summary>
    public async Task RunAsync()
    {
        using var broken = new CancellationTokenSource();
        var reading = ReadAsync(broken);
        try
        {
            for (var i = 0; i < _messages.Count; i++)
            {
                await _window.WaitAsync(broken.Token);
                _sentAt[i] = Stopwatch.GetTimestamp();
                await _call.RequestStream.WriteAsync(_messages[i]);
            }
        }
        catch (Exception) when (broken.IsCancellationRequested)
        {
            // Why it broke, only the reading side is told.
        }
        await reading;
        EndedAt = Stopwatch.GetTimestamp();
        await _call.RequestStream.CompleteAsync();
        if (await _call.ResponseStream.MoveNext())
            throw new InvalidOperationException("The server answers more than it was asked.");
    }

    public void Dispose()
    {
        _call.Dispose();
        _window.Dispose();
    }

    private async Task ReadAsync(CancellationTokenSource broken)
    {
        try
        {
            for (var i = 0; i < _messages.Count; i++)
            {
                if (!await _call.ResponseStream.MoveNext())
                    throw new InvalidOperationException("The server ended the stream.");
                Acknowledgements.Add(Stopwatch.GetElapsedTime(_sentAt[i]));
                _window.Release();
            }
        }
        catch
        {
            await broken.CancelAsync();
            throw;
        }
    }
}
