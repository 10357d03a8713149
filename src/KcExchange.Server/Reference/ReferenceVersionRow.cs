namespace KcExchange.Server.Reference;

/// <summary>
/// One version of the reference data as the ministry loaded it. Append-only; the highest number is in force. Without
/// any row the data of the release are.
/// </summary>
internal sealed class ReferenceVersionRow
{
    /// <summary>From 1, raised by one with every load.</summary>
    public required int Number { get; init; }

    /// <summary>Name of the version: day and short hash. The same content may be loaded again later.</summary>
    public required string Version { get; init; }

    /// <summary>Name of the version before.</summary>
    public required string Previous { get; init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTime LoadedAt { get; init; }

    /// <summary>The operator's account.</summary>
    public required string LoadedBy { get; init; }

    public required string Note { get; init; }

    /// <summary>Over all files, 32 bytes.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>ReferenceBundle with the files only.</summary>
    public required byte[] Content { get; init; }
}
