using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;

namespace KcExchange.Tests.Results;

public sealed class ResultWorkbookTests
{
    private const string Cost = "project.total_cost";
    private const string Child = "project.beneficiaries[1].tax_code";

    [Fact]
    public void Outcomes_stand_at_the_right_and_bad_cells_are_coloured_and_explained()
    {
        using var clerk = new ClerkBook();
        var book = clerk.Read();

        var written = Write(clerk, book, Bad);

        Assert.Equal((clerk.ResultPath, null), (written.Path, written.Note));
        Assert.Empty(ClerkBook.Errors(clerk.ResultPath));
        using var document = SpreadsheetDocument.Open(clerk.ResultPath, false);
        var workbook = document.WorkbookPart!;
        var right = book.Sheets.First(sheet => sheet.Name == "Đề án").LastColumn + 1;
        Assert.Equal("» Kết quả gửi", Text(workbook, new("Đề án", 1, right)));
        Assert.Equal("Bị từ chối", Text(workbook, new("Đề án", 2, right)));
        Assert.Contains("KC-PRJ-011 ô", Text(workbook, new("Đề án", 2, right + 2)), StringComparison.Ordinal);
        var centre = book.Sheets.First(sheet => sheet.Name == "Trung tâm");
        Assert.Equal("Đã nhận (mới)", Text(workbook, new("Trung tâm", 2, centre.LastColumn + 1)));
        Assert.Equal("FFFFC7CD", Ground(workbook, ClerkBook.CellOf(book, Cost)));
        Assert.Equal("FFFFEB9B", Ground(workbook, ClerkBook.CellOf(book, Child)));
        Assert.Contains("KC-PRJ-011", Note(workbook, ClerkBook.CellOf(book, Cost)), StringComparison.Ordinal);
        Assert.Contains("KC-PRJ-009", Note(workbook, ClerkBook.CellOf(book, Child)), StringComparison.Ordinal);
        Assert.Equal("dd/mm/yyyy", Format(workbook, ClerkBook.CellOf(book, "project.start_date")));
    }

