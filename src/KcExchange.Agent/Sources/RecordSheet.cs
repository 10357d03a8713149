using Google.Protobuf;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>Reads a sheet whose rows are records.</summary>
/// <param name="plan">The sheet.</param>
/// <param name="reader">Reader of rows.</param>
/// <param name="common">What holds for all rows.</param>
/// <param name="notes">Takes what is noted on the way.</param>
internal sealed class RecordSheet(
    SheetPlan plan, RowReader reader, CommonInformation common, SheetNotes notes)
{
    private readonly List<(ColumnPlan Column, FieldReading Reading)> _readings = [];

    /// <summary>Reads one row; null when it holds nothing of a record.</summary>
    /// <param name="rows">At the row.</param>
    public RecordDraft? Read(SheetRow rows)
    {
        _readings.Clear();
        reader.Read(rows, plan, (column, reading) => _readings.Add((column, reading)));
        // Envelope columns are often filled down far below the table.
        if (!_readings.Exists(reading => reading.Column.Layout.Role == ColumnRole.Own)) return null;
        var draft = new RecordDraft(plan, rows.Row, NewRecord());
        foreach (var (column, reading) in _readings) Take(draft, column, reading);
        TakeCommon(draft);
        foreach (var (column, reading) in _readings) Check(draft, column, reading);
        return draft;
    }

    private ExchangeRecord NewRecord()
    {
        var record = new ExchangeRecord();
        var body = ExchangeRecord.Descriptor.FindFieldByName(plan.Layout.Kind.Name);
        body.Accessor.SetValue(record, plan.Layout.Kind.Descriptor.Parser.ParseFrom(ByteString.Empty));
        return record;
    }

    private static void Take(RecordDraft draft, ColumnPlan column, FieldReading reading)
    {
        var layout = column.Layout;
        if (reading.Problem is { } problem)
        {
            Report(draft, column, problem);
            draft.MarkBroken(layout.Path);
            return;
        }
        RowReader.Set(layout.Role == ColumnRole.Envelope ? draft.Record : draft.Body, layout, reading.Value!);
    }

    /// <summary>What the row leaves open, the common information gives; its findings then belong there.</summary>
    private void TakeCommon(RecordDraft draft)
    {
        foreach (var column in BookLayout.Common)
        {
            if (draft.IsBroken(column.Path) || IsGiven(column)) continue;
            if (common.Value(column.Field) is { } value) RowReader.Set(draft.Record, column, Copy(value));
            if (common.Cells.TryGetValue(column.Field.Name, out var cell)) draft.Cells.Set(column.Path, cell);
        }
    }

    private bool IsGiven(ColumnLayout column) => _readings.Exists(reading =>
        reading.Column.Layout.Role == ColumnRole.Envelope && reading.Column.Layout.Field == column.Field);

    private static object Copy(object value) => value is CivilDate date ? date.Clone() : value;

    private void Check(RecordDraft draft, ColumnPlan column, FieldReading reading)
    {
        if (reader.CheckCodes(column, ref reading, draft) is { } problem) Report(draft, column, problem);
        else
            notes.Add(reading, new(
                draft, column.Layout.Role == ColumnRole.Envelope ? draft.Record : draft.Body, column.Layout,
                column.Layout.Path, draft.Cells.Row with { Column = column.Column }));
    }

    private static void Report(RecordDraft draft, ColumnPlan column, CellProblem problem) =>
        draft.Findings.Add(new ImportFinding(
            problem.RuleId, Severity.Error, draft.Cells.Row with { Column = column.Column }, column.Layout.Path,
            problem.Message, problem.Cure));
}
