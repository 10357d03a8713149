using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent;
using KcExchange.Agent.Commands;
using KcExchange.Agent.Options;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Results;

/// <summary>What was read otherwise than it stands there is told, value by value.</summary>
public sealed class MendedTests
{
    private const string Name = "project.name_vi";
    private const string Cost = "project.total_cost";

    [Fact]
    public void Every_mended_value_is_listed_with_its_cell_and_the_reason_and_stays_as_it_was()
    {
        using var clerk = new ClerkBook();
        clerk.Type(Name, RawKind.Text, " Máy  xay\u00A0");
        var book = WithMends(
            clerk, new(MendKind.Blanks, At(clerk, Name), " Máy  xay\u00A0", "Máy  xay"),
            new(MendKind.Number, At(clerk, Cost), "1.234,5 triệu đồng", "1234500000"));

        Write(clerk, book);

        Assert.Empty(ClerkBook.Errors(clerk.ResultPath));
        using var result = new ResultBook(clerk.ResultPath);
        var lines = result.Lines("Đã tự sửa");
        Assert.Equal(["␣Máy  xay␣", "1.234,5 triệu đồng"], lines.Select(line => line["Trong ô đang là"]));
        Assert.Equal(["Máy  xay", "1234500000"], lines.Select(line => line["Được hiểu là"]));
        Assert.Contains("không ngắt", lines[0]["Vì sao"], StringComparison.Ordinal);
        Assert.StartsWith("Tên đề án", lines[0]["Cột"], StringComparison.Ordinal);
        Assert.Equal(
            [Place(At(clerk, Name)), Place(At(clerk, Cost))], result.Links("Đã tự sửa"));
        Assert.Equal(" Máy  xay\u00A0", result.Text(At(clerk, Name)));
        Assert.Equal("FFE4DFED", result.Ground(At(clerk, Name)));
        Assert.Contains("→ 1234500000", result.Note(At(clerk, Cost)), StringComparison.Ordinal);
        Assert.Equal("1", result.Fact("Tổng hợp", "số"));
        Assert.Equal("1", result.Fact("Tổng hợp", "khoảng trắng thừa"));
    }

