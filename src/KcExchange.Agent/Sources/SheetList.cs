using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources.Mapping;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>A sheet that is read.</summary>
/// <param name="Layout">What its rows are.</param>
/// <param name="Sheet">The sheet.</param>
/// <param name="Mapping">How its columns are found; null = by the template's labels.</param>
internal sealed record SheetEntry(SheetLayout Layout, Sheet Sheet, SheetMapping? Mapping)
{
    /// <summary>Name as the workbook writes it.</summary>
    public string Name => Sheet.Name?.Value ?? "";

    /// <summary>All that the mapping says of the sheet, this entry among it.</summary>
    public IReadOnlyList<SheetMapping> Spoken { get; init; } = [];
}

/// <summary>Which sheet of a workbook is what.</summary>
/// <param name="Common">The common information; null when it is missing.</param>
/// <param name="Tables">Sheets of records and of their lists, in the contract's order.</param>
internal sealed record SheetList(Sheet? Common, IReadOnlyList<SheetEntry> Tables)
{
    /// <summary>Finds the sheets by mapping and name; says which are missing and which are not read.</summary>
    /// <param name="workbook">The workbook.</param>
    /// <param name="mapping">Mapping; null = the template's names.</param>
    /// <param name="problems">Takes findings.</param>
    /// <exception cref="SourceException">There is no sheet of records at all, or not what the mapping
    /// names.</exception>
    public static SheetList Of(WorkbookPart workbook, MappingFile? mapping, List<ImportFinding> problems)
    {
        var sheets = workbook.Workbook.Sheets!.Elements<Sheet>()
            .Where(sheet => sheet.Id?.Value is { } id && workbook.TryGetPartById(id, out var part)
                && part is WorksheetPart)
            .ToList();
        var mapped = mapping is null ? new MappedSheets([], new HashSet<Sheet>()) : MappedSheets.Of(mapping, sheets);
        var free = sheets.Where(sheet => !mapped.Spoken.Contains(sheet)).ToList();
        var tables = new List<SheetEntry>(mapped.Tables);
        foreach (var layout in BookLayout.Sheets)
            if (Find(free, layout.Name) is { } sheet) tables.Add(new SheetEntry(layout, sheet, null));
        var common = Find(sheets, Messages.Names.CommonSheet);
        if (tables.TrueForAll(table => table.Layout.List is not null))
            throw new SourceException(Messages.Workbook.NoRecordSheet(
                BookLayout.Sheets.Where(sheet => sheet.List is null).Select(sheet => sheet.Name)));
        var unread = free.Except(tables.Select(table => table.Sheet))
            .Where(sheet => sheet != common && !IsOurs(sheet));
        var missing = BookLayout.Sheets.Except(tables.Select(table => table.Layout)).ToList();
        ReportUnread(unread, missing, problems);
        // Who has a mapping has a workbook of another shape: what it does not have, it is not meant to have.
        if (mapping is null) ReportMissing(missing, problems);
        return new SheetList(common, [.. tables.OrderBy(table => Order(table.Layout))]);
    }

    /// <summary>True for a sheet that template or result add and nobody fills.</summary>
    /// <param name="sheet">The sheet.</param>
    public static bool IsOurs(Sheet sheet) => Messages.Names.OwnSheets.Any(name => ResultSheets.IsNamed(sheet, name));

    private static int Order(SheetLayout layout) => BookLayout.Sheets.TakeWhile(sheet => sheet != layout).Count();

    private static Sheet? Find(List<Sheet> sheets, string name) => sheets.Find(sheet => sheet.Name?.Value == name)
        ?? sheets.Find(sheet => VietnameseText.Fold(sheet.Name?.Value ?? "") == VietnameseText.Fold(name));

    private static void ReportUnread(
        IEnumerable<Sheet> unread, List<SheetLayout> missing, List<ImportFinding> problems)
    {
        foreach (var sheet in unread)
        {
            var name = sheet.Name?.Value ?? "";
            var nearest = VietnameseText.Nearest(name, missing.Select(layout => layout.Name));
            problems.Add(ImportRules.Finding(
                ImportRules.Sheet, nearest is null ? Severity.Info : Severity.Error, new CellRef(name, 1, 0),
                Messages.Workbook.UnreadSheet(name, nearest)));
        }
    }

    private static void ReportMissing(List<SheetLayout> missing, List<ImportFinding> problems)
    {
        if (missing.Count > 0)
            problems.Add(ImportRules.OfFile(
                ImportRules.Sheet, Severity.Warning,
                Messages.Workbook.MissingSheets([.. missing.Select(layout => layout.Name)])));
    }
}
