namespace KcExchange.Agent.Sources;

/// <summary>THE list of formats that a province's file may have.</summary>
internal static class SourceFormats
{
    /// <summary>Reads a file of any of them.</summary>
    /// <param name="path">Path.</param>
    /// <param name="options">Limits, unit of money, mapping.</param>
    /// <exception cref="SourceException">The file as a whole cannot be read: one sentence says why.</exception>
    public static SourceBook Read(string path, ReadOptions options) => WorkbookSource.Read(path, options);
}
