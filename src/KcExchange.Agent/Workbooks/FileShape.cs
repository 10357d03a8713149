using System.IO.Compression;
using System.Text;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent.Workbooks;

/// <summary>
/// Tells by its bytes what a file is; of what cannot be read, how to get from it to a file that can. Names of files are
/// asked last: provinces' systems call a web page ".xls" and a table of text ".xlsx".
/// </summary>
internal static class FileShape
{
    private const int HeadBytes = 2048;

    /// <summary>Beginnings of files that no office program could mean as a table, with what each is called.</summary>
    private static readonly (byte[] Start, string Name)[] Others =
    [
        ("%PDF"u8.ToArray(), "PDF"), ("Rar!"u8.ToArray(), "RAR"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7z"),
        ([0x1F, 0x8B, 0x08], "gzip"), ([0x89, 0x50, 0x4E, 0x47], "PNG"), ([0xFF, 0xD8, 0xFF], "JPEG"),
        ("GIF8"u8.ToArray(), "GIF"), ("II*\0"u8.ToArray(), "TIFF"), ("MM\0*"u8.ToArray(), "TIFF"),
        ("{\\rtf"u8.ToArray(), "RTF"), ("SQLite format 3"u8.ToArray(), "SQLite"),
    ];

    /// <summary>What stands in a package, the format that it then is, and whether that is one of tables.</summary>
    private static readonly (string Start, string Name, bool IsTable)[] OtherPackages =
    [
        ("xl/workbook.bin", ".xlsb", true), ("Index/", ".numbers", true), ("word/", ".docx", false),
        ("ppt/", ".pptx", false),
    ];

    /// <summary>Names of streams of a compound file, and the format that it then is.</summary>
    private static readonly (string Stream, string Name)[] OtherCompounds =
    [
        ("WordDocument", ".doc"), ("PowerPoint Document", ".ppt"), ("__properties_version1.0", ".msg"),
    ];

    /// <summary>True for a package; whether there is a workbook in it only opening it can tell.</summary>
    /// <param name="bytes">Content.</param>
    public static bool IsOpenXml(byte[] bytes) => IsZip(bytes);

    /// <summary>True for a workbook of Excel 97–2003 or older.</summary>
    /// <param name="bytes">Content.</param>
    public static bool IsOldExcel(byte[] bytes) => CompoundFile.IsOne(bytes) || IsBareStream(bytes);

    /// <summary>Passes every name but those of Excel's lock files.</summary>
    /// <param name="path">Path.</param>
    /// <exception cref="SourceException">It is one of them.</exception>
    public static void RefuseName(string path)
    {
        if (Path.GetFileName(path).StartsWith("~$", StringComparison.Ordinal))
            throw new SourceException(Messages.Workbook.LockFile(path));
    }

    /// <summary>Passes what may be read, and what is not known: the formats themselves look closer.</summary>
    /// <param name="path">Path, for the sentence.</param>
    /// <param name="bytes">Content.</param>
    /// <exception cref="SourceException">The file is something else.</exception>
    public static void RefuseOther(string path, byte[] bytes)
    {
        foreach (var (start, name) in Others)
            if (bytes.AsSpan().StartsWith(start)) throw new SourceException(Messages.Formats.NoTable(path, name));
        if (IsZip(bytes)) RefusePackage(path, bytes);
        else if (CompoundFile.IsOne(bytes)) RefuseCompound(path, bytes);
        else RefuseMarkup(path, bytes);
    }

    private static bool IsZip(byte[] bytes) =>
        bytes.AsSpan().StartsWith("PK\x3\x4"u8) || bytes.AsSpan().StartsWith("PK\x5\x6"u8);

    /// <summary>Excel 2 to 5 also wrote the stream without a file system around it: a BOF record comes first.</summary>
    private static bool IsBareStream(byte[] bytes) =>
        bytes.Length > 8 && bytes[0] == 0x09 && bytes[1] is 0x00 or 0x02 or 0x04 or 0x08
        && bytes[2] is >= 4 and <= 16 && bytes[3] == 0;

    private static void RefusePackage(string path, byte[] bytes)
    {
        List<string> names;
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false));
            names = [.. archive.Entries.Take(ArchiveLimits.MaxEntries + 1).Select(entry => entry.FullName)];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever the library stumbles over: the list of parts, at the file's end, is not there or not whole.
            throw new SourceException(Messages.Workbook.Damaged(path), exception);
        }
        foreach (var (start, name, isTable) in OtherPackages)
            if (names.Exists(entry => entry.StartsWith(start, StringComparison.Ordinal)))
                throw new SourceException(isTable
                    ? Messages.Workbook.OtherFormat(path, name) : Messages.Formats.NoTable(path, name));
        if (names.Contains("mimetype") && names.Contains("content.xml"))
            throw new SourceException(Messages.Workbook.OtherFormat(path, ".ods"));
        if (!names.Contains("[Content_Types].xml"))
            throw new SourceException(Messages.Formats.Archive(path));
    }

    private static void RefuseCompound(string path, byte[] bytes)
    {
        IReadOnlyList<string> names;
        try
        {
            names = new CompoundFile(bytes).Names;
        }
        catch (InvalidDataException exception)
        {
            throw new SourceException(Messages.Workbook.Damaged(path), exception);
        }
        if (names.Contains("EncryptedPackage")) throw new SourceException(Messages.Workbook.Password(path));
        foreach (var (stream, name) in OtherCompounds)
            if (names.Contains(stream)) throw new SourceException(Messages.Formats.NoTable(path, name));
    }

    /// <summary>Web pages and Excel 2003 XML: what systems "export to Excel" without a library for it.</summary>
    private static void RefuseMarkup(string path, byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, HeadBytes))
            .Replace("\0", "", StringComparison.Ordinal).TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FF', '\u00FE')
            .TrimStart();
        if (head.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase))
            throw new SourceException(Messages.Formats.Markup(path, "MHTML"));
        if (!head.StartsWith('<')) return;
        var isXml = head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
            && !head.Contains("<html", StringComparison.OrdinalIgnoreCase);
        throw new SourceException(Messages.Formats.Markup(path, !isXml ? "HTML"
            : head.Contains("office:spreadsheet", StringComparison.OrdinalIgnoreCase) ? "XML 2003" : "XML"));
    }
}
