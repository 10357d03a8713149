using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>From what a clerk types to the file that is meant.</summary>
internal static class SourcePath
{
    /// <summary>Full path of a file, whether it is there or not.</summary>
    /// <param name="path">As typed.</param>
    /// <exception cref="SourceException">No file can have that name.</exception>
    public static string Find(string path)
    {
        if (path.Trim().Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw new SourceException(Messages.Workbook.NotFound(path.Replace('\0', ' ')));
        var full = Path.GetFullPath(IsOfHome(path) && !Path.Exists(path)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..]
            : path);
        return Path.Exists(full) ? full : Spelled(full) ?? full;
    }

    /// <summary>A shell replaces ~; in quotes, in a script or on Windows nobody does.</summary>
    private static bool IsOfHome(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal);

    /// <summary>
    /// A Mac writes names decomposed, keyboards type them composed: both look the same and only one file can be meant.
    /// </summary>
    private static string? Spelled(string path)
    {
        var name = VietnameseText.Compose(Path.GetFileName(path));
        try
        {
            return Directory.EnumerateFiles(Path.GetDirectoryName(path) ?? path)
                .Where(file => VietnameseText.Compose(Path.GetFileName(file)) == name)
                .Take(2).ToList() is [var only] ? only : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
