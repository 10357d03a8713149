using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Demo.Samples;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.Tests.Tidy;
using KcExchange.V1;

namespace KcExchange.Tests.Samples;

public sealed class SampleWorkbookTests
{
    [Theory]
    [InlineData("08-tuyen-quang", 0)]
    [InlineData("80-tay-ninh", 20)]
    public void Each_sample_gives_exactly_the_outcome_that_stands_beside_it(string name, int mistakes)
    {
        using var folder = new TestFolder();
        SampleWorkbooks.Make(folder.Path, null);
        var expected = ExpectedOutcome.Read(folder.File(name + ".expected.json"));
        var book = WorkbookSource.Read(folder.File(name + ".xlsx"), ReadOptions.Default);

        var results = Exchange.Judge(book);

        Assert.Equal(mistakes, expected.Findings.Count);
        Assert.Equal(expected.Rows, book.Rows.GroupBy(row => row.Kind.Name).ToDictionary(g => g.Key, g => g.Count()));
        Assert.Equal(
            expected.Findings.Select(finding =>
                $"{finding.Rule} {finding.Severity} {finding.Sheet}!{finding.Cell}").Order(),
            Findings(book, results).Order());
        Assert.Equal(
            (expected.Created, expected.Rejected, expected.NotSent),
            (results.Count(result => result.Outcome == Outcome.Created),
                results.Count(result => result.Outcome == Outcome.Rejected), results.Count(result => result.NotSent)));
    }

    [Fact]
    public void The_samples_of_the_repository_are_what_the_maker_makes()
    {
        using var folder = new TestFolder();

        Assert.All(SampleWorkbooks.Make(folder.Path, null), made =>
        {
            var kept = Path.Combine(Repository.Root, "samples", Path.GetFileName(made));
            Assert.Equal(
                WorkbookSource.Read(made, ReadOptions.Default).Rows.Select(row => row.Record),
                WorkbookSource.Read(kept, ReadOptions.Default).Rows.Select(row => row.Record));
            Assert.Equal(
                File.ReadAllText(Path.ChangeExtension(made, ".expected.json")),
                File.ReadAllText(Path.ChangeExtension(kept, ".expected.json")));
        });
    }

    [Fact]
    public void Making_the_samples_twice_gives_the_same_records()
    {
        using var first = new TestFolder();
        using var second = new TestFolder();

        var books = SampleWorkbooks.Make(first.Path, null).Zip(SampleWorkbooks.Make(second.Path, null));

        Assert.All(books, pair => Assert.Equal(
            WorkbookSource.Read(pair.First, ReadOptions.Default).Rows.Select(row => row.Record),
            WorkbookSource.Read(pair.Second, ReadOptions.Default).Rows.Select(row => row.Record)));
    }

    [Fact]
    public void A_big_sample_has_as_many_rows_as_were_asked_for_and_no_mistake()
    {
        using var folder = new TestFolder();

        var path = Assert.Single(SampleWorkbooks.Make(folder.Path, 1000));

        var book = WorkbookSource.Read(path, ReadOptions.Default);
        Assert.Equal(1000, book.Rows.Count);
        Assert.Empty(Findings(book, Exchange.Judge(book)));
        Assert.Equal(3, book.Rows.Select(row => row.Kind).Distinct().Count());
        Assert.Equal(1000, book.Rows.Select(row => row.Kind.Key(row.Record)).Distinct().Count());
    }

    private static IEnumerable<string> Findings(SourceBook book, IReadOnlyList<RowResult> results) =>
        MendLine.Of(book, results).Select(line => $"{line.RuleId} {line.Severity.ToString().ToUpperInvariant()} "
            + $"{line.Cell.Sheet}!{CellName.Of(line.Cell.Row, line.Cell.Column)}");
}
