using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Writes one sheet of records or of list entries: headings with their notes, and the rows there are.
/// </summary>
/// <param name="layout">The sheet.</param>
/// <param name="options">Records and common information.</param>
/// <param name="codes">Lists for the drop-down lists.</param>
internal sealed class TableSheet(SheetLayout layout, TemplateOptions options, CodeSheet codes)
{
    private const int EmptyRows = 2000;
    private readonly IReadOnlyList<string> _titles = options.Titles.GetValueOrDefault(layout.Name, []);
    private readonly FieldWriter _fields = new(options.Reference, options.Unit);
    private readonly Dictionary<int, List<RawCell>> _overrides = options.Overrides
        .Where(entry => entry.Key.Sheet == layout.Name)
        .GroupBy(entry => entry.Key.Row, entry => entry.Value)
        .ToDictionary(group => group.Key, group => group.ToList());

    /// <summary>Row of the headings.</summary>
    public int HeadingRow => _titles.Count + 1;

    /// <summary>Columns that stay when scrolling: up to the one that says which row this is.</summary>
    public int FrozenColumns => FirstShown + (layout.List is null ? 1 : ParentColumns);

    private int FirstShown => layout.Columns.TakeWhile(IsEnvelope).Count();

    private int ParentColumns => Math.Min(1, layout.Columns.Count(column => column.Role == ColumnRole.Parent));

    /// <summary>Headings and their notes.</summary>
    public IEnumerable<(int Column, string Note)> Notes() =>
        layout.Columns.Select((column, i) => (i + 1, HeadingNote.Of(layout, column)));

    /// <summary>Writes the sheet.</summary>
    /// <param name="writer">Writer of the sheet.</param>
    /// <param name="styles">Styles.</param>
    /// <param name="notesId">Relationship of the drawing of the notes.</param>
    public void Write(SheetWriter writer, StyleBook styles, string notesId)
    {
        var cellStyles = layout.Columns.Select(column => styles[TemplateLooks.Cell(column, options.Unit)]).ToList();
        writer.Head(new SheetHead
        {
            Columns = [.. layout.Columns.Select((column, i) => new ColumnLook(
                TemplateLooks.Width(column), cellStyles[i],
                Folded: IsEnvelope(column) && !IsUsed(column, i + 1), Outlined: IsEnvelope(column)))],
            FrozenRows = HeadingRow,
            FrozenColumns = FrozenColumns,
            Tab = layout.List is null ? "2E75B6" : "9DC3E6",
        });
        for (var i = 0; i < _titles.Count; i++)
        {
            writer.StartRow(i + 1, 20);
            writer.Text(FirstShown + 1, _titles[i], styles[TemplateLooks.Title]);
            writer.EndRow();
        }
        WriteHeadings(writer, styles);
        var row = HeadingRow;
        foreach (var (record, entry) in Entries()) WriteRow(writer, ++row, record, entry, cellStyles);
        var last = Math.Max(row, HeadingRow) + EmptyRows;
        writer.Tail(new SheetTail
        {
            Filter = $"A{HeadingRow}:{CellName.Of(Math.Max(row, HeadingRow + 1), layout.Columns.Count)}",
            DropDowns = [.. DropDowns(last)],
            DigitsAsText = $"A{HeadingRow + 1}:{CellName.Of(last, layout.Columns.Count)}",
            NotesId = notesId,
        });
    }

    private void WriteHeadings(SheetWriter writer, StyleBook styles)
    {
        writer.StartRow(HeadingRow, 58);
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var column = layout.Columns[i];
            var text = Headings.Of(column, options.Unit);
            // The heading follows the unit that the clerk chooses: the two can never contradict each other.
            var formula = !column.IsMoney ? null
                : $"\"{column.Info.LabelVi} (\"&{CommonSheet.UnitCell}&\")"
                    + $"{(column.IsRequired ? Headings.RequiredMark : "")}\"";
            writer.Cell(
                new RawCell(i + 1, RawKind.Text, text, ShownAs.General), styles[TemplateLooks.Heading(column)],
                    formula);
        }
        writer.EndRow();
    }

    private IEnumerable<(ExchangeRecord Record, IMessage? Entry)> Entries()
    {
        foreach (var record in options.Records)
        {
            if (RecordKinds.Of(record) != layout.Kind) continue;
            if (layout.List is null) yield return (record, null);
            else
                foreach (IMessage entry in (IEnumerable)layout.List.Accessor.GetValue(layout.Kind.Body(record)))
                    yield return (record, entry);
        }
    }

    private void WriteRow(
        SheetWriter writer, int row, ExchangeRecord record, IMessage? entry, List<uint> styles)
    {
        var on = record.ReferenceDate.TryToDateOnly(out var day) ? day : options.Today;
        var overrides = _overrides.GetValueOrDefault(row);
        writer.StartRow(row);
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var column = layout.Columns[i];
            var cell = overrides?.Find(other => other.Column == i + 1) is { Column: > 0 } instead
                ? instead
                : CellOf(column, i + 1, record, entry, on);
            if (cell.Kind != RawKind.Empty) writer.Cell(cell, styles[i]);
        }
        writer.EndRow();
    }

    private RawCell CellOf(ColumnLayout column, int at, ExchangeRecord record, IMessage? entry, DateOnly on)
    {
        if (column.Field.ContainingType == ExchangeRecord.Descriptor)
        {
            var own = column.Field.Accessor.GetValue(record);
            return Equals(own, column.Field.Accessor.GetValue(options.Common))
                ? new RawCell(at, RawKind.Empty, "", ShownAs.General)
                : _fields.Cell(record, column, at, on);
        }
        var message = column.Role == ColumnRole.Own && entry is not null ? entry : layout.Kind.Body(record);
        // As the reader does: provinces and communes are of the reference date, lists of the day they are read on.
        return _fields.Cell(
            message, column, at,
            column.Info.CodeList is "province" or "commune" ? on : layout.Kind.ListDate(record, on));
    }

    private static bool IsEnvelope(ColumnLayout column) => column.Field.ContainingType == ExchangeRecord.Descriptor;

    private bool IsUsed(ColumnLayout column, int at) =>
        _overrides.Values.Any(row => row.Exists(cell => cell.Column == at))
        || options.Records.Any(record => RecordKinds.Of(record) == layout.Kind
            && !Equals(column.Field.Accessor.GetValue(record), column.Field.Accessor.GetValue(options.Common)));

    private IEnumerable<DropDown> DropDowns(int lastRow)
    {
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var column = layout.Columns[i];
            var range = $"{CellName.Of(HeadingRow + 1, i + 1)}:{CellName.Of(lastRow, i + 1)}";
            if (column.Info.CodeList.Length > 0) yield return new DropDown(range, codes.Range(column.Info.CodeList));
            else if (column.Field.FieldType == FieldType.Bool)
                yield return new DropDown(range, $"\"{Messages.Names.Yes},{Messages.Names.No}\"");
        }
    }
}
