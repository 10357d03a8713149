using System.Net;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KcExchange.Client;
using KcExchange.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KcExchange.Tests.Client;

/// <summary>
/// An exchange that misbehaves as told, over real TLS and HTTP/2 on loopback. It keeps what it was sent like the real
/// one:
/// in order, without gap, the same bytes for the same sequence. Each stream takes one script; without one it behaves.
/// </summary>
internal sealed class ScriptedExchange : SubmissionService.SubmissionServiceBase, IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly TestAuthority _authority = new();
    private readonly Lock _gate = new();
    private readonly Queue<Func<Conversation, Task>> _scripts = new();

    private ScriptedExchange()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(_authority.Server("127.0.0.1"));
        }));
        _host = builder.Build();
        _host.MapGrpcService<ScriptedExchange>();
    }

    internal Limits Limits { get; } = new()
    {
        MaxRecordBytes = 65536, MaxBatchRecords = 10, MaxBatchBytes = 1 << 20, MaxUnansweredBatches = 4,
        IdleTimeoutSeconds = 60, PingAfterSeconds = 15, MaxStreamAgeSeconds = 1800,
    };

    /// <summary>What is "durable": the record of each sequence.</summary>
    internal List<ExchangeRecord> Stored { get; } = [];

    /// <summary>Attempts of the streams opened, in order.</summary>
    internal List<long> Attempts { get; } = [];

    /// <summary>Sizes of the batches read, in order.</summary>
    internal List<int> BatchSizes { get; } = [];

    internal SubmissionState State { get; set; } = SubmissionState.Open;

    internal int Created { get; private set; }

    internal Uri Address => new(
        _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal TestAuthority Authority => _authority;

    internal static async Task<ScriptedExchange> StartAsync()
    {
        var exchange = new ScriptedExchange();
        await exchange._host.StartAsync(TestContext.Current.CancellationToken);
        return exchange;
    }

    /// <summary>The next stream does this; after it the one after.</summary>
    internal ScriptedExchange Then(Func<Conversation, Task> script)
    {
        _scripts.Enqueue(script);
        return this;
    }

    internal ExchangeConnection Connect() => new(new ExchangeConnectionOptions
    {
        Address = Address, TrustedRoots = _authority.Roots,
    });

    public override Task<CreateSubmissionResponse> CreateSubmission(
        CreateSubmissionRequest request, ServerCallContext context)
    {
        Created++;
        return Task.FromResult(new CreateSubmissionResponse { Submission = Held(request.SubmissionId) });
    }

    public override async Task SubmitRecords(
        IAsyncStreamReader<SubmitRecordsRequest> requests, IServerStreamWriter<SubmitRecordsResponse> responses,
        ServerCallContext context)
    {
        await requests.MoveNext(CancellationToken.None);
        Attempts.Add(requests.Current.Open.Sender.Attempt);
        var conversation = new Conversation(this, requests, responses, context);
        if (_scripts.TryDequeue(out var script)) await script(conversation);
        else await conversation.BehaveAsync();
    }

    public override Task<ListRecordResultsResponse> ListRecordResults(
        ListRecordResultsRequest request, ServerCallContext context)
    {
        var from = request.PageToken.Length > 0 ? int.Parse(request.PageToken, null) : (int)request.FromSequence;
        var page = new ListRecordResultsResponse();
        // Small pages, whatever was asked for: a page may end earlier.
        for (; from <= Stored.Count && page.Results.Count < 7; from++) page.Results.Add(Result(from));
        if (from <= Stored.Count) page.NextPageToken = $"{from}";
        return Task.FromResult(page);
    }

    internal Submission Held(string submissionId) => new()
    {
        SubmissionId = submissionId, ProvinceCode = "08", State = State, NextSequence = Stored.Count + 1,
        Attempt = Attempts.LastOrDefault(), Limits = Limits, JudgedBy = new JudgedBy { RuleSetVersion = "test" },
    };

    internal BatchResult Store(RecordBatch batch)
    {
        lock (_gate)
        {
            var replayed = 0;
            for (var i = 0; i < batch.Records.Count; i++)
            {
                var index = (int)batch.FirstSequence - 1 + i;
                if (index < Stored.Count)
                {
                    Assert.Equal(Stored[index], batch.Records[i]);
                    replayed++;
                }
                else
                {
                    Assert.Equal(Stored.Count, index);
                    Stored.Add(batch.Records[i]);
                }
            }
            var last = batch.FirstSequence + batch.Records.Count - 1;
            var answer = new BatchResult
            {
                FirstSequence = batch.FirstSequence, AcknowledgedThrough = last, Replayed = replayed,
            };
            for (var sequence = batch.FirstSequence; sequence <= last; sequence++) answer.Results.Add(Result(sequence));
            return answer;
        }
    }

    internal static RpcException Failure(StatusCode code, ErrorReason reason, TimeSpan? retryAfter = null,
        params ReadOnlySpan<(string, string)> metadata)
    {
        var name = KcExchange.V1.ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)reason).Name;
        var info = new ErrorInfo { Domain = "kcexchange", Reason = name["ERROR_REASON_".Length..] };
        foreach (var (key, value) in metadata) info.Metadata.Add(key, value);
        var status = new Google.Rpc.Status { Code = (int)code, Message = "told so", Details = { Any.Pack(info) } };
        if (retryAfter is { } delay)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = delay.ToDuration() }));
        return status.ToRpcException();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _authority.Dispose();
    }

    private static RecordResult Result(long sequence) =>
        new() { Sequence = sequence, Outcome = Outcome.Created, Revision = 1, RecordKey = $"centre/{sequence}" };
}

