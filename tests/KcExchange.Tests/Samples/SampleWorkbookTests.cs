using System.Globalization;
using System.Text.RegularExpressions;
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
    private static readonly string Samples = Path.Combine(Repository.Root, "samples");

    [Theory]
    [InlineData("08-tuyen-quang")]
    [InlineData("24-bac-ninh")]
    [InlineData("56-khanh-hoa")]
    [InlineData("75-dong-nai")]
    [InlineData("80-tay-ninh")]
    public void Each_sample_gives_exactly_the_outcome_that_stands_beside_it(string name)
    {
        var expected = ExpectedOutcome.Read(Path.Combine(Samples, name + ".expected.json"));
        var book = ReadSample(expected.File);

        var results = Exchange.Judge(book);

        Assert.Equal(expected.Rows, book.Rows.GroupBy(row => row.Kind.Name).ToDictionary(g => g.Key, g => g.Count()));
        Assert.Equal(
            expected.Findings.Select(finding =>
                $"{finding.Rule} {finding.Severity} {finding.Sheet}!{finding.Cell}").Order(),
            Findings(book, results).Order());
        Assert.Equal(
            expected.Mends.Select(mend =>
                $"{mend.Kind} {mend.Sheet}!{mend.Cell}: {mend.Before} → {mend.After}").Order(),
            book.Mends.Select(mend => $"{mend.Kind} {mend.Cell.Sheet}!{CellName.Of(mend.Cell.Row, mend.Cell.Column)}: "
                + $"{mend.Before} → {mend.After}").Order());
        Assert.Equal(
            expected.Skipped.SelectMany(skip => skip.Rows.Select(row => $"{skip.Sheet}!{row}")).Order(),
            SkippedRows(book).Order());
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
            var outcome = Path.ChangeExtension(made, ".expected.json");
            // One of them was saved as .xls since: its cells must still give the same records.
            var kept = ExpectedOutcome.Read(outcome).File;
            Assert.Equal(
                ReadSample(made).Rows.Select(row => row.Record), ReadSample(kept).Rows.Select(row => row.Record));
            Assert.Equal(
                File.ReadAllText(outcome), File.ReadAllText(Path.Combine(Samples, Path.GetFileName(outcome))));
        });
    }

    [Fact]
    public void Making_the_samples_twice_gives_the_same_records()
    {
        using var first = new TestFolder();
        using var second = new TestFolder();

        var books = SampleWorkbooks.Make(first.Path, null).Zip(SampleWorkbooks.Make(second.Path, null));

        Assert.All(books, pair => Assert.Equal(
            ReadSample(pair.First).Rows.Select(row => row.Record),
            ReadSample(pair.Second).Rows.Select(row => row.Record)));
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
            + $"{line.Cell.Sheet}!{(line.Cell.Row == 0 ? "" : CellName.Of(line.Cell.Row, line.Cell.Column))}");

    private static SourceBook ReadSample(string file)
    {
        var path = Path.Combine(Samples, file);
        var mapping = Path.Combine(Samples, Path.GetFileNameWithoutExtension(file) + ".anh-xa.yaml");
        return SourceFormats.Read(
            path, ReadOptions.Default with { Mapping = File.Exists(mapping) ? mapping : "" });
    }

    /// <summary>Rows that were left out, as the sentence names them: "dòng 5, 7–9".</summary>
    private static IEnumerable<string> SkippedRows(SourceBook book) =>
        from problem in book.Problems
        where problem.RuleId == ImportRules.RowsSkipped
        let rows = problem.Message.Vi[problem.Message.Vi.LastIndexOf("số liệu:", StringComparison.Ordinal)..]
        from Match run in Regex.Matches(rows, "([0-9]+)(?:–([0-9]+))?")
        let first = int.Parse(run.Groups[1].Value, CultureInfo.InvariantCulture)
        let last = run.Groups[2].Success ? int.Parse(run.Groups[2].Value, CultureInfo.InvariantCulture) : first
        from row in Enumerable.Range(first, last - first + 1)
        select $"{problem.Cell.Sheet}!{row}";
}
