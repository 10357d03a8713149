using System.Net;
using Grpc.Core;
using KcExchange.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KcExchange.Bench.Load;

/// <summary>
/// What teams usually write, as a process of its own: minimal API with JSON, one project or many, and gRPC with one
/// project a call. No TLS, no rules, no ledger: all that favours the peers.
/// </summary>
internal static class NaivePeer
{
    /// <summary>A JSON object a call.</summary>
    public const string Single = "/projects";

    /// <summary>A JSON array a call.</summary>
    public const string Many = "/projects/batch";

    /// <summary>Serves until its input ends; its first line is the port.</summary>
    /// <param name="file">The database.</param>
    /// <param name="protocol">"json" or "grpc".</param>
    public static async Task<int> RunAsync(string file, string protocol)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddDbContext<NaiveStore>(options => options.UseSqlite($"Data Source={file}"));
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            listen.Protocols = protocol == "grpc" ? HttpProtocols.Http2 : HttpProtocols.Http1));
        await using var app = builder.Build();
        app.MapPost(Single, (NaiveProject project, NaiveStore store) => store.SaveAsync([project]));
        app.MapPost(Many, (List<NaiveProject> projects, NaiveStore store) => store.SaveAsync(projects));
        app.MapGrpcService<NaiveService>();
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<NaiveStore>().Database.EnsureCreatedAsync();
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.Single()).Port);
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
        await app.StopAsync();
        return 0;
    }

    /// <summary>One record a call, each with its commit.</summary>
    private sealed class NaiveService(NaiveStore store) : SubmissionService.SubmissionServiceBase
    {
        public override async Task<AppendRecordsResponse> AppendRecords(
            AppendRecordsRequest request, ServerCallContext context)
        {
            await store.SaveAsync(request.Batch.Records.Select(NaiveProject.Of));
            return new AppendRecordsResponse();
        }
    }
}
