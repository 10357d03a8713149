using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>The list of what to mend that a result before this one holds.</summary>
/// <param name="Kind">What it was found to be.</param>
/// <param name="Time">Its moment.</param>
/// <param name="Lines">Its lines that were still to be mended; empty unless it can be compared with.</param>
internal sealed record EarlierResult(EarlierKind Kind, DateTimeOffset Time, IReadOnlyList<MendLine> Lines)
{
    /// <summary>No result before this one.</summary>
    public static EarlierResult None { get; } = new(EarlierKind.None, default, []);

    /// <summary>The newest earlier result: the workbook itself where it is one, or one that lies beside it.</summary>
    /// <param name="book">The workbook.</param>
    /// <param name="workbook">The workbook itself, for reading only.</param>
    /// <param name="beside">Where results of it may lie.</param>
    public static EarlierResult Find(SourceBook book, WorkbookPart workbook, IEnumerable<string> beside)
    {
        var found = new List<EarlierResult> { Read(book, workbook, fileCounts: false) };
        foreach (var path in beside.Where(File.Exists).Distinct(StringComparer.Ordinal))
            if (path != book.Path) found.Add(Read(book, path));
        return found.Where(result => result.Kind != EarlierKind.None).OrderByDescending(result => result.Time)
            .FirstOrDefault(None);
    }

    private static EarlierResult Read(SourceBook book, string path)
    {
        try
        {
            using var file = WorkbookFile.Open(
                path, WorkbookFile.ReadBytes(path, ReadOptions.Default), ReadOptions.Default);
            return Read(book, file.Workbook, fileCounts: true);
        }
        catch (SourceException)
        {
            return None with { Kind = EarlierKind.Unreadable };
        }
    }

    /// <summary>A result must never fail because of the one before it.</summary>
    private static EarlierResult Read(SourceBook book, WorkbookPart workbook, bool fileCounts)
    {
        try
        {
            if (ResultNames.Stamp(workbook.Workbook) is not { } stamp) return None;
            var expected = ResultStamp.Of(book, stamp.Time, []);
            if (stamp.Origin != expected.Origin || (fileCounts && stamp.File != expected.File))
                return new(EarlierKind.Other, stamp.Time, []);
            var texts = ReadTexts(workbook).ToList();
            if (ResultStamp.ContentOf(texts) != stamp.Content) return new(EarlierKind.Altered, stamp.Time, []);
            var lines = texts.ConvertAll(MendColumns.Parse);
            return lines.Contains(null)
                ? new(EarlierKind.Altered, stamp.Time, [])
                : new(EarlierKind.Compared, stamp.Time, [.. lines.OfType<MendLine>().Where(line => line.IsOpen)]);
        }
        catch (Exception exception) when (WorkbookFile.IsBroken(exception))
        {
            return None with { Kind = EarlierKind.Unreadable };
        }
    }

    /// <summary>The texts of the list's lines; a clerk may have moved its columns.</summary>
    private static IEnumerable<IReadOnlyList<string>> ReadTexts(WorkbookPart workbook)
    {
        if (ResultNames.SheetOf(workbook.Workbook, Messages.Names.MendSheet) is not { } name) yield break;
        var sheet = workbook.Workbook.Sheets!.Elements<Sheet>().First(sheet => sheet.Name?.Value == name);
        if (!workbook.TryGetPartById(sheet.Id?.Value ?? "", out var part) || part is not WorksheetPart worksheet)
            yield break;
        using var rows = new SheetXml(worksheet, new SharedTexts(workbook), new StyleFormats(workbook));
        int[]? columns = null;
        while (rows.Read())
        {
            if (columns is null) columns = Headings(rows.Cells);
            else if (rows.Cells.Count > 0)
                yield return [.. columns.Select(column =>
                    rows.Cells.FirstOrDefault(cell => cell.Column == column).Text ?? "")];
        }
    }

    private static int[]? Headings(IReadOnlyList<RawCell> cells)
    {
        var columns = MendColumns.All.Select(column =>
            cells.FirstOrDefault(cell => CellText.Clean(cell.Text) == column.Heading).Column).ToArray();
        return columns.Contains(0) ? null : columns;
    }
}
