using KcExchange.Agent.Sources;
using KcExchange.V1;

namespace KcExchange.Agent.Results;

/// <summary>
/// A row whose parent stands in the same workbook but could not be sent is refused by the exchange as "not known". The
/// clerk is told the root instead: which row to mend first.
/// </summary>
internal sealed class UnsentParents
{
    private static readonly string[] NotKnown = ["KC-PRJ-025", "KC-FND-010"];

    private readonly Dictionary<(RecordKind Kind, string Code), SourceRow> _rows = [];

    /// <summary>Notes the rows that were not sent.</summary>
    /// <param name="rows">Rows of the workbook that did not go.</param>
    public UnsentParents(IEnumerable<SourceRow> rows)
    {
        foreach (var row in rows)
            if (row.Kind.Code(row.Record) is { Length: > 0 } code) _rows.TryAdd((row.Kind.Kind, code), row);
    }

    /// <summary>A row's findings, with the root cause where it is in this workbook.</summary>
    /// <param name="row">The row.</param>
    /// <param name="findings">Its findings.</param>
    /// <param name="language">"vi" or "en".</param>
    public IReadOnlyList<Finding> Explain(SourceRow row, IReadOnlyList<Finding> findings, string language) =>
        _rows.Count == 0 || !findings.Any(finding => NotKnown.Contains(finding.RuleId))
            ? findings
            : [.. findings.Select(finding => Explain(row, finding, language))];

    private Finding Explain(SourceRow row, Finding finding, string language)
    {
        if (!NotKnown.Contains(finding.RuleId)) return finding;
        foreach (var reference in row.Kind.References(row.Record))
        {
            if (reference.FieldPath != finding.FieldPath
                || !_rows.TryGetValue((reference.Kind, reference.Code), out var parent)) continue;
            var (message, cure) = Messages.Names.NotSentParent(parent.Kind.Key(parent.Record), parent.Cells.Row);
            var explained = finding.Clone();
            explained.Message += message.In(language);
            explained.Cure = cure.In(language);
            return explained;
        }
        return finding;
    }
}
