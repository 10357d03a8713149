using System.Security.Cryptography;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent.Workbooks;

/// <summary>A workbook as it was at one moment: all its bytes, their hash, and the package over them.</summary>
internal sealed class WorkbookFile : IDisposable
{
    private WorkbookFile(byte[] sha256, SpreadsheetDocument document)
    {
        Sha256 = sha256;
        Document = document;
    }

    /// <summary>Hash of the bytes.</summary>
    public byte[] Sha256 { get; }

    /// <summary>The package, read only.</summary>
    public SpreadsheetDocument Document { get; }

    /// <summary>The workbook part.</summary>
    public WorkbookPart Workbook => Document.WorkbookPart!;

    /// <summary>Opens a workbook.</summary>
    /// <param name="path">Path, for the sentence.</param>
    /// <param name="bytes">Content.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="SourceException">It is no workbook that may be read.</exception>
    public static WorkbookFile Open(string path, byte[] bytes, ReadOptions options)
    {
        if (!FileShape.IsOpenXml(bytes)) throw new SourceException(Messages.Workbook.NotAWorkbook(path));
        ArchiveLimits.Check(path, bytes, options);
        try
        {
            var document = SpreadsheetDocument.Open(
                new MemoryStream(bytes, writable: false), false, new OpenSettings { AutoSave = false });
            if (document.WorkbookPart?.Workbook.Sheets is null)
            {
                document.Dispose();
                throw new SourceException(Messages.Workbook.NotAWorkbook(path));
            }
            return new WorkbookFile(SHA256.HashData(bytes), document);
        }
        catch (Exception exception) when (exception is not (SourceException or OutOfMemoryException))
        {
            // Whatever the library throws when a package contradicts itself; none of our code runs in here.
            throw new SourceException(Messages.Workbook.Damaged(path), exception);
        }
    }

    /// <summary>True for what the library and the XML reader throw on a broken package.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsBroken(Exception exception) =>
        exception is OpenXmlPackageException or XmlException or InvalidDataException or FormatException;

    /// <summary>Passes a workbook whose other sheets are XML to the end.</summary>
    /// <param name="path">Path, for the sentence.</param>
    /// <param name="read">Names of sheets that were read: those are.</param>
    /// <exception cref="SourceException">One is not.</exception>
    public void RequireWhole(string path, IEnumerable<string> read)
    {
        try
        {
            var sheets = Workbook.Workbook.Sheets!.Elements<Sheet>();
            foreach (var sheet in sheets.ExceptBy(read, sheet => sheet.Name?.Value ?? ""))
            {
                if (!Workbook.TryGetPartById(sheet.Id?.Value ?? "", out var part)) continue;
                using var xml = XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), SheetXml.Settings);
                while (xml.Read())
                {
                }
            }
        }
        catch (XmlException exception)
        {
            throw new SourceException(Messages.Workbook.Damaged(path), exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Document.Dispose();

    /// <summary>All bytes of a file, shared with whoever has it open.</summary>
    /// <param name="path">Path.</param>
    /// <param name="options">Limits.</param>
    public static byte[] ReadBytes(string path, ReadOptions options)
    {
        try
        {
            if (Directory.Exists(path)) throw new SourceException(Messages.Workbook.IsFolder(path));
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!stream.CanSeek) throw new SourceException(Messages.Workbook.NotAWorkbook(path));
            if (stream.Length == 0) throw new SourceException(Messages.Workbook.Empty(path));
            if (stream.Length > options.MaxFileBytes)
                throw new SourceException(Messages.Workbook.TooLarge(path, options.MaxFileBytes >> 20));
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return stream.Length == bytes.Length
                ? bytes : throw new SourceException(Messages.Formats.StillWritten(path));
        }
        catch (EndOfStreamException exception)
        {
            throw new SourceException(Messages.Formats.StillWritten(path), exception);
        }
        catch (Exception exception) when (
            exception is FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        {
            throw new SourceException(Messages.Workbook.NotFound(path), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(Messages.Workbook.Locked(path), exception);
        }
    }
}