    [Fact]
    public void A_cell_with_a_finding_keeps_the_colour_of_the_finding_and_says_both()
    {
        using var clerk = new ClerkBook();
        var book = WithMends(clerk, new Mend(MendKind.Number, At(clerk, Cost), "5 tỷ", "5000000000"));

        ResultWorkbook.Write(
            book, Verdicts.Of(book, row => row.Kind.Name == "project" ? [Verdicts.Warning("KC-PRJ-011", Cost)] : []),
            clerk.ResultPath, Verdicts.Header);

        using var result = new ResultBook(clerk.ResultPath);
        Assert.Equal("FFFFEB9B", result.Ground(At(clerk, Cost)));
        var note = result.Note(At(clerk, Cost));
        Assert.True(
            note.IndexOf("KC-PRJ-011", StringComparison.Ordinal) < note.IndexOf("5 tỷ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MendKind.Blanks, "\t a b\u200B", "⇥␣a b[ẩn]")]
    [InlineData(MendKind.InnerBlanks, "a\u00A0b\r\nc d", "a␣b↵c d")]
    [InlineData(MendKind.Number, " 1.000", " 1.000")]
    public void Blanks_are_made_visible_where_they_are_what_matters(MendKind kind, string before, string shown) =>
        Assert.Equal(shown, Messages.Mended.Visible(new Mend(kind, new("A", 1, 1), before, "")));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+84 24")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    public void What_looks_like_a_formula_is_text_and_stays_text_when_edited(string text)
    {
        using var clerk = new ClerkBook();
        var book = WithMends(clerk, new Mend(MendKind.Composed, At(clerk, Name), text, text));

        ResultWorkbook.Write(
            book, Verdicts.Of(book, row => row.Kind.Name == "project"
                ? [Verdicts.Error("KC-PRJ-001", Name, text, text)] : []),
            clerk.ResultPath, Verdicts.Header with { SubmissionId = text });

        Assert.Empty(ClerkBook.Errors(clerk.ResultPath));
        using var result = new ResultBook(clerk.ResultPath);
        foreach (var (sheet, least) in new[] { ("Cần sửa", 2), ("Đã tự sửa", 2), ("Tổng hợp", 2) })
        {
            var cells = ClerkBook.SheetOf(result.Workbook, sheet).Worksheet.Descendants<Cell>()
                .Where(cell => SharedTexts.Unescape(cell.InnerText) == text).ToList();
            Assert.InRange(cells.Count, least, 9);
            Assert.All(cells, cell =>
            {
                Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
                var at = new CellRef(sheet, int.Parse(
                    cell.CellReference!.Value!.TrimStart([.. "ABCDEFGHIJKLM"]), CultureInfo.InvariantCulture),
                    CellName.Column(cell.CellReference.Value));
                Assert.True(result.StyleOf(at)!.QuotePrefix?.Value);
            });
        }
    }

    [Fact]
    public void Seventy_thousand_values_are_all_listed_and_no_more_are_linked_than_Excel_opens()
    {
        using var clerk = new ClerkBook();
        var at = At(clerk, Name);
        var book = WithMends(clerk, [.. Enumerable.Range(0, 70_000).Select(i =>
            new Mend(MendKind.Date, at with { Row = 2 + i }, $"1/2/{2000 + i}", $"01/02/{2000 + i}"))]);

        Write(clerk, book);
        using var result = new ResultBook(clerk.ResultPath);
        Assert.Equal(70_000, result.Lines("Đã tự sửa").Count);
        var list = ResultBook.Xml(ClerkBook.SheetOf(result.Workbook, "Đã tự sửa"));
        Assert.InRange(list.Split("<hyperlink ").Length - 1, 65_000, 65_530);
        var notes = ResultBook.Xml(ClerkBook.SheetOf(result.Workbook, at.Sheet).WorksheetCommentsPart!);
        Assert.Equal(5_000, notes.Split("[Đã tự sửa]").Length - 1);
    }

    [Fact]
    public void A_result_without_mends_has_no_such_sheet_and_one_of_before_is_emptied()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read());
        using (var result = new ResultBook(clerk.ResultPath)) Assert.DoesNotContain("Đã tự sửa", result.SheetNames);
        Write(clerk, WithMends(clerk, new Mend(MendKind.Date, At(clerk, Name), "1/2/2026", "01/02/2026")));

        Write(clerk, WorkbookSource.Read(clerk.ResultPath, ReadOptions.Default));

        using var emptied = new ResultBook(clerk.ResultPath);
        Assert.Empty(emptied.Lines("Đã tự sửa"));
        Assert.Null(emptied.Ground(At(clerk, Name)));
        Assert.Equal("", emptied.Note(At(clerk, Name)));
        Assert.Empty(ClerkBook.Errors(clerk.ResultPath));
    }

    [Theory]
    [InlineData("vi", "Đã tự sửa 3 giá trị: 2 ngày, 1 khoảng trắng thừa (xem trang \"Đã tự sửa\").")]
    [InlineData("en", "Mended 3 values: 2 dates, 1 outer blanks (see sheet \"Đã tự sửa\").")]
    public void The_screen_counts_them_in_one_line_and_not_at_all_when_quiet(string language, string line)
    {
        using var clerk = new ClerkBook();
        var cell = new CellRef("Đề án", 2, 1);
        var book = WithMends(
            clerk, new(MendKind.Blanks, cell, " a", "a"), new(MendKind.Date, cell, "1/2/2026", "01/02/2026"),
            new(MendKind.Date, cell, "1/2/2026", "01/02/2026"));
        var written = Write(clerk, book);

        Assert.Equal(line, Show(book, written, new AgentOptions { Language = language }).Split('\n')[0].TrimEnd());
        Assert.Equal("", Show(book, written, new AgentOptions { Language = language, Quiet = true }));
    }

    private static string Show(SourceBook book, ResultFile written, AgentOptions options)
    {
        using var output = new StringWriter();
        new SummaryView(AgentTerminal.Plain(output, output), options).ShowWritten(book, written);
        return output.ToString();
    }

    private static string Place(CellRef at) => CellName.Place(at.Sheet, at.Row, at.Column);

    private static CellRef At(ClerkBook clerk, string path) => ClerkBook.CellOf(clerk.Read(), path);

    private static SourceBook WithMends(ClerkBook clerk, params IReadOnlyList<Mend> mends) =>
        clerk.Read() with { Mends = mends };

    private static ResultFile Write(ClerkBook clerk, SourceBook book) =>
        ResultWorkbook.Write(book, Verdicts.Of(book, _ => []), clerk.ResultPath, Verdicts.Header);
}
