using System.IO.Compression;
using System.Text;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent.Workbooks;

/// <summary>Tells by its bytes what a file is, and how to get from it to a workbook that can be read.</summary>
internal static class FileShape
{
    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Name of the stream in which a password-protected workbook lies, as a compound file spells it.</summary>
    private static readonly byte[] Encrypted = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <summary>Passes workbooks of the Open XML form only.</summary>
    /// <param name="path">Path, for the sentence.</param>
    /// <param name="bytes">Content.</param>
    /// <exception cref="SourceException">The file is something else.</exception>
    public static void Check(string path, byte[] bytes)
    {
        if (Path.GetFileName(path).StartsWith("~$", StringComparison.Ordinal))
            throw new SourceException(Messages.Workbook.LockFile(path));
        if (bytes.AsSpan().StartsWith(CompoundFile))
            throw new SourceException(bytes.AsSpan().IndexOf(Encrypted) >= 0
                ? Messages.Workbook.Password(path)
                : Messages.Workbook.OldExcel(path));
        if (!bytes.AsSpan().StartsWith("PK"u8)) throw new SourceException(Messages.Workbook.NotAWorkbook(path));
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false));
            if (archive.GetEntry("xl/workbook.bin") is not null)
                throw new SourceException(Messages.Workbook.OtherFormat(path, ".xlsb"));
            if (archive.GetEntry("mimetype") is not null && archive.GetEntry("content.xml") is not null)
                throw new SourceException(Messages.Workbook.OtherFormat(path, ".ods"));
            if (archive.GetEntry("[Content_Types].xml") is null)
                throw new SourceException(Messages.Workbook.NotAWorkbook(path));
        }
        catch (InvalidDataException exception)
        {
            throw new SourceException(Messages.Workbook.Damaged(path), exception);
        }
    }
}
