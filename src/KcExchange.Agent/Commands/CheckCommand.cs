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
    private const string Suffix = ".kiem-tra";

    /// <summary>Runs it.</summary>
    /// <param name="file">Path of the workbook.</param>
    internal int Run(string file)
    {
        var book = SourceFormats.Read(file, options.Reading);
        var view = new SummaryView(terminal, options);
        view.ShowProblems(book);
        IReadOnlyList<RowResult> results;
        using (var outbox = OutboxFile.OpenForReading(options.Outbox))
            results = OfflineCheck.Run(book, outbox, options.Reference.Book, options.Language, time);
        var written = ResultWorkbook.Write(book, results, PathFor(book.Path), Header());
        view.ShowCheck(results);
        view.ShowFindings(results);
        if (!options.Quiet) ShowVersions(results, written);
        var tally = new Tally(results);
        var code = tally.IsClean && !ShipOrder.HasProblems(book) ? ExitCode.AllGood : ExitCode.ToMend;
        AgentLog.Done(log, code, tally.CheckLine());
        terminal.Line(tally.CheckLine());
        return code;
    }

    private void ShowVersions(IReadOnlyList<RowResult> results, ResultFile written)
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
        Say(Messages.Screen.ResultAt(written.Path));
        if (written.Note is { } note) Say(note);
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

    /// <summary>Beside the workbook; never in the place of a result that the server gave.</summary>
    private static string PathFor(string path) => Path.Combine(
        Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + Suffix + Path.GetExtension(path));
}
