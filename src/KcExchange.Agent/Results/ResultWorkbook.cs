using System.Security.Cryptography;
using System.Text;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>
/// Writes what became of a workbook into a copy of the clerk's own file: outcome columns, coloured cells with notes,
/// the sheets "Cần sửa", "Đã tự sửa" and "Tổng hợp". Nothing else of the file changes; a file that is itself a result
/// is brought up to date.
/// </summary>
public static class ResultWorkbook
{
    private const int OtherNames = 20;

    /// <summary>What a result itself may end with.</summary>
    private static readonly string[] Endings = [".xlsx", ".xlsm"];

    /// <summary>Bytes of a file's name that every file system takes, with room for " (2)".</summary>
    private const int LongestName = 240;

    /// <summary>
    /// Where the result of a file goes: FILE.ket-qua.xlsx beside it, itself where it is a result already. Any other
    /// ending stays in the name, FILE.csv.ket-qua.xlsx: one folder may hold FILE.csv, FILE.xls and FILE.xlsx.
    /// </summary>
    /// <param name="book">The file as read.</param>
    /// <param name="suffix">What is said of it: a result or a check.</param>
    public static string PathFor(SourceBook book, string suffix = Messages.Names.ResultSuffix)
    {
        var name = Path.GetFileName(book.Path);
        if (Endings.FirstOrDefault(own => name.EndsWith(own, StringComparison.OrdinalIgnoreCase)) is { } own)
            name = name[..^own.Length];
        if (name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) name = name[..^suffix.Length];
        // Vietnamese letters take up to three bytes each, suffix and ending come on top.
        var ending = suffix + book.ResultEnding;
        while (Encoding.UTF8.GetByteCount(name + ending) > LongestName)
            name = name[..^(char.IsLowSurrogate(name[^1]) ? 2 : 1)];
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(book.Path))!, name + ending);
    }

    /// <summary>Writes the result.</summary>
    /// <param name="book">The workbook as read.</param>
    /// <param name="results">Results of its rows.</param>
    /// <param name="targetPath">Where to.</param>
    /// <param name="header">What the result says of itself.</param>
    /// <returns>Where it was written: under another name when the target is locked.</returns>
    /// <exception cref="SourceException">The workbook has changed meanwhile, or nothing can be written.</exception>
    public static ResultFile Write(
        SourceBook book, IReadOnlyList<RowResult> results, string targetPath, ResultHeader header)
    {
        targetPath = Path.GetFullPath(targetPath);
        var bytes = book.Workbook ?? Unchanged(book);
        var draft = WholeFile.DraftOf(targetPath);
        try
        {
            var comparison = new ResultPackage(book, results, header)
                .Write(bytes, draft, [targetPath, PathFor(book)]);
            return TakeName(draft, targetPath, comparison);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(Messages.Workbook.CannotWrite(targetPath), exception);
        }
        catch (Exception exception) when (exception is not (SourceException or OutOfMemoryException))
        {
            // What no reading has touched (notes, drawings, styles) a result copies, and finds damaged only here: it
            // shows in any way. The log has it whole.
            throw new SourceException(Messages.Formats.NoResult(book.Path), exception);
        }
        finally
        {
            WholeFile.TryDelete(draft);
        }
    }

    private static byte[] Unchanged(SourceBook book)
    {
        var bytes = WorkbookFile.ReadBytes(book.Path, ReadOptions.Default with { MaxFileBytes = int.MaxValue });
        return SHA256.HashData(bytes).AsSpan().SequenceEqual(book.Sha256)
            ? bytes : throw new SourceException(Messages.Workbook.Changed(book.Path));
    }

    private static ResultFile TakeName(string draft, string targetPath, Comparison comparison)
    {
        for (var i = 1; ; i++)
        {
            var path = i == 1 ? targetPath : Path.Combine(
                Path.GetDirectoryName(targetPath)!,
                $"{Path.GetFileNameWithoutExtension(targetPath)} ({i}){Path.GetExtension(targetPath)}");
            try
            {
                File.Move(draft, path, overwrite: i == 1);
                return new ResultFile(
                    path, i == 1 ? null : Messages.Workbook.WrittenElsewhere(targetPath, path), comparison);
            }
            catch (Exception exception) when (
                i < OtherNames && exception is IOException or UnauthorizedAccessException && File.Exists(draft))
            {
                // Open in a spreadsheet program: the next name is tried.
            }
        }
    }
}
