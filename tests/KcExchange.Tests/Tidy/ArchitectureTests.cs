using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KcExchange.Tests.Tidy;

/// <summary>Projects, their arrows and their packages.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>
    /// Server → Contracts ← Client ← Agent. Server and Agent never see each other; "*" may see all of them. A project
    /// that is not here does not belong into the house (docs/ARCHITECTURE.md).
    /// </summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["KcExchange.Contracts"] = [],
        ["KcExchange.Server"] = ["KcExchange.Contracts"],
        ["KcExchange.Client"] = ["KcExchange.Contracts"],
        ["KcExchange.Agent"] = ["KcExchange.Client"],
        ["KcExchange.Demo"] = ["*"],
        ["KcExchange.Tests"] = ["*"],
        ["KcExchange.Bench"] = ["*"],
    };

    public static TheoryData<string> Projects => [.. Repository.WithEnding(".csproj")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_along_the_arrows(string project)
    {
        Assert.True(Arrows.TryGetValue(NameOf(project), out var allowed), $"{project} is not a project of the house.");
        var referred = References(project, "ProjectReference").Select(NameOf).ToList();
        Assert.All(referred, name => Assert.True(
            allowed.Contains("*") || allowed.Contains(name), $"{project} must not refer to {name}."));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_demo_tests_and_benchmarks_see_the_inside_of_a_project(string project) =>
        Assert.All(References(project, "InternalsVisibleTo"), friend => Assert.Contains("*", Arrows[friend]));

    [Fact]
    public void The_solution_names_every_project()
    {
        var named = SolutionProject().Matches(Repository.Read("KcExchange.sln"))
            .Select(match => match.Groups[1].Value.Replace('\\', '/')).Order(StringComparer.Ordinal);
        Assert.Equal(Repository.WithEnding(".csproj"), named);
    }

    [Fact]
    public void Package_versions_stand_in_one_file_in_alphabetical_order()
    {
        var names = Packages();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.All(Repository.WithEnding(".csproj"), project =>
            Assert.DoesNotContain(XDocument.Load(Repository.Full(project)).Descendants("PackageReference"),
                reference => reference.Attribute("Version") is not null));
    }

    /// <summary>
    /// A version without a reference is a pin of something transitive; the page says why under "Pins".
    /// </summary>
    [Fact]
    public void Every_package_is_used_and_explained()
    {
        var page = Repository.Read("docs/decisions/0002-packages.md");
        var (explained, pins) = page.Split("\n## Pins") is [var before, var after] ? (before, after) : (page, "");
        var used = Repository.WithEnding(".csproj", ".props")
            .SelectMany(project => References(project, "PackageReference")).ToHashSet(StringComparer.Ordinal);
        Assert.All(Packages(), package => Assert.Contains($"`{package}`", used.Contains(package) ? explained : pins));
    }

    [Fact]
    public void The_page_on_packages_explains_none_that_is_gone()
    {
        var rows = Repository.Lines("docs/decisions/0002-packages.md")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Contains(row.Split('`')[1], Packages()));
    }

    private static List<string> Packages() =>
        [.. References("Directory.Packages.props", "PackageVersion")];

    private static IEnumerable<string> References(string file, string element) =>
        XDocument.Load(Repository.Full(file)).Descendants(element)
            .Select(reference => reference.Attribute("Include")?.Value).OfType<string>();

    private static string NameOf(string project) =>
        Path.GetFileNameWithoutExtension(project.Replace('\\', '/'));

    [GeneratedRegex("""^Project\("[^"]*"\) = "[^"]*", "([^"]*\.csproj)",""", RegexOptions.Multiline)]
    private static partial Regex SolutionProject();
}
