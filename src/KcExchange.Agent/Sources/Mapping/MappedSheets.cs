using DocumentFormat.OpenXml.Spreadsheet;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Which sheets of a workbook a mapping speaks of.</summary>
/// <param name="Tables">Sheets that are read by it; one sheet may hold records and entries of their lists.</param>
/// <param name="Spoken">All sheets that it names, also those that are not to be read.</param>
internal sealed record MappedSheets(IReadOnlyList<SheetEntry> Tables, IReadOnlySet<Sheet> Spoken)
{
    /// <summary>Finds them; a name counts before a pattern.</summary>
    /// <param name="file">The mapping.</param>
    /// <param name="sheets">Sheets of the workbook.</param>
    /// <exception cref="SourceException">The workbook has not what the mapping names.</exception>
    public static MappedSheets Of(MappingFile file, IReadOnlyList<Sheet> sheets)
    {
        var errors = new MappingErrors(file.Path);
        var tables = new List<SheetEntry>();
        var left = new HashSet<Sheet>();
        foreach (var mapping in file.Sheets.OrderBy(mapping => mapping.Name.IsPattern))
        {
            var found = sheets.Where(sheet => mapping.Name.Matches(NameOf(sheet))
                && !(mapping.Name.IsPattern && SheetList.IsOurs(sheet))).ToList();
            if (found.Count == 0)
                errors.Add(mapping.Line, Messages.Mapping.NoSuchSheet(mapping.Name.Text, sheets.Select(NameOf)));
            foreach (var sheet in found) Add(mapping, sheet);
        }
        errors.Throw();
        return new MappedSheets(
            [.. tables.OrderBy(table => sheets.TakeWhile(sheet => sheet != table.Sheet).Count()).Select(Complete)],
            tables.Select(table => table.Sheet).Concat(left).ToHashSet());

        SheetEntry Complete(SheetEntry table) => table with
        {
            Spoken = [.. tables.Where(other => other.Sheet == table.Sheet).Select(other => other.Mapping!)],
        };

        void Add(SheetMapping mapping, Sheet sheet)
        {
            if (mapping.Layout is not { } layout) left.Add(sheet);
            // A row is known by its place, so it can be one record only.
            else if (left.Contains(sheet) || tables.Exists(table => table.Sheet == sheet
                && (table.Layout == layout || (table.Layout.List is null && layout.List is null))))
            {
                if (!mapping.Name.IsPattern) errors.Add(mapping.Line, Messages.Mapping.SheetTwice(NameOf(sheet)));
            }
            else tables.Add(new SheetEntry(layout, sheet, mapping));
        }
    }

    private static string NameOf(Sheet sheet) => sheet.Name?.Value ?? "";
}
