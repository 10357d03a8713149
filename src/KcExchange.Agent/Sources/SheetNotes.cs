using Google.Protobuf;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>A field and the cell it was read from.</summary>
/// <param name="Draft">Record that it belongs to.</param>
/// <param name="Message">Message that has it.</param>
/// <param name="Column">The field.</param>
/// <param name="Path">Its path, for findings.</param>
/// <param name="Cell">The cell.</param>
internal readonly record struct ReadField(
    RecordDraft Draft, IMessage Message, ColumnLayout Column, string Path, CellRef Cell);

/// <summary>
/// What is noted while the rows of one sheet are read: what was mended; and how each column writes its days, because
/// only the column as a whole tells whether day or month stands first.
/// </summary>
/// <param name="problems">Takes findings on columns.</param>
/// <param name="mends">Takes mends.</param>
internal sealed class SheetNotes(List<ImportFinding> problems, List<Mend> mends)
{
    /// <summary>Fewer days than this on either side prove nothing.</summary>
    private const int Enough = 3;

    private readonly Dictionary<int, DayColumn> _days = [];

    /// <summary>Takes note of a cell.</summary>
    /// <param name="reading">What it says.</param>
    /// <param name="field">Its field.</param>
    public void Add(in FieldReading reading, in ReadField field)
    {
        // A span of days can only be a text: its days, written as they should be, are no mends.
        if (reading.Mended is { } mended && !(reading.IsPart && mended.Before == mended.After))
            mends.Add(mended.At(field.Cell));
        if (reading.Form != DayForm.Certain) AddDay(reading, field);
    }

    /// <summary>Judges the columns of days once all rows are read.</summary>
    public void Finish()
    {
        foreach (var days in _days.Values)
        {
            if (days.MonthFirst is { } example) Refuse(days, example);
            else if (days is { DayFirst: >= Enough, Serials: >= Enough, SerialsAbove12: 0, Either.Count: 0 })
                WarnOfSwap(days);
        }
    }

    private void AddDay(in FieldReading reading, in ReadField field)
    {
        if (!_days.TryGetValue(field.Cell.Column, out var days)) _days[field.Cell.Column] = days = new();
        switch (reading.Form)
        {
            case DayForm.Serial:
                if (days.Serials++ == 0) days.FirstSerial = (field, (CivilDate)reading.Value!);
                if (((CivilDate)reading.Value!).Day > 12) days.SerialsAbove12++;
                break;
            case DayForm.DayFirst:
                days.DayFirst++;
                break;
            case DayForm.MonthFirst:
                days.MonthFirst ??= field.Cell;
                break;
            default:
                days.Either.Add((field, reading.Mended!.Before));
                break;
        }
    }

    /// <summary>One text of the column has the month first: which the others mean nobody can tell.</summary>
    private void Refuse(DayColumn days, CellRef example)
    {
        var refused = new HashSet<CellRef>();
        foreach (var (field, text) in days.Either)
        {
            ((CivilDate)field.Column.Field.Accessor.GetValue(field.Message)).TryToDateOnly(out var day);
            field.Column.Field.Accessor.Clear(field.Message);
            if (field.Path == field.Column.Path) field.Draft.MarkBroken(field.Path);
            var (message, cure) = Messages.Values.DayOrMonth(field.Column.Info.LabelVi, text.Trim(), day, example);
            field.Draft.Findings.Add(new ImportFinding(
                ImportRules.InvalidDate, Severity.Error, field.Cell, field.Path, message, cure));
            refused.Add(field.Cell);
        }
        mends.RemoveAll(mend => refused.Contains(mend.Cell));
    }

    /// <summary>
    /// A spreadsheet set to another country takes "03/04/2026" for 4 March and leaves "15/04/2026" a text: then all its
    /// days are up to 12 and all texts above.
    /// </summary>
    private void WarnOfSwap(DayColumn days)
    {
        var (field, date) = days.FirstSerial;
        date.TryToDateOnly(out var day);
        if (DateText.Swapped(day) is { } swapped)
            problems.Add(ImportRules.Finding(
                ImportRules.SwappedDays, Severity.Warning, field.Cell,
                Messages.Values.SwappedDays(field.Column.Info.LabelVi, days.Serials, day, swapped)));
    }

    private sealed class DayColumn
    {
        public int DayFirst { get; set; }

        public int Serials { get; set; }

        public int SerialsAbove12 { get; set; }

        public (ReadField Field, CivilDate Day) FirstSerial { get; set; }

        public CellRef? MonthFirst { get; set; }

        public List<(ReadField Field, string Text)> Either { get; } = [];
    }
}
