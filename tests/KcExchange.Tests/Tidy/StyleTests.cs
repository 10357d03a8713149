using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KcExchange.Tests.Tidy;

/// <summary>The habits of docs/ARCHITECTURE.md that a machine can check.</summary>
public sealed class StyleTests
{
    private const int FileLines = 400;
    private const int FunctionLines = 60;
    private const int Columns = 120;

    [Fact]
    public void Hand_written_files_are_short() => Nothing(
        from file in Repository.HandWrittenCode
        let lines = Repository.Lines(file).Length
        where lines > FileLines
        select $"{file}: {lines} lines, at most {FileLines}");

    [Fact]
    public void Functions_are_short() => Nothing(
        from file in Repository.HandWrittenCode
        from function in Parse(file).DescendantNodes().Where(IsFunction)
        let lines = Span(function).EndLinePosition.Line - Span(function).StartLinePosition.Line + 1
        where lines > FunctionLines
        select $"{file}:{Span(function).StartLinePosition.Line + 1}: {lines} lines, at most {FunctionLines}");

    [Fact]
    public void Lines_fit_a_screen() => Nothing(
        from file in Repository.HandWrittenCode.Concat(Repository.WithEnding(".proto", ".py"))
        from line in Repository.Lines(file).Index()
        where line.Item.Length > Columns
        select $"{file}:{line.Index + 1}: {line.Item.Length} columns, at most {Columns}");

    [Fact]
    public void Nothing_is_left_to_do_later() => Nothing(Matches(
        Repository.HandWrittenCode.Concat(Repository.WithEnding(".proto", ".py", ".sh")),
        @"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|NotImplemented" + @"Exception)\b"));

    /// <summary>Waiting on a clock that a test cannot move is a test that sleeps.</summary>
    [Fact]
    public void Shipped_code_waits_by_TimeProvider_only() => Nothing(
        from file in Repository.ShippedCode
        from call in Parse(file).DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression.ToString() is "Task.Delay" or "Thread.Sleep"
        where !call.ArgumentList.Arguments.Skip(1).Any(argument => IsClock(argument.ToString()))
        select $"{file}:{Span(call).StartLinePosition.Line + 1}: {call}");

    /// <summary>
    /// What is true on one machine only does not belong here; nor do the hosts of package registries.
    /// </summary>
    [Fact]
    public void No_file_names_a_machine() => Nothing(Matches(
        Repository.TextFiles,
        @"(?<![\w.])/(wo" + @"rk|ro" + @"ot|home/\w+|Us" + @"ers/\w+)/|\b[A-Z]:\\Us" + @"ers\\"
        + @"|registry\.npm" + @"js\.|api\.nu" + @"get\."));

    private static bool IsClock(string argument) =>
        argument.EndsWith("time", StringComparison.OrdinalIgnoreCase)
        || argument.Contains("TimeProvider", StringComparison.Ordinal)
        || argument.EndsWith("clock", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Matches(IEnumerable<string> files, string pattern) =>
        from file in files
        from line in Repository.Lines(file).Index()
        where Regex.IsMatch(line.Item, pattern)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}";

    private static bool IsFunction(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
            or AnonymousFunctionExpressionSyntax;

    private static SyntaxNode Parse(string file) => CSharpSyntaxTree.ParseText(Repository.Read(file)).GetRoot();

    private static FileLinePositionSpan Span(SyntaxNode node) => node.GetLocation().GetLineSpan();

    private static void Nothing(IEnumerable<string> offences)
    {
        var found = offences.ToList();
        Assert.True(found.Count == 0, $"{found.Count} offences:\n" + string.Join('\n', found));
    }
}
