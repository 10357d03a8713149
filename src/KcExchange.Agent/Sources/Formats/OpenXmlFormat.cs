using DocumentFormat.OpenXml;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Sources;

/// <summary>Workbooks of Excel since 2007. What is in them beside the tables is never run and never followed.</summary>
internal sealed class OpenXmlFormat : ISourceFormat
{
    /// <inheritdoc/>
    public string Name => "Excel (.xlsx)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".xlsx", ".xlsm", ".xltx", ".xltm"];

    /// <inheritdoc/>
    public bool Recognises(SourceFile file, ReadOptions options) => FileShape.IsOpenXml(file.Bytes);

    /// <inheritdoc/>
    public SourceBook Read(SourceFile file, ReadOptions options)
    {
        using var workbook = WorkbookFile.Open(file.Path, file.Bytes, options);
        var book = WorkbookSource.Read(file.Path, workbook, options);
        // The result copies them: that a sheet is damaged must be known before anything is sent, also where it is not
        // read.
        workbook.RequireWhole(file.Path, book.Sheets.Select(sheet => sheet.Name));
        return book with
        {
            ResultEnding = EndingOf(workbook.Document.DocumentType),
            Problems = [.. WorkbookNotices.Of(workbook, book), .. book.Problems],
        };
    }

    /// <inheritdoc/>
    public byte[] ToWorkbook(SourceFile file, ReadOptions options) => file.Bytes;

    /// <summary>By what the package says of itself: Excel opens no .xlsx that holds macros.</summary>
    private static string EndingOf(SpreadsheetDocumentType type) => type switch
    {
        SpreadsheetDocumentType.MacroEnabledWorkbook => ".xlsm",
        SpreadsheetDocumentType.Template => ".xltx",
        SpreadsheetDocumentType.MacroEnabledTemplate => ".xltm",
        _ => ".xlsx",
    };
}
