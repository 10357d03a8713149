using System.Text;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent.Workbooks;

/// <summary>Files that appear only once they are whole.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the target, then takes its name.</summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the file of the path that it is given.</param>
    /// <exception cref="SourceException">The disk is full, the folder cannot be written, or the target is
    /// locked.</exception>
    public static void Write(string path, Action<string> write)
    {
        var draft = DraftOf(path);
        try
        {
            write(draft);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(Messages.Workbook.CannotWrite(path), exception);
        }
        finally
        {
            TryDelete(draft);
        }
    }

    /// <summary>
    /// Name of the unfinished file: in the same folder, so that taking the name is one step; short, for the target's
    /// may be as long as names can be.
    /// </summary>
    /// <param name="path">The target.</param>
    public static string DraftOf(string path) => Path.Combine(
        Path.GetDirectoryName(Path.GetFullPath(path))!,
        $".kcx-{Crc32.Append(0, Encoding.UTF8.GetBytes(Path.GetFileName(path))):x8}-{Environment.ProcessId}.tmp");

    /// <summary>Deletes a file if it is there and can be.</summary>
    /// <param name="path">Path.</param>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nothing is lost by a draft that stays.
        }
    }
}
