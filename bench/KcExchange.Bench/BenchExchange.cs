using KcExchange.Server;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace KcExchange.Bench;

/// <summary>An empty server of our own on its SQLite default, and a province that may submit to it.</summary>
internal sealed class BenchExchange : IAsyncDisposable
{
    private const string Province = "08";
    private readonly WebApplication _app;
    private readonly PkiFiles _files;

    private BenchExchange(WebApplication app, PkiFiles files) => (_app, _files) = (app, files);

    /// <summary>What the agent needs to know of server and certificates.</summary>
    public string[] Caller =>
    [
        "--server", $"https://localhost:{ServerApp.PortOf(_app)}",
        "--cert", _files.Caller($"{Province}-submitter").Pfx, "--ca", _files.AuthorityCertificate,
    ];

    /// <summary>Starts one.</summary>
    /// <param name="folder">Takes database and certificates.</param>
    public static async Task<BenchExchange> StartAsync(string folder)
    {
        var options = new ServerOptions { DataDirectory = folder, Port = 0 };
        var data = $"--DataDirectory={folder}";
        await CommandAsync("pki", "init", "--host", "localhost", "127.0.0.1", data);
        await CommandAsync("pki", "issue", "--province", Province, "--role", "submitter", data);
        var app = await ServerApp.BuildAsync(
            options, TimeProvider.System, builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        return new BenchExchange(app, new PkiFiles(Path.Combine(folder, "pki")));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task CommandAsync(params string[] args)
    {
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            if (await Server.Program.Main(args) != 0)
                throw new InvalidOperationException($"KcExchange.Server {string.Join(' ', args)} failed.");
        }
        finally
        {
            Console.SetOut(output);
        }
    }
}
