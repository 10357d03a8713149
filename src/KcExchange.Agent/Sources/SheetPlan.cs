using KcExchange.Agent.Sources.Mapping;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>A column that will be read.</summary>
/// <param name="Column">Column from 1; 0 = none: the value is the same for every row.</param>
/// <param name="Layout">What it is.</param>
/// <param name="Unit">Unit of its money.</param>
internal sealed record ColumnPlan(int Column, ColumnLayout Layout, MoneyUnit Unit)
{
    /// <summary>The clerk's own words for codes; null = none.</summary>
    public ValueWords? Words { get; init; }
}

/// <summary>A cell and the field that it is read for.</summary>
/// <param name="Column">The field's column.</param>
/// <param name="Cell">The cell, or the part of it that is the field's.</param>
/// <param name="Problem">Why it cannot be read; null = it can be tried.</param>
internal readonly record struct PlannedCell(ColumnPlan Column, RawCell Cell, CellProblem? Problem = null);

/// <summary>How one sheet of one workbook will be read: its headings, matched with the contract.</summary>
/// <param name="layout">The sheet as the contract has it.</param>
/// <param name="name">Name as the workbook writes it.</param>
/// <param name="headingRow">Row of the headings, the last where they take several; 0 when the sheet is empty.</param>
internal sealed class SheetPlan(SheetLayout layout, string name, int headingRow)
{
    private readonly Dictionary<int, ColumnPlan> _columns = [];
    private readonly Dictionary<int, CellSplit> _splits = [];
    private readonly List<PlannedCell> _fixed = [];
    private readonly Dictionary<string, int> _results = new(StringComparer.Ordinal);
    private readonly HashSet<(int Column, string Text)> _headings = [];
    private readonly List<PlannedCell> _cells = [];

    public SheetLayout Layout { get; } = layout;

    /// <summary>Name as the workbook writes it.</summary>
    public string Name { get; } = name;

    /// <summary>Row of the headings, the last where they take several; 0 when the sheet is empty.</summary>
    public int HeadingRow { get; } = headingRow;

    /// <summary>First row that may hold data.</summary>
    public int FirstRow { get; init; } = headingRow + 1;

    /// <summary>Rows that a mapping leaves out; null = none.</summary>
    public SkipRules? Skips { get; init; }

    /// <summary>At least one heading of ours was found; a row of data has none.</summary>
    public bool HasHeadings => _columns.Count + _splits.Count + _results.Count > 0;

    /// <summary>Last column that holds anything of the clerk's.</summary>
    public int LastColumn { get; private set; }

    /// <summary>Column of the key that says which row this is; the first column when there is none.</summary>
    public int KeyColumn => Layout.Columns
        .Where(column => column.IsKey)
        .Select(column => Columns.ByPath.GetValueOrDefault(column.Path))
        .FirstOrDefault(column => column > 0, 1);

    /// <summary>Columns by path.</summary>
    public SheetColumns Columns { get; private set; } = new(name, new Dictionary<string, int>());

    /// <summary>Columns of earlier results, by heading.</summary>
    public IReadOnlyDictionary<string, int> ResultColumns => _results;

    /// <summary>A column of ours, left by an earlier result.</summary>
    /// <param name="column">Column from 1.</param>
    public bool IsResult(int column) => _results.ContainsValue(column);

    /// <summary>What is read of a column: one field, the fields that share it, or none.</summary>
    /// <param name="column">Column from 1.</param>
    public IReadOnlyList<ColumnPlan> this[int column] =>
        _columns.TryGetValue(column, out var one) ? [one] : _splits.GetValueOrDefault(column)?.Fields ?? [];

    /// <summary>Columns in which anything is read.</summary>
    public IEnumerable<int> ReadColumns => _columns.Keys.Concat(_splits.Keys);

    /// <summary>The column that already gives a field; null = none does.</summary>
    /// <param name="field">The field.</param>
    public ColumnPlan? Taken(ColumnLayout field) => _columns.Values
        .Concat(_splits.Values.SelectMany(split => split.Fields)).Concat(_fixed.Select(cell => cell.Column))
        .FirstOrDefault(taken => taken.Layout == field);

    /// <summary>Takes note of how far to the right the clerk wrote.</summary>
    /// <param name="column">Column of a filled cell.</param>
    public void Seen(int column)
    {
        if (column > LastColumn && !IsResult(column)) LastColumn = column;
    }

    /// <summary>Takes a heading; false when it is one of an earlier result.</summary>
    /// <param name="column">Column from 1.</param>
    /// <param name="heading">The heading, cleaned.</param>
    public bool TakeHeading(int column, string heading)
    {
        if (heading.StartsWith(Headings.ResultMark, StringComparison.Ordinal))
        {
            _results[heading] = column;
            return false;
        }
        Seen(column);
        _headings.Add((column, heading));
        return true;
    }

    /// <summary>Reads a column into a field.</summary>
    /// <param name="column">The column.</param>
    public void Put(ColumnPlan column) => _columns[column.Column] = column;

    /// <summary>Reads a column into several fields.</summary>
    /// <param name="column">Column from 1.</param>
    /// <param name="split">How it is taken apart.</param>
    public void Put(int column, CellSplit split) => _splits[column] = split;

    /// <summary>A column is taken apart into several fields.</summary>
    /// <param name="column">Column from 1.</param>
    public bool IsSplit(int column) => _splits.ContainsKey(column);

    /// <summary>Gives every row of data the same value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value, as a cell would hold it.</param>
    public void Fix(ColumnLayout field, string value) => _fixed.Add(new(
        new ColumnPlan(0, field, MoneyUnit.Dong), new RawCell(0, RawKind.Text, value, ShownAs.General)));

