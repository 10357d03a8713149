namespace KcExchange.Agent.Sources;

/// <summary>How a workbook is read, and how much of it.</summary>
public sealed record ReadOptions
{
    /// <summary>Defaults.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>Unit of money where the workbook states none; null = such a workbook is refused.</summary>
    public MoneyUnit? Unit { get; init; }

    /// <summary>Largest file, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 50L * 1024 * 1024;

    /// <summary>Largest content once unpacked, in bytes, whatever the archive says of itself.</summary>
    public long MaxUnpackedBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Most rows of one sheet.</summary>
    public int MaxRows { get; init; } = 200_000;
}
