using System.Security.Cryptography;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>A clerk's file as it was at one moment: formats read these bytes, none opens it again.</summary>
internal sealed class SourceFile
{
    private DecodedText? _text;

    private SourceFile(string path, byte[] bytes) => (Path, Bytes) = (path, bytes);

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Content.</summary>
    public byte[] Bytes { get; }

    /// <summary>Hash of the content: the same file resumes the same submission, whatever format it has.</summary>
    public byte[] Sha256 => SHA256.HashData(Bytes);

    /// <summary>Ending of its name, in small letters, with the dot; empty when it has none.</summary>
    public string Ending => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>Reads a file; the clerk may have it open in a spreadsheet program meanwhile.</summary>
    /// <param name="path">Path as given: relative, from the home folder (~), composed or not.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="SourceException">It cannot be read.</exception>
    public static SourceFile Read(string path, ReadOptions options)
    {
        var full = SourcePath.Find(path);
        FileShape.RefuseName(full);
        return new SourceFile(full, WorkbookFile.ReadBytes(full, options));
    }

    /// <summary>The content as text.</summary>
    /// <param name="options">Says the encoding where it is not to be found out.</param>
    /// <exception cref="SourceException">It is not of the encoding that was given.</exception>
    public DecodedText Text(ReadOptions options) => _text ??= TextDecoding.Decode(Path, Bytes, options.Encoding);
}
