using System.Net;
using System.Security.Cryptography;
using KcExchange.Server.Access;
using KcExchange.Server.Ledger;
using KcExchange.Server.Operations;
using KcExchange.Server.Periods;
using KcExchange.Server.Queries;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace KcExchange.Server;

/// <summary>The ministry's server, put together. Used by Program and, in the same process, by tests.</summary>
internal static class ServerApp
{
    /// <summary>Builds the server; the store is prepared before it is returned.</summary>
    /// <exception cref="StoreNotReadyException">The store cannot be used as it is.</exception>
    /// <exception cref="FileNotFoundException">There are no certificates: `pki init` comes first.</exception>
    public static async Task<WebApplication> BuildAsync(
        ServerOptions options, TimeProvider time, Action<WebApplicationBuilder>? configure = null)
    {
        var files = new PkiFiles(Path.Combine(options.DataDirectory, "pki"));
        if (!File.Exists(files.ServerCertificate))
            throw new FileNotFoundException(
                $"There is no server certificate in {files.Folder}: run `pki init --host NAME` first.");
        var storage = StorageProviders.Create(options);
        try
        {
            return await BuildAsync(options, time, storage, files, configure);
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    private static async Task<WebApplication> BuildAsync(
        ServerOptions options, TimeProvider time, StorageProvider storage, PkiFiles files,
        Action<WebApplicationBuilder>? configure)
    {
        await storage.OccupyAsync(CancellationToken.None);
        var book = await ReferenceStore.RequireAsync(storage, CancellationToken.None);
        await using (var db = storage.Open())
            await ProvinceHead.AddMissingAsync(db, book.Book.Reference, CancellationToken.None);

        // Settings are read once. The framework would watch the folder for changes of its own settings file, and the
        // store writes into that folder all the time.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        AddServices(builder.Services, options, storage, files, time);
        builder.Services.AddSingleton(services => new CurrentBook(
            book, storage, options, time, services.GetRequiredService<ILogger<CurrentBook>>()));
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, options, files));
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(options.Limits.DrainSeconds + 20));
        // Not a line for each request of the frameworks. A start that fails is one sentence of Program's.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        configure?.Invoke(builder);

        var app = builder.Build();
        // Asked for, so that the host disposes it with itself, and what holds the store lets go.
        _ = app.Services.GetRequiredService<StorageProvider>();
        app.MapGrpcService<SubmissionEndpoint>();
        app.MapGrpcService<PeriodEndpoint>();
        app.MapGrpcService<ReferenceEndpoint>();
        app.MapGrpcHealthChecksService();
        app.Lifetime.ApplicationStarted.Register(() => ServerLog.Listening(
            app.Logger, options.ListenAddress, PortOf(app), storage.Name,
            book.Book.Rules.Version, book.Book.Reference.Version));
        app.Lifetime.ApplicationStopping.Register(() => ServerLog.Stopping(
            app.Logger, app.Services.GetRequiredService<OpenStreams>().Count));
        return app;
    }

    /// <summary>The port in use, also where any free one was asked for.</summary>
    public static int PortOf(WebApplication app) => new Uri(app.Urls.First()).Port;

    private static void AddServices(
        IServiceCollection services, ServerOptions options, StorageProvider storage, PkiFiles files, TimeProvider time)
    {
        var receipts = PkiFiles.ReadPair(files.ReceiptCertificate, files.ReceiptKey);
        services.AddSingleton(options).AddSingleton(_ => storage).AddSingleton(time)
            .AddSingleton(new ReceiptSigner(receipts))
            .AddSingleton(new PageTokens(SHA256.HashData(File.ReadAllBytes(files.ReceiptKey))))
            .AddSingleton<CallerRegistry>().AddSingleton<CallQuota>()
            .AddSingleton<AuditLog>().AddSingleton<AuditWriter>()
            .AddHostedService(provider => provider.GetRequiredService<AuditWriter>())
            .AddSingleton<CrossProvinceAudit>().AddSingleton<CommittedProjects>().AddSingleton<DuplicateWatch>()
            .AddSingleton<DuplicateRecheck>()
            .AddHostedService(provider => provider.GetRequiredService<DuplicateRecheck>())
            .AddSingleton<GroupCommit>().AddSingleton<CommitLanes>()
            .AddSingleton(new ReadBudget(options.Limits.UnansweredRecordsInAll)).AddSingleton<SubmissionStore>()
            .AddSingleton<Sealing>().AddSingleton<OpenStreams>().AddSingleton<SubmitServices>()
            .AddSingleton<SubmissionQueries>().AddSingleton<SubmissionEndpoint>()
            .AddSingleton<PeriodRun>().AddSingleton<PeriodLocks>().AddSingleton<PeriodQueries>()
            .AddSingleton<PeriodEndpoint>()
            .AddSingleton<ReferenceEndpoint>()
            .AddHostedService<DailyAnchors>();
        services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<CallGuard>();
            grpc.EnableDetailedErrors = false;
        });
        services.AddGrpcHealthChecks().AddAsyncCheck("store", async cancellation =>
        {
            await using var db = storage.Open();
            return await db.Database.CanConnectAsync(cancellation)
                ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy()
                : Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Unhealthy();
        });
    }

    /// <summary>TLS always. Who the client is, is decided by the registry, with an answer that says why not.</summary>
    private static void Listen(KestrelServerOptions kestrel, ServerOptions options, PkiFiles files)
    {
        var certificate = PkiFiles.ReadPair(files.ServerCertificate, files.ServerKey);
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Parse(options.ListenAddress), options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (_, _, _) => true;
            });
        });
    }
}