    /// <summary>Says that all columns are known.</summary>
    public void Complete() => Columns = new SheetColumns(Name, _columns.Values
        .Concat(_splits.Values.SelectMany(split => split.Fields))
        .ToDictionary(column => column.Layout.Path, column => column.Column));

    /// <summary>The cells of a row that are read; reused from row to row.</summary>
    /// <param name="row">The row.</param>
    public IReadOnlyList<PlannedCell> Cells(SheetRow row)
    {
        _cells.Clear();
        var own = false;
        foreach (var cell in row.Cells)
        {
            Seen(cell.Column);
            if (_columns.TryGetValue(cell.Column, out var column))
                _cells.Add(new(column, column.Words is { } words ? words.Translate(cell, column.Layout) : cell));
            else if (_splits.TryGetValue(cell.Column, out var split)) split.Cut(cell, _cells);
            else continue;
            own |= _cells.Count > 0 && _cells[^1].Column.Layout.Role == ColumnRole.Own
                && !string.IsNullOrWhiteSpace(cell.Text);
        }
        // A row in which nothing else stands is no record.
        if (own) _cells.AddRange(_fixed);
        return _cells;
    }

    /// <summary>The row gives something of the key by which a record is known.</summary>
    /// <param name="row">The row.</param>
    /// <param name="except">A column that does not count; 0 = all do.</param>
    /// <param name="reference">Code lists.</param>
    public bool HasKey(SheetRow row, int except, ReferenceData reference)
    {
        foreach (var cell in row.Cells)
        {
            if (cell.Column == except || string.IsNullOrWhiteSpace(cell.Text)) continue;
            if (_columns.TryGetValue(cell.Column, out var column) && column.Words is null)
            {
                if (column.Layout.MayBeKey(CellText.Clean(cell.Text), reference)) return true;
            }
            // What the mapping has to translate or take apart may be anything.
            else if (this[cell.Column].Any(field => field.Layout.IsKey)) return true;
        }
        return false;
    }

    /// <summary>The row is the headings once more.</summary>
    /// <param name="row">The row.</param>
    public bool RepeatsHeadings(SheetRow row) => row.Cells.Count > 1 && row.Cells.All(cell =>
        cell.Kind == RawKind.Text
        && (IsResult(cell.Column) || _headings.Contains((cell.Column, CellText.Clean(cell.Text)))));

    /// <summary>Finds the headings of a sheet among its first rows: the row that matches most of the labels.</summary>
    /// <param name="layout">The sheet as the contract has it.</param>
    /// <param name="name">Its name in the workbook.</param>
    /// <param name="top">Its first rows.</param>
    /// <param name="units">Decides the unit of each money column.</param>
    /// <param name="problems">Takes findings.</param>
    public static SheetPlan Make(
        SheetLayout layout, string name, IReadOnlyList<SheetRow> top, MoneyUnits units, List<ImportFinding> problems)
    {
        // The first row of the best ones: a sheet whose headings are all misspelt is told so by its first row.
        var headings = top.Where(row => row.Row <= TopRows.LastHeadingRow).DefaultIfEmpty(new SheetRow(0, []))
            .MaxBy(row => Labels(row, layout));
        var plan = new SheetPlan(layout, name, headings.Row);
        var title = TitleUnit.Find(top, name, headings.Row);
        foreach (var cell in headings.Cells)
            plan.Match(cell, (column, unit, at) => units.Of(column, unit, at, title,
                () => UnknownUnitException.ExampleOf(top, headings.Row, cell.Column)), problems);
        plan.Complete();
        plan.ReportMissing(problems);
        return plan;
    }

    private static int Labels(SheetRow row, SheetLayout layout) => row.Cells.Where(cell => cell.Kind == RawKind.Text)
        .Select(cell => cell.Text.StartsWith(Headings.ResultMark, StringComparison.Ordinal)
            ? cell.Text : Headings.Match(cell.Text, layout.Readable, out _)?.Path)
        .Where(label => label is not null).Distinct().Count();

    private void Match(
        RawCell cell, Func<ColumnLayout, string, CellRef, MoneyUnit> unitOf, List<ImportFinding> problems)
    {
        var heading = CellText.Clean(cell.Text);
        if (!TakeHeading(cell.Column, heading)) return;
        var at = new CellRef(Name, HeadingRow, cell.Column);
        if (Headings.Match(heading, Layout.Readable, out var unit) is not { } layout)
        {
            var nearest = Headings.Nearest(heading, Layout.Readable.Where(column => Taken(column) is null));
            problems.Add(ImportRules.Finding(
                ImportRules.UnknownHeading, nearest is null ? Severity.Warning : Severity.Error, at,
                Messages.Workbook.UnknownHeading(Name, heading, nearest)));
        }
        else if (Taken(layout) is { } taken)
            problems.Add(ImportRules.Finding(
                ImportRules.DuplicateHeading, Severity.Error, at,
                Messages.Workbook.DuplicateHeading(Name, heading, taken.Column)));
        else Put(new ColumnPlan(cell.Column, layout, unitOf(layout, unit, at)));
    }

    private void ReportMissing(List<ImportFinding> problems)
    {
        foreach (var column in Layout.Columns.Where(column => column.IsRequired && Taken(column) is null))
            problems.Add(ImportRules.Finding(
                ImportRules.MissingHeading, Severity.Warning, new CellRef(Name, Math.Max(1, HeadingRow), 0),
                Messages.Workbook.MissingHeading(Name, column.Info.LabelVi)));
    }
}
