using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Results;

/// <summary>The sheet "Tổng hợp": what it was, how many rows became what, and which rules found how much.</summary>
/// <param name="book">The workbook.</param>
/// <param name="results">Results of its rows.</param>
/// <param name="lines">What is to mend.</param>
/// <param name="header">What the result says of itself.</param>
internal sealed class SummarySheet(
    SourceBook book, IReadOnlyList<RowResult> results, IReadOnlyList<MendLine> lines, ResultHeader header)
{
    private const int TextWidth = 80;
    private int _row;

    /// <summary>Writes the sheet.</summary>
    /// <param name="writer">Writer of the sheet.</param>
    /// <param name="looks">Styles.</param>
    public void Write(SheetWriter writer, StyleBook looks)
    {
        writer.Head(new SheetHead
        {
            Columns = [new(26, 0), new(22, 0), new(TextWidth, 0), new(14, 0)],
            Selected = lines.Count == 0,
            GridLines = false,
            Tab = "1F4E78",
            OnePageWide = true,
        });
        Line(writer, (Messages.Result.SummaryTitle, looks[ResultLooks.Title]));
        _row++;
        foreach (var (label, value) in Facts())
            Line(writer, (label, looks[ResultLooks.Label]), (value, looks[ResultLooks.Text with { Wrap = false }]));
        WriteOutcomes(writer, looks);
        WriteRules(writer, looks);
        if (header.Offline) WriteUndecided(writer, looks);
        writer.Tail(new SheetTail());
    }

    private IEnumerable<(string, string)> Facts()
    {
        yield return (Messages.Result.File, Path.GetFileName(book.Path));
        yield return (Messages.Result.Province, ProvinceName());
        yield return (Messages.Result.Period, book.ReportPeriod);
        yield return (Messages.Result.Time, Messages.Result.Moment(header.Time));
        yield return (Messages.Result.Kind, header.Offline ? Messages.Result.CheckedHere : Messages.Result.Sent);
        if (header.SubmissionId.Length > 0) yield return (Messages.Result.Submission, header.SubmissionId);
        if (header.ReceiptId.Length > 0) yield return (Messages.Result.Receipt, header.ReceiptId);
        yield return (Messages.Result.Rules, header.RuleSetVersion);
        yield return (Messages.Result.Reference, header.ReferenceVersion);
    }

    private string ProvinceName()
    {
        var unit = header.Reference.Province(book.ProvinceCode, VietnamTime.DateOf(header.Time));
        return unit is null ? book.ProvinceCode : CodeText.Of(unit.Code, unit.NameVi);
    }

    private void WriteOutcomes(SheetWriter writer, StyleBook looks)
    {
        Section(writer, looks, Messages.Result.OutcomeSection,
            [Messages.Result.KindHeading, Messages.Result.CountHeading, Messages.Result.OutcomeHeading]);
        foreach (var kind in RecordKinds.All)
        {
            var name = FieldCatalogue.Table(kind.Descriptor)!.LabelVi;
            foreach (var group in results.Where(result => result.Row.Kind == kind)
                .GroupBy(result => (Text: Messages.Result.Outcome(result, header.Offline),
                    Tone: ResultLooks.ToneOf(result)))
                .OrderBy(group => group.Key.Tone))
                Counted(writer, looks, name, group.Count(), group.Key.Text, ResultLooks.OfTone(group.Key.Tone));
        }
        Counted(writer, looks, Messages.Result.Total, results.Count, "", ResultLooks.Text);
    }

    private void Counted(SheetWriter writer, StyleBook looks, string name, int count, string text, CellLook look)
    {
        writer.StartRow(++_row, RowHeight.Of((text, TextWidth)));
        writer.Text(1, name, looks[ResultLooks.Label]);
        writer.Number(2, count, looks[ResultLooks.Number]);
        writer.Text(3, text, looks[look]);
        writer.EndRow();
    }

    private void WriteRules(SheetWriter writer, StyleBook looks)
    {
        if (lines.Count == 0) return;
        Section(writer, looks, Messages.Result.RuleSection,
            [Messages.Result.RuleHeading, Messages.Result.CountHeading, Messages.Result.TextHeading,
                Messages.Result.WeightHeading]);
        foreach (var group in lines.GroupBy(line => (line.Severity, line.RuleId))
            .OrderByDescending(group => group.Key.Severity).ThenBy(group => group.Key.RuleId, StringComparer.Ordinal))
        {
            writer.StartRow(++_row, RowHeight.Of((group.First().Message, TextWidth)));
            writer.Text(1, group.Key.RuleId, looks[ResultLooks.Label]);
            writer.Number(2, group.Sum(line => 1 + line.Others), looks[ResultLooks.Number]);
            writer.Text(3, group.First().Message, looks[ResultLooks.Text]);
            writer.Text(4, Messages.Result.Weight(group.Key.Severity), looks[ResultLooks.Weight(group.Key.Severity)]);
            writer.EndRow();
        }
    }

    private void WriteUndecided(SheetWriter writer, StyleBook looks)
    {
        var rules = results.SelectMany(result => result.Undecided).GroupBy(rule => rule.Id)
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        if (rules.Count == 0) return;
        Section(writer, looks, Messages.Result.UndecidedSection,
            [Messages.Result.RuleHeading, Messages.Result.CountHeading, Messages.Result.TextHeading]);
        foreach (var group in rules)
            Counted(writer, looks, group.Key, group.Count(), group.First().Vi.Message, ResultLooks.Text);
    }

    private void Section(SheetWriter writer, StyleBook looks, string title, IReadOnlyList<string> headings)
    {
        _row++;
        Line(writer, (title, looks[ResultLooks.Section]));
        writer.StartRow(++_row);
        for (var i = 0; i < headings.Count; i++) writer.Text(i + 1, headings[i], looks[ResultLooks.Heading]);
        writer.EndRow();
    }

    private void Line(SheetWriter writer, params ReadOnlySpan<(string Text, uint Style)> cells)
    {
        writer.StartRow(++_row, 18);
        for (var i = 0; i < cells.Length; i++) writer.Text(i + 1, cells[i].Text, cells[i].Style);
        writer.EndRow();
    }
}
