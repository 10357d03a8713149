using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KcExchange.Agent;
using KcExchange.Agent.Commands;
using KcExchange.Agent.Sources;
using KcExchange.Server.Access;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;

namespace KcExchange.Tests.Agent;

/// <summary>A clerk's machine: workbooks, certificate, outbox; and the real agent run on it.</summary>
internal sealed class AgentRun : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>What the last run wrote.</summary>
    internal string Output { get; private set; } = "";

    /// <summary>What it wrote on what could not be done.</summary>
    internal string Error { get; private set; } = "";

    internal string Outbox => _folder.File("outbox");

    internal string Certificate => _folder.File("caller.pfx");

    internal string Authority => _folder.File("ca.pem");

    internal string LastLine => Output.TrimEnd().Split('\n')[^1].TrimEnd();

    internal string Log => File.ReadAllText(Path.Combine(Outbox, "agent.log"));

    internal string FileAt(string name) => _folder.File(name);

    /// <summary>Gives the machine a certificate of the server's authority.</summary>
    internal async Task EnrolAsync(TestServer server, string role = Role.Submitter)
    {
        Take(await server.IssueAsync("08", role));
        File.Copy(server.Files.AuthorityCertificate, Authority, overwrite: true);
    }

    internal void Take(X509Certificate2 certificate)
    {
        File.Delete(Certificate);
        PkiFiles.WritePrivate(Certificate, certificate.Export(X509ContentType.Pkcs12));
    }

    /// <summary>A workbook with some records.</summary>
    internal string Workbook(string name, params IReadOnlyList<ExchangeRecord> records)
    {
        var path = _folder.File(name);
        WorkbookTemplate.Write(path, new TemplateOptions
        {
            Today = TestRecords.Day, Common = Common(records), Records = records,
        });
        return path;
    }

    /// <summary>Changes a text wherever it stands in a workbook.</summary>
    internal static void Replace(string path, string text, string instead)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var content = entry.Open();
            var xml = new StreamReader(content).ReadToEnd();
            if (!xml.Contains(text, StringComparison.Ordinal)) continue;
            content.SetLength(0);
            content.Write(Encoding.UTF8.GetBytes(xml.Replace(text, instead, StringComparison.Ordinal)));
        }
    }

    internal int Attempts { get; set; } = 1;

    /// <summary>Looks on while the agent writes.</summary>
    internal Action<string>? OnLine { get; set; }

    /// <summary>Ctrl-C.</summary>
    internal CancellationToken Stop { get; set; }

    /// <summary>Runs the agent; every setting but the command comes from here.</summary>
    internal async Task<int> RunAsync(Uri server, params string[] command)
    {
        using var output = new WatchedWriter(OnLine);
        await using var error = new StringWriter();
        var code = await AgentApp.RunAsync(
            [
                .. command, "--server", server.ToString(), "--cert", Certificate, "--ca", Authority,
                "--outbox", Outbox, "--attempts", $"{Attempts}",
            ],
            AgentTerminal.Plain(output, error), TimeProvider.System, Stop, _ => null);
        (Output, Error) = (output.ToString(), error.ToString());
        Assert.DoesNotContain("   at ", Output + Error, StringComparison.Ordinal);
        return code;
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static ExchangeRecord Common(IReadOnlyList<ExchangeRecord> records)
    {
        var common = TestRecords.Centre();
        common.ClearBody();
        common.CorrectionReference = records.Count > 0 ? records[0].CorrectionReference : "";
        return common;
    }

    private sealed class WatchedWriter(Action<string>? onText) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            onText?.Invoke(value ?? "");
        }
    }
}
