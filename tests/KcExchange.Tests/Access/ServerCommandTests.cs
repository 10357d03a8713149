using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KcExchange.Tests.Access;

public sealed class ServerCommandTests
{
    [Theory]
    [InlineData("pki", "issue", "--province", "08")]
    [InlineData("pki", "issue", "--province", "08", "--role", "submitter", "--days", "0")]
    [InlineData("pki", "foo")]
    [InlineData("pki", "list")]
    [InlineData("foo")]
    public async Task A_command_that_cannot_run_ends_with_2_and_never_throws(params string[] args)
    {
        using var folder = new TestFolder();

        Assert.Equal(2, await Server.Program.Main([.. args, $"--DataDirectory={folder.File("none")}"]));
    }

    [Fact]
    public async Task The_log_has_no_line_for_each_request_of_the_frameworks()
    {
        await using var server = await TestServer.StartAsync();
        var logs = server.App.Services.GetRequiredService<ILoggerFactory>();

        Assert.False(logs.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Information));
        Assert.False(logs.CreateLogger("Grpc.AspNetCore.Server").IsEnabled(LogLevel.Information));
        Assert.True(logs.CreateLogger("Grpc.AspNetCore.Server").IsEnabled(LogLevel.Warning));
        Assert.True(logs.CreateLogger("KcExchange.Server").IsEnabled(LogLevel.Information));
    }
}
