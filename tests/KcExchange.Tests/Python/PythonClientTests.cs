using System.Diagnostics;
using KcExchange.Server.Access;
using KcExchange.Tests.Support;
using KcExchange.Tests.Tidy;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Python;

/// <summary>The proof that the contract needs no .NET: clients/python against the real server.</summary>
public sealed class PythonClientTests
{
    /// <summary>Debian's own Python: python3-grpcio installs for that one only.</summary>
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task A_Python_client_breaks_off_resumes_and_hears_in_Vietnamese_what_to_mend()
    {
        RequireTools();
        await using var server = await TestServer.StartAsync();
        var credentials = await WriteCredentialsAsync(server, Role.Submitter);

        var first = await RunAsync(server, credentials, "--break-after", "6");

        Assert.True(first.Exit == 1, first.Output);
        Assert.Contains("Lần gửi 1: gửi từ bản ghi 1,", first.Output);
        Assert.Contains("Ngắt kết nối có chủ ý ở bản ghi 6", first.Output);
        // The batch under way when it broke off was committed or it was not: both are right, a gap is not.
        Assert.Matches("Lần gửi 2: gửi từ bản ghi [59],", first.Output);
        Assert.Contains(
            "Bản ghi 5 (project/KC-08-2025-DP-0904) KC-PRJ-011 LỖI project.total_cost: Tổng kinh phí", first.Output);
        Assert.Contains("KC-GEN-015 LỖI funding.project_code", first.Output);
        Assert.Contains("KC-GEN-011 LỖI report_period", first.Output);
        Assert.Contains("Đã nhận 12 bản ghi: CREATED 9, REJECTED 3", first.Output);
        await using (var db = server.OpenStore())
        {
            var head = await db.Heads.SingleAsync(head => head.ProvinceCode == "08");
            var versions = await db.Entries.CountAsync(entry => entry.Sequence > 0 && entry.ProvinceCode == "08");
            Assert.Equal(9, versions);
            Assert.Equal(12, await db.Batches.SumAsync(batch => batch.RecordCount));
            Assert.True(head.HighestSourceVersion > 0);
        }

        var again = await RunAsync(server, credentials);

        Assert.Contains("Đã nhận 12 bản ghi: REJECTED 3, UNCHANGED 9", again.Output);
        await Chain.VerifyAsync(server, "08");
    }

    [Fact]
    public async Task A_Python_client_without_the_role_reads_why_not()
    {
        RequireTools();
        await using var server = await TestServer.StartAsync();
        var credentials = await WriteCredentialsAsync(server, Role.Reader);

        var refused = await RunAsync(server, credentials);

        Assert.True(refused.Exit == 2, refused.Output);
        Assert.Contains("PERMISSION_DENIED", refused.Output);
    }

    private static async Task<(string Certificate, string Key)> WriteCredentialsAsync(TestServer server, string role)
    {
        var certificate = await server.IssueAsync("08", role);
        var (pem, key, _) = server.Files.Caller(role);
        Directory.CreateDirectory(Path.GetDirectoryName(pem)!);
        PkiFiles.WritePair(certificate, pem, key);
        return (pem, key);
    }

    private static async Task<(int Exit, string Output)> RunAsync(
        TestServer server, (string Certificate, string Key) credentials, params string[] more)
    {
        var start = new ProcessStartInfo(Python)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONIOENCODING"] = "utf-8", ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        string[] arguments =
        [
            Repository.Full("clients/python/kcx_submit.py"), Repository.Full("clients/python/sample.jsonl"),
            "--server", $"localhost:{server.Address.Port}", "--ca", server.Files.AuthorityCertificate,
            "--cert", credentials.Certificate, "--key", credentials.Key, .. more,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>`tests/run` installs them; in CI their absence is a failure, not a reason to skip.</summary>
    private static void RequireTools()
    {
        var missing = Missing();
        if (missing is null) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Skip(missing + " (tests/run installs it where it may)");
    }

    private static string? Missing()
    {
        string[] files =
            [Python, "/usr/bin/protoc", "/usr/bin/grpc_python_plugin", "/usr/include/google/protobuf/descriptor.proto"];
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } absent) return $"There is no {absent}.";
        using var probe =
            Process.Start(new ProcessStartInfo(Python, ["-c", "import grpc"]) { RedirectStandardError = true })!;
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : "Debian's python3-grpcio is not installed.";
    }
}
