using System.Globalization;

namespace KcExchange.Agent.Workbooks;

/// <summary>Names of cells: "AB12".</summary>
internal static class CellName
{
    /// <summary>Column from 1 of a cell's name; 0 when it names none.</summary>
    /// <param name="name">Name, e.g. "AB12".</param>
    public static int Column(ReadOnlySpan<char> name)
    {
        var column = 0;
        foreach (var c in name)
        {
            if (c is < 'A' or > 'Z' || column > 16_384) break;
            column = (column * 26) + (c - 'A' + 1);
        }
        return column;
    }

    /// <summary>Row from 1 of a cell's name; 0 when it names none.</summary>
    /// <param name="name">Name, e.g. "AB12".</param>
    public static int Row(ReadOnlySpan<char> name) => int.TryParse(
        name.TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
        ? row : 0;

    /// <summary>Letters of a column.</summary>
    /// <param name="column">Column from 1.</param>
    public static string Letters(int column)
    {
        Span<char> letters = stackalloc char[8];
        var at = letters.Length;
        for (; column > 0; column = (column - 1) / 26) letters[--at] = (char)('A' + ((column - 1) % 26));
        return new string(letters[at..]);
    }

    /// <summary>Name of a cell; of the row's first cell when the column is 0.</summary>
    /// <param name="row">Row from 1.</param>
    /// <param name="column">Column from 1; 0 = the whole row.</param>
    public static string Of(int row, int column) =>
        string.Create(CultureInfo.InvariantCulture, $"{Letters(Math.Max(1, column))}{row}");

    /// <summary>A cell of a sheet as links name it.</summary>
    /// <param name="sheet">Name of the sheet.</param>
    /// <param name="row">Row from 1.</param>
    /// <param name="column">Column from 1; 0 = the whole row.</param>
    public static string Place(string sheet, int row, int column) => $"{Quoted(sheet)}!{Of(row, column)}";

    /// <summary>A sheet's name as formulas write it.</summary>
    /// <param name="sheet">Name.</param>
    public static string Quoted(string sheet) => $"'{sheet.Replace("'", "''", StringComparison.Ordinal)}'";
}
