using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;

namespace KcExchange.Tests.Results;

/// <summary>A result tells what is new, what is old and what was mended since the result before.</summary>
public sealed class ComparisonTests
{
    private const string Cost = "project.total_cost";
    private const string Start = "project.start_date";
    private const string Child = "project.beneficiaries[1].tax_code";
    private static readonly string[] Projects = ["KC-08-2026-QG-0001", "KC-08-2026-QG-0007"];

    [Fact]
    public void In_the_first_result_all_is_new_and_nothing_is_compared()
    {
        using var clerk = new ClerkBook();

        var comparison = Write(clerk, clerk.Read(), _ => [Verdicts.Error("KC-PRJ-011", Cost)]);

        Assert.Equal(EarlierKind.None, comparison.Kind);
        using var result = new ResultBook(clerk.ResultPath);
        Assert.Equal([("Mới", "05/10/2026")], States(result));
        Assert.Null(result.Fact("Tổng hợp", "So với lần trước"));
    }

    [Fact]
    public void New_old_and_mended_lines_are_told_apart_and_the_old_keep_their_first_day()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read(), _ => [Verdicts.Error("KC-PRJ-011", Cost), Verdicts.Warning("KC-PRJ-009", Child)]);

        var comparison = Write(
            clerk, Result(clerk), _ => [Verdicts.Error("KC-PRJ-011", Cost), Verdicts.Error("KC-PRJ-006", Start)],
            day: 3);

        Assert.Equal((EarlierKind.Compared, 1, 1, 1, 0), Counts(comparison));
        comparison = Write(clerk, Result(clerk), _ => [Verdicts.Warning("KC-PRJ-006", Start)], day: 5);
        Assert.Equal((EarlierKind.Compared, 0, 1, 1, 0), Counts(comparison));
        using var result = new ResultBook(clerk.ResultPath);
        Assert.Equal(
            [("Còn từ lần trước", "08/10/2026"), ("Đã sửa", "05/10/2026")], States(result));
        Assert.Equal("mới 0, còn 1, đã sửa 1 (lần trước: 10:00 08/10/2026)",
            result.Fact("Tổng hợp", "So với lần trước"));
        Assert.Empty(ClerkBook.Errors(clerk.ResultPath));
        var cost = ClerkBook.CellOf(clerk.Read(), Cost);
        Assert.Equal("FFC6EFCF", result.Ground(cost));
        Assert.StartsWith("[Đã sửa] KC-PRJ-011", result.Note(cost), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_mended_is_shown_once_and_does_not_come_back()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read(), _ => [Verdicts.Error("KC-PRJ-011", Cost)]);
        Write(clerk, Result(clerk), _ => []);

        var comparison = Write(clerk, Result(clerk), _ => []);

        Assert.Equal((EarlierKind.Compared, 0, 0, 0, 0), Counts(comparison));
        using (var result = new ResultBook(clerk.ResultPath))
        {
            Assert.Empty(result.Lines("Cần sửa"));
            Assert.Null(result.Ground(ClerkBook.CellOf(clerk.Read(), Cost)));
        }
        Assert.Equal(1, Write(clerk, Result(clerk), _ => [Verdicts.Error("KC-PRJ-011", Cost)]).New);
    }

    [Fact]
    public void A_row_that_was_refused_and_is_good_now_says_so()
    {
        using var clerk = new ClerkBook();
        var book = clerk.Read();
        Write(clerk, book, _ => [Verdicts.Error("KC-PRJ-011", Cost)]);

        Write(clerk, Result(clerk), _ => []);

        var right = book.Sheets.First(sheet => sheet.Name == "Đề án").LastColumn + 1;
        using var result = new ResultBook(clerk.ResultPath);
        Assert.Equal("Đã sửa, đã nhận", result.Text(new("Đề án", 2, right)));
        var centre = book.Sheets.First(sheet => sheet.Name == "Trung tâm").LastColumn + 1;
        Assert.Equal("Đã nhận (mới)", result.Text(new("Trung tâm", 2, centre)));
    }

    [Fact]
    public void A_line_is_the_same_wherever_its_row_has_moved_to()
    {
        using var clerk = new ClerkBook(records: [.. Projects.Select(Project)]);
        Write(clerk, clerk.Read(), row => row.Record.Project.ProjectCode == Projects[0]
            ? [Verdicts.Error("KC-PRJ-011", Cost)] : [Verdicts.Error("KC-PRJ-006", Start)]);
        using var sorted = new ClerkBook(records: [.. Projects.Reverse().Select(Project)]);
        File.Copy(clerk.ResultPath, sorted.ResultPath);
        var book = sorted.Read();
        Assert.NotEqual(
            clerk.Read().Rows.First(row => row.Record.Project.ProjectCode == Projects[0]).Cells.Row,
            book.Rows.First(row => row.Record.Project.ProjectCode == Projects[0]).Cells.Row);

        var comparison = Write(sorted, book, row => row.Record.Project.ProjectCode == Projects[0]
            ? [Verdicts.Error("KC-PRJ-011", Cost)] : []);

        Assert.Equal((EarlierKind.Compared, 0, 1, 1, 0), Counts(comparison));
        using var result = new ResultBook(sorted.ResultPath);
        var mended = book.Rows.First(row => row.Record.Project.ProjectCode == Projects[1]).Cells;
        Assert.Equal("FFC6EFCF", result.Ground(mended.Find(Start)));
        Assert.Equal(
            [CellName.Of(mended.Row.Row, mended.Find(Start).Column)],
            result.Lines("Cần sửa").Where(line => line["Tình trạng"] == "Đã sửa").Select(line => line["Ô"]));
    }

    [Fact]
    public void A_mended_row_of_a_list_shows_on_the_record_that_it_belongs_to()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read(), _ => [Verdicts.Error("KC-PRJ-009", Child)]);

        Write(clerk, Result(clerk), _ => []);

        using var result = new ResultBook(clerk.ResultPath);
        var line = Assert.Single(result.Lines("Cần sửa"));
        Assert.Equal(("Thụ hưởng", "", "Đã sửa"), (line["Trang tính"], line["Ô"], line["Tình trạng"]));
        Assert.Equal("FFC6EFCF", result.Ground(ClerkBook.CellOf(clerk.Read(), "project.project_code")));
    }

    [Fact]
    public void A_record_that_is_gone_is_listed_as_mended_without_a_cell()
    {
        using var clerk = new ClerkBook(records: [.. Projects.Select(Project)]);
        Write(clerk, clerk.Read(), row => row.Record.Project.ProjectCode == Projects[1]
            ? [Verdicts.Error("KC-PRJ-011", Cost)] : []);
        using var shorter = new ClerkBook(records: [Project(Projects[0])]);
        File.Copy(clerk.ResultPath, shorter.ResultPath);

        Assert.Equal(1, Write(shorter, shorter.Read(), _ => []).Fixed);

        using var result = new ResultBook(shorter.ResultPath);
        Assert.Equal("", Assert.Single(result.Lines("Cần sửa"))["Ô"]);
        Assert.Empty(result.Links("Cần sửa"));
    }

    [Fact]
    public void A_finding_on_the_common_information_is_the_same_for_whichever_records_there_are()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read(), _ => [Verdicts.Error("KC-GEN-005", "report_period")], everyRow: true);

        var comparison = Write(
            clerk, Result(clerk), row => row.Kind.Name == "funding"
                ? [Verdicts.Error("KC-GEN-005", "report_period")] : [], everyRow: true);

        Assert.Equal((EarlierKind.Compared, 0, 1, 0, 0), Counts(comparison));
    }

    [Fact]
    public void What_nobody_looked_at_again_is_not_called_mended()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read(), _ => [Verdicts.Error("KC-PRJ-011", Cost)]);
        clerk.Type(Start, RawKind.Error, "#N/A");

        var comparison = Write(clerk, clerk.Read(), _ => []);

        Assert.Equal((0, 1), (comparison.Fixed, comparison.Unchecked));
        using (var result = new ResultBook(clerk.ResultPath))
            Assert.Contains("Chưa kiểm tra lại", result.Column("Cần sửa", "Tình trạng"));
        clerk.Type(Start, RawKind.Text, "30/09/2026");
        comparison = Write(clerk, clerk.Read(), _ => []);
        Assert.Equal((2, 0), (comparison.Fixed, comparison.Unchecked));
    }

    [Fact]
    public void A_check_without_network_calls_nothing_mended_that_only_the_server_can_judge()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read(), _ =>
            [Verdicts.Error("KC-PRJ-025", "project.centre_code"), Verdicts.Error("KC-GEN-010", "")]);
        var book = clerk.Read();
        var results = book.Rows.Select(row =>
            new RowResult(row, Outcome.Unspecified, false, [], [RuleCatalogue.ById["KC-PRJ-025"]])).ToList();

        var comparison = ResultWorkbook.Write(
            book, results, clerk.File("book.kiem-tra.xlsx"), Verdicts.Header with { Offline = true }).Comparison;

        Assert.Equal((0, 2), (comparison.Fixed, comparison.Unchecked));
    }

    [Fact]
    public void A_warning_on_content_that_was_not_judged_again_stays()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read(), _ => [Verdicts.Warning("KC-PRJ-011", Cost)]);
        var book = Result(clerk);
        var unchanged = book.Rows.Select(row => new RowResult(row, Outcome.Unchanged, false, [], [])).ToList();

        var comparison = ResultWorkbook.Write(book, unchanged, clerk.ResultPath, Verdicts.Header).Comparison;

        Assert.Equal((0, 1), (comparison.Fixed, comparison.Unchecked));
    }

    [Fact]
    public void A_list_that_the_clerk_sorted_is_compared_and_one_that_he_changed_is_not()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read(), _ => [Verdicts.Error("KC-PRJ-011", Cost), Verdicts.Error("KC-PRJ-006", Start)]);
        ChangeList(clerk, rows =>
        {
            var (first, second) = (rows[^2].RowIndex!.Value, rows[^1].RowIndex!.Value);
            var moved = (Row)rows[^1].CloneNode(true);
            rows[^1].Remove();
            rows[^2].InsertBeforeSelf(moved);
            Number(moved, first);
            Number(rows[^2], second);
        });
        Assert.Equal(EarlierKind.Compared, Write(clerk, Result(clerk), _ => [Verdicts.Error("KC-PRJ-011", Cost)]).Kind);
        ChangeList(clerk, rows => rows[^1].Remove());

        var comparison = Write(clerk, Result(clerk), _ => [Verdicts.Error("KC-PRJ-011", Cost)]);

        Assert.Equal((EarlierKind.Altered, 0, 0, 0, 0), Counts(comparison));
        using var result = new ResultBook(clerk.ResultPath);
        Assert.Contains("bị sửa bằng tay", result.Fact("Tổng hợp", "So với lần trước"), StringComparison.Ordinal);
        Assert.Equal([("", "05/10/2026")], States(result));
    }

    [Fact]
    public void A_result_of_another_file_or_period_or_one_that_cannot_be_read_is_not_compared_with()
    {
        using var clerk = new ClerkBook();
        var book = clerk.Read();
        Write(clerk, book, _ => [Verdicts.Error("KC-PRJ-011", Cost)]);
        Assert.Equal(EarlierKind.Other, Write(clerk, book with { ReportPeriod = "2026-Q4" }, _ => []).Kind);
        File.Copy(clerk.ResultPath, clerk.File("khac.ket-qua.xlsx"));
        File.Copy(clerk.Path, clerk.File("khac.xlsx"));
        var other = WorkbookSource.Read(clerk.File("khac.xlsx"), ReadOptions.Default);
        Assert.Equal(EarlierKind.Other, ResultWorkbook.Write(
            other, Verdicts.Of(other, _ => []), clerk.File("khac.ket-qua.xlsx"), Verdicts.Header).Comparison.Kind);
        File.WriteAllText(clerk.ResultPath, "PK");

        Assert.Equal(EarlierKind.Unreadable, Write(clerk, book, _ => []).Kind);
    }

    internal static Comparison Write(
        ClerkBook clerk, SourceBook book, Func<SourceRow, IEnumerable<Finding>> findings, int day = 0,
        bool everyRow = false) => ResultWorkbook.Write(
            book, Verdicts.Of(book, row => everyRow || row.Kind.Name == "project" ? findings(row) : []),
            clerk.ResultPath, Verdicts.Header with { Time = Verdicts.Header.Time.AddDays(day) }).Comparison;

    internal static SourceBook Result(ClerkBook clerk) => WorkbookSource.Read(clerk.ResultPath, ReadOptions.Default);

    private static (EarlierKind, int, int, int, int) Counts(Comparison comparison) =>
        (comparison.Kind, comparison.New, comparison.Open, comparison.Fixed, comparison.Unchecked);

    private static List<(string, string)> States(ResultBook result) =>
        [.. result.Lines("Cần sửa").Select(line => (line["Tình trạng"], line["Từ ngày"]))];

    private static ExchangeRecord Project(string code)
    {
        var record = SampleRecords.Full(KcExchange.Contracts.Records.RecordKinds.Project);
        record.Project.ProjectCode = code;
        return record;
    }

    private static void Number(Row row, uint number)
    {
        row.RowIndex = number;
        foreach (var cell in row.Elements<Cell>())
            cell.CellReference = cell.CellReference!.Value!.TrimEnd([.. "0123456789"]) + number;
    }

    private static void ChangeList(ClerkBook clerk, Action<IReadOnlyList<Row>> change)
    {
        using var document = SpreadsheetDocument.Open(clerk.ResultPath, true);
        change([.. ClerkBook.SheetOf(document.WorkbookPart!, "Cần sửa").Worksheet.Descendants<Row>()]);
    }
}
