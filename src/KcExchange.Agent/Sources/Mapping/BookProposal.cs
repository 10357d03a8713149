using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>The mapping that the headings and the content of a workbook suggest.</summary>
/// <param name="Path">The workbook.</param>
/// <param name="HasCommon">It has the template's sheet of common information.</param>
/// <param name="Sheets">Its sheets, in its order.</param>
internal sealed record BookProposal(string Path, bool HasCommon, IReadOnlyList<SheetProposal> Sheets)
{
    /// <summary>Rows of each sheet that are looked at.</summary>
    private const int Examples = 200;

    /// <summary>Looks at a workbook.</summary>
    /// <param name="path">Path.</param>
    /// <param name="options">Limits, code lists.</param>
    /// <exception cref="SourceException">It cannot be read, or no table in it is recognised.</exception>
    public static BookProposal Of(string path, ReadOptions options)
    {
        using var file = WorkbookFile.Open(path, SourceFormats.ToWorkbook(path, options), options);
        try
        {
            var proposal = Of(path, file.Workbook, options.Reference);
            return proposal.Sheets.All(sheet => sheet.Layout is null)
                ? throw new SourceException(Messages.Mapping.NothingRecognised(path))
                : proposal;
        }
        catch (Exception exception) when (WorkbookFile.IsBroken(exception))
        {
            throw new SourceException(Messages.Workbook.Damaged(path), exception);
        }
    }

    private static BookProposal Of(string path, WorkbookPart workbook, ReferenceData reference)
    {
        var (texts, formats) = (new SharedTexts(workbook), new StyleFormats(workbook));
        var since1904 = workbook.Workbook.WorkbookProperties?.Date1904?.Value == true;
        var proposals = new List<SheetProposal>();
        var common = false;
        foreach (var sheet in workbook.Workbook.Sheets!.Elements<Sheet>().Where(sheet => !SheetList.IsOurs(sheet)))
        {
            var name = sheet.Name?.Value ?? "";
            if (sheet.Id?.Value is not { } id || !workbook.TryGetPartById(id, out var part)
                || part is not WorksheetPart worksheet) continue;
            if (VietnameseText.Fold(name) == VietnameseText.Fold(Messages.Names.CommonSheet))
            {
                common = true;
                continue;
            }
            using var rows = new SheetXml(worksheet, texts, formats);
            proposals.Add(SheetProposal.Of(name, TopRows.Read(rows, Examples), since1904, reference));
        }
        return new BookProposal(path, common, proposals);
    }
}
