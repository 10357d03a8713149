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
/// <param name="reference">Names of codes.</param>
internal sealed class RowReader(FieldReader reader, ReferenceData reference)
{
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

    /// <summary>
    /// Says where a name written beside a code is another code's: "15 - Yên Bái" is no longer true, and which of the
    /// two is
    /// meant only the clerk knows.
    /// </summary>
    /// <param name="column">Column.</param>
    /// <param name="reading">What its cell says.</param>
    /// <param name="on">Day whose list counts.</param>
    public CellProblem? CompareNames(ColumnPlan column, FieldReading reading, DateOnly on)
    {
        foreach (var (code, name) in reading.Names ?? [])
        {
            var right = CodeText.NameOf(reference, column.Layout.Info.CodeList, code, on);
            if (right is null || !CodeText.Contradicts(right, name)) continue;
            var (message, cure) = Messages.Workbook.CodeAndName(column.Layout.Info.LabelVi, code, name, right);
            return new CellProblem(ImportRules.CodeAndName, message, cure);
        }
        return null;
    }
}
