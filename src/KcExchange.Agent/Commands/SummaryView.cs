using System.Globalization;
using KcExchange.Agent.Options;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.V1;
using Spectre.Console;

namespace KcExchange.Agent.Commands;

/// <summary>The tables at the end of a command: rows by kind and outcome, findings by rule.</summary>
/// <param name="terminal">Where.</param>
/// <param name="options">Settings.</param>
internal sealed class SummaryView(AgentTerminal terminal, AgentOptions options)
{
    private const int LongestExample = 90;
    private const int MostOfOne = 5;

    private static readonly Outcome[] Always =
        [Outcome.Created, Outcome.Updated, Outcome.Unchanged, Outcome.Rejected];

    /// <summary>What is wrong with the file as a whole.</summary>
    internal void ShowProblems(SourceBook book)
    {
        if (options.Quiet || book.Problems.Count == 0) return;
        terminal.Line(In(Messages.Screen.OfFile));
        // Of a flood (a column of codes was lost) the first lines and the count are enough; the workbook has them all.
        foreach (var group in book.Problems.OrderByDescending(problem => problem.Severity)
            .GroupBy(problem => (problem.Severity, problem.RuleId, problem.Cell.Sheet)))
        {
            foreach (var problem in group.Take(MostOfOne))
                terminal.Line(
                    $"  {Weight(problem.Severity)} {problem.RuleId} {Place(problem.Cell)}"
                    + $"{In(problem.Message)} {In(problem.Cure)}");
            if (group.Count() > MostOfOne)
                terminal.Line(In(Messages.Screen.AndMoreOfFile(
                    group.Key.RuleId, group.Key.Sheet, group.Count() - MostOfOne)));
        }
    }

    /// <summary>Rows by kind and outcome.</summary>
    internal void ShowOutcomes(IReadOnlyList<RowResult> results)
    {
        if (options.Quiet) return;
        var all = new Tally(results);
        var outcomes = Always
            .Concat(new[] { Outcome.Deleted, Outcome.Stale }.Where(outcome => all.Of(outcome) > 0)).ToList();
        Show(
            [.. outcomes.Select(outcome => In(Messages.Screen.Outcome(outcome))), In(Messages.Screen.NotSent)],
            tally => [.. outcomes.Select(tally.Of), tally.NotSent], all);
    }

    /// <summary>Rows by kind, of a check that sent nothing.</summary>
    internal void ShowCheck(IReadOnlyList<RowResult> results)
    {
        if (options.Quiet) return;
        Show(
            [In(Messages.Screen.Good), In(Messages.Screen.Bad), In(Messages.Screen.NotSent)],
            tally => [tally.Rows - tally.Bad - tally.NotSent, tally.Bad, tally.NotSent], new Tally(results));
    }

    /// <summary>Findings by rule, the heaviest and most frequent first.</summary>
    internal void ShowFindings(IReadOnlyList<RowResult> results)
    {
        var lines = results.SelectMany(result => result.Row.Findings
            .Select(finding => (finding.Severity, finding.RuleId, Message: In(finding.Message)))
            .Concat(result.Findings.Select(finding => (finding.Severity, finding.RuleId, finding.Message)))).ToList();
        if (options.Quiet || lines.Count == 0) return;
        var table = new Table().Border(terminal.Moving ? TableBorder.Rounded : TableBorder.Ascii);
        table.AddColumn(In(Messages.Screen.Rule)).AddColumn(In(Messages.Screen.Weight));
        table.AddColumn(new TableColumn(In(Messages.Screen.Count)).RightAligned());
        table.AddColumn(In(Messages.Screen.Example));
        foreach (var group in lines.GroupBy(line => (line.Severity, line.RuleId))
            .OrderByDescending(group => group.Key.Severity).ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key.RuleId, StringComparer.Ordinal))
            table.AddRow(
                new Text(group.Key.RuleId), new Text(Weight(group.Key.Severity), StyleOf(group.Key.Severity)),
                new Text(Number(group.Count())), new Text(Short(group.First().Message)));
        terminal.Console.Write(table);
    }

    /// <summary>
    /// Where the result is, what was mended without asking, and what has changed since the result before.
    /// </summary>
    internal void ShowWritten(SourceBook book, ResultFile written)
    {
        if (options.Quiet) return;
        Bilingual?[] lines =
        [
            Messages.Mended.Line(book.Mends), Messages.Compared.Line(written.Comparison),
            Messages.Screen.ResultAt(written.Path), written.Note,
        ];
        foreach (var line in lines.OfType<Bilingual>()) terminal.Line(In(line));
    }

    private void Show(IReadOnlyList<string> headings, Func<Tally, IReadOnlyList<int>> counts, Tally all)
    {
        var table = new Table().Border(terminal.Moving ? TableBorder.Rounded : TableBorder.Ascii);
        table.AddColumn(In(Messages.Screen.Kind));
        table.AddColumn(new TableColumn(In(Messages.Screen.Rows)).RightAligned());
        foreach (var heading in headings) table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var kind in RecordKinds.All)
        {
            var info = FieldCatalogue.Table(kind.Descriptor);
            if (all.Of(kind) is { Rows: > 0 } tally)
                AddRow(options.Language == "en" ? info?.LabelEn ?? kind.Name : info?.LabelVi ?? kind.Name, tally);
        }
        AddRow(In(Messages.Screen.Total), all);
        terminal.Console.Write(table);

        void AddRow(string name, Tally tally) => table.AddRow(
            [new Text(name), new Text(Number(tally.Rows)), .. counts(tally).Select(count => new Text(Number(count)))]);
    }

    private static string Place(CellRef cell) => cell.Sheet.Length == 0 ? "" : $"{cell.Sheet}!{cell.Row}: ";

    private string Weight(Severity severity) => In(severity switch
    {
        Severity.Error => Messages.Screen.Error,
        Severity.Warning => Messages.Screen.Warning,
        _ => Messages.Screen.Info,
    });

    private static Style StyleOf(Severity severity) => severity switch
    {
        Severity.Error => new Style(Color.Red),
        Severity.Warning => new Style(Color.Yellow),
        _ => Style.Plain,
    };

    private static string Short(string text) =>
        text.Length <= LongestExample ? text : string.Concat(text.AsSpan(0, LongestExample - 1), "…");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string In(Bilingual text) => text.In(options.Language);
}
