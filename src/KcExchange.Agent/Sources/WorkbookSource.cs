using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>Reads a clerk's workbook into records, and keeps for every field the cell that it stands in.</summary>
public sealed class WorkbookSource
{
    private readonly string _path;
    private readonly WorkbookFile _file;
    private readonly ReadOptions _options;
    private readonly SharedTexts _texts;
    private readonly StyleFormats _formats;
    private readonly bool _since1904;
    private readonly List<ImportFinding> _problems = [];
    private readonly List<RecordDraft> _drafts = [];
    private readonly List<SheetPlan> _plans = [];
    private readonly List<ListSheet> _lists = [];

    private WorkbookSource(string path, WorkbookFile file, ReadOptions options)
    {
        _path = path;
        _file = file;
        _options = options;
        _texts = new SharedTexts(file.Workbook);
        _formats = new StyleFormats(file.Workbook);
        _since1904 = file.Workbook.Workbook.WorkbookProperties?.Date1904?.Value == true;
    }

    /// <summary>Reads a workbook.</summary>
    /// <param name="path">Path of an .xlsx or .xlsm file; may be open in a spreadsheet program.</param>
    /// <param name="options">Limits, and the unit of money where the workbook states none.</param>
    /// <exception cref="SourceException">The file as a whole cannot be read: one sentence says why.</exception>
    public static SourceBook Read(string path, ReadOptions options)
    {
        path = Path.GetFullPath(path);
        using var file = WorkbookFile.Open(path, options);
        try
        {
            return new WorkbookSource(path, file, options).Read();
        }
        catch (Exception exception) when (WorkbookFile.IsBroken(exception))
        {
            throw new SourceException(Messages.Workbook.Damaged(path), exception);
        }
    }

    private SourceBook Read()
    {
        var sheets = SheetList.Of(_file.Workbook, _problems);
        var common = ReadCommon(sheets);
        var units = new MoneyUnits(common.Unit, _options.Unit);
        foreach (var (layout, sheet) in sheets.Tables.Where(table => table.Layout.List is null))
            ReadSheet(layout, sheet, units, plan => RecordRows(plan, common));
        if (_drafts.Count == 0) throw new SourceException(Messages.Workbook.NoRows(_path));
        RequireCommon(common);
        foreach (var (layout, sheet) in sheets.Tables.Where(table => table.Layout.List is not null))
            ReadSheet(layout, sheet, units, plan => ListRows(plan, common));
        foreach (var list in _lists) list.ReportParentless();
        ReportDuplicates();
        return new SourceBook(
            _path, _file.Sha256, common.Text("province_code"), common.Text("report_period"),
            _drafts.ConvertAll(draft => draft.ToRow()), _problems)
        {
            Sheets = _plans.ConvertAll(plan => new SourceSheet(
                plan.Name, plan.Layout.Kind, plan.Layout.List is null, plan.HeadingRow, plan.KeyColumn,
                plan.LastColumn, plan.ResultColumns)),
        };
    }

    private CommonInformation ReadCommon(SheetList sheets)
    {
        if (sheets.Common is not { } sheet) throw new SourceException(Messages.Workbook.NoCommonSheet(_path));
        using var rows = Open(sheet);
        return CommonInformation.Read(
            rows, sheet.Name!.Value!, new FieldReader(_since1904, ImportRules.Number), _problems);
    }

    private SheetXml Open(Sheet sheet) =>
        new((WorksheetPart)_file.Workbook.GetPartById(sheet.Id!.Value!), _texts, _formats);

    private void ReadSheet(
        SheetLayout layout, Sheet sheet, MoneyUnits units, Func<SheetPlan, Action<SheetXml>> rowsOf)
    {
        using var rows = Open(sheet);
        var plan = SheetPlan.Make(layout, sheet.Name!.Value!, rows, units, _problems);
        if (plan is { HeadingRow: > 0, HasHeadings: false })
            throw new SourceException(Messages.Workbook.NoHeadings(_path, plan.Name, plan.HeadingRow));
        _plans.Add(plan);
        var read = rowsOf(plan);
        for (var count = 1; rows.Read(); count++)
        {
            if (count > _options.MaxRows)
                throw new SourceException(Messages.Workbook.TooManyRows(plan.Name, _options.MaxRows));
            if (rows.Cells.Count > 0) read(rows);
        }
    }

    private Action<SheetXml> RecordRows(SheetPlan plan, CommonInformation common)
    {
        var sheet = new RecordSheet(plan, ReaderOf(plan), common);
        return rows =>
        {
            if (sheet.Read(rows) is { } draft) _drafts.Add(draft);
        };
    }

    private Action<SheetXml> ListRows(SheetPlan plan, CommonInformation common)
    {
        var parents = new ParentIndex(
            _drafts.Where(draft => draft.Plan.Layout.Kind == plan.Layout.Kind), plan.Layout, common);
        var list = new ListSheet(plan, ReaderOf(plan), parents, _problems);
        _lists.Add(list);
        return list.Read;
    }

    private RowReader ReaderOf(SheetPlan plan) => new(
        new FieldReader(_since1904, plan.Layout.Kind.FieldRuleIds.Negative ?? ImportRules.Number),
        _options.Reference);

    /// <summary>
    /// What no row gives and the common information does not give either would be the same finding on every row.
    /// </summary>
    private void RequireCommon(CommonInformation common)
    {
        foreach (var column in BookLayout.Common.Where(column => column.Info.Required))
        {
            if (common.Value(column.Field) is not null || !_drafts.Exists(draft => !IsGiven(draft, column))) continue;
            var known = common.Cells.TryGetValue(column.Field.Name, out var cell);
            throw new SourceException(Messages.Workbook.CommonMissing(column.Info.LabelVi, known ? cell : null));
        }
    }

    private static bool IsGiven(RecordDraft draft, ColumnLayout column) => draft.IsBroken(column.Path)
        || column.Field.Accessor.GetValue(draft.Record) is not (null or "");

    /// <summary>
    /// Which of two rows counts is for the exchange to say; that there are two the clerk should know.
    /// </summary>
    private void ReportDuplicates()
    {
        var seen = new Dictionary<string, RecordDraft>(StringComparer.Ordinal);
        foreach (var draft in _drafts)
        {
            var key = draft.Plan.Layout.Kind.Key(draft.Record);
            if (key.Length == 0 || seen.TryAdd(key, draft)) continue;
            _problems.Add(ImportRules.Finding(
                ImportRules.DuplicateKey, Severity.Warning, draft.Cells.Row,
                Messages.Workbook.DuplicateKey(key, seen[key].Cells.Row)));
        }
    }
}
