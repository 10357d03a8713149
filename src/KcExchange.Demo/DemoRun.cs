using System.Net;
using System.Net.Sockets;
using KcExchange.Agent;
using KcExchange.Agent.Commands;
using KcExchange.Client;
using KcExchange.Demo.Samples;
using KcExchange.Server;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace KcExchange.Demo;

/// <summary>
/// One run of the demo. Everything it makes lies in data/demo below the working directory, which git ignores.
/// </summary>
internal static class DemoRun
{
    private const string MappingEnding = ".anh-xa.yaml";

    private static readonly string Folder = Path.GetFullPath(Path.Combine("data", "demo"));

    public static async Task<int> RunAsync(bool once)
    {
        var options = new ServerOptions { DataDirectory = Path.Combine(Folder, "server"), Port = FreePort() };
        var files = new PkiFiles(Path.Combine(options.DataDirectory, "pki"));
        // 1 The authority and the certificates, by the operator's own commands.
        var samples = Samples();
        await PrepareCertificatesAsync(options, files, samples.Select(sample => sample.Province));
        // 2 The real server, on its SQLite default.
        await using var app = await ServerApp.BuildAsync(options, TimeProvider.System, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(new FileLog(Path.Combine(Folder, "server.log")));
        });
        await app.StartAsync();
        var address = $"https://localhost:{options.Port}";
        Console.WriteLine($"Server: {address}, database {Path.Combine(options.DataDirectory, "kcexchange.db")}");
        // 3 The real agent, once for each sample workbook.
        var lines = new List<DemoLine>();
        foreach (var workbook in samples)
            lines.Add(await SubmitAsync(workbook, address, files));
        // 4 What the ministry sees.
        await DemoTable.ShowAsync(lines, Connect(address, files, "00-officer"));
        ShowWays(lines, address, files);
        // 5 Up until Ctrl-C.
        if (!once)
        {
            Console.WriteLine("\nThe server stays up; Ctrl-C ends it. / Máy chủ vẫn chạy; nhấn Ctrl-C để dừng.");
            await app.WaitForShutdownAsync();
        }
        await app.StopAsync();
        Console.WriteLine(DemoTable.Total(lines));
        return 0;
    }

    private static async Task PrepareCertificatesAsync(
        ServerOptions options, PkiFiles files, IEnumerable<string> provinces)
    {
        var data = $"--DataDirectory={options.DataDirectory}";
        if (!File.Exists(files.ServerCertificate))
            await ServerCommandAsync("pki", "init", "--host", "localhost", "127.0.0.1", data);
        foreach (var province in provinces)
            if (!File.Exists(files.Caller($"{province}-submitter").Pfx))
                await ServerCommandAsync("pki", "issue", "--province", province, "--role", "submitter", data);
        if (!File.Exists(files.Caller("00-officer").Pfx))
            await ServerCommandAsync("pki", "issue", "--ministry", "--role", "officer", data);
    }

    private static async Task ServerCommandAsync(params string[] args)
    {
        Console.WriteLine("> KcExchange.Server " + string.Join(' ', args[..^1]));
        if (await Server.Program.Main(args) != 0) throw new InvalidOperationException("The command failed.");
    }

    /// <summary>
    /// Copies of the samples, each with its mapping where it has one: the originals stay as they are.
    /// </summary>
    private static List<DemoSample> Samples()
    {
        var target = Path.Combine(Folder, "workbooks");
        Directory.CreateDirectory(target);
        var source = Path.GetFullPath("samples");
        if (!Directory.Exists(source)) SampleWorkbooks.Make(source, null);
        var samples = new List<DemoSample>();
        foreach (var outcome in Directory.EnumerateFiles(source, "*.expected.json").Order(StringComparer.Ordinal))
        {
            var expected = ExpectedOutcome.Read(outcome);
            // Made just now, it is still the workbook that another program would save as .xls.
            var workbook = Path.Combine(source, expected.File);
            if (!File.Exists(workbook)) workbook = Path.ChangeExtension(workbook, ".xlsx");
            var mapping = Path.ChangeExtension(workbook, MappingEnding);
            samples.Add(new DemoSample(
                expected.Province, Copy(workbook, target), File.Exists(mapping) ? Copy(mapping, target) : ""));
        }
        return samples;
    }

    private static string Copy(string file, string folder)
    {
        var copy = Path.Combine(folder, Path.GetFileName(file));
        if (!File.Exists(copy)) File.Copy(file, copy);
        return copy;
    }

    private static async Task<DemoLine> SubmitAsync(DemoSample workbook, string address, PkiFiles files)
    {
        Console.WriteLine($"\n> KcExchange.Agent submit {Path.GetFileName(workbook.File)}"
            + (workbook.Mapping.Length > 0 ? $" --map {Path.GetFileName(workbook.Mapping)}" : ""));
        var output = new KeepingWriter(Console.Out);
        var terminal = Console.IsOutputRedirected
            ? AgentTerminal.Plain(output, Console.Error)
            : AgentTerminal.Of(Screen(output), Console.Error);
        var code = await AgentApp.RunAsync(
            [
                "submit", workbook.File, "--server", address,
                "--cert", files.Caller($"{workbook.Province}-submitter").Pfx,
                "--ca", files.AuthorityCertificate, "--outbox", Path.Combine(Folder, "outbox", workbook.Province),
                .. workbook.Mapping.Length > 0 ? ["--map", workbook.Mapping] : Array.Empty<string>(),
            ],
            terminal, TimeProvider.System, CancellationToken.None);
        if (code is not (0 or 1)) throw new InvalidOperationException($"The agent ended with exit code {code}.");
        return DemoLine.Parse(workbook.Province, workbook.File, output.LastLine("total: "));
    }

    /// <summary>The process' own screen, written through a writer that remembers.</summary>
    private static IAnsiConsole Screen(TextWriter output)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        screen.Profile.Width = Console.WindowWidth;
        return screen;
    }

    private static ExchangeConnection Connect(string address, PkiFiles files, string caller) => new(new()
    {
        Address = new Uri(address),
        ClientCertificate = CertificateFiles.LoadIdentity(files.Caller(caller).Pfx),
        TrustedRoots = CertificateFiles.LoadAuthorities(files.AuthorityCertificate),
    });

    private static void ShowWays(List<DemoLine> lines, string address, PkiFiles files)
    {
        Console.WriteLine("\nResult workbooks / Tệp kết quả:");
        foreach (var line in lines) Console.WriteLine($"  {line.ResultFile}");
        var province = lines[0].Province;
        Console.WriteLine("\nYour own workbook / Gửi tệp của bạn:");
        Console.WriteLine("  dotnet run --project src/KcExchange.Agent -- template my-province.xlsx");
        Console.WriteLine(
            $"  dotnet run --project src/KcExchange.Agent -- submit my-province.xlsx --server {address}"
            + $" --cert {Relative(files.Caller($"{province}-submitter").Pfx)}"
            + $" --ca {Relative(files.AuthorityCertificate)}");
    }

    private static string Relative(string path) => Path.GetRelativePath(Directory.GetCurrentDirectory(), path);

    /// <summary>The server's usual port where it is free, any other otherwise.</summary>
    private static int FreePort()
    {
        foreach (var port in (int[])[new ServerOptions().Port, 0])
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // In use: the next one.
            }
        throw new IOException("There is no free port on this machine.");
    }

    /// <summary>A sample that is sent.</summary>
    /// <param name="Province">Province that sends it.</param>
    /// <param name="File">Its copy.</param>
    /// <param name="Mapping">Its mapping's copy; empty = none.</param>
    private sealed record DemoSample(string Province, string File, string Mapping);
}
