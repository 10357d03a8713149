using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>Headings of a table: what each of them is called, and which column of the contract it means.</summary>
internal static class Headings
{
    /// <summary>Ends the heading of a column that must be filled.</summary>
    public const string RequiredMark = " *";

    /// <summary>Begins the heading of every column that a result of ours adds.</summary>
    public const string ResultMark = "» ";

    /// <summary>The heading as the template writes it, with the unit of money as it is set.</summary>
    /// <param name="column">The column.</param>
    /// <param name="money">Unit of money.</param>
    public static string Of(ColumnLayout column, MoneyUnit money) =>
        Of(column, column.IsMoney ? money.Name : column.Info.Unit);

    /// <summary>The heading with a unit.</summary>
    /// <param name="column">The column.</param>
    /// <param name="unit">Unit; empty = none.</param>
    public static string Of(ColumnLayout column, string unit) =>
        column.Info.LabelVi + (unit.Length > 0 ? $" ({unit})" : "") + (column.IsRequired ? RequiredMark : "");

    /// <summary>
    /// Finds the column that a heading means: by its label, with or without mark and unit in brackets.
    /// </summary>
    /// <param name="heading">Heading as it stands.</param>
    /// <param name="columns">Columns to choose from.</param>
    /// <param name="unit">The unit that the heading gives in brackets; empty = none.</param>
    public static ColumnLayout? Match(string heading, IReadOnlyList<ColumnLayout> columns, out string unit)
    {
        unit = "";
        var text = CellText.Clean(heading).TrimEnd('*', ' ');
        if (ByLabel(text, columns) is { } whole) return whole;
        (text, unit) = TakeUnit(text);
        return unit.Length > 0 ? ByLabel(text, columns) : null;
    }

    /// <summary>Takes the unit in brackets off the end of a heading.</summary>
    /// <param name="heading">Heading as it stands.</param>
    /// <returns>The heading without it, and the unit; empty = none.</returns>
    public static (string Heading, string Unit) TakeUnit(string heading)
    {
        var text = CellText.Clean(heading).TrimEnd('*', ' ');
        var open = text.LastIndexOf('(');
        return open > 0 && text.EndsWith(')') ? (text[..open].TrimEnd(), text[(open + 1)..^1].Trim()) : (text, "");
    }

    /// <summary>The label that a heading comes nearest to; null when it resembles none.</summary>
    /// <param name="heading">Heading as it stands.</param>
    /// <param name="columns">Columns to choose from.</param>
    public static string? Nearest(string heading, IEnumerable<ColumnLayout> columns) =>
        VietnameseText.Nearest(CellText.Clean(heading).TrimEnd('*', ' '),
            columns.Select(column => column.Info.LabelVi));

    private static ColumnLayout? ByLabel(string text, IReadOnlyList<ColumnLayout> columns)
    {
        var folded = VietnameseText.Fold(text);
        return columns.FirstOrDefault(column => column.Folded == folded);
    }
}
