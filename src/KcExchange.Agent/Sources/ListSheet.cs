using System.Collections;
using System.Globalization;
using Google.Protobuf;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>Reads a sheet whose rows are entries of a list of records read before.</summary>
/// <param name="plan">The sheet.</param>
/// <param name="reader">Reader of rows.</param>
/// <param name="parents">The records.</param>
/// <param name="problems">Takes findings of rows that belong to no record.</param>
/// <param name="notes">Takes what is noted on the way.</param>
internal sealed class ListSheet(
    SheetPlan plan, RowReader reader, ParentIndex parents, List<ImportFinding> problems, SheetNotes notes)
{
    /// <summary>A row that fits more records than this names none of them.</summary>
    private const int MostHeld = 10;

    private readonly List<(ColumnPlan Column, FieldReading Reading)> _readings = [];
    private int _parentless;
    private int _firstParentless;

    /// <summary>Reads one row into the record that it names.</summary>
    /// <param name="rows">At the row.</param>
    public void Read(SheetRow rows)
    {
        _readings.Clear();
        reader.Read(rows, plan, (column, reading) => _readings.Add((column, reading)));
        if (!_readings.Exists(reading => reading.Column.Layout.Role == ColumnRole.Own)) return;
        if (parents.IsEmpty)
        {
            // One cause, one finding: not the same again for each row.
            if (_parentless++ == 0) _firstParentless = rows.Row;
            return;
        }
        var given = _readings
            .Where(reading => reading.Column.Layout.Role == ColumnRole.Parent && reading.Reading.Value is not null)
            .Select(reading => (reading.Column.Layout.Path, ParentIndex.TextOf(reading.Reading.Value!))).ToList();
        var (parent, matches) = parents.Find(given);
        if (parent is null)
        {
            ReportOrphan(rows.Row, given, matches);
            if (matches > 1) Hold([.. parents.Fitting(given)], rows.Row);
            return;
        }
        AddEntry(parent, rows.Row);
    }

    /// <summary>Says once that none of the rows has a record to belong to.</summary>
    public void ReportParentless()
    {
        if (_parentless > 0)
            problems.Add(ImportRules.Finding(
                ImportRules.NoParent, Severity.Error, new CellRef(plan.Name, _firstParentless, 0),
                Messages.Workbook.NoParentSheet(plan.Name, ParentSheet, _parentless)));
    }

    private string ParentSheet =>
        BookLayout.Sheets.First(sheet => sheet.List is null && sheet.Kind == plan.Layout.Kind).Name;

    private void AddEntry(RecordDraft parent, int row)
    {
        var list = (IList)plan.Layout.List!.Accessor.GetValue(parent.Body);
        var path = string.Create(CultureInfo.InvariantCulture, $"{plan.Layout.ListPath}[{list.Count}]");
        var entry = plan.Layout.List.MessageType.Parser.ParseFrom(ByteString.Empty);
        foreach (var (column, read) in _readings)
        {
            var own = column.Layout.Role == ColumnRole.Own;
            var (reading, cell) = (read, new CellRef(plan.Name, row, column.Column));
            var fieldPath = own ? $"{path}.{column.Layout.Path}" : path;
            var problem = reading.Problem ?? reader.CheckCodes(column, ref reading, parent);
            if (problem is not null)
                parent.Findings.Add(new ImportFinding(
                    problem.RuleId, Severity.Error, cell, fieldPath, problem.Message, problem.Cure));
            if (own && reading.Value is not null) RowReader.Set(entry, column.Layout, reading.Value);
            notes.Add(
                problem is null ? reading : reading with { Mended = null },
                new(parent, entry, column.Layout, fieldPath, cell));
        }
        list.Add(entry);
        parent.Cells.AddEntry(plan.Layout.ListPath, plan.Columns, row);
    }

    private void ReportOrphan(int row, List<(string Path, string Value)> given, int matches)
    {
        var key = plan.Layout.Columns.Where(column => column.Role == ColumnRole.Parent).ToList();
        var names = key.Where(column => given.TrueForAll(value => value.Path != column.Path))
            .Select(column => column.Info.LabelVi);
        // The code that leads nowhere, or the cell that should say more: never the period, which rarely is the cause.
        var first = (matches == 0
                ? key.Find(column => !IsEnvelope(column)
                    && given.Exists(value => value.Path == column.Path))
                : key.Find(column => !IsEnvelope(column) && given.TrueForAll(value => value.Path != column.Path)))
            ?? key.Find(column => !IsEnvelope(column)) ?? key[^1];
        var cell = new CellRef(plan.Name, row, plan.Columns.ByPath.GetValueOrDefault(first.Path));
        var values = string.Join(", ", given.Select(value => value.Value));
        problems.Add(matches == 0
            ? ImportRules.Finding(
                ImportRules.NoParent, Severity.Error, cell, Messages.Workbook.NoParent(ParentSheet, values))
            : ImportRules.Finding(
                ImportRules.AmbiguousParent, Severity.Error, cell,
                Messages.Workbook.AmbiguousParent(ParentSheet, values, string.Join(", ", names))));
    }

    /// <summary>
    /// Records that a row may belong to are not sent: without it their list would be shorter than the clerk wrote it,
    /// and a stored record would lose what it has. A row that says next to nothing (a year) holds back none.
    /// </summary>
    private void Hold(List<RecordDraft> records, int row)
    {
        if (records.Count > MostHeld) return;
        foreach (var record in records)
        {
            if (record.Findings.Exists(finding => finding.RuleId == ImportRules.AmbiguousParent)) continue;
            record.Findings.Add(ImportRules.Finding(
                ImportRules.AmbiguousParent, Severity.Error, record.Cells.Row,
                Messages.Workbook.HeldBack(plan.Name, row)));
        }
    }

    private static bool IsEnvelope(ColumnLayout column) =>
        column.Field.ContainingType == ExchangeRecord.Descriptor;
}
