namespace KcExchange.Agent.Sources.Mapping;

/// <summary>How a clerk's own workbook is read: docs/MAPPING.md.</summary>
/// <param name="Path">The file, for sentences.</param>
internal sealed record MappingFile(string Path)
{
    /// <summary>The version of the form that this program reads and writes.</summary>
    public const string Version = "1";

    /// <summary>Unit of money where the workbook states none; null = none.</summary>
    public MoneyUnit? Unit { get; init; }

    /// <summary>What holds for all rows.</summary>
    public IReadOnlyList<CommonValue> Common { get; init; } = [];

    /// <summary>Sheets.</summary>
    public IReadOnlyList<SheetMapping> Sheets { get; init; } = [];
}

/// <summary>A value that holds for all rows.</summary>
/// <param name="Field">Field of the envelope.</param>
/// <param name="Text">The value, as a cell would hold it.</param>
/// <param name="Line">Line in the mapping file.</param>
internal sealed record CommonValue(ColumnLayout Field, string Text, int Line);

/// <summary>How a sheet is read, or every sheet of a pattern.</summary>
/// <param name="Name">Name, may hold *.</param>
/// <param name="Layout">What its rows are; null = it is not read.</param>
/// <param name="Line">Line in the mapping file.</param>
internal sealed record SheetMapping(Wildcard Name, SheetLayout? Layout, int Line)
{
    /// <summary>First row of the headings; 0 = found by the headings.</summary>
    public int FirstHeading { get; init; }

    /// <summary>Last row of the headings.</summary>
    public int LastHeading { get; init; }

    /// <summary>First row of data; 0 = below the headings.</summary>
    public int FirstRow { get; init; }

    /// <summary>Rows that are left out.</summary>
    public IReadOnlyList<SkipMapping> Skips { get; init; } = [];

    /// <summary>Values that are the same for every row.</summary>
    public IReadOnlyList<(ColumnLayout Field, string Text)> Fixed { get; init; } = [];

    /// <summary>Columns.</summary>
    public IReadOnlyList<ColumnMapping> Columns { get; init; } = [];
}

/// <summary>Which column of a sheet is meant: by heading or by letter.</summary>
/// <param name="Heading">Heading, levels joined by " > "; empty = by letter.</param>
/// <param name="Column">Column from 1; 0 = by heading.</param>
/// <param name="Line">Line in the mapping file.</param>
internal sealed record ColumnName(string Heading, int Column, int Line);

/// <summary>Rows with one of these texts in a column are left out.</summary>
/// <param name="Column">Which column; null = the first text of the row.</param>
/// <param name="Texts">The texts, may hold *.</param>
internal sealed record SkipMapping(ColumnName? Column, IReadOnlyList<Wildcard> Texts);

/// <summary>How a column is read.</summary>
/// <param name="Name">Which column.</param>
internal sealed record ColumnMapping(ColumnName Name)
{
    /// <summary>The field it gives; null = several, or it is not read.</summary>
    public ColumnLayout? Field { get; init; }

    /// <summary>How it is taken apart; null = it is not.</summary>
    public SplitRule? Split { get; init; }

    /// <summary>Unit of its money; null = as the workbook says.</summary>
    public MoneyUnit? Unit { get; init; }

    /// <summary>The clerk's words for codes; null = none.</summary>
    public ValueWords? Words { get; init; }
}
