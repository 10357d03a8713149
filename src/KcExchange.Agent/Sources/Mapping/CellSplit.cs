using System.Text.RegularExpressions;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>How a column is taken apart, as the mapping says.</summary>
/// <param name="Separator">What stands between the parts; empty = by pattern.</param>
/// <param name="Pattern">Expression whose groups are the parts; null = by separator.</param>
/// <param name="Parts">Fields in the order of the parts, with the name of their group.</param>
internal sealed record SplitRule(
    string Separator, Regex? Pattern, IReadOnlyList<(string Group, ColumnLayout Field)> Parts);

/// <summary>Takes the cells of one column apart. What does not fit is a finding, never half a value.</summary>
/// <param name="rule">How.</param>
/// <param name="fields">The fields, in the order of the rule's parts.</param>
internal sealed class CellSplit(SplitRule rule, IReadOnlyList<ColumnPlan> fields)
{
    /// <summary>The fields that share the column.</summary>
    public IReadOnlyList<ColumnPlan> Fields { get; } = fields;

    /// <summary>Takes a cell apart.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="parts">Takes the parts, or the problem.</param>
    public void Cut(RawCell cell, List<PlannedCell> parts)
    {
        // What Excel could not calculate has a sentence of its own.
        if (cell.Kind is RawKind.Error or RawKind.Uncalculated)
        {
            parts.Add(new PlannedCell(Fields[0], cell));
            return;
        }
        var text = CellText.Clean(cell.Kind == RawKind.Number ? CellNumber.ToText(cell) : cell.Text);
        if (text.Length == 0) return;
        var texts = cell.Format == ShownAs.Date && cell.Kind == RawKind.Number ? null : Parts(text);
        if (texts is null)
        {
            parts.Add(new PlannedCell(Fields[0], cell, Problem(text)));
            return;
        }
        for (var i = 0; i < texts.Count; i++)
            if (texts[i].Length > 0)
                parts.Add(new PlannedCell(
                    Fields[i], new RawCell(cell.Column, RawKind.Text, texts[i], ShownAs.General)));
    }

    private List<string>? Parts(string text)
    {
        if (rule.Pattern is null)
        {
            var parts = text.Split(rule.Separator, StringSplitOptions.TrimEntries);
            return parts.Length == Fields.Count && parts.All(part => part.Length > 0) ? [.. parts] : null;
        }
        try
        {
            var match = rule.Pattern.Match(text);
            return match.Success ? [.. rule.Parts.Select(part => match.Groups[part.Group].Value.Trim())] : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private CellProblem Problem(string text)
    {
        var (message, cure) = Messages.Mapping.NotSplit(
            text, Fields.Select(field => field.Layout.Info.LabelVi), rule.Separator, rule.Pattern?.ToString() ?? "");
        return new CellProblem(ImportRules.NotSplit, message, cure);
    }
}
