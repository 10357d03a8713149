using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KcExchange.Client;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;

namespace KcExchange.Tests.Support;

/// <summary>The server as its own process, which a test can kill as a power cut would.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private Process? _process;

    private readonly TestStore _store;

    private ServerProcess(string folder, int port, TestStore store) => (Folder, Port, _store) = (folder, port, store);

    public string Folder { get; }

    public int Port { get; }

    /// <summary>Makes certificates by the operator's own commands and starts the server.</summary>
    public static async Task<ServerProcess> StartAsync(Store store = Store.Sqlite)
    {
        var server = new ServerProcess(
            Directory.CreateTempSubdirectory("kcx-proc-").FullName, FreePort(), await TestStore.CreateAsync(store));
        await server.RunToEndAsync("pki", "init", "--host", "localhost");
        await server.RunToEndAsync("pki", "issue", "--province", "08", "--role", "submitter");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>The store behind the server.</summary>
    public ExchangeDb OpenStore()
    {
        var options = new ServerOptions { DataDirectory = Folder };
        _store.Configure(options);
        return StorageProviders.Create(options).Open();
    }

    public ExchangeConnectionOptions Caller() => new()
    {
        Address = new Uri($"https://localhost:{Port}"),
        ClientCertificate = CertificateFiles.LoadIdentity(Path.Combine(Folder, "pki", "callers", "08-submitter.pfx")),
        TrustedRoots = CertificateFiles.LoadAuthorities(Path.Combine(Folder, "pki", "ca.pem")),
    };

    /// <summary>Starts it on the same data and waits until it listens.</summary>
    public async Task StartAgainAsync()
    {
        _process = Process.Start(Command(_store.Variables, $"--Port={Port}", $"--DataDirectory={Folder}"))!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.Contains("Listening on", StringComparison.Ordinal)) continue;
            _ = _process.StandardOutput.ReadToEndAsync();
            return;
        }
        Assert.Fail("The server did not start: " + await _process.StandardError.ReadToEndAsync());
    }

    /// <summary>SIGKILL: nothing of the process runs any more.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public async Task<string> RunToEndAsync(params string[] args)
    {
        var (code, output) = await RunAsync(_store.Variables, [.. args, $"--DataDirectory={Folder}"]);
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>One command in a process of its own, with its settings in the environment.</summary>
    public static async Task<(int Code, string Output)> RunAsync(
        IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        using var process = Process.Start(Command(variables, args))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) Kill();
        _process?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        await _store.DisposeAsync();
    }

    private static ProcessStartInfo Command(IReadOnlyDictionary<string, string> variables, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "KcExchange.Server.dll"));
        foreach (var arg in args) start.ArgumentList.Add(arg);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
