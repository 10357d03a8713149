using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources.Mapping;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>Reads a clerk's workbook into records, and keeps for every field the cell that it stands in.</summary>
public sealed class WorkbookSource
{
    private readonly string _path;
    private readonly WorkbookFile _file;
    private readonly ReadOptions _options;
    private readonly MappingFile? _mapping;
    private readonly SharedTexts _texts;
    private readonly StyleFormats _formats;
    private readonly bool _since1904;
    private readonly List<ImportFinding> _problems = [];
    private readonly List<RecordDraft> _drafts = [];
    private readonly List<SheetPlan> _plans = [];
    private readonly List<ListSheet> _lists = [];
    private readonly List<Mend> _mends = [];
    private readonly List<SheetNotes> _notes = [];

    private WorkbookSource(string path, WorkbookFile file, ReadOptions options)
    {
        _path = path;
        _file = file;
        _options = options;
        _mapping = options.Mapping.Length > 0 ? MappingReader.Read(options.Mapping, options.Reference) : null;
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
        var bytes = WorkbookFile.ReadBytes(path, options);
        FileShape.RefuseName(path);
        FileShape.RefuseOther(path, bytes);
        using var file = WorkbookFile.Open(path, bytes, options);
        return Read(path, file, options);
    }

    /// <summary>Reads a workbook that is open.</summary>
    /// <param name="path">Path of the clerk's file, whatever its format is.</param>
    /// <param name="file">The workbook.</param>
    /// <param name="options">Limits, and the unit of money where the workbook states none.</param>
    /// <exception cref="SourceException">The workbook as a whole cannot be read: one sentence says why.</exception>
    internal static SourceBook Read(string path, WorkbookFile file, ReadOptions options)
    {
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
        var sheets = SheetList.Of(_file.Workbook, _mapping, _problems);
        var common = ReadCommon(sheets);
        var units = new MoneyUnits(common.Unit, _mapping?.Unit ?? _options.Unit);
        foreach (var entry in sheets.Tables.Where(table => table.Layout.List is null))
            ReadSheet(entry, units, plan => RecordRows(plan, common));
        if (_drafts.Count == 0) throw new SourceException(Messages.Workbook.NoRows(_path));
        RequireCommon(common);
        foreach (var entry in sheets.Tables.Where(table => table.Layout.List is not null))
            ReadSheet(entry, units, plan => ListRows(plan, common));
        foreach (var list in _lists) list.ReportParentless();
        foreach (var notes in _notes) notes.Finish();
        ReportDuplicates();
        return new SourceBook(
            _path, _file.Sha256, common.Text("province_code"), common.Text("report_period"),
            _drafts.ConvertAll(draft => draft.ToRow()), _problems)
        {
            // A sheet of records that also holds entries of their lists is one sheet.
            Sheets = [.. _plans.DistinctBy(plan => plan.Name).Select(plan => new SourceSheet(
                plan.Name, plan.Layout.Kind, plan.Layout.List is null, plan.HeadingRow, plan.KeyColumn,
                plan.LastColumn, plan.ResultColumns))],
            Mends = [.. common.Mends, .. _mends],
        };
    }

    private CommonInformation ReadCommon(SheetList sheets)
    {
        var reader = new FieldReader(_since1904, null, _options.FixFonts);
        var common = new CommonInformation();
        if (sheets.Common is { } sheet)
        {
            using var rows = Open(sheet);
            common = CommonInformation.Read(
                rows, sheet.Name!.Value!, reader, _options.Reference, _problems);
        }
        else if (_mapping is null) throw new SourceException(Messages.Workbook.NoCommonSheet(_path));
        if (_mapping is not null) common.Take(_mapping.Common, _mapping.Path, reader);
        return common;
    }

    private SheetXml Open(Sheet sheet) =>
        new((WorksheetPart)_file.Workbook.GetPartById(sheet.Id!.Value!), _texts, _formats);