    [Fact]
    public void The_list_of_what_to_mend_links_to_every_cell_and_the_summary_counts()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read(), Bad);

        using var document = SpreadsheetDocument.Open(clerk.ResultPath, false);
        var mend = ClerkBook.SheetOf(document.WorkbookPart!, "Cần sửa").Worksheet;
        var rows = mend.Descendants<Row>().Skip(3).Select(row =>
            row.Elements<Cell>().Select(cell => cell.InnerText).ToList()).ToList();
        Assert.Equal(["1", "Lỗi", "Mới", "KC-PRJ-011", "Đề án"], rows[0].Take(5));
        Assert.Equal(["2", "Cảnh báo", "Mới", "KC-PRJ-009", "Thụ hưởng"], rows[1].Take(5));
        Assert.Equal(
            ["'Đề án'!" + rows[0][5], "'Thụ hưởng'!C3"],
            mend.Descendants<Hyperlink>().Select(link => link.Location!.Value));
        var summary = ClerkBook.SheetOf(document.WorkbookPart!, "Tổng hợp").Worksheet.InnerText;
        Assert.Contains("R-0001", summary, StringComparison.Ordinal);
        Assert.Contains("10:00 05/10/2026", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_can_be_mended_and_sent_again_and_nothing_piles_up()
    {
        using var clerk = new ClerkBook();
        var book = clerk.Read();
        Write(clerk, book, Bad);
        Write(clerk, WorkbookSource.Read(clerk.ResultPath, ReadOptions.Default), Bad);
        var again = WorkbookSource.Read(clerk.ResultPath, ReadOptions.Default);
        Assert.Equal(book.Rows.Select(row => row.Record), again.Rows.Select(row => row.Record));
        Assert.Empty(again.Problems);

        Write(clerk, again, _ => []);
        Write(clerk, WorkbookSource.Read(clerk.ResultPath, ReadOptions.Default), _ => []);

        Assert.Empty(ClerkBook.Errors(clerk.ResultPath));
        using var document = SpreadsheetDocument.Open(clerk.ResultPath, false);
        var workbook = document.WorkbookPart!;
        var names = workbook.Workbook.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value!).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal(14, names.Count);
        Assert.Equal(3, ClerkBook.SheetOf(workbook, "Đề án").Worksheet.Descendants<Row>().First().Elements<Cell>()
            .Count(cell => cell.InnerText.StartsWith('»')));
        Assert.Null(Ground(workbook, ClerkBook.CellOf(book, Cost)));
        Assert.Equal("", Note(workbook, ClerkBook.CellOf(book, Cost)));
        Assert.Contains("Bắt buộc", Note(workbook, ClerkBook.CellOf(book, Cost) with { Row = 1 }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_clerks_own_ground_comes_back_when_the_mark_goes()
    {
        using var clerk = new ClerkBook();
        var cost = ClerkBook.CellOf(clerk.Read(), Cost);
        clerk.Change(workbook =>
        {
            var styles = new StyleBook(workbook.WorkbookStylesPart!.Stylesheet);
            ClerkBook.CellAt(workbook, cost)!.StyleIndex = styles[new CellLook { Fill = "FFFF00", Format = "#,##0" }];
            styles.Count();
        });
        Write(clerk, clerk.Read(), Bad);

        for (var i = 0; i < 2; i++)
            Write(clerk, WorkbookSource.Read(clerk.ResultPath, ReadOptions.Default), _ => []);

        using var document = SpreadsheetDocument.Open(clerk.ResultPath, false);
        Assert.Equal("FFFFFF00", Ground(document.WorkbookPart!, cost));
    }

    [Fact]
    public void Everything_else_of_the_file_stays_as_the_clerk_made_it()
    {
        using var clerk = new ClerkBook();
        var cost = ClerkBook.CellOf(clerk.Read(), Cost);
        clerk.Change(workbook =>
        {
            var sheet = ClerkBook.SheetOf(workbook, "Đề án").Worksheet;
            sheet.Descendants<Row>().Last().Hidden = true;
            ClerkBook.CellAt(workbook, cost)!.CellFormula = new("1+2");
            sheet.InsertAfter(
                new ConditionalFormatting(new ConditionalFormattingRule(new Formula("A1>0"))
                {
                    Type = ConditionalFormatValues.Expression, Priority = 1,
                })
                { SequenceOfReferences = new ListValue<StringValue>([new StringValue("A1:A9")]) },
                sheet.GetFirstChild<AutoFilter>());
        });
        AddSheet(clerk, "Tổng hợp", "=2+2");
        var before = Facts(clerk.Path);

        Write(clerk, clerk.Read(), Bad);

        Assert.Equal(before, Facts(clerk.ResultPath));
        Assert.Empty(ClerkBook.Errors(clerk.ResultPath));
        using var document = SpreadsheetDocument.Open(clerk.ResultPath, false);
        Assert.NotNull(ClerkBook.SheetOf(document.WorkbookPart!, "Tổng hợp (2)"));
        Assert.Equal("1+2", ClerkBook.CellAt(document.WorkbookPart!, cost)!.CellFormula!.Text);
        Assert.Single(document.WorkbookPart!.WorksheetParts, part =>
            part.Worksheet.Descendants<SheetView>().Any(view => view.TabSelected?.Value == true));
    }

    [Fact]
    public void A_note_of_the_clerks_is_kept_before_ours()
    {
        using var clerk = new ClerkBook();
        var heading = ClerkBook.CellOf(clerk.Read(), Cost) with { Row = 1 };
        var book = clerk.Read() with
        {
            Problems = [new ImportFinding("KC-IMP-001", Severity.Error, heading, "", new("Sai cột.", "Wrong."),
                new("", ""))],
        };

        Write(clerk, book, _ => []);
        Write(clerk, WorkbookSource.Read(clerk.ResultPath, ReadOptions.Default) with { Problems = book.Problems },
            _ => []);

        using var document = SpreadsheetDocument.Open(clerk.ResultPath, false);
        var note = Note(document.WorkbookPart!, heading);
        Assert.StartsWith("Tổng kinh phí", note, StringComparison.Ordinal);
        Assert.Equal(2, note.Split("Sai cột.").Length);
    }

    [Fact]
    public void Texts_that_look_like_formulas_are_written_as_text()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read(), row =>
            [Verdicts.Error("KC-PRJ-001", $"{row.Kind.Name}.name_vi", "=cmd|' /C calc'!A0")]);

        using var document = SpreadsheetDocument.Open(clerk.ResultPath, false);
        var cells = ClerkBook.SheetOf(document.WorkbookPart!, "Cần sửa").Worksheet.Descendants<Cell>()
            .Where(cell => cell.InnerText.StartsWith('=')).ToList();
        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.Equal(CellValues.InlineString, cell.DataType!.Value));
        Assert.All(cells, cell => Assert.Null(cell.CellFormula));
    }

    [Fact]
    public void A_workbook_that_changed_since_it_was_read_gets_no_result()
    {
        using var clerk = new ClerkBook();
        var book = clerk.Read();
        clerk.Type("project.name_vi", RawKind.Text, "Tên khác");

        var refusal = Assert.Throws<SourceException>(() => Write(clerk, book, Bad));

        Assert.Contains("đã thay đổi", refusal.Sentence.Vi, StringComparison.Ordinal);
        Assert.Equal(["book.xlsx"], Directory.GetFiles(Path.GetDirectoryName(clerk.Path)!).Select(Path.GetFileName));
    }

    [Fact]
    public void A_target_that_cannot_be_replaced_gets_another_name_and_says_so()
    {
        using var clerk = new ClerkBook();
        Directory.CreateDirectory(clerk.ResultPath);

        var written = Write(clerk, clerk.Read(), Bad);

        Assert.Equal(clerk.File("book.ket-qua (2).xlsx"), written.Path);
        Assert.Contains("book.ket-qua (2).xlsx", written.Note!.Vi, StringComparison.Ordinal);
        Assert.Empty(ClerkBook.Errors(written.Path));
    }

    [Fact]
    public void A_finding_on_the_common_information_is_one_line_for_all_records()
    {
        using var clerk = new ClerkBook();

        Write(clerk, clerk.Read(), _ => [Verdicts.Error("KC-GEN-005", "province_code")]);

        using var document = SpreadsheetDocument.Open(clerk.ResultPath, false);
        var mend = ClerkBook.SheetOf(document.WorkbookPart!, "Cần sửa").Worksheet.InnerText;
        Assert.Contains("và 2 bản ghi khác", mend, StringComparison.Ordinal);
        Assert.Equal("FFFFC7CD", Ground(document.WorkbookPart!, new("Thông tin chung", 4, 2)));
    }

    [Fact]
    public void A_check_without_network_lists_what_only_the_ministry_can_decide()
    {
        using var clerk = new ClerkBook();
        var book = clerk.Read();
        var results = book.Rows.Select(row =>
            new RowResult(row, Outcome.Unspecified, false, [], [RuleCatalogue.ById["KC-PRJ-025"]])).ToList();

        ResultWorkbook.Write(book, results, clerk.ResultPath, Verdicts.Header with { Offline = true });

        Assert.Empty(ClerkBook.Errors(clerk.ResultPath));
        using var document = SpreadsheetDocument.Open(clerk.ResultPath, false);
        var summary = ClerkBook.SheetOf(document.WorkbookPart!, "Tổng hợp").Worksheet.InnerText;
        Assert.Contains("Chưa kiểm tra", summary, StringComparison.Ordinal);
        Assert.Contains("KC-PRJ-0253", summary, StringComparison.Ordinal);
        var right = book.Sheets.First(sheet => sheet.Name == "Đề án").LastColumn + 1;
        Assert.Equal("Đạt", Text(document.WorkbookPart!, new("Đề án", 2, right)));
    }

    private static IEnumerable<Finding> Bad(SourceRow row) => row.Kind.Name != "project"
        ? []
        : [Verdicts.Error("KC-PRJ-011", Cost, "Tổng kinh phí không bằng tổng các nguồn."),
            Verdicts.Warning("KC-PRJ-009", Child)];

    private static ResultFile Write(ClerkBook clerk, SourceBook book, Func<SourceRow, IEnumerable<Finding>> findings) =>
        ResultWorkbook.Write(book, Verdicts.Of(book, findings), clerk.ResultPath, Verdicts.Header);

    private static void AddSheet(ClerkBook clerk, string name, string text) => clerk.Change(workbook =>
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = new Worksheet(new SheetData(new Row(new Cell
        {
            DataType = CellValues.InlineString,
            InlineString = new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(text)),
        })));
        workbook.Workbook.Sheets!.AppendChild(new Sheet { Name = name, SheetId = 99, Id = workbook.GetIdOfPart(part) });
    });

    /// <summary>What a clerk would miss: rows, formulas, lists, filters, print titles, hidden things.</summary>
    private static string Facts(string path)
    {
        using var document = SpreadsheetDocument.Open(path, false);
        var sheet = ClerkBook.SheetOf(document.WorkbookPart!, "Đề án").Worksheet;
        var book = document.WorkbookPart!.Workbook;
        return string.Join('\n',
            sheet.Descendants<Row>().Select(row => $"{row.RowIndex} {row.Hidden} {row.Height}"),
            sheet.Descendants<CellFormula>().Select(formula => formula.Text).Aggregate((a, b) => a + b),
            sheet.GetFirstChild<DataValidations>()!.OuterXml, sheet.GetFirstChild<AutoFilter>()!.OuterXml,
            sheet.GetFirstChild<ConditionalFormatting>()!.OuterXml, sheet.GetFirstChild<PageSetup>()!.OuterXml,
            sheet.Descendants<Pane>().Single().OuterXml,
            string.Join(',', book.DefinedNames!.Elements<DefinedName>()
                .Where(name => !name.Name!.Value!.StartsWith("KcExchange.", StringComparison.Ordinal))
                .Select(name => name.OuterXml)),
            string.Join(',', book.Sheets!.Elements<Sheet>().Where(s => s.State is not null).Select(s => s.Name)),
            ClerkBook.SheetOf(document.WorkbookPart!, "Tổng hợp").Worksheet.GetFirstChild<SheetData>()!.InnerText);
    }

    private static string Text(WorkbookPart workbook, CellRef at) => ClerkBook.CellAt(workbook, at)?.InnerText ?? "";

    private static CellFormat? StyleOf(WorkbookPart workbook, CellRef at) =>
        (CellFormat?)workbook.WorkbookStylesPart!.Stylesheet.CellFormats!
            .ElementAtOrDefault((int)(ClerkBook.CellAt(workbook, at)?.StyleIndex?.Value ?? 0));

    private static string? Ground(WorkbookPart workbook, CellRef at) =>
        workbook.WorkbookStylesPart!.Stylesheet.Fills!.Elements<Fill>()
            .ElementAt((int)(StyleOf(workbook, at)?.FillId?.Value ?? 0)).PatternFill?.ForegroundColor?.Rgb?.Value;

    private static string? Format(WorkbookPart workbook, CellRef at) =>
        workbook.WorkbookStylesPart!.Stylesheet.NumberingFormats!.Elements<NumberingFormat>()
            .FirstOrDefault(format => format.NumberFormatId?.Value
                == StyleOf(workbook, at)?.NumberFormatId?.Value)?.FormatCode;

    private static string Note(WorkbookPart workbook, CellRef at) =>
        ClerkBook.SheetOf(workbook, at.Sheet).WorksheetCommentsPart?.Comments.Descendants<Comment>()
            .FirstOrDefault(comment => comment.Reference == CellName.Of(at.Row, at.Column))?.InnerText ?? "";
}
