using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Grpc.Net.Client;
using KcExchange.V1;

namespace KcExchange.Bench.Load;

/// <summary>What the peers' client is to send.</summary>
/// <param name="Kind">"json", "grpc" or "json_batch".</param>
/// <param name="Port">Port of the peer.</param>
/// <param name="First">Number of the first record, a multiple of 100.</param>
/// <param name="Records">How many, a multiple of 100.</param>
internal sealed record NaiveOrder(string Kind, int Port, int First, int Records);

/// <summary>What it took.</summary>
internal sealed record NaiveReport(double Seconds, int Projects);

/// <summary>The peers' client, a process of its own: several calls at once, each waits for its answer.</summary>
internal static class NaiveClient
{
    private const int Callers = 8;
    private const int ManyInCall = 100;
    private static readonly Dictionary<int, HttpClient> Clients = [];
    private static readonly Dictionary<int, GrpcChannel> Channels = [];

    /// <summary>Takes orders until its input ends.</summary>
    public static async Task<int> RunAsync()
    {
        var records = new LoadRecords(0);
        while (await WorkerDialogue.NextAsync<NaiveOrder>() is { } order)
        {
            List<ExchangeRecord> projects = [.. records.Make(order.First, order.Records, 1, changed: false)
                .Where(record => record.Project is not null)];
            var calls = order.Kind == "grpc" ? Grpc(order, projects) : Json(order, projects);
            if (!await WorkerDialogue.ReadyAsync()) return 0;
            var watch = Stopwatch.StartNew();
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < calls.Count;) await calls[i]();
            }));
            WorkerDialogue.Answer(new NaiveReport(watch.Elapsed.TotalSeconds, projects.Count));
        }
        return 0;
    }

    private static List<Func<Task>> Json(NaiveOrder order, List<ExchangeRecord> projects)
    {
        if (!Clients.TryGetValue(order.Port, out var client))
            Clients[order.Port] = client = new HttpClient { BaseAddress = new Uri($"http://localhost:{order.Port}") };
        var all = projects.Select(NaiveProject.Of);
        var bodies = order.Kind == "json"
            ? all.Select(project => JsonSerializer.SerializeToUtf8Bytes(project, JsonSerializerOptions.Web))
            : all.Chunk(ManyInCall)
                .Select(many => JsonSerializer.SerializeToUtf8Bytes(many, JsonSerializerOptions.Web));
        var path = order.Kind == "json" ? NaivePeer.Single : NaivePeer.Many;
        return [.. bodies.ToList().Select<byte[], Func<Task>>(body => async () =>
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
        })];
    }

    private static List<Func<Task>> Grpc(NaiveOrder order, List<ExchangeRecord> projects)
    {
        if (!Channels.TryGetValue(order.Port, out var channel))
            Channels[order.Port] = channel = GrpcChannel.ForAddress($"http://localhost:{order.Port}");
        var client = new SubmissionService.SubmissionServiceClient(channel);
        return [.. projects.Select<ExchangeRecord, Func<Task>>(project =>
        {
            var request = new AppendRecordsRequest { Batch = new RecordBatch { Records = { project } } };
            return async () => await client.AppendRecordsAsync(request);
        })];
    }
}
