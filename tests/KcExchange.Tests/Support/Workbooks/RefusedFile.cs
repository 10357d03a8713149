using KcExchange.Tests.Agent;
using KcExchange.Tests.Tidy;

namespace KcExchange.Tests.Support.Workbooks;

/// <summary>The real commands on a bad file: one sentence in each language, exit code 2, nothing left behind.</summary>
internal static class RefusedFile
{
    private static readonly Uri Nowhere = new("https://localhost:1");

    /// <summary>A file of the repository's tests, copied to where the agent may write beside it.</summary>
    public static string Copy(AgentRun agent, string name, string? instead = null)
    {
        var path = agent.FileAt(instead ?? name);
        File.Copy(Repository.Full("tests/files/" + name), path);
        return path;
    }

    /// <summary>Fails unless both commands refuse the file with the sentence.</summary>
    public static async Task AssertAsync(AgentRun agent, string path, params string[] parts)
    {
        var before = Snapshot(agent);
        foreach (var command in new[] { "check", "submit" })
        {
            var code = await agent.RunAsync(Nowhere, command, path);

            Assert.True(code == 2, $"{command} {path}: {code}\n{agent.Output}{agent.Error}");
            Assert.Empty(agent.Output);
            var lines = agent.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(2, lines.Length);
            Assert.NotEqual(lines[0], lines[1]);
            Assert.All(parts, part => Assert.Contains(part, lines[0], StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("không lường trước", lines[0], StringComparison.Ordinal);
            Assert.Equal(before, Snapshot(agent));
        }
    }

    /// <summary>Runs the check on a file that can be read.</summary>
    public static async Task<string> CheckAsync(AgentRun agent, string path, params string[] options)
    {
        var code = await agent.RunAsync(Nowhere, ["check", path, .. options]);
        Assert.True(code is 0 or 1, agent.Output + agent.Error);
        return agent.Output;
    }

    /// <summary>All files with their size, but for the log: what a refused file may not change.</summary>
    private static List<string> Snapshot(AgentRun agent) =>
        [.. new DirectoryInfo(agent.FileAt("")).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Name != "agent.log")
            .Select(file => $"{file.FullName} {file.Length}").Order(StringComparer.Ordinal)];
}
