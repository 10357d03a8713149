using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

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
        // One compares with .NET's own composition, which is not there in this mode.
        Assert.Contains("Failed: 0, Skipped: 1,", await output, StringComparison.Ordinal);
        // Every case of the corpus ran there too, and the other tests of those classes.
        var total = int.Parse(
            Regex.Match(await output, @"Total: (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.True(total > CorpusTests.EngineCases().Count, $"{total} tests");
    }
}
