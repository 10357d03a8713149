using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Results;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>Which sheet of a workbook is what.</summary>
/// <param name="Common">The common information; null when it is missing.</param>
/// <param name="Tables">Sheets of records and of their lists, in the contract's order.</param>
internal sealed record SheetList(Sheet? Common, IReadOnlyList<(SheetLayout Layout, Sheet Sheet)> Tables)
{
    /// <summary>Finds the sheets by name; says which are missing and which are not read.</summary>
    /// <param name="workbook">The workbook.</param>
    /// <param name="problems">Takes findings.</param>
    /// <exception cref="SourceException">There is no sheet of records at all.</exception>
    public static SheetList Of(WorkbookPart workbook, List<ImportFinding> problems)
    {
        var sheets = workbook.Workbook.Sheets!.Elements<Sheet>()
            .Where(sheet => sheet.Id?.Value is { } id && workbook.TryGetPartById(id, out var part)
                && part is WorksheetPart)
            .ToList();
        var tables = new List<(SheetLayout, Sheet)>();
        foreach (var layout in BookLayout.Sheets)
            if (Find(sheets, layout.Name) is { } sheet) tables.Add((layout, sheet));
        var common = Find(sheets, Messages.Names.CommonSheet);
        if (tables.TrueForAll(table => table.Item1.List is not null))
            throw new SourceException(Messages.Workbook.NoRecordSheet(
                BookLayout.Sheets.Where(sheet => sheet.List is null).Select(sheet => sheet.Name)));
        var unread = sheets.Except(tables.Select(table => table.Item2))
            .Where(sheet => sheet != common && !IsOurs(sheet));
        Report([.. unread], [.. BookLayout.Sheets.Except(tables.Select(table => table.Item1))], problems);
        return new SheetList(common, tables);
    }

    /// <summary>True for a sheet that template or result add and nobody fills.</summary>
    private static bool IsOurs(Sheet sheet) => Messages.Names.OwnSheets.Any(name => ResultSheets.IsNamed(sheet, name));

    private static Sheet? Find(List<Sheet> sheets, string name) => sheets.Find(sheet => sheet.Name?.Value == name)
        ?? sheets.Find(sheet => VietnameseText.Fold(sheet.Name?.Value ?? "") == VietnameseText.Fold(name));

    private static void Report(List<Sheet> unread, List<SheetLayout> missing, List<ImportFinding> problems)
    {
        foreach (var sheet in unread)
        {
            var name = sheet.Name?.Value ?? "";
            var nearest = VietnameseText.Nearest(name, missing.Select(layout => layout.Name));
            problems.Add(ImportRules.Finding(
                ImportRules.Sheet, nearest is null ? Severity.Info : Severity.Error, new CellRef(name, 1, 0),
                Messages.Workbook.UnreadSheet(name, nearest)));
        }
        foreach (var layout in missing)
            problems.Add(ImportRules.Finding(
                ImportRules.Sheet, Severity.Warning, new CellRef(layout.Name, 1, 0),
                Messages.Workbook.MissingSheet(layout.Name)));
    }
}
