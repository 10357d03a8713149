using System.Collections;
using System.Globalization;
using Google.Protobuf.Reflection;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>What becomes of the row in which a mistake was made.</summary>
internal enum MistakeOutcome
{
    /// <summary>The server refuses it.</summary>
    Rejected,

    /// <summary>It cannot become a record.</summary>
    NotSent,

    /// <summary>The row belongs to no record: a finding on the file, no record is touched.</summary>
    Problem,

    /// <summary>The server takes it, with a warning.</summary>
    Kept,
}

/// <summary>A mistake as a clerk makes it: other content in one cell or in a few.</summary>
/// <param name="What">What the clerk did.</param>
/// <param name="RuleId">Rule that must find it.</param>
/// <param name="Outcome">What becomes of the row.</param>
/// <param name="Found">Cell that the finding must name.</param>
/// <param name="Changes">The cells and their content.</param>
internal sealed record SampleMistake(
    string What, string RuleId, MistakeOutcome Outcome, CellRef Found, IReadOnlyDictionary<CellRef, RawCell> Changes)
{
    /// <summary>Weight of the finding.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>What is mended of the same value: it can be read, and is wrong all the same.</summary>
    public SampleMend? Mend { get; init; }
}

/// <summary>A value that is written otherwise than the template asks, in a way that can mean one thing only.</summary>
/// <param name="Kind">Why it is mended.</param>
/// <param name="Cell">Cell.</param>
/// <param name="Before">As the clerk writes it.</param>
/// <param name="After">As it must be read.</param>
internal sealed record SampleMend(MendKind Kind, CellRef Cell, string Before, string After);

/// <summary>Makes mistakes in rows of a workbook that was right.</summary>
internal static class Mistakes
{
    /// <summary>Other content in the cell of a field.</summary>
    /// <param name="row">Row.</param>
    /// <param name="path">Field.</param>
    /// <param name="what">What the clerk did.</param>
    /// <param name="rule">Rule that must find it.</param>
    /// <param name="kind">Kind of the new content.</param>
    /// <param name="text">The new content.</param>
    /// <param name="outcome">What becomes of the row.</param>
    /// <param name="foundAt">Field that the finding must name, where it is another one.</param>
    public static SampleMistake Cell(
        SourceRow row, string path, string what, string rule, RawKind kind, string text,
        MistakeOutcome outcome = MistakeOutcome.Rejected, string? foundAt = null)
    {
        var cell = CellOf(row, path);
        return new SampleMistake(what, rule, outcome, CellOf(row, foundAt ?? path), new Dictionary<CellRef, RawCell>
        {
            [cell] = new(cell.Column, kind, text, ShownAs.General),
        });
    }

    /// <summary>Another code in a record's key, and the same in all rows that belong to it.</summary>
    /// <param name="row">Row.</param>
    /// <param name="path">Field of the key.</param>
    /// <param name="what">What the clerk did.</param>
    /// <param name="rule">Rule that must find it.</param>
    /// <param name="code">The other code.</param>
    public static SampleMistake Key(SourceRow row, string path, string what, string rule, string code)
    {
        var body = row.Kind.Body(row.Record);
        var cells = new List<CellRef> { row.Cells.Find(path) };
        foreach (var list in row.Kind.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => field is { IsRepeated: true, FieldType: FieldType.Message }))
            for (var i = 0; i < ((IList)list.Accessor.GetValue(body)).Count; i++)
                cells.Add(row.Cells.Find(string.Create(
                    CultureInfo.InvariantCulture, $"{row.Kind.Name}.{list.Name}[{i}].{path}")));
        return new SampleMistake(
            what, rule, MistakeOutcome.Rejected, cells[0],
            cells.ToDictionary(cell => cell, cell => new RawCell(cell.Column, RawKind.Text, code, ShownAs.General)));
    }

    /// <summary>The row's own cell, also of a field that the row leaves to the common information.</summary>
    /// <param name="row">Row.</param>
    /// <param name="path">Field.</param>
    public static CellRef CellOf(SourceRow row, string path)
    {
        var cell = row.Cells.Find(path);
        if (cell.Sheet != Agent.Messages.Names.CommonSheet) return cell;
        var columns = BookLayout.Sheets.First(sheet => sheet.List is null && sheet.Kind == row.Kind).Columns;
        return row.Cells.Row with { Column = 1 + columns.Index().First(column => column.Item.Path == path).Index };
    }
}
