using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Fields as a mapping names them: by the contract's path or by the Vietnamese label.</summary>
internal static class FieldNames
{
    /// <summary>The path that a mapping writes for a field of a sheet.</summary>
    /// <param name="layout">The sheet.</param>
    /// <param name="field">The field.</param>
    public static string PathOf(SheetLayout layout, ColumnLayout field) =>
        layout.List is not null && field.Role == ColumnRole.Own ? $"{layout.ListPath}.{field.Path}" : field.Path;

    /// <summary>The field that a mapping names; null when the sheet has none of that name.</summary>
    /// <param name="layout">The sheet.</param>
    /// <param name="name">Path, last part of the path, or label.</param>
    public static ColumnLayout? Find(SheetLayout layout, string name)
    {
        var folded = VietnameseText.Fold(name);
        // A list has labels in common with its parent's key: its own field is meant then.
        return layout.Columns.FirstOrDefault(field => PathOf(layout, field) == name)
            ?? layout.Columns.FirstOrDefault(field => field.Folded == folded && field.Role == ColumnRole.Own)
            ?? layout.Columns.FirstOrDefault(field => field.Folded == folded)
            ?? layout.Columns.FirstOrDefault(field => field.Field.Name == name && field.Role == ColumnRole.Own)
            ?? layout.Columns.FirstOrDefault(field => field.Field.Name == name);
    }

    /// <summary>The path that a name that is none comes nearest to; null when it resembles none.</summary>
    /// <param name="layout">The sheet.</param>
    /// <param name="name">As written.</param>
    public static string? Nearest(SheetLayout layout, string name)
    {
        var names = layout.Columns
            .SelectMany(field => new[] { PathOf(layout, field), field.Info.LabelVi, field.Field.Name }).ToList();
        return VietnameseText.Nearest(name, names) is { } nearest && Find(layout, nearest) is { } field
            ? PathOf(layout, field) : null;
    }

    /// <summary>Sheets by the name that a mapping gives their kind or list.</summary>
    public static IReadOnlyDictionary<string, SheetLayout> Kinds { get; } =
        BookLayout.Sheets.Where(sheet => sheet.List is null).ToDictionary(sheet => sheet.Kind.Name);

    /// <summary>Sheets of lists by the list's path.</summary>
    public static IReadOnlyDictionary<string, SheetLayout> Lists { get; } =
        BookLayout.Sheets.Where(sheet => sheet.List is not null).ToDictionary(sheet => sheet.ListPath);
}
