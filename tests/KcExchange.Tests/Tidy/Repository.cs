using System.Diagnostics;
using System.Text.RegularExpressions;

namespace KcExchange.Tests.Tidy;

/// <summary>The repository's own files, as git knows them.</summary>
internal static partial class Repository
{
    private static readonly string[] Foreign =
        [".git", ".vs", ".idea", "bin", "obj", "node_modules", "generated", "data"];

    /// <summary>The folder of KcExchange.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root with '/', new files included, ignored ones not.</summary>
    public static IReadOnlyList<string> Files { get; } = List();

    /// <summary>Text of a file by its path from the root.</summary>
    public static string Read(string path) => File.ReadAllText(Full(path));

    /// <summary>Lines of a file by its path from the root.</summary>
    public static string[] Lines(string path) => File.ReadAllLines(Full(path));

    public static string Full(string path) => Path.Combine(Root, path);

    /// <summary>Files with one of the endings.</summary>
    public static IEnumerable<string> WithEnding(params string[] endings) =>
        Files.Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>C# that a person wrote: EF Core wrote the migrations.</summary>
    public static IEnumerable<string> HandWrittenCode =>
        WithEnding(".cs").Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal));

    /// <summary>C# that is shipped: no tests and no benchmarks.</summary>
    public static IEnumerable<string> ShippedCode => HandWrittenCode.Where(file =>
        file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("clients/", StringComparison.Ordinal));

    /// <summary>Every file but pictures, workbooks and the like.</summary>
    public static IEnumerable<string> TextFiles => Files.Where(file => !Binary().IsMatch(file));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KcExchange.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    private static List<string> List() =>
        [.. (ByGit() ?? ByWalking()).Where(file => File.Exists(Full(file))).Order(StringComparer.Ordinal)];

    /// <summary>Null where there is no git, or the sources came without their history.</summary>
    private static string[]? ByGit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git")
            {
                ArgumentList = { "-C", Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = git.StandardError.ReadToEndAsync();
            var output = git.StandardOutput.ReadToEnd();
            errors.Wait();
            git.WaitForExit();
            return git.ExitCode == 0 ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> ByWalking() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(Foreign.Contains));

    [GeneratedRegex(@"\.(xlsx?|ods|png|jpg|pdf|bin|pfx|zip)$", RegexOptions.IgnoreCase)]
    private static partial Regex Binary();
}
