using KcExchange.Agent.Options;
using KcExchange.Agent.Outbox;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Reference;
using KcExchange.V1;
using Microsoft.Extensions.Logging;

namespace KcExchange.Agent.Commands;

/// <summary>`check FILE.xlsx`: the same verdict as the server's as far as it can be had here; no network.</summary>
/// <param name="options">Settings.</param>
/// <param name="terminal">Where it writes.</param>
/// <param name="log">Log.</param>
/// <param name="time">Clock.</param>
internal sealed class CheckCommand(AgentOptions options, AgentTerminal terminal, ILogger log, TimeProvider time)
{
    /// <summary>Runs it.</summary>
    /// <param name="file">Path of the workbook.</param>
    internal int Run(string file)
    {
        var book = new UnitQuestion(options, terminal).Read(file);
        var view = new SummaryView(terminal, options);
        view.ShowProblems(book);
        IReadOnlyList<RowResult> results;
        using (var outbox = OutboxFile.OpenForReading(options.Outbox))
            results = OfflineCheck.Run(book, outbox, options.Reference.Book, options.Language, time);
        var periods = PeriodVerdict.Guess(book, results, options.Reference.Book);
        book = book with { Problems = [.. book.Problems, .. periods] };
        var target = ResultWorkbook.PathFor(book, Messages.Names.CheckSuffix);
        var written = ResultWorkbook.Write(book, results, target, Header());
        view.ShowCheck(results);
        view.ShowFindings(results);
        PeriodVerdict.Show(periods, Messages.Periods.HeadingOffline, terminal, options);
        if (!options.Quiet) ShowVersions(results);
        view.ShowWritten(book, written);
        var tally = new Tally(results);
        var code = tally.IsClean && !ShipOrder.HasProblems(book) ? ExitCode.AllGood : ExitCode.ToMend;
        AgentLog.Done(log, code, tally.CheckLine());
        terminal.Line(tally.CheckLine());
        return code;
    }

    private void ShowVersions(IReadOnlyList<RowResult> results)
    {
        Say(Messages.Screen.Undecided);
        foreach (var rule in results.SelectMany(result => result.Undecided).GroupBy(rule => rule.Id)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
            Say(Messages.Screen.UndecidedRule(rule.Key, rule.Count()));
        Say(Messages.Screen.UndecidedAlways(string.Join(", ", OfflineCheck.OnlyTheServers.Select(rule => rule.Id))));
        var judging = options.Reference;
        Say(Messages.Kept.JudgedBy(
            judging.Book.Rules.Version, judging.Book.Reference.Version, judging.Whose,
            VietnamTime.Today(time).ToVietnameseText()));
        if (judging.Problem is { } problem) Say(problem);
        Say(Messages.Screen.OfflineNote);
    }

    private void Say(Bilingual text) => terminal.Line(text.In(options.Language));

    private ResultHeader Header() => new()
    {
        Time = time.GetUtcNow(),
        Offline = true,
        RuleSetVersion = options.Reference.Book.Rules.Version,
        ReferenceVersion = $"{options.Reference.Book.Reference.Version} ({options.Reference.Whose.Vi})",
        Reference = options.Reference.Book.Reference,
    };
}
