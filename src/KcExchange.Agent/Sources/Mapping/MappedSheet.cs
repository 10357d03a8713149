using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Matches one sheet of a workbook with the mapping that is for it.</summary>
/// <param name="file">The mapping file.</param>
/// <param name="entry">The sheet, and what the mapping says of it.</param>
/// <param name="top">The sheet's first rows.</param>
internal sealed class MappedSheet(MappingFile file, SheetEntry entry, IReadOnlyList<SheetRow> top)
{
    private const int MostLevels = 3;
    private readonly MappingErrors _errors = new(file.Path);
    private readonly SheetMapping _mapping = entry.Mapping!;
    private readonly string _name = entry.Name;
    private SortedDictionary<int, string> _headings = [];
    private int _firstHeading;
    private int _lastHeading;
    private TitleUnit? _title;

    /// <summary>Makes the plan.</summary>
    /// <param name="units">Decides units that the mapping leaves open.</param>
    /// <param name="problems">Takes findings on columns that nobody speaks of.</param>
    /// <exception cref="SourceException">The sheet has not what the mapping says, or units contradict.</exception>
    public SheetPlan Plan(MoneyUnits units, List<ImportFinding> problems)
    {
        var rows = HeadingRows();
        _headings = HeadingTexts.Join(rows);
        _firstHeading = rows.Count == 0 ? 0 : rows[0].Row;
        _title = TitleUnit.Find(top, _name, _firstHeading);
        _lastHeading = _mapping.LastHeading > 0 ? _mapping.LastHeading : rows.Count == 0 ? 0 : rows[^1].Row;
        var plan = new SheetPlan(_mapping.Layout!, _name, _lastHeading)
        {
            FirstRow = _mapping.FirstRow > 0 ? _mapping.FirstRow : _lastHeading + 1,
            Skips = new SkipRules([.. _mapping.Skips.Select(skip =>
                (skip.Column is { } column ? ColumnOf(column) : 0, skip.Texts))]),
        };
        foreach (var cell in rows.SelectMany(row => row.Cells))
            if (!plan.TakeHeading(cell.Column, CellText.Clean(cell.Text))) _headings.Remove(cell.Column);
        var spoken = new HashSet<int>();
        foreach (var column in _mapping.Columns)
            if (ColumnOf(column.Name) is > 0 and var at)
            {
                if (!spoken.Add(at))
                    _errors.Add(column.Name.Line, Messages.Mapping.ColumnTwice(_name, CellName.Letters(at)));
                Put(plan, column, at, units);
            }
        _errors.Throw();
        foreach (var (field, value) in _mapping.Fixed) plan.Fix(field, value);
        plan.Complete();
        ReportUnspoken(problems);
        return plan;
    }

    /// <summary>Said once for a sheet, however often it is read.</summary>
    private void ReportUnspoken(List<ImportFinding> problems)
    {
        if (entry.Spoken[0] != _mapping) return;
        var spoken = entry.Spoken.SelectMany(other => other.Columns).SelectMany(column => column.Name.Column > 0
            ? [column.Name.Column] : Find(_headings, column.Name.Heading)).ToHashSet();
        foreach (var (column, heading) in _headings.Where(heading => !spoken.Contains(heading.Key)))
            problems.Add(ImportRules.Finding(
                ImportRules.UnknownHeading, Severity.Warning, new CellRef(_name, _lastHeading, column),
                Messages.Mapping.NotMapped(_name, heading, CellName.Letters(column))));
    }

    private List<SheetRow> HeadingRows()
    {
        if (_mapping.FirstHeading > 0)
            return [.. top.Where(row => row.Row >= _mapping.FirstHeading && row.Row <= _mapping.LastHeading)];
        var wanted = _mapping.Columns.Select(column => column.Name.Heading)
            .Where(heading => heading.Length > 0).ToList();
        var (best, rows) = (0, new List<SheetRow>());
        for (var first = 0; first < top.Count && top[first].Row <= TopRows.LastHeadingRow; first++)
            for (var levels = 1; levels <= MostLevels && first + levels <= top.Count; levels++)
            {
                var candidate = top.Skip(first).Take(levels).ToList();
                var headings = HeadingTexts.Join(candidate);
                var found = wanted.Count(heading => Find(headings, heading).Count > 0);
                if (found > best) (best, rows) = (found, candidate);
            }
        if (best > 0) return rows;
        // By letters alone: nothing says where the headings end.
        if (wanted.Count == 0 && _mapping.FirstRow == 0)
            _errors.Add(_mapping.Line, Messages.Mapping.NoHeadingRows(_name));
        return [.. top.Where(row => row.Row < _mapping.FirstRow).TakeLast(1)];
    }

    private int ColumnOf(ColumnName column)
    {
        if (column.Column > 0) return column.Column;
        var found = Find(_headings, column.Heading);
        if (found.Count == 1) return found[0];
        _errors.Add(column.Line, found.Count == 0
            ? Messages.Mapping.NoSuchHeading(
                _name, column.Heading, VietnameseText.Nearest(column.Heading, _headings.Values))
            : Messages.Mapping.HeadingTwice(_name, column.Heading, found.Select(at => CellName.Letters(at))));
        return 0;
    }

    /// <summary>Columns of a heading, whole; else of the last level alone, where only one column has it.</summary>
    private static List<int> Find(SortedDictionary<int, string> headings, string wanted)
    {
        var folded = VietnameseText.Fold(wanted);
        var found = headings.Where(heading => Means(heading.Value)).Select(heading => heading.Key).ToList();
        return found.Count > 0 ? found : [.. headings
            .Where(heading => Means(heading.Value.Split(HeadingTexts.Below)[^1])).Select(heading => heading.Key)];

        bool Means(string heading) => VietnameseText.Fold(heading) == folded
            || VietnameseText.Fold(Headings.TakeUnit(heading).Heading) == folded;
    }

    private void Put(SheetPlan plan, ColumnMapping column, int at, MoneyUnits units)
    {
        if (column.Split is { } split)
        {
            plan.Put(at, new CellSplit(split, [.. split.Parts.Select(part => Planned(part.Field))]));
            return;
        }
        if (column.Field is { } field) plan.Put(Planned(field) with { Words = column.Words });

        ColumnPlan Planned(ColumnLayout planned) => new(at, planned, UnitOf(column, planned, at, units));
    }

    private MoneyUnit UnitOf(ColumnMapping column, ColumnLayout field, int at, MoneyUnits units)
    {
        if (!field.IsMoney) return MoneyUnit.Dong;
        // The lowest level that has brackets gives the unit: "Kinh phí (triệu đồng) > KCQG".
        var stated = (_headings.GetValueOrDefault(at) ?? "").Split(HeadingTexts.Below)
            .Select(level => Headings.TakeUnit(level).Unit).LastOrDefault(unit => IsUnit(unit)) ?? "";
        var cell = new CellRef(_name, Math.Max(1, _lastHeading), at);
        return column.Unit is { } mapped
            ? MoneyUnits.Mapped(field, mapped, stated, cell)
            : units.Of(field, stated, cell, _title, () => UnknownUnitException.ExampleOf(top, _lastHeading, at));
    }

    /// <summary>Brackets of a clerk's heading hold many things; only money is a unit here.</summary>
    private static bool IsUnit(string text) => text.Length > 0
        && (MoneyUnit.Parse(TitleUnit.Plain(text)) is not null
            || VietnameseText.Fold(text).Split(' ').Contains("dong"));
}
