using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>How a file is read, and how much of it.</summary>
public sealed record ReadOptions
{
    /// <summary>Defaults.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>Unit of money where the file states none; null = such a file is refused.</summary>
    public MoneyUnit? Unit { get; init; }

    /// <summary>Path of a mapping file; empty = the sheets and headings of the template.</summary>
    public string Mapping { get; init; } = "";

    /// <summary>Texts of old fonts (TCVN3, VNI) are converted; else each is a finding that shows the text.</summary>
    public bool FixFonts { get; init; }

    /// <summary>CSV: between the values of a line; null = found out.</summary>
    public char? Separator { get; init; }

    /// <summary>CSV and JSON lines: name of the encoding ("utf-8", "windows-1258"); empty = found out.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>Code lists and units with which codes and names are read.</summary>
    public ReferenceData Reference { get; init; } = ReferenceData.Embedded;

    /// <summary>Largest file, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 50L * 1024 * 1024;

    /// <summary>Largest content once unpacked, in bytes, whatever the archive says of itself.</summary>
    public long MaxUnpackedBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Most rows of one sheet.</summary>
    public int MaxRows { get; init; } = 200_000;
}
