using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>What a clerk should know of a workbook: what was not run, was not opened, or is not seen.</summary>
internal static class WorkbookNotices
{
    /// <summary>Notices on a workbook.</summary>
    /// <param name="file">The workbook.</param>
    /// <param name="book">What was read from it.</param>
    public static IEnumerable<ImportFinding> Of(WorkbookFile file, SourceBook book)
    {
        if (file.Workbook.VbaProjectPart is not null || file.Workbook.GetPartsOfType<MacroSheetPart>().Any())
            yield return ImportRules.OfFile(ImportRules.Macros, Severity.Info, Messages.Formats.Macros);
        if (file.Workbook.ExternalWorkbookParts.Any())
            yield return ImportRules.OfFile(ImportRules.ExternalLinks, Severity.Info, Messages.Formats.ExternalLinks);
        var states = file.Workbook.Workbook.Sheets!.Elements<Sheet>()
            .ToLookup(sheet => sheet.Name?.Value ?? "", sheet => sheet.State?.Value);
        foreach (var sheet in book.Sheets)
            if (states[sheet.Name].FirstOrDefault() is { } state && state != SheetStateValues.Visible)
                yield return ImportRules.Finding(
                    ImportRules.HiddenSheet, Severity.Info, new CellRef(sheet.Name, Math.Max(1, sheet.HeadingRow), 0),
                    Messages.Formats.HiddenSheet(sheet.Name, state == SheetStateValues.VeryHidden));
    }
}
