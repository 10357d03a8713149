using System.Buffers;
using System.IO.Compression;
using System.Xml;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent.Workbooks;

/// <summary>
/// Unpacks every part once before anything parses it: an archive that lies about its size, that unpacks to nothing but
/// bulk, whose bytes are not those that were packed, or whose XML declares entities, is refused while it costs nothing
/// but time. An archive within the archive is a part like any other: nothing opens it.
/// </summary>
internal static class ArchiveLimits
{
    /// <summary>Most parts: a workbook with a thousand pictures and notes has some thousands.</summary>
    public const int MaxEntries = 20_000;

    /// <summary>
    /// A sheet of a million rows without content shrinks to a fortieth; deflate's own limit is about a thousandth.
    /// </summary>
    private const int MaxRatio = 250;

    /// <summary>What small parts shrink to says nothing.</summary>
    private const long RatioFrom = 16L << 20;

    private static readonly string[] XmlEndings = [".xml", ".rels", ".vml"];

    /// <summary>Reads a part's declarations without following any; a beginning of a million letters is none.</summary>
    private static readonly XmlReaderSettings Beginning = new()
    {
        DtdProcessing = DtdProcessing.Parse,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = 1 << 20,
        IgnoreComments = true,
        CheckCharacters = false,
    };

    /// <summary>Checks an archive.</summary>
    /// <param name="path">Path, for the sentence.</param>
    /// <param name="bytes">Content.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="SourceException">Too large once unpacked, broken, or with a document type.</exception>
    public static void Check(string path, byte[] bytes, ReadOptions options)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false));
            if (archive.Entries.Count > MaxEntries) throw new SourceException(Messages.Formats.Bomb(path));
            long total = 0;
            foreach (var entry in archive.Entries)
            {
                Unpack(path, entry, buffer, options, ref total);
                if (HasDocumentType(entry)) throw new SourceException(Messages.Workbook.DocumentType(path));
            }
        }
        catch (Exception exception) when (exception is not (SourceException or OutOfMemoryException))
        {
            throw new SourceException(Messages.Workbook.Damaged(path), exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Unpack(
        string path, ZipArchiveEntry entry, byte[] buffer, ReadOptions options, ref long total)
    {
        using var stream = entry.Open();
        var (checksum, size) = (0u, 0L);
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            size += read;
            total += read;
            checksum = Crc32.Append(checksum, buffer.AsSpan(0, read));
            if (total > options.MaxUnpackedBytes)
                throw new SourceException(Messages.Workbook.Bomb(path, options.MaxUnpackedBytes >> 20));
            if (size > RatioFrom && size / MaxRatio > entry.CompressedLength)
                throw new SourceException(Messages.Formats.Bomb(path));
        }
        if (checksum != entry.Crc32 || size != entry.Length)
            throw new InvalidDataException($"The checksum of {entry.FullName} is wrong.");
    }

    /// <summary>By a reader, for a declaration may stand in any encoding and behind any number of comments.</summary>
    private static bool HasDocumentType(ZipArchiveEntry entry)
    {
        if (!XmlEndings.Contains(Path.GetExtension(entry.FullName), StringComparer.OrdinalIgnoreCase)) return false;
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Beginning);
        try
        {
            while (xml.Read() && xml.NodeType != XmlNodeType.Element)
                if (xml.NodeType == XmlNodeType.DocumentType) return true;
        }
        catch (XmlException)
        {
            // No XML, as old drawings are sometimes, or cut off: whoever needs the part says so.
            return xml.NodeType == XmlNodeType.DocumentType;
        }
        return false;
    }
}
