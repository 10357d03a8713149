using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>THE list of formats that a province's file may have.</summary>
internal static class SourceFormats
{
    private static readonly IReadOnlyList<ISourceFormat> All =
        [new OpenXmlFormat(), new OldExcelFormat(), new JsonLinesFormat(), new CsvFormat()];

    /// <summary>Reads a file of any of them.</summary>
    /// <param name="path">Path.</param>
    /// <param name="options">Limits, unit of money, mapping.</param>
    /// <exception cref="SourceException">The file as a whole cannot be read: one sentence says why.</exception>
    public static SourceBook Read(string path, ReadOptions options)
    {
        var file = SourceFile.Read(path, options);
        var format = Of(file, options);
        var book = format.Read(file, options);
        return format.Endings.Contains(file.Ending) ? book : book with
        {
            Problems =
            [
                ImportRules.OfFile(
                    ImportRules.OtherEnding, Severity.Info, Messages.Formats.OtherEnding(file.Path, format.Name)),
                .. book.Problems,
            ],
        };
    }

    /// <summary>A file of any of them as a workbook of the same cells: what a mapping is made from.</summary>
    /// <param name="path">Path.</param>
    /// <param name="options">Limits, encoding, separator.</param>
    /// <exception cref="SourceException">The file cannot be read, or is none of cells.</exception>
    public static byte[] ToWorkbook(string path, ReadOptions options)
    {
        var file = SourceFile.Read(path, options);
        return Of(file, options).ToWorkbook(file, options);
    }

    private static ISourceFormat Of(SourceFile file, ReadOptions options)
    {
        FileShape.RefuseOther(file.Path, file.Bytes);
        return All.FirstOrDefault(format => format.Recognises(file, options))
            ?? throw new SourceException(Messages.Workbook.NotAWorkbook(file.Path));
    }
}
