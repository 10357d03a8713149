using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using KcExchange.Client;
using KcExchange.V1;

namespace KcExchange.Bench.Load;

/// <summary>
/// The client's process: 34 provinces, each with its certificate, its connection and its stream. An order makes it
/// prepare and open everything and say so; at the next line it sends, and reports.
/// </summary>
internal static class LoadClient
{
    private static readonly Dictionary<int, LoadRecords> Records = [];
    private static readonly Dictionary<(int Port, string Pki), IReadOnlyList<GrpcChannel>> Connections = [];

    /// <summary>Takes orders until its input ends.</summary>
    public static async Task<int> RunAsync()
    {
        while (await WorkerDialogue.NextAsync<LoadOrder>() is { } order)
        {
            var streams = await OpenAsync(order);
            if (!await WorkerDialogue.ReadyAsync()) return 0;
            var report = await SendAsync(streams);
            WorkerDialogue.Answer(await CountedAsync(order, streams, report));
            foreach (var stream in streams) stream.Dispose();
        }
        return 0;
    }

    private static async Task<List<LoadStream>> OpenAsync(LoadOrder order)
    {
        var channels = Channels(order);
        var streams = new List<LoadStream>();
        for (var province = 0; province < channels.Count; province++)
        {
            if (!Records.TryGetValue(province, out var records))
                Records[province] = records = new LoadRecords(province);
            var messages = LoadMessages.Batches(
                records.Make(order.First, order.Count, order.Version, order.Changed), order.RecordsPerMessage);
            for (var i = 0; i < order.Streams; i++)
                streams.Add(await LoadStream.OpenAsync(channels[province], messages, order.Window));
        }
        // What the preparation left must not be collected while the clock runs.
        GC.Collect();
        return streams;
    }

    private static async Task<LoadReport> SendAsync(List<LoadStream> streams)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(streams.Select(stream => stream.RunAsync()));
        var acknowledgements = streams.SelectMany(stream => stream.Acknowledgements)
            .Select(time => time.TotalMilliseconds).Order().ToList();
        return new LoadReport
        {
            Seconds = Stopwatch.GetElapsedTime(start, streams.Max(stream => stream.EndedAt)).TotalSeconds,
            CpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            MedianAckMilliseconds = At(0.5),
            P99AckMilliseconds = At(0.99),
            Submissions = [.. streams.Select(stream => stream.SubmissionId)],
        };

        double At(double part) => acknowledgements.Count == 0 ? 0
            : acknowledgements[Math.Min(acknowledgements.Count - 1, (int)(acknowledgements.Count * part))];
    }

    /// <summary>What became of the records, as the server counts them: rates of refused records mean nothing.</summary>
    private static async Task<LoadReport> CountedAsync(LoadOrder order, List<LoadStream> streams, LoadReport report)
    {
        if (order.Count == 0) return report;
        var channels = Channels(order);
        for (var i = 0; i < streams.Count; i++)
        {
            var client = new SubmissionService.SubmissionServiceClient(channels[i / order.Streams]);
            var stored = (await client.GetSubmissionAsync(new() { SubmissionId = streams[i].SubmissionId })).Submission;
            var findings = await client.SummarizeFindingsAsync(new() { SubmissionId = streams[i].SubmissionId });
            foreach (var rule in findings.Rules)
                report.Rules[rule.RuleId] = report.Rules.GetValueOrDefault(rule.RuleId) + rule.Findings;
            report = report with
            {
                Created = report.Created + Of(Outcome.Created),
                Updated = report.Updated + Of(Outcome.Updated),
                Unchanged = report.Unchanged + Of(Outcome.Unchanged),
                Rejected = report.Rejected + Of(Outcome.Rejected),
            };

            long Of(Outcome outcome) => stored.Outcomes.SingleOrDefault(count => count.Outcome == outcome)?.Count ?? 0;
        }
        return report;
    }

    private static IReadOnlyList<GrpcChannel> Channels(LoadOrder order)
    {
        if (Connections.TryGetValue((order.Port, order.Pki), out var open)) return open;
        return Connections[(order.Port, order.Pki)] =
            [.. LoadRecords.Provinces.Select(province => Connect(order, province.Code))];
    }

    private static GrpcChannel Connect(LoadOrder order, string province)
    {
        var identity = CertificateFiles.LoadIdentity(
            Path.Combine(order.Pki, "callers", $"{province}-submitter.pfx"));
        var trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        trust.CustomTrustStore.AddRange(CertificateFiles.LoadAuthorities(Path.Combine(order.Pki, "ca.pem")));
        return GrpcChannel.ForAddress($"https://localhost:{order.Port}", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = false,
                EnableMultipleHttp2Connections = true,
                SslOptions = new SslClientAuthenticationOptions
                {
                    ClientCertificateContext = SslStreamCertificateContext.Create(identity, null, offline: true),
                    CertificateChainPolicy = trust,
                },
            },
            MaxRetryAttempts = 1,
        });
    }
}
