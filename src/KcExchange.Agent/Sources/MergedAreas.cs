using System.Runtime.InteropServices;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>An area of cells that are merged into one.</summary>
/// <param name="Name">As the file has it, e.g. "B4:C6".</param>
/// <param name="FirstRow">First row from 1.</param>
/// <param name="LastRow">Last row.</param>
/// <param name="FirstColumn">First column from 1.</param>
/// <param name="LastColumn">Last column.</param>
internal readonly record struct MergedArea(string Name, int FirstRow, int LastRow, int FirstColumn, int LastColumn)
{
    /// <summary>Reads an area; null when the text is none.</summary>
    /// <param name="name">Text such as "B4:C6".</param>
    public static MergedArea? Parse(string name)
    {
        var corners = name.Split(':');
        if (corners.Length != 2) return null;
        var (first, last) = (CellName.Row(corners[0]), CellName.Row(corners[1]));
        var (left, right) = (CellName.Column(corners[0]), CellName.Column(corners[1]));
        return first > 0 && left > 0 && last >= first && right >= left ? new(name, first, last, left, right) : null;
    }
}

/// <summary>
/// Merged cells in rows of data: Excel keeps the value in the first of them only, and nobody knows whether it was meant
/// for each row or for all of them together. The rows are not sent.
/// </summary>
/// <param name="plan">The sheet.</param>
/// <param name="rows">Its rows of data, from top to bottom.</param>
internal sealed class MergedAreas(SheetPlan plan, List<int> rows)
{
    /// <summary>A workbook that was made to be slow has no more findings than this.</summary>
    private const int MostFindings = 20_000;

    private int _findings;

    /// <summary>Reports them.</summary>
    /// <param name="merged">Merged areas of the sheet.</param>
    /// <param name="drafts">Records by the row that they, or entries of their lists, have on the sheet.</param>
    /// <param name="problems">Takes findings on rows that belong to no record.</param>
    public void Report(
        IReadOnlyList<string> merged, Func<Dictionary<int, RecordDraft>> drafts, List<ImportFinding> problems)
    {
        Dictionary<int, RecordDraft>? byRow = null;
        foreach (var name in merged)
        {
            if (MergedArea.Parse(name) is not { } area || Lost(area) is not { } column) continue;
            byRow ??= drafts();
            if (!Report(area, column, byRow))
                problems.Add(Finding(Severity.Warning, area, column, Math.Max(area.FirstRow, plan.FirstRow)));
        }
    }

    /// <summary>A column that is read and of which merging has emptied a cell in a row of data; null: none.</summary>
    private int? Lost(MergedArea area)
    {
        var columns = plan.ReadColumns
            .Where(column => column >= area.FirstColumn && column <= area.LastColumn).Order().ToList();
        if (columns.Count == 0 || RowsWithin(area.FirstRow, area.LastRow).IsEmpty) return null;
        // Merged with empty rows only, a row has lost nothing.
        if (!RowsWithin(area.FirstRow + 1, area.LastRow).IsEmpty) return columns[0];
        return columns.Where(column => column > area.FirstColumn).Cast<int?>().FirstOrDefault();
    }

    private ReadOnlySpan<int> RowsWithin(int first, int last)
    {
        if (last < first) return [];
        var (from, to) = (rows.BinarySearch(first), rows.BinarySearch(last));
        var (start, end) = (from < 0 ? ~from : from, to < 0 ? ~to : to + 1);
        return CollectionsMarshal.AsSpan(rows)[start..end];
    }

    private bool Report(MergedArea area, int column, Dictionary<int, RecordDraft> byRow)
    {
        var any = false;
        foreach (var row in RowsWithin(area.FirstRow, area.LastRow))
        {
            if (!byRow.TryGetValue(row, out var draft)) continue;
            any = true;
            if (_findings++ > MostFindings) break;
            draft.Findings.Add(Finding(Severity.Error, area, column, row));
        }
        return any;
    }

    private ImportFinding Finding(Severity severity, MergedArea area, int column, int row)
    {
        var field = plan[column][0].Layout;
        var (message, cure) = Messages.Mapping.Merged(plan.Name, area, field.Info.LabelVi);
        return new ImportFinding(
            ImportRules.Merged, severity, new CellRef(plan.Name, row, column),
            plan.Layout.List is null ? field.Path : "", message, cure);
    }
}