/// <summary>One stream, seen from the server.</summary>
internal sealed class Conversation(
    ScriptedExchange exchange, IAsyncStreamReader<SubmitRecordsRequest> requests,
    IServerStreamWriter<SubmitRecordsResponse> responses, ServerCallContext context)
{
    internal ScriptedExchange Exchange => exchange;

    internal Task OpenedAsync() => SayAsync(new SubmitRecordsResponse
    {
        Opened = new Opened { NextSequence = exchange.Stored.Count + 1, Limits = exchange.Limits },
    });

    /// <summary>The next batch; null when the client half-closed. Pings on the way are answered.</summary>
    internal async Task<RecordBatch?> HearAsync()
    {
        while (await requests.MoveNext(CancellationToken.None))
        {
            if (requests.Current.StepCase == SubmitRecordsRequest.StepOneofCase.Ping)
            {
                await SayAsync(new SubmitRecordsResponse { Heartbeat = new Heartbeat() });
                continue;
            }
            exchange.BatchSizes.Add(requests.Current.Batch.Records.Count);
            return requests.Current.Batch;
        }
        return null;
    }

    internal async Task HearPingAsync()
    {
        Assert.True(await requests.MoveNext(CancellationToken.None));
        Assert.NotNull(requests.Current.Ping);
    }

    internal Task UntilGoneAsync()
    {
        var gone = new TaskCompletionSource();
        context.CancellationToken.Register(gone.SetResult);
        return gone.Task;
    }

    internal Task SayAsync(SubmitRecordsResponse response) => responses.WriteAsync(response);

    internal Task AnswerAsync(RecordBatch batch) =>
        SayAsync(new SubmitRecordsResponse { Result = exchange.Store(batch) });

    internal Task RewindAsync(RewindReason reason) => SayAsync(new SubmitRecordsResponse
    {
        Rewind = new Rewind { ExpectedSequence = exchange.Stored.Count + 1, Reason = reason },
    });

    /// <summary>Answers some batches as it should.</summary>
    internal async Task AnswerAsync(int batches)
    {
        for (var i = 0; i < batches; i++)
            if (await HearAsync() is { } batch) await AnswerAsync(batch);
    }

    internal async Task BehaveAsync()
    {
        await OpenedAsync();
        await AnswerAllAsync();
    }

    internal async Task AnswerAllAsync()
    {
        while (await HearAsync() is { } batch) await AnswerAsync(batch);
    }

    /// <summary>The connection breaks, without a status.</summary>
    internal void Break() => context.GetHttpContext().Abort();
}
