using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>Names for sheets that a file without sheets gets.</summary>
internal static class SheetName
{
    private const int Longest = 31;

    /// <summary>The file's own name, as far as a sheet may be called so.</summary>
    /// <param name="path">Path of the file.</param>
    public static string Of(string path)
    {
        var name = string.Concat(VietnameseText.Compose(Path.GetFileName(path))
            .Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' || char.IsControl(c) ? ' ' : c))
            .Trim('\'', ' ');
        if (name.Length > Longest)
            name = name[..(char.IsHighSurrogate(name[Longest - 1]) ? Longest - 1 : Longest)].TrimEnd('\'', ' ');
        return name.Length == 0 ? "1" : name;
    }
}
