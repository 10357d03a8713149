using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Results;

/// <summary>The sheet "Tổng hợp": what it was, how many rows became what, and which rules found how much.</summary>
/// <param name="content">What the result says.</param>
internal sealed class SummarySheet(ResultContent content)
{
    private const int TextWidth = 80;
    private readonly SourceBook _book = content.Book;
    private readonly ResultHeader _header = content.Header;
    private int _row;

    /// <summary>Writes the sheet.</summary>
    /// <param name="writer">Writer of the sheet.</param>
    /// <param name="looks">Styles.</param>
    public void Write(SheetWriter writer, StyleBook looks)
    {
        writer.Head(new SheetHead
        {
            Columns = [new(26, 0), new(22, 0), new(TextWidth, 0), new(14, 0)],
            Selected = content.OpenLines.Count == 0,
            GridLines = false,
            Tab = "1F4E78",
            OnePageWide = true,
        });
        Line(writer, (Messages.Result.SummaryTitle, looks[ResultLooks.Title]));
        _row++;
        foreach (var (label, value) in Facts())
            Line(writer, (label, looks[ResultLooks.Label]), (value, looks[ResultLooks.Fact]));
        WriteOutcomes(writer, looks);
        WriteRules(writer, looks);
        WriteMended(writer, looks);
        if (_header.Offline) WriteUndecided(writer, looks);
        writer.Tail(new SheetTail());
    }

    private IEnumerable<(string, string)> Facts()
    {
        yield return (Messages.Result.File, Path.GetFileName(_book.Path));
        yield return (Messages.Result.Province, ProvinceName());
        yield return (Messages.Result.Period, _book.ReportPeriod);
        yield return (Messages.Result.Time, Messages.Result.Moment(_header.Time));
        yield return (Messages.Result.Kind, _header.Offline ? Messages.Result.CheckedHere : Messages.Result.Sent);
        if (_header.SubmissionId.Length > 0) yield return (Messages.Result.Submission, _header.SubmissionId);
        if (_header.ReceiptId.Length > 0) yield return (Messages.Result.Receipt, _header.ReceiptId);
        yield return (Messages.Result.Rules, _header.RuleSetVersion);
        yield return (Messages.Result.Reference, _header.ReferenceVersion);
        if (Messages.Compared.Sentence(content.Comparison) is { } compared)
            yield return (Messages.Compared.Label, compared.Vi);
    }

    private string ProvinceName()
    {
        var unit = _header.Reference.Province(_book.ProvinceCode, VietnamTime.DateOf(_header.Time));
        return unit is null ? _book.ProvinceCode : CodeText.Of(unit.Code, unit.NameVi);
    }

    private void WriteOutcomes(SheetWriter writer, StyleBook looks)
    {
        Section(writer, looks, Messages.Result.OutcomeSection,
            [Messages.Result.KindHeading, Messages.Result.CountHeading, Messages.Result.OutcomeHeading]);
        foreach (var kind in RecordKinds.All)
        {
            var name = FieldCatalogue.Table(kind.Descriptor)!.LabelVi;
            foreach (var group in content.Results.Where(result => result.Row.Kind == kind)
                .GroupBy(result => (Text: Messages.Result.Outcome(result, _header.Offline),
                    Tone: ResultLooks.ToneOf(result)))
                .OrderBy(group => group.Key.Tone))
                Counted(writer, looks, name, group.Count(), group.Key.Text, ResultLooks.OfTone(group.Key.Tone));
        }
        Counted(writer, looks, Messages.Result.Total, content.Results.Count, "", ResultLooks.Text);
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
        if (content.OpenLines.Count == 0) return;
        Section(writer, looks, Messages.Result.RuleSection,
            [Messages.Result.RuleHeading, Messages.Result.CountHeading, Messages.Result.TextHeading,
                Messages.Result.WeightHeading]);
        foreach (var group in content.OpenLines.GroupBy(line => (line.Severity, line.RuleId))
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

    private void WriteMended(SheetWriter writer, StyleBook looks)
    {
        if (_book.Mends.Count == 0) return;
        Section(writer, looks, Messages.Mended.Section,
            [Messages.Mended.KindHeading, Messages.Result.CountHeading, Messages.Result.TextHeading]);
        foreach (var group in _book.Mends.GroupBy(mend => mend.Kind).OrderBy(group => group.Key))
            Counted(writer, looks, Messages.Mended.Kind(group.Key).Vi, group.Count(), Messages.Mended.Rule(group.Key),
                ResultLooks.Text);
    }

    private void WriteUndecided(SheetWriter writer, StyleBook looks)
    {
        var rules = content.Results.SelectMany(result => result.Undecided).GroupBy(rule => rule.Id)
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
