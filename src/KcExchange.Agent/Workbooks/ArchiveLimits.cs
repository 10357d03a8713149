using System.Buffers;
using System.IO.Compression;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent.Workbooks;

/// <summary>
/// Unpacks every part once before anything parses it: an archive that lies about its size, or whose XML declares
/// entities,
/// is refused while it costs nothing but time.
/// </summary>
internal static class ArchiveLimits
{
    /// <summary>A document type may only stand before the root element: so far in no honest part comes it.</summary>
    private const int PrologueBytes = 4096;

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
            long total = 0;
            foreach (var entry in archive.Entries)
            {
                using var stream = entry.Open();
                var first = true;
                for (int read; (read = stream.ReadAtLeast(buffer, PrologueBytes, throwOnEndOfStream: false)) > 0;)
                {
                    total += read;
                    if (total > options.MaxUnpackedBytes)
                        throw new SourceException(Messages.Workbook.Bomb(path, options.MaxUnpackedBytes >> 20));
                    if (first && DeclaresDocumentType(buffer.AsSpan(0, Math.Min(read, PrologueBytes))))
                        throw new SourceException(Messages.Workbook.DocumentType(path));
                    first = false;
                }
            }
        }
        catch (InvalidDataException exception)
        {
            throw new SourceException(Messages.Workbook.Damaged(path), exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool DeclaresDocumentType(ReadOnlySpan<byte> start)
    {
        if (start.IndexOf("<!DOCTYPE"u8) >= 0) return true;
        return start.IndexOf("<\0!\0D\0O\0C\0T\0Y\0P\0E"u8) >= 0;
    }
}
