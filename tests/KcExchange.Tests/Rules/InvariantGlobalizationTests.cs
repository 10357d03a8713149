using System.Diagnostics;

namespace KcExchange.Tests.Rules;

/// <summary>The corpus again where .NET has no ICU, as in small containers: this assembly starts itself.</summary>
public class InvariantGlobalizationTests
{
    private const string Switch = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    [Fact]
    public async Task The_whole_corpus_has_the_same_findings_in_invariant_globalisation_mode()
    {
        if (Environment.GetEnvironmentVariable(Switch) == "1") Assert.Skip("This is that run.");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Switch] = "1" },
        };
        start.ArgumentList.Add(typeof(InvariantGlobalizationTests).Assembly.Location);
        foreach (var suite in new[] { "Rules.CorpusTests", "Reference.VietnameseTextTests" })
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add("KcExchange.Tests." + suite);
        }
        using var run = Process.Start(start)!;
        var output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, await output + await errors);
        Assert.Contains("Failed: 0", await output, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0", await output, StringComparison.Ordinal);
    }
}
