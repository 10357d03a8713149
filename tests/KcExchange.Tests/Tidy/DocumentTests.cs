using System.Text.RegularExpressions;

namespace KcExchange.Tests.Tidy;

/// <summary>Documentation that names a file which is not there is worse than none.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Pages => [.. Repository.WithEnding(".md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_file_that_a_page_names_is_there(string page)
    {
        var named = Backticks().Matches(WithoutBlocks(page)).Select(match => match.Groups[1].Value)
            .Where(LooksLikeFile);
        var missing = named.Concat(InBlocks(page)).Where(name => !Exists(page, name)).Distinct();
        Assert.True(!missing.Any(), $"{page} names what is not there: {string.Join(", ", missing)}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_of_a_page_leads_somewhere(string page)
    {
        var broken = Links().Matches(WithoutBlocks(page)).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'))
            .Select(link => link.Split('#')[0])
            .Where(link => !Path.Exists(Path.Combine(FolderOf(page), link)));
        Assert.True(!broken.Any(), $"{page} links to what is not there: {string.Join(", ", broken)}");
    }

    /// <summary>
    /// A path below a folder of the repository, or the name of a kind of file that only the repository has.
    /// </summary>
    private static bool LooksLikeFile(string name) =>
        PathLike().IsMatch(name)
        && (Repository.Files.Any(
            file => file.Contains('/') && name.StartsWith(file.Split('/')[0] + "/", StringComparison.Ordinal))
            || SourceFile().IsMatch(name));

    /// <summary>Source files that a picture of the tree or a command names.</summary>
    private static IEnumerable<string> InBlocks(string page) =>
        Blocks().Matches(Repository.Read(page)).SelectMany(block => Words().Split(block.Value))
            .Where(word => PathLike().IsMatch(word) && SourceFile().IsMatch(word));

    /// <summary>
    /// From the root, from the page's folder, or the end of a path: `Batch.cs`, `Submissions/Batch.cs`.
    /// </summary>
    private static bool Exists(string page, string name) =>
        Path.Exists(Repository.Full(name)) || Path.Exists(Path.Combine(FolderOf(page), name))
        || Repository.Files.Any(file => file.EndsWith("/" + name, StringComparison.Ordinal));

    private static string FolderOf(string page) => Path.GetDirectoryName(Repository.Full(page))!;

    /// <summary>Blocks are commands, pictures of trees and examples of output.</summary>
    private static string WithoutBlocks(string page) => Blocks().Replace(Repository.Read(page), "");

    [GeneratedRegex("(?s)```.*?```")]
    private static partial Regex Blocks();

    [GeneratedRegex(@"[\s:;,()']+")]
    private static partial Regex Words();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Backticks();

    [GeneratedRegex(@"\[[^\]\n]*\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^[\w./-]+$")]
    private static partial Regex PathLike();

    [GeneratedRegex(@"\.(cs|csproj|props|sln|proto|md|py|jsonl)$")]
    private static partial Regex SourceFile();
}
