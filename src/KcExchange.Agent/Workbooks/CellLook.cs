namespace KcExchange.Agent.Workbooks;

/// <summary>How a cell looks, in words; <see cref="StyleBook"/> turns it into a style of a workbook.</summary>
internal sealed record CellLook
{
    /// <summary>Number format; empty = general.</summary>
    public string Format { get; init; } = "";

    /// <summary>Colour of the ground, RRGGBB; empty = none.</summary>
    public string Fill { get; init; } = "";

    /// <summary>Colour of the letters, RRGGBB.</summary>
    public string Ink { get; init; } = "000000";

    /// <summary>Bold letters.</summary>
    public bool Bold { get; init; }

    /// <summary>Slanted letters.</summary>
    public bool Italic { get; init; }

    /// <summary>Underlined letters, as links have.</summary>
    public bool Underline { get; init; }

    /// <summary>Size of the letters in points.</summary>
    public int Size { get; init; } = 10;

    /// <summary>Long texts go on in the next line.</summary>
    public bool Wrap { get; init; }

    /// <summary>Text stands in the middle of the cell.</summary>
    public bool Centre { get; init; }

    /// <summary>Text stands at half height.</summary>
    public bool Middle { get; init; }

    /// <summary>Content stands at the right, a little off the next cell's.</summary>
    public bool Right { get; init; }

    /// <summary>Thin lines around the cell.</summary>
    public bool Lines { get; init; }
}
