using KcExchange.Agent.Options;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Client;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.V1;
using Microsoft.Extensions.Logging;

namespace KcExchange.Agent.Commands;

/// <summary>
/// What is wrong with the periods of a file as a whole, as findings on the file: they stand in no cell. After a seal
/// the server says it; before, the file alone gives an idea of it.
/// </summary>
internal static class PeriodVerdict
{
    private static readonly CellRef Nowhere = new("", 0, 0);

    /// <summary>
    /// What the server found; null when it could not be asked: everything was sent, so that is no failure.
    /// </summary>
    /// <param name="book">The file, sent.</param>
    /// <param name="connection">Link to the exchange.</param>
    /// <param name="options">Settings.</param>
    /// <param name="log">Log.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellation">Stops.</param>
    internal static async Task<IReadOnlyList<ImportFinding>?> AskAsync(
        SourceBook book, ExchangeConnection connection, AgentOptions options, ILogger log, TimeProvider time,
        CancellationToken cancellation)
    {
        var own = PeriodsOf(book).Select(period => period.Key).ToHashSet(StringComparer.Ordinal);
        var client = new PeriodClient(
            connection, new SubmissionClientOptions { Retry = new RetrySettings { MaxFailures = 1 } }, time);
        var found = new List<ImportFinding>();
        try
        {
            await foreach (var period in client.ListAsync(new ListPeriodsRequest { PageSize = 200 }, cancellation))
            {
                if (!own.Contains(period.ReportPeriod) || (period is { Current: true, OpenFindings: 0 })) continue;
                var answer = await client.GetAsync(
                    new GetPeriodRequest
                    {
                        ReportPeriod = period.ReportPeriod, Refresh = !period.Current, Language = options.Language,
                    },
                    cancellation);
                found.AddRange(answer.Findings.Select(finding => Of(finding.Finding)));
            }
            return found;
        }
        catch (ExchangeException failure)
        {
            AgentLog.PeriodsNotKnown(log, failure);
            return null;
        }
    }

    /// <summary>
    /// What the file says of itself, if it holds the whole period: warnings, whatever the server would make of them.
    /// </summary>
    /// <param name="book">The file.</param>
    /// <param name="results">Results of its check.</param>
    /// <param name="rules">Rules and reference data.</param>
    internal static IReadOnlyList<ImportFinding> Guess(
        SourceBook book, IReadOnlyList<RowResult> results, RuleBook rules)
    {
        var good = results
            .Where(result => !result.NotSent && result.Findings.All(finding => finding.Severity != Severity.Error))
            .GroupBy(result => result.Row.Kind.Key(result.Row.Record))
            .Select(group => group.First().Row.Record).ToList();
        return [.. PeriodsOf(book)
            .SelectMany(period => PeriodJudgement.Judge(
                PeriodFacts.Of(book.ProvinceCode, period, good), rules.Rules, rules.Reference))
            .Select(found => Of(found.Finding.ToMessage("vi")))
            .Select(finding => finding with
            {
                Severity = finding.Severity < Severity.Warning ? finding.Severity : Severity.Warning,
                Message = Messages.Periods.IfWhole(finding.Message),
            })];
    }

    /// <summary>Writes the findings, under a heading.</summary>
    internal static void Show(
        IReadOnlyList<ImportFinding> findings, Bilingual heading, AgentTerminal terminal, AgentOptions options)
    {
        if (options.Quiet || findings.Count == 0) return;
        terminal.Line(heading.In(options.Language));
        foreach (var finding in findings)
            terminal.Line(
                $"  {Weight(finding.Severity).In(options.Language)} {finding.RuleId}: "
                + $"{finding.Message.In(options.Language)} {finding.Cure.In(options.Language)}");
    }

    private static IEnumerable<ReportPeriod> PeriodsOf(SourceBook book) =>
        book.Rows.Select(row => row.Record.ReportPeriod).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .SelectMany(key => ReportPeriod.TryParse(key, out var period) ? [period] : Array.Empty<ReportPeriod>());

    /// <summary>In both languages where this release knows the rule; else as the server says it.</summary>
    private static ImportFinding Of(Finding finding)
    {
        var (vi, en) = RuleCatalogue.ById.TryGetValue(finding.RuleId, out var rule)
            ? (RuleFinding.Render(rule, finding.FieldPath, finding.Parameters, "vi"),
                RuleFinding.Render(rule, finding.FieldPath, finding.Parameters, "en"))
            : (new RuleText(finding.Message, finding.Cure), new RuleText(finding.Message, finding.Cure));
        return new ImportFinding(
            finding.RuleId, finding.Severity, Nowhere, finding.FieldPath, new Bilingual(vi.Message, en.Message),
            new Bilingual(vi.Cure, en.Cure));
    }

    private static Bilingual Weight(Severity severity) => severity switch
    {
        Severity.Error => Messages.Screen.Error,
        Severity.Warning => Messages.Screen.Warning,
        _ => Messages.Screen.Info,
    };
}
