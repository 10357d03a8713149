using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using KcExchange.Server;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace KcExchange.Tests.Support;

/// <summary>The real server on a real socket with a real database, in a folder of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly List<IDisposable> _disposables = [];
    private readonly CertificateAuthority _authority;
    private readonly TestStore _store;
    private readonly List<WebApplication> _replicas = [];
    private WebApplication? _app;

    private TestServer(ServerOptions options, TimeProvider time, CertificateAuthority authority, TestStore store)
    {
        (Options, Time, _authority, _store) = (options, time, authority, store);
        Log = new CapturedLog();
    }

    public ServerOptions Options { get; }

    public TimeProvider Time { get; }

    public Store Store => _store.Kind;

    public CapturedLog Log { get; }

    public PkiFiles Files => new(Path.Combine(Options.DataDirectory, "pki"));

    public Uri Address { get; private set; } = null!;

    public WebApplication App => _app!;

    /// <summary>Starts a server; limits, clock and database as a test wants them.</summary>
    public static async Task<TestServer> StartAsync(
        Action<ServerOptions>? configure = null, TimeProvider? time = null, Store store = Store.Sqlite)
    {
        var database = await TestStore.CreateAsync(store);
        var options = new ServerOptions
        {
            DataDirectory = Directory.CreateTempSubdirectory("kcx-test-").FullName,
            Port = 0,
        };
        database.Configure(options);
        configure?.Invoke(options);
        var clock = time ?? TimeProvider.System;
        var files = new PkiFiles(Path.Combine(options.DataDirectory, "pki"));
        var authority = CertificateAuthority.Create(files, clock);
        PkiFiles.WritePair(
            authority.IssueServer(["localhost", "127.0.0.1"], TimeSpan.FromDays(30)), files.ServerCertificate,
            files.ServerKey);
        PkiFiles.WritePair(
            authority.IssueReceiptSigner(TimeSpan.FromDays(30)), files.ReceiptCertificate, files.ReceiptKey);
        var server = new TestServer(options, clock, authority, database);
        await server.RunAsync();
        return server;
    }

    /// <summary>Stops the server as an operator would and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await RunAsync();
    }

    /// <summary>Stops the server; it starts again on the same data and port when this is disposed.</summary>
    public async Task<IAsyncDisposable> StoppedAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _app = null;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return new Stopped(this);
    }

    /// <summary>Starts another replica on the same store; it stops with the server.</summary>
    public async Task<Uri> StartReplicaAsync()
    {
        var port = Options.Port;
        Options.Port = 0;
        var replica = await ServerApp.BuildAsync(Options, Time, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(Log);
        });
        Options.Port = port;
        await replica.StartAsync();
        _replicas.Add(replica);
        return new Uri($"https://localhost:{ServerApp.PortOf(replica)}");
    }

    /// <summary>Registers a caller and returns its certificate.</summary>
    public async Task<X509Certificate2> IssueAsync(string province, params string[] roles)
    {
        using var made = _authority.IssueCaller($"{province}-{string.Join('-', roles)}", TimeSpan.FromDays(30));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        await using var db = StorageProviders.Create(Options).Open();
        db.Callers.Add(new CallerRow
        {
            Thumbprint = CallerRegistry.ThumbprintOf(certificate),
            Serial = certificate.SerialNumber,
            Name = $"{province}-{string.Join('-', roles)}",
            ProvinceCode = province,
            Roles = string.Join(';', roles),
            // Wider than the certificate: tests set the server's clock to other years.
            ValidFrom = DateTime.UnixEpoch,
            ValidTo = DateTime.UnixEpoch.AddYears(100),
        });
        await db.SaveChangesAsync();
        _disposables.Add(certificate);
        return certificate;
    }

    /// <summary>A raw channel with a certificate, or with none.</summary>
    public GrpcChannel Channel(X509Certificate2? certificate, Uri? replica = null)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Files.AuthorityCertificate) },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
                ClientCertificates = certificate is null ? [] : [certificate],
            },
            EnableMultipleHttp2Connections = true,
        };
        var channel = GrpcChannel.ForAddress(replica ?? Address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = 16 * 1024 * 1024,
            MaxSendMessageSize = null,
        });
        _disposables.Add(channel);
        return channel;
    }

    /// <summary>The service as a submitter of a province calls it.</summary>
    public async Task<SubmissionService.SubmissionServiceClient> SubmitterAsync(string province = "08") =>
        new(Channel(await IssueAsync(province, Role.Submitter)));

    /// <summary>The certificate that vouches for server, callers and receipts.</summary>
    public X509Certificate2 Authority() => X509CertificateLoader.LoadCertificateFromFile(Files.AuthorityCertificate);

    /// <summary>The store behind the server.</summary>
    public ExchangeDb OpenStore() => StorageProviders.Create(Options).Open();

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in Enumerable.Reverse(_disposables)) disposable.Dispose();
        foreach (var app in _app is null ? _replicas : [.. _replicas, _app])
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Options.DataDirectory, recursive: true);
        await _store.DisposeAsync();
        Log.FailOnUnexpectedErrors();
    }

    private sealed class Stopped(TestServer server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            await server.RunAsync();
        }
    }

    private async Task RunAsync()
    {
        _app = await ServerApp.BuildAsync(Options, Time, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(Log);
        });
        await _app.StartAsync();
        Options.Port = ServerApp.PortOf(_app);
        Address = new Uri($"https://localhost:{Options.Port}");
    }
}

/// <summary>Keeps what the server logs; an error that no test expected fails the test.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    private readonly ConcurrentBag<string> _expected = [];

    private readonly List<(string Part, TaskCompletionSource Said)> _awaited = [];

    public IEnumerable<string> Lines => _lines.Select(line => line.Text);

    /// <summary>An error whose text contains this is part of the test.</summary>
    public void Expect(string part) => _expected.Add(part);

    /// <summary>Completes when a line contains this; at once when one does.</summary>
    public Task SaysAsync(string part)
    {
        lock (_awaited)
        {
            if (Lines.Any(line => line.Contains(part, StringComparison.Ordinal))) return Task.CompletedTask;
            var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((part, said));
            return said.Task;
        }
    }

    public void FailOnUnexpectedErrors()
    {
        var errors = _lines.Where(line => line.Level >= LogLevel.Error
            && !_expected.Any(part => line.Text.Contains(part, StringComparison.Ordinal))).ToList();
        Assert.True(
            errors.Count == 0, "Unexpected errors in the log:\n" + string.Join('\n', errors.Select(e => e.Text)));
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception) + (exception is null ? "" : "\n" + exception);
        lock (_awaited)
        {
            _lines.Enqueue((logLevel, text));
            foreach (var (_, said) in _awaited.Where(one => text.Contains(one.Part, StringComparison.Ordinal)))
                said.TrySetResult();
        }
    }

    public void Dispose()
    {
    }
}
