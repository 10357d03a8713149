using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>
/// A workbook on its way from right to what clerks have: what is done to it, and what must come of each of it. Whoever
/// makes a mistake here says in the same breath what the product owes for it.
/// </summary>
/// <param name="book">The workbook while it is right.</param>
internal sealed class Mess(SourceBook book)
{
    // Projects whose work has not begun: nothing refers to them, so one mistake stays one finding.
    private readonly List<SourceRow> _fresh = [.. book.Rows.Where(row => row.Kind == RecordKinds.Project
        && row.Record.ReportPeriod == SampleProvince.Period
        && row.Record.Project is { PlanYear: 2026, Status: "APPROVED" or "CONTRACTED" })];

    // What is mended stays right: any project will do, each once.
    private readonly List<SourceRow> _old = [.. book.Rows.Where(row => row.Kind == RecordKinds.Project
        && row.Record.Project is { Status: "SETTLED" or "CLOSED" or "ACCEPTED" })];

    /// <summary>The workbook while it is right.</summary>
    public SourceBook Book { get; } = book;

    /// <summary>The mistakes.</summary>
    public List<SampleMistake> Mistakes { get; } = [];

    /// <summary>What must be mended.</summary>
    public List<SampleMend> Mends { get; } = [];

    /// <summary>Rows that must be left out, by a cell of each.</summary>
    public List<CellRef> Skipped { get; } = [];

    /// <summary>Cells with other content than the records have.</summary>
    public Dictionary<CellRef, RawCell> Typed { get; } = [];

    /// <summary>What is done to the workbook beside typing.</summary>
    public List<Action<Wear>> Habits { get; } = [];

    /// <summary>A project that nothing refers to, once.</summary>
    /// <param name="which">Which ones will do; null = any.</param>
    public SourceRow Fresh(Func<Project, bool>? which = null) => Take(_fresh, which);

    /// <summary>A finished project, once.</summary>
    /// <param name="which">Which ones will do; null = any.</param>
    public SourceRow Old(Func<Project, bool>? which = null) => Take(_old, which);

    /// <summary>Two projects that nothing refers to, in rows one below the other.</summary>
    public (SourceRow Upper, SourceRow Lower) Neighbours()
    {
        var upper = _fresh.First(row => _fresh.Exists(other => other.Cells.Row.Row == row.Cells.Row.Row + 1));
        var lower = _fresh.First(other => other.Cells.Row.Row == upper.Cells.Row.Row + 1);
        _fresh.Remove(upper);
        _fresh.Remove(lower);
        return (upper, lower);
    }

    /// <summary>A mistake in one cell: the row is not sent unless another outcome is given.</summary>
    /// <param name="row">Row.</param>
    /// <param name="path">Field.</param>
    /// <param name="what">What the clerk did.</param>
    /// <param name="rule">Rule that must find it.</param>
    /// <param name="text">What stands in the cell.</param>
    /// <param name="kind">Kind of it.</param>
    /// <param name="outcome">What becomes of the row.</param>
    public CellRef Wrong(
        SourceRow row, string path, string what, string rule, string text, RawKind kind = RawKind.Text,
        MistakeOutcome outcome = MistakeOutcome.NotSent)
    {
        var mistake = Samples.Mistakes.Cell(row, path, what, rule, kind, text, outcome);
        foreach (var (cell, content) in mistake.Changes) Typed.Add(cell, content);
        Mistakes.Add(mistake);
        return mistake.Found;
    }

    /// <summary>A finding on the file: no row is refused for it.</summary>
    /// <param name="at">Where.</param>
    /// <param name="what">What the clerk did.</param>
    /// <param name="rule">Rule that must find it.</param>
    /// <param name="severity">Weight.</param>
    public void Notice(CellRef at, string what, string rule, Severity severity) => Mistakes.Add(
        new SampleMistake(what, rule, MistakeOutcome.Problem, at, new Dictionary<CellRef, RawCell>())
        {
            Severity = severity,
        });

    /// <summary>A warning on a record that the server takes.</summary>
    /// <param name="at">Where.</param>
    /// <param name="what">What the clerk did.</param>
    /// <param name="rule">Rule that must find it.</param>
    public void Warned(CellRef at, string what, string rule) => Mistakes.Add(
        new SampleMistake(what, rule, MistakeOutcome.Kept, at, new Dictionary<CellRef, RawCell>())
        {
            Severity = Severity.Warning,
        });

    /// <summary>A value that is written otherwise, and must be read as <paramref name="after"/>.</summary>
    /// <param name="row">Row.</param>
    /// <param name="path">Field.</param>
    /// <param name="kind">Why it is mended.</param>
    /// <param name="before">What stands in the cell.</param>
    /// <param name="after">As it must be read.</param>
    public void Mended(SourceRow row, string path, MendKind kind, string before, string after) =>
        Mends.Add(new SampleMend(kind, Write(row, path, before), before, after));

    /// <summary>Something unusual that is right as it stands: it must neither be found nor mended.</summary>
    /// <param name="row">Row.</param>
    /// <param name="path">Field.</param>
    /// <param name="text">What stands in the cell.</param>
    /// <param name="kind">Kind of it.</param>
    public CellRef Write(SourceRow row, string path, string text, RawKind kind = RawKind.Text)
    {
        var cell = Samples.Mistakes.CellOf(row, path);
        Typed.Add(cell, new RawCell(cell.Column, kind, text, ShownAs.General));
        return cell;
    }

    private static SourceRow Take(List<SourceRow> rows, Func<Project, bool>? which)
    {
        var row = rows.First(row => which?.Invoke(row.Record.Project) ?? true);
        rows.Remove(row);
        return row;
    }
}
