using System.Collections;
using Google.Protobuf;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>A record while it is being read.</summary>
internal sealed class RecordDraft(SheetPlan plan, int row, ExchangeRecord record)
{
    private HashSet<string>? _broken;

    public SheetPlan Plan { get; } = plan;

    public ExchangeRecord Record { get; } = record;

    public List<ImportFinding> Findings { get; } = [];

    public CellMap Cells { get; } = new(plan.Columns, row);

    /// <summary>Body of the record.</summary>
    public IMessage Body => Plan.Layout.Kind.Body(Record);

    /// <summary>Remembers that something stands in a field's cell that could not be read.</summary>
    /// <param name="path">Path of the field.</param>
    public void MarkBroken(string path) => (_broken ??= new(StringComparer.Ordinal)).Add(path);

    /// <summary>Something stands in the field's cell that could not be read.</summary>
    /// <param name="path">Path of the field.</param>
    public bool IsBroken(string path) => _broken?.Contains(path) == true;

    /// <summary>The record as read.</summary>
    public SourceRow ToRow() => new(Plan.Layout.Kind, Record, Findings, Cells);
}

/// <summary>Fills messages from the cells of one row.</summary>
/// <param name="reader">Reader of values.</param>
/// <param name="reference">Codes and their names.</param>
internal sealed class RowReader(FieldReader reader, ReferenceData reference)
{
    private readonly CodeCheck _codes = new(reference);

    /// <summary>Something was read, and where and why something could not be.</summary>
    /// <param name="column">Column.</param>
    /// <param name="reading">What its cell says.</param>
    public delegate void Sink(ColumnPlan column, FieldReading reading);

    /// <summary>Reads the cells of the current row that belong to known columns.</summary>
    /// <param name="rows">At the row.</param>
    /// <param name="plan">The sheet.</param>
    /// <param name="sink">Takes each filled cell.</param>
    public void Read(SheetRow rows, SheetPlan plan, Sink sink)
    {
        foreach (var (column, cell, problem) in plan.Cells(rows))
        {
            var reading = problem is null ? reader.Read(cell, column.Layout, column.Unit) : new(null, problem);
            if (plan.IsSplit(cell.Column)) reading = reading with { IsPart = true };
            if (reading.Value is not null || reading.Problem is not null) sink(column, reading);
        }
    }

    /// <summary>Puts a value into a field.</summary>
    /// <param name="message">Message.</param>
    /// <param name="column">Column of the field.</param>
    /// <param name="value">Value.</param>
    public static void Set(IMessage message, ColumnLayout column, object value)
    {
        if (!column.Field.IsRepeated)
        {
            column.Field.Accessor.SetValue(message, value);
            return;
        }
        var list = (IList)column.Field.Accessor.GetValue(message);
        foreach (var item in (IEnumerable)value) list.Add(item);
    }

    /// <summary>The problem of a cell's codes on the day of its row.</summary>
    /// <param name="column">Column.</param>
    /// <param name="reading">What its cell says; with the mend of a name where there is one.</param>
    /// <param name="draft">The record, read so far as to know its province and day.</param>
    public CellProblem? CheckCodes(ColumnPlan column, ref FieldReading reading, RecordDraft draft)
    {
        var list = column.Layout.Info.CodeList;
        if (list.Length == 0 || reading.Value is null
            || !draft.Record.ReferenceDate.TryToDateOnly(out var day)) return null;
        // Provinces and communes are of the reference date, lists of the day that the exchange reads them on.
        var on = list is "province" or "commune" ? day : draft.Plan.Layout.Kind.ListDate(draft.Record, day);
        return _codes.Check(column.Layout.Info, ref reading, draft.Record.ProvinceCode, on);
    }
}
