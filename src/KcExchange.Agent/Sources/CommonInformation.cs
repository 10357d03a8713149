using Google.Protobuf.Reflection;
using KcExchange.Agent.Sources.Mapping;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>What the sheet "Thông tin chung" says for all rows.</summary>
internal sealed class CommonInformation
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CellRef> _cells = new(StringComparer.Ordinal);
    private readonly List<(ColumnLayout Column, FieldReading Reading, CellRef At)> _codes = [];
    private readonly List<Mend> _mends = [];

    /// <summary>Unit of money; null when the sheet gives none.</summary>
    public MoneyUnit? Unit { get; private set; }

    /// <summary>Cells of its fields, filled or not, by the field's name.</summary>
    public IReadOnlyDictionary<string, CellRef> Cells => _cells;

    /// <summary>What was mended on reading the sheet.</summary>
    public IReadOnlyList<Mend> Mends => _mends;

    /// <summary>The value of a field; null when the sheet gives none.</summary>
    /// <param name="field">A field of the envelope.</param>
    public object? Value(FieldDescriptor field) => _values.GetValueOrDefault(field.Name);

    /// <summary>A text of the sheet; empty when it gives none.</summary>
    /// <param name="field">Name of a field of the envelope.</param>
    public string Text(string field) => _values.GetValueOrDefault(field) as string ?? "";

    /// <summary>The reference date; null when the sheet gives none.</summary>
    public DateOnly? ReferenceDate =>
        (_values.GetValueOrDefault("reference_date") as CivilDate).TryToDateOnly(out var day) ? day : null;

    /// <summary>Reads the sheet: a label, and the value in the next cell of the row.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="sheet">Name of the sheet.</param>
    /// <param name="reader">Reader of values.</param>
    /// <param name="reference">Code lists.</param>
    /// <param name="problems">Takes findings.</param>
    /// <exception cref="SourceException">A value cannot be read: no row could be trusted.</exception>
    public static CommonInformation Read(
        SheetXml rows, string sheet, FieldReader reader, ReferenceData reference, List<ImportFinding> problems)
    {
        var common = new CommonInformation();
        while (rows.Read())
        {
            if (rows.Cells.Count == 0 || rows.Cells[0].Kind != RawKind.Text) continue;
            var label = rows.Cells[0];
            var value = rows.Cells.FirstOrDefault(cell => cell.Column == label.Column + 1);
            var at = new CellRef(sheet, rows.Row, label.Column + 1);
            if (VietnameseText.Fold(Strip(label.Text)) == VietnameseText.Fold(Messages.Names.UnitLabel))
                common.ReadUnit(value, at);
            else if (Headings.Match(label.Text, BookLayout.Common, out _) is { } column)
                common.ReadValue(column, value, at, reader);
            else if (value.Kind != RawKind.Empty && Headings.Nearest(label.Text, BookLayout.Common) is { } nearest)
                problems.Add(ImportRules.Finding(
                    ImportRules.UnknownLabel, Severity.Error, at with { Column = label.Column },
                    Messages.Workbook.UnknownLabel(CellText.Clean(label.Text), nearest)));
        }
        common.CheckCodes(reference);
        return common;
    }

    /// <summary>Takes what a mapping says for all rows; the workbook's own sheet must not contradict it.</summary>
    /// <param name="values">Values of the mapping.</param>
    /// <param name="path">The mapping file.</param>
    /// <param name="reader">Reader of values.</param>
    /// <exception cref="SourceException">A value cannot be read, or the sheet has another one.</exception>
    public void Take(IReadOnlyList<CommonValue> values, string path, FieldReader reader)
    {
        foreach (var (column, text, line) in values)
        {
            var reading = reader.Read(
                new RawCell(0, RawKind.Text, text, ShownAs.General), column, MoneyUnit.Dong);
            if (reading.Problem is { } problem)
                throw new SourceException(Messages.Mapping.AtLine(path, line, problem.Message));
            if (reading.Value is null) continue;
            if (_values.TryGetValue(column.Field.Name, out var own) && !own.Equals(reading.Value))
                throw new SourceException(Messages.Mapping.AtLine(path, line, Messages.Mapping.CommonDisagrees(
                    column.Info.LabelVi, ParentIndex.TextOf(reading.Value), ParentIndex.TextOf(own))));
            _values[column.Field.Name] = reading.Value;
        }
    }

    private static string Strip(string label) => CellText.Clean(label).TrimEnd('*', ' ');

    private void ReadUnit(RawCell value, CellRef at)
    {
        if (value.Kind == RawKind.Empty || CellText.Clean(value.Text).Length == 0) return;
        Unit = MoneyUnit.Parse(CellText.Clean(value.Text))
            ?? throw new SourceException(Messages.Workbook.UnknownUnit(CellText.Clean(value.Text), at));
    }

    private void ReadValue(ColumnLayout column, RawCell value, CellRef at, FieldReader reader)
    {
        _cells[column.Field.Name] = at;
        if (value.Kind == RawKind.Empty) return;
        var reading = reader.Read(value, column, MoneyUnit.Dong);
        if (reading.Problem is { } problem)
            throw new SourceException(Messages.Workbook.CommonValue(problem, at));
        if (reading.Value is not null) _values[column.Field.Name] = reading.Value;
        if (column.Info.CodeList.Length > 0) _codes.Add((column, reading, at));
        else if (reading.Mended is { } mended) _mends.Add(mended.At(at));
    }

    /// <summary>Once the day is known on which the codes count.</summary>
    private void CheckCodes(ReferenceData reference)
    {
        var check = new CodeCheck(reference);
        foreach (var (column, read, at) in _codes)
        {
            var reading = read;
            if (ReferenceDate is { } on && check.Check(column.Info, ref reading, "", on) is { } problem)
                throw new SourceException(Messages.Workbook.CommonValue(problem, at));
            if (reading.Mended is { } mended) _mends.Add(mended.At(at));
        }
    }
}
