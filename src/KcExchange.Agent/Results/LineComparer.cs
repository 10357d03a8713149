using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent.Results;

/// <summary>
/// Sets the lines of a result beside those of the result before. A line is the same when rule, sheet, record and column
/// are: rows may have been added or sorted meanwhile. What no longer stands there counts as mended only where somebody
/// has looked again.
/// </summary>
/// <param name="results">Results of the workbook's rows.</param>
/// <param name="headings">Headings of its cells.</param>
/// <param name="header">What the result says of itself.</param>
internal sealed class LineComparer(
    IReadOnlyList<RowResult> results, CellHeadings headings, ResultHeader header)
{
    /// <summary>How two lines of one identity may belong together, the surest first.</summary>
    private static readonly Func<MendLine, MendLine, bool>[] Likeness =
    [
        (a, b) => a.Message == b.Message && a.Cell == b.Cell,
        (a, b) => a.Message == b.Message,
        (_, _) => true,
    ];

    private readonly Dictionary<string, RowResult> _byRecord = results
        .GroupBy(result => MendLine.NameOf(result.Row), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    private readonly DateOnly _today = DateOnly.FromDateTime(header.Time.ToOffset(TimeSpan.FromHours(7)).DateTime);

    /// <summary>The lines with their states; behind them those of before that are gone or were not looked at.</summary>
    /// <param name="lines">Lines of this result.</param>
    /// <param name="earlier">The result before.</param>
    public IReadOnlyList<MendLine> Compare(IReadOnlyList<MendLine> lines, EarlierResult earlier)
    {
        if (earlier.Kind is not (EarlierKind.Compared or EarlierKind.None))
            return [.. lines.Select(line => line with { Since = _today })];
        var left = earlier.Lines.GroupBy(Identity).ToDictionary(group => group.Key, group => group.ToList());
        var before = Match(lines, left);
        var gone = left.Values.SelectMany(group => group).Select(Follow);
        return
        [
            .. lines.Select((line, i) => before[i] is { } known
                ? line with { State = LineState.Open, Since = known.Since }
                : line with { State = LineState.New, Since = _today }),
            .. gone.OrderBy(line => line.State).ThenBy(line => line.Cell.Sheet, StringComparer.Ordinal)
                .ThenBy(line => line.Cell.Row).ThenBy(line => line.Record, StringComparer.Ordinal),
        ];
    }

    /// <summary>The results, with those marked that an earlier result had refused and that are good now.</summary>
    /// <param name="earlier">The result before.</param>
    public IReadOnlyList<RowResult> Mark(EarlierResult earlier)
    {
        var refused = earlier.Lines.Where(line => line.Severity == Severity.Error).Select(line => line.Record)
            .Where(record => record.Length > 0).ToHashSet(StringComparer.Ordinal);
        return refused.Count == 0 ? results : [.. results.Select(result =>
            IsJudged(result) && !IsRefused(result) && refused.Contains(MendLine.NameOf(result.Row))
                ? result with { WasRefused = true } : result)];
    }

    private (string, string, string, string) Identity(MendLine line) =>
        (line.RuleId, line.Cell.Sheet, headings.IsTable(line.Cell.Sheet) ? line.Record : "", line.Heading);

    private MendLine?[] Match(
        IReadOnlyList<MendLine> lines, Dictionary<(string, string, string, string), List<MendLine>> left)
    {
        var before = new MendLine?[lines.Count];
        foreach (var alike in Likeness)
            for (var i = 0; i < lines.Count; i++)
            {
                if (before[i] is not null || !left.TryGetValue(Identity(lines[i]), out var known)) continue;
                var at = known.FindIndex(line => alike(line, lines[i]));
                if (at < 0) continue;
                before[i] = known[at];
                known.RemoveAt(at);
            }
        return before;
    }

    /// <summary>What became of a line that is not there any more, and where its record stands today.</summary>
    private MendLine Follow(MendLine line)
    {
        var row = _byRecord.GetValueOrDefault(line.Record);
        var followed = line with { State = IsLookedAt(line, row) ? LineState.Fixed : LineState.Unchecked };
        if (!headings.IsTable(line.Cell.Sheet))
            return followed with { Cell = headings.Find(line.Cell, line.Heading) ?? line.Cell with { Row = 0 } };
        if (row is null || line.Record.Length == 0) return followed with { Cell = line.Cell with { Row = 0 } };
        var at = row.Row.Cells.Row;
        return at.Sheet == line.Cell.Sheet
            ? followed with { Cell = headings.Find(at, line.Heading) ?? at }
            // A row of a list has no name of its own: its record shows what happened.
            : followed with { Cell = line.Cell with { Row = 0 }, ShownAt = at };
    }

    private bool IsLookedAt(MendLine line, RowResult? row)
    {
        if (line.IsOfReading) return true;
        // The record is gone, or the line is about what all have in common: it is enough that any row was judged.
        if (row is null) return results.Any(IsJudged) && !IsOnlyTheServers(line.RuleId);
        if (!IsJudged(row) || (header.Offline && IsUndecided(line.RuleId, row))) return false;
        if (row.Outcome == Outcome.Stale) return false;
        // Content that the exchange has already is not judged again: it was good, but a warning may still hold.
        if (row.Outcome == Outcome.Unchanged) return line.Severity == Severity.Error;
        var readsOthers = IsOf(line.RuleId, RuleStage.Context) || IsOf(line.RuleId, RuleStage.CrossProvince);
        return !readsOthers || !row.Findings.Any(finding =>
            finding.Severity == Severity.Error && IsOf(finding.RuleId, RuleStage.Record));
    }

    private bool IsJudged(RowResult result) =>
        !result.NotSent && (header.Offline || result.Outcome != Outcome.Unspecified);

    private bool IsOnlyTheServers(string rule) =>
        header.Offline && (IsOf(rule, RuleStage.Exchange) || IsOf(rule, RuleStage.CrossProvince)
            || IsOf(rule, RuleStage.Period));

    private bool IsUndecided(string rule, RowResult row) =>
        IsOnlyTheServers(rule) || row.Undecided.Any(undecided => undecided.Id == rule);

    private static bool IsOf(string rule, RuleStage stage) =>
        RuleCatalogue.ById.GetValueOrDefault(rule)?.Stage == stage;

    private static bool IsRefused(RowResult result) => result.Outcome is Outcome.Rejected or Outcome.Stale
        || MendLine.OfRow(result).Any(line => line.Severity == Severity.Error);
}
