using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>A column that will be read.</summary>
/// <param name="Column">Column from 1.</param>
/// <param name="Layout">What it is.</param>
/// <param name="Unit">Unit of its money.</param>
internal sealed record ColumnPlan(int Column, ColumnLayout Layout, MoneyUnit Unit);

/// <summary>How one sheet of one workbook will be read: its headings, matched with the contract.</summary>
internal sealed class SheetPlan
{
    private readonly Dictionary<int, ColumnPlan> _columns = [];
    private readonly Dictionary<string, int> _results = new(StringComparer.Ordinal);

    private SheetPlan(SheetLayout layout, string name, int headingRow)
    {
        Layout = layout;
        Name = name;
        HeadingRow = headingRow;
    }

    public SheetLayout Layout { get; }

    /// <summary>Name as the workbook writes it.</summary>
    public string Name { get; }

    /// <summary>Row of the headings; 0 when the sheet is empty.</summary>
    public int HeadingRow { get; }

    /// <summary>At least one heading of ours was found; a row of data has none.</summary>
    public bool HasHeadings => _columns.Count + _results.Count > 0;

    /// <summary>Last column that holds anything of the clerk's.</summary>
    public int LastColumn { get; private set; }

    /// <summary>Column of the key that says which row this is; the first column when there is none.</summary>
    public int KeyColumn => Layout.Columns
        .Where(column => column.Role != ColumnRole.Envelope && column.Info.Key)
        .Select(column => Columns.ByPath.GetValueOrDefault(column.Path))
        .FirstOrDefault(column => column > 0, 1);

    /// <summary>Columns by path.</summary>
    public SheetColumns Columns { get; private set; } = null!;

    /// <summary>Columns of earlier results, by heading.</summary>
    public IReadOnlyDictionary<string, int> ResultColumns => _results;

    /// <summary>What a column is; null when it is not read.</summary>
    /// <param name="column">Column from 1.</param>
    public ColumnPlan? this[int column] => _columns.GetValueOrDefault(column);

    /// <summary>A column of ours, left by an earlier result.</summary>
    /// <param name="column">Column from 1.</param>
    public bool IsResult(int column) => _results.ContainsValue(column);

    /// <summary>Takes note of how far to the right the clerk wrote.</summary>
    /// <param name="column">Column of a filled cell.</param>
    public void Seen(int column)
    {
        if (column > LastColumn && !IsResult(column)) LastColumn = column;
    }

    /// <summary>Matches the headings of a sheet: its first row that holds anything.</summary>
    /// <param name="layout">The sheet as the contract has it.</param>
    /// <param name="name">Its name in the workbook.</param>
    /// <param name="rows">Rows; left behind the headings.</param>
    /// <param name="units">Decides the unit of each money column.</param>
    /// <param name="problems">Takes findings.</param>
    public static SheetPlan Make(
        SheetLayout layout, string name, SheetXml rows, MoneyUnits units, List<ImportFinding> problems)
    {
        while (rows.Read() && rows.Cells.Count == 0)
        {
        }
        var plan = new SheetPlan(layout, name, rows.Cells.Count == 0 ? 0 : rows.Row);
        foreach (var cell in rows.Cells) plan.Add(cell, units, problems);
        plan.Columns = new SheetColumns(
            name, plan._columns.Values.ToDictionary(column => column.Layout.Path, column => column.Column));
        plan.ReportMissing(problems);
        return plan;
    }

    private void Add(RawCell cell, MoneyUnits units, List<ImportFinding> problems)
    {
        var heading = CellText.Clean(cell.Text);
        if (heading.StartsWith(Headings.ResultMark, StringComparison.Ordinal))
        {
            _results[heading] = cell.Column;
            return;
        }
        Seen(cell.Column);
        var at = new CellRef(Name, HeadingRow, cell.Column);
        if (Headings.Match(heading, Layout.Readable, out var unit) is not { } layout)
        {
            var free = Layout.Readable.Where(column => _columns.Values.All(taken => taken.Layout != column));
            var nearest = Headings.Nearest(heading, free);
            problems.Add(ImportRules.Finding(
                ImportRules.UnknownHeading, nearest is null ? Severity.Warning : Severity.Error, at,
                Messages.Workbook.UnknownHeading(Name, heading, nearest)));
        }
        else if (_columns.Values.FirstOrDefault(taken => taken.Layout == layout) is { } taken)
            problems.Add(ImportRules.Finding(
                ImportRules.DuplicateHeading, Severity.Error, at,
                Messages.Workbook.DuplicateHeading(Name, heading, taken.Column)));
        else
            _columns[cell.Column] = new ColumnPlan(cell.Column, layout, units.Of(layout, unit, at));
    }

    private void ReportMissing(List<ImportFinding> problems)
    {
        foreach (var column in Layout.Columns.Where(column => column.IsRequired))
            if (!Columns.ByPath.ContainsKey(column.Path))
                problems.Add(ImportRules.Finding(
                    ImportRules.MissingHeading, Severity.Warning, new CellRef(Name, Math.Max(1, HeadingRow), 0),
                    Messages.Workbook.MissingHeading(Name, column.Info.LabelVi)));
    }
}