    private void ReadSheet(SheetEntry entry, MoneyUnits units, Func<SheetPlan, Action<SheetRow>> rowsOf)
    {
        var plan = PlanOf(entry, units);
        _plans.Add(plan);
        var sieve = new RowSieve(plan, _options.Reference, rowsOf(plan));
        using var rows = Open(entry.Sheet);
        for (var count = 0; rows.Read();)
        {
            if (rows.Row < plan.FirstRow) continue;
            if (++count > _options.MaxRows)
                throw new SourceException(Messages.Workbook.TooManyRows(plan.Name, _options.MaxRows));
            if (rows.Cells.Count > 0) sieve.Read(new SheetRow(rows.Row, rows.Cells));
        }
        sieve.End(_problems);
        if (sieve.Rows.Count == 0 && entry.Mapping is not null)
            _problems.Add(ImportRules.Finding(
                ImportRules.NoRowsOnSheet, Severity.Warning, new CellRef(plan.Name, plan.FirstRow, 0),
                Messages.Mapping.NoRowsOnSheet(plan.Name, plan.FirstRow)));
        new MergedAreas(plan, sieve.Rows).Report(rows.Merged, () => RowsOf(plan), _problems);
    }

    /// <summary>The sheet is read twice: its first rows say where the headings are, and more is not kept.</summary>
    private SheetPlan PlanOf(SheetEntry entry, MoneyUnits units)
    {
        using var rows = Open(entry.Sheet);
        var top = TopRows.Read(rows);
        if (entry.Mapping is not null) return new MappedSheet(_mapping!, entry, top).Plan(units, _problems);
        var plan = SheetPlan.Make(entry.Layout, entry.Name, top, units, _problems);
        return plan is { HeadingRow: > 0, HasHeadings: false }
            ? throw new SourceException(Messages.Workbook.NoHeadings(_path, plan.Name, plan.HeadingRow))
            : plan;
    }

    private Action<SheetRow> RecordRows(SheetPlan plan, CommonInformation common)
    {
        var sheet = new RecordSheet(plan, ReaderOf(plan), common, NotesOf());
        return row =>
        {
            if (sheet.Read(row) is { } draft) _drafts.Add(draft);
        };
    }

    private Action<SheetRow> ListRows(SheetPlan plan, CommonInformation common)
    {
        var parents = new ParentIndex(
            _drafts.Where(draft => draft.Plan.Layout.Kind == plan.Layout.Kind), plan.Layout, common);
        var list = new ListSheet(plan, ReaderOf(plan), parents, _problems, NotesOf());
        _lists.Add(list);
        return list.Read;
    }

    /// <summary>Records by the row that they, or entries of their lists, have on a sheet.</summary>
    private Dictionary<int, RecordDraft> RowsOf(SheetPlan plan)
    {
        var rows = new Dictionary<int, RecordDraft>();
        foreach (var draft in _drafts)
            if (draft.Plan == plan) rows[draft.Cells.Row.Row] = draft;
            else
                foreach (var (columns, row) in draft.Cells.Entries)
                    if (ReferenceEquals(columns, plan.Columns)) rows[row] = draft;
        return rows;
    }

    private RowReader ReaderOf(SheetPlan plan) => new(
        new FieldReader(_since1904, plan.Layout.Kind, _options.FixFonts), _options.Reference);

    private SheetNotes NotesOf()
    {
        var notes = new SheetNotes(_problems, _mends);
        _notes.Add(notes);
        return notes;
    }

    /// <summary>
    /// What no row gives and the common information does not give either would be the same finding on every row.
    /// </summary>
    private void RequireCommon(CommonInformation common)
    {
        var missing = BookLayout.Common.Where(column => column.Info.Required && common.Value(column.Field) is null
            && _drafts.Exists(draft => !IsGiven(draft, column))).ToList();
        if (missing.Count == 0) return;
        var known = common.Cells.TryGetValue(missing[0].Field.Name, out var cell);
        throw new SourceException(_mapping is not null && !known
            ? Messages.Mapping.CommonMissing(
                _mapping.Path, missing.Select(column => column.Info.LabelVi), missing.Select(column => column.Path))
            : Messages.Workbook.CommonMissing(missing[0].Info.LabelVi, known ? cell : null));
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
