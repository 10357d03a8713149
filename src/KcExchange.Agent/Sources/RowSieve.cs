using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>Why a row below the headings is not read.</summary>
internal enum SkippedAs
{
    /// <summary>It numbers the columns.</summary>
    ColumnNumbers,

    /// <summary>The headings once more, as on every printed page.</summary>
    Headings,

    /// <summary>A sum of rows above.</summary>
    Total,

    /// <summary>Signatures below the table.</summary>
    Signatures,

    /// <summary>The mapping says so.</summary>
    Mapping,
}

/// <summary>
/// Passes on the rows that are data. What is plainly none is left out and said, by number, in one finding for each
/// sheet;
/// what may be data, is.
/// </summary>
/// <param name="plan">The sheet.</param>
/// <param name="reference">Code lists.</param>
/// <param name="take">Takes rows of data.</param>
internal sealed class RowSieve(SheetPlan plan, ReferenceData reference, Action<SheetRow> take)
{
    /// <summary>Signatures take no more rows than this.</summary>
    private const int MostSignatures = 30;

    private readonly SortedDictionary<SkippedAs, List<int>> _skipped = [];
    private readonly List<SheetRow> _held = [];
    private bool _belowHeadings = true;

    /// <summary>Rows that were passed on, from top to bottom.</summary>
    public List<int> Rows { get; } = [];

    /// <summary>Decides on the next row that holds anything.</summary>
    /// <param name="row">The row.</param>
    public void Read(SheetRow row)
    {
        var first = row.FirstText();
        var skipped = WhyNot(row, first.Column, first.Text ?? "");
        _belowHeadings = skipped == SkippedAs.Headings;
        if (skipped is { } why)
        {
            Skip(why, row.Row);
            return;
        }
        if (IsSignature(row)) _held.Add(row.Kept());
        else
        {
            // Data below them: then they were not the end of the table, and may be data themselves.
            Release();
            Pass(row);
        }
    }

    /// <summary>The sheet has ended.</summary>
    /// <param name="problems">Takes the finding that says what was left out.</param>
    public void End(List<ImportFinding> problems)
    {
        foreach (var row in _held) Skip(SkippedAs.Signatures, row.Row);
        _held.Clear();
        if (_skipped.Count == 0) return;
        var first = _skipped.Values.Min(rows => rows[0]);
        var finding = ImportRules.Finding(
            ImportRules.RowsSkipped, Severity.Info, new CellRef(plan.Name, first, 0),
            Messages.Mapping.RowsSkipped(plan.Name, _skipped));
        // A sheet that is read for records and for their lists leaves the same rows out twice.
        if (!problems.Contains(finding)) problems.Add(finding);
    }

    private SkippedAs? WhyNot(SheetRow row, int firstColumn, string first)
    {
        if (plan.Skips?.Matches(row) == true) return SkippedAs.Mapping;
        if (_belowHeadings && RowLooks.IsColumnNumbers(row)) return SkippedAs.ColumnNumbers;
        if (plan.RepeatsHeadings(row)) return SkippedAs.Headings;
        return RowLooks.IsTotal(first) && !plan.HasKey(row, except: firstColumn, reference)
            ? SkippedAs.Total : null;
    }

    private bool IsSignature(SheetRow row) => _held.Count < MostSignatures
        && !plan.HasKey(row, except: 0, reference)
        && (_held.Count == 0 ? RowLooks.BeginsSignatures(row) : RowLooks.IsTextOnly(row));

    private void Release()
    {
        foreach (var row in _held) Pass(row);
        _held.Clear();
    }

    private void Pass(SheetRow row)
    {
        Rows.Add(row.Row);
        take(row);
    }

    private void Skip(SkippedAs why, int row)
    {
        if (!_skipped.TryGetValue(why, out var rows)) _skipped[why] = rows = [];
        rows.Add(row);
    }
}
