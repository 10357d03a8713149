using Grpc.Core;
using KcExchange.V1;

namespace KcExchange.Tests.Support;

/// <summary>
/// A submit stream spoken by hand, one message at a time: what no well-behaved client does is possible too.
/// </summary>
internal sealed class RawStream : IDisposable
{
    /// <summary>An answer that does not come fails the test here, instead of holding the whole run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly AsyncDuplexStreamingCall<SubmitRecordsRequest, SubmitRecordsResponse> _call;

    public RawStream(SubmissionService.SubmissionServiceClient client) =>
        _call = client.SubmitRecords(deadline: DateTime.MaxValue);

    public static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    /// <summary>Creates a submission and opens its stream.</summary>
    public static async Task<(RawStream Stream, string SubmissionId)> OpenAsync(
        SubmissionService.SubmissionServiceClient client, string? submissionId = null, string? instance = null,
        long attempt = 1)
    {
        var id = submissionId ?? NewId();
        if (submissionId is null)
            await client.CreateSubmissionAsync(new() { SubmissionId = id, Mode = SubmissionMode.Incremental });
        var stream = new RawStream(client);
        await stream.SendAsync(new SubmitRecordsRequest { Open = Open(id, instance, attempt) });
        return (stream, id);
    }

    public static Open Open(string id, string? instance = null, long attempt = 1) =>
        new() { SubmissionId = id, Sender = Sender(instance, attempt) };

    public static Sender Sender(string? instance = null, long attempt = 1) => new()
    {
        InstanceId = instance ?? "0190a000-0000-7000-8000-000000000001",
        Attempt = attempt, Agent = "test/1", Language = "vi",
    };

    public Task SendAsync(SubmitRecordsRequest request) => _call.RequestStream.WriteAsync(request);

    public Task SendAsync(long first, params IEnumerable<ExchangeRecord> records) =>
        SendAsync(
            new SubmitRecordsRequest { Batch = new RecordBatch { FirstSequence = first, Records = { records } } });

    /// <summary>The next answer; fails the test when the stream ended.</summary>
    public async Task<SubmitRecordsResponse> NextAsync()
    {
        Assert.True(await _call.ResponseStream.MoveNext().WaitAsync(Patience), "The stream ended without an answer.");
        return _call.ResponseStream.Current;
    }

    public async Task<Opened> OpenedAsync() =>
        (await NextAsync()).Opened ?? throw new InvalidOperationException("Not Opened.");

    public async Task<BatchResult> ResultAsync()
    {
        var answer = await NextAsync();
        Assert.Equal(SubmitRecordsResponse.StepOneofCase.Result, answer.StepCase);
        return answer.Result;
    }

    /// <summary>Sends one batch and returns its answer.</summary>
    public async Task<BatchResult> SubmitAsync(long first, params IEnumerable<ExchangeRecord> records)
    {
        await SendAsync(first, records);
        return await ResultAsync();
    }

    public Task HalfCloseAsync() => _call.RequestStream.CompleteAsync();

    /// <summary>Reads to the end and returns the status' reason; "" when the stream ended well.</summary>
    public async Task<string> EndAsync()
    {
        try
        {
            while (await _call.ResponseStream.MoveNext().WaitAsync(Patience))
            {
            }
            return "";
        }
        catch (RpcException ended)
        {
            return Reasons.Of(ended);
        }
    }

    public void Dispose() => _call.Dispose();
}

/// <summary>Reads ErrorInfo from a failed call.</summary>
internal static class Reasons
{
    public static string Of(RpcException failed) =>
        failed.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason ?? $"no reason: {failed.Status}";

    /// <summary>The reason with which a call fails.</summary>
    public static async Task<string> OfAsync(Func<Task> call) => Of(await Assert.ThrowsAsync<RpcException>(call));
}
