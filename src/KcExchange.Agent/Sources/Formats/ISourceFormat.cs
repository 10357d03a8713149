namespace KcExchange.Agent.Sources;

/// <summary>A format that a province's file may have. All of them are listed in <see cref="SourceFormats"/>.</summary>
internal interface ISourceFormat
{
    /// <summary>What a clerk calls it.</summary>
    string Name { get; }

    /// <summary>Endings of names that promise it.</summary>
    IReadOnlyList<string> Endings { get; }

    /// <summary>True when a file has this format: by its content, whatever its name promises.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">How it is to be read.</param>
    bool Recognises(SourceFile file, ReadOptions options);

    /// <summary>Reads a file that has the format.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Limits, unit of money, mapping, encoding.</param>
    /// <exception cref="SourceException">The file as a whole cannot be read: one sentence says why.</exception>
    SourceBook Read(SourceFile file, ReadOptions options);

    /// <summary>A workbook with the same cells at the same places: what a mapping is made from.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Limits, encoding, separator.</param>
    /// <exception cref="SourceException">The file cannot be read, or is none of cells.</exception>
    byte[] ToWorkbook(SourceFile file, ReadOptions options);
}
