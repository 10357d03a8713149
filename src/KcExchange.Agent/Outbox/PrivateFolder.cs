namespace KcExchange.Agent.Outbox;

/// <summary>Folders for what only their owner may read: records hold personal data.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes a folder; one that is there keeps its rights.</summary>
    /// <param name="path">Path.</param>
    internal static void Make(string path)
    {
        // Windows has access lists instead of mode bits; its profile folders are private to their user.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
