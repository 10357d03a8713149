using KcExchange.Contracts.Reference;
using KcExchange.Server.Access;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Tests.Submissions;

/// <summary>The whole corpus through the real server: the same verdict as the engine gives offline.</summary>
public sealed class CorpusOverTheWireTests
{
    [Theory]
    [Stores]
    public async Task Every_case_that_can_be_sent_gets_the_verdict_that_the_corpus_expects(Store store)
    {
        var time = new SetTime();
        await using var server = await TestServer.StartAsync(
            options => options.Limits.ReferenceSeconds = 0, time, store);
        using var operators = new Ministry(server);
        await RefuseOneCentreAsync(server);
        var senders = new Dictionary<string, SubmissionService.SubmissionServiceClient>();
        var ministry =
            new PeriodService.PeriodServiceClient(server.Channel(await server.IssueAsync("00", Role.Officer)));
        var wrong = new List<string>();
        var cases = Corpus.All.Where(c => c.Only != "engine" && !c.Offline && c.Sender.Length > 0).ToList();
        foreach (var at in cases)
        {
            if (!senders.TryGetValue(at.Sender, out var client))
                senders[at.Sender] = client = new(server.Channel(await server.IssueAsync(at.Sender, Role.Submitter)));
            await ForgetAsync(server);
            time.Set(at.Today);
            await LoadAsync(operators, at, (file, rows) => ReferenceFiles.Embedded.Text(file) + rows);
            foreach (var other in at.Steps.Where(step => step.Sender.Length > 0))
            {
                if (!senders.TryGetValue(other.Sender, out var foreign))
                    senders[other.Sender] = foreign =
                        new(server.Channel(await server.IssueAsync(other.Sender, Role.Submitter)));
                wrong.AddRange((await RunAsync(foreign, ministry, at with { Period = "", Steps = [other] }))
                    .Select(problem => $"{at}, another province: {problem}"));
            }
            var ownSteps = at with { Steps = [.. at.Steps.Where(step => step.Sender.Length == 0)] };
            wrong.AddRange((await RunAsync(client, ministry, ownSteps)).Select(problem => $"{at}: {problem}"));
            await LoadAsync(operators, at, (file, _) => ReferenceFiles.Embedded.Text(file));
        }
        Assert.True(cases.Count > 100, $"Only {cases.Count} cases were run.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<List<string>> RunAsync(
        SubmissionService.SubmissionServiceClient client, PeriodService.PeriodServiceClient ministry, CorpusCase at)
    {
        var wrong = new List<string>();
        var (stream, id) = await RawStream.OpenAsync(client);
        await stream.OpenedAsync();
        for (var i = 0; i < at.Steps.Count; i++)
        {
            var step = at.Steps[i];
            if (step.Role == CorpusRole.Test) await LockAsync(ministry, at);
            var answer = await stream.SubmitAsync(i + 1, step.Record);
            var result = answer.Results.Single();
            var outcome = result.Outcome.ToString().ToUpperInvariant();
            if (step.Outcome != outcome && !(step.Outcome == "accepted" && result.Outcome <= Outcome.Deleted))
                wrong.Add($"record {i + 1} is {outcome}, not {step.Outcome}: "
                    + string.Join(", ", result.Findings.Select(Describe)));
            wrong.AddRange(result.Findings.Where(f => (f.Message + f.Cure).Contains('{', StringComparison.Ordinal))
                .Select(f => $"{f.RuleId} leaves a value open: {f.Message} {f.Cure}"));
            if (step is { Expect: { } expected } && at.Period.Length == 0)
                wrong.AddRange(Compare(expected, result.Findings));
            if (step.Totals is { } totals && answer.FindingsTotal != totals.Values.Sum())
                wrong.Add($"{answer.FindingsTotal} findings, not {totals.Values.Sum()}");
        }
        stream.Dispose();
        if (at.Period.Length == 0) return wrong;
        await client.SealSubmissionAsync(new() { SubmissionId = id, TotalRecords = at.Steps.Count });
        var period = await ministry.GetPeriodAsync(new() { ProvinceCode = at.Sender, ReportPeriod = at.Period });
        if (!period.Period.Current) wrong.Add("the seal did not judge the period");
        wrong.AddRange(Compare(at.Steps[^1].Expect!, [.. period.Findings.Select(found => found.Finding)]));
        return wrong;
    }

    /// <summary>Gives the server the reference data of a case, and those of the release after it.</summary>
    private static async Task LoadAsync(Ministry operators, CorpusCase at, Func<string, string, string> content)
    {
        foreach (var (file, rows) in at.Reference) await operators.LoadAsync(file, content(file, rows));
    }

    private static async Task LockAsync(PeriodService.PeriodServiceClient ministry, CorpusCase at)
    {
        foreach (var period in at.Locked)
            await ministry.LockPeriodAsync(new()
            {
                ProvinceCode = at.Sender, ReportPeriod = period, Reason = "test",
            });
    }

    private static IEnumerable<string> Compare(
        IReadOnlyList<ExpectedFinding> expected, IReadOnlyCollection<Finding> found)
    {
        foreach (var finding in expected)
            if (!found.Any(f =>
                f.RuleId == finding.Rule && f.Severity == finding.Severity && f.FieldPath == finding.Field
                && finding.Parameters.All(p => f.Parameters.Any(v => v.Name == p.Key && v.Value == p.Value))))
                yield return $"missing {finding.Rule} on {finding.Field}; found "
                    + string.Join(", ", found.Select(Describe));
        if (found.Count != expected.Count)
            yield return $"{found.Count} findings, not {expected.Count}: {string.Join(", ", found.Select(Describe))}";
    }

    private static string Describe(Finding finding) =>
        $"{finding.RuleId} on \"{finding.FieldPath}\" "
        + $"({string.Join(", ", finding.Parameters.Select(p => p.Name + "=" + p.Value))})";

    /// <summary>No input makes a store refuse a record: KC-SYS-009's cases name a centre that this one does.</summary>
    private static async Task RefuseOneCentreAsync(TestServer server)
    {
        server.Log.Expect("The store refused record");
        await Refusal.AddAsync(server, "centre", "centre_code", "KCT-08-98");
    }

    /// <summary>Each case begins with an empty province; callers stay.</summary>
    private static async Task ForgetAsync(TestServer server)
    {
        await using var db = server.OpenStore();
        await db.Database.ExecuteSqlRawAsync(
            """
            DELETE FROM centre; DELETE FROM project; DELETE FROM funding; DELETE FROM finding;
            DELETE FROM province_period; DELETE FROM period_finding; DELETE FROM project_beneficiary;
            """);
    }
}
