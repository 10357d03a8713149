using System.Globalization;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Workbooks of Excel 97–2003 and older. They are made a workbook of today with the same cells at the same places,
/// which is then read like any other and takes the results: docs/decisions/0006-source-formats.md says what stays
/// behind.
/// </summary>
internal sealed class OldExcelFormat : ISourceFormat
{
    /// <summary>A width is given in letters; what a damaged file gives may be anything.</summary>
    private const int MostWidth = 255;

    /// <inheritdoc/>
    public string Name => "Excel 97–2003 (.xls)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".xls", ".xlt"];

    /// <inheritdoc/>
    public bool Recognises(SourceFile file, ReadOptions options) => FileShape.IsOldExcel(file.Bytes);

    /// <inheritdoc/>
    public SourceBook Read(SourceFile file, ReadOptions options)
    {
        var workbook = ToWorkbook(file, options);
        using var opened = WorkbookFile.Open(file.Path, workbook, options);
        var book = WorkbookSource.Read(file.Path, opened, options);
        return book with
        {
            Sha256 = file.Sha256,
            Workbook = workbook,
            Problems =
            [
                ImportRules.OfFile(ImportRules.Recognised, Severity.Info, Messages.Formats.OldExcelRecognised),
                .. HasMacros(file.Bytes)
                    ? [ImportRules.OfFile(ImportRules.Macros, Severity.Info, Messages.Formats.MacrosLeft)]
                    : Array.Empty<ImportFinding>(),
                .. WorkbookNotices.Of(opened, book), .. book.Problems,
            ],
        };
    }

    /// <inheritdoc/>
    public byte[] ToWorkbook(SourceFile file, ReadOptions options)
    {
        // The reader looks up the code page of Excel 95 among those that programs have to ask for.
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        try
        {
            var errors = OldExcelErrors.Of(file.Bytes);
            using var stream = new MemoryStream();
            using var reader = ExcelReaderFactory.CreateBinaryReader(new MemoryStream(file.Bytes, writable: false));
            using (var workbook = new NewWorkbook(stream))
            {
                var number = 0;
                do CopySheet(reader, workbook, errors, number++);
                while (reader.NextResult());
            }
            return stream.ToArray();
        }
        catch (InvalidPasswordException exception)
        {
            throw new SourceException(Messages.Workbook.Password(file.Path), exception);
        }
        catch (Exception exception) when (exception is not (SourceException or OutOfMemoryException))
        {
            // The library checks next to nothing: a damaged file makes it throw whatever its bytes lead to.
            throw new SourceException(Messages.Workbook.Damaged(file.Path), exception);
        }
    }

    private static bool HasMacros(byte[] bytes) =>
        CompoundFile.IsOne(bytes) && new CompoundFile(bytes).Names.Contains("_VBA_PROJECT_CUR");

    private static void CopySheet(
        IExcelDataReader reader, NewWorkbook workbook, OldExcelErrors errors, int number)
    {
        var general = new CellLook();
        workbook.AddSheet(reader.Name, (writer, _) =>
        {
            writer.Head(new SheetHead
            {
                Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetColumnWidth(column))
                    .Select(width => new ColumnLook((int)Math.Clamp(width, 1, MostWidth), 0, Folded: width == 0))],
            });
            for (var row = 0; reader.Read(); row++)
            {
                writer.StartRow(row + 1);
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    var format = reader.GetNumberFormatString(column);
                    var look = format is null or "General" ? general : general with { Format = format };
                    if (CellOf(reader.GetValue(column), column + 1, errors.At(number, row, column)) is { } cell)
                        writer.Cell(cell, workbook.Styles[look]);
                }
                writer.EndRow();
            }
            writer.Tail(new SheetTail { Merged = [.. Merged(reader.MergeCells ?? [])] });
        }, [], hidden: reader.VisibleState != "visible");
    }

    private static RawCell? CellOf(object? value, int column, string? error)
    {
        if (error is not null) return new RawCell(column, RawKind.Error, error, ShownAs.General);
        return value switch
        {
            null or "" => null,
            string text => new RawCell(column, RawKind.Text, text, ShownAs.General),
            bool truth => new RawCell(column, RawKind.Boolean, truth ? "1" : "0", ShownAs.General),
            DateTime moment => Number(column, Serial(moment)),
            TimeSpan time => Number(column, time.TotalDays),
            _ => Number(column, System.Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        };
    }

    private static RawCell Number(int column, double number) => new(
        column, RawKind.Number, number.ToString("R", CultureInfo.InvariantCulture), ShownAs.General);

    /// <summary>Days of the 1900 calendar: the reader has already counted from 1904 where the workbook does.</summary>
    private static double Serial(DateTime moment) =>
        moment.ToOADate() is var serial and >= 61 ? serial : moment.ToOADate() - 1;

    private static IEnumerable<string> Merged(IEnumerable<CellRange> ranges) =>
        from range in ranges
        where range.FromRow < range.ToRow || range.FromColumn < range.ToColumn
        select $"{CellName.Of(range.FromRow + 1, range.FromColumn + 1)}:"
            + CellName.Of(range.ToRow + 1, range.ToColumn + 1);
}
