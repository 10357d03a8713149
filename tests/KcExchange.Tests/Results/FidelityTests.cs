using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Results;

/// <summary>The result is the clerk's own workbook: all that is not ours is there, as it was.</summary>
public sealed class FidelityTests
{
    private const string Cost = "project.total_cost";

    [Fact]
    public void Every_part_that_is_not_ours_is_the_clerks()
    {
        using var clerk = new ClerkBook();
        ClerkFeatures.AddAll(clerk);

        Write(clerk, clerk.Read());

        PartComparison.Assert(clerk.Path, clerk.ResultPath, ClerkBook.CellOf(clerk.Read(), Cost));
        Assert.Equal(Errors(clerk.Path), Errors(clerk.ResultPath));
    }

    [Fact]
    public void After_several_rounds_it_still_is()
    {
        using var clerk = new ClerkBook();
        ClerkFeatures.AddAll(clerk);
        Write(clerk, clerk.Read());
        for (var round = 0; round < 2; round++)
            Write(clerk, WorkbookSource.Read(clerk.ResultPath, ReadOptions.Default));

        PartComparison.Assert(
            clerk.Path, clerk.ResultPath, ClerkBook.CellOf(clerk.Read(), Cost), exceptCalculationChain: true);
        Assert.Equal(Errors(clerk.Path), Errors(clerk.ResultPath));
    }

    [Fact]
    public void A_sheet_that_nothing_of_ours_touches_is_copied_byte_by_byte()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read());

        var (before, after) = (PartComparison.Parts(clerk.Path), PartComparison.Parts(clerk.ResultPath));
        foreach (var name in new[] { "Danh mục", "Thiết bị" })
        {
            var entry = PartComparison.EntryOf(clerk.Path, name);
            Assert.Equal(before[entry], after[entry]);
        }
    }

    [Fact]
    public void Macros_and_the_calendar_of_1904_stay()
    {
        using var clerk = new ClerkBook();
        var path = clerk.File("vĩ mô.xlsm");
        File.Copy(clerk.Path, path);
        using (var document = SpreadsheetDocument.Open(path, true))
        {
            document.ChangeDocumentType(SpreadsheetDocumentType.MacroEnabledWorkbook);
            var macros = document.WorkbookPart!.AddNewPart<VbaProjectPart>();
            using var bytes = new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3]);
            macros.FeedData(bytes);
            document.WorkbookPart.Workbook.WorkbookProperties!.Date1904 = true;
        }
        var book = SourceFormats.Read(path, ReadOptions.Default);

        var written = ResultWorkbook.Write(
            book, Verdicts.Of(book, _ => []), ResultWorkbook.PathFor(book), Verdicts.Header);

        Assert.Equal(clerk.File("vĩ mô.ket-qua.xlsm"), written.Path);
        PartComparison.Assert(path, written.Path);
        Assert.Equal(
            book.Rows.Select(row => row.Record),
            WorkbookSource.Read(written.Path, ReadOptions.Default).Rows.Select(row => row.Record));
    }

    [Fact]
    public void Our_columns_stand_in_no_merged_cells_and_in_no_table_of_the_clerks()
    {
        using var clerk = new ClerkBook();
        ClerkFeatures.AddAll(clerk);
        var last = clerk.Read().Sheets.First(sheet => sheet.Name == "Đề án").LastColumn;

        Write(clerk, clerk.Read());

        using var result = new ResultBook(clerk.ResultPath);
        Assert.Equal("» Kết quả gửi", result.Text(new("Đề án", 1, last + 5)));
        Assert.Equal("", result.Text(new("Đề án", 1, last + 1)));
        var table = ClerkBook.SheetOf(result.Workbook, "Trung tâm").TableDefinitionParts.Single().Table;
        var right = CellName.Column(table.Reference!.Value!.Split(':')[1]);
        Assert.Equal("» Kết quả gửi", result.Text(new("Trung tâm", 1, right + 1)));
    }

    [Fact]
    public void The_pictures_of_a_pages_header_are_not_taken_for_notes()
    {
        using var clerk = new ClerkBook();
        ClerkFeatures.AddAll(clerk);

        Write(clerk, clerk.Read());

        using var result = new ResultBook(clerk.ResultPath);
        var part = ClerkBook.SheetOf(result.Workbook, "Đề án");
        Assert.DoesNotContain("Note", ResultBook.Xml((VmlDrawingPart)part.GetPartById("rIdHeader")),
            StringComparison.Ordinal);
        var notes = part.Worksheet.GetFirstChild<LegacyDrawing>()!.Id!.Value!;
        Assert.Contains("Note", ResultBook.Xml((VmlDrawingPart)part.GetPartById(notes)), StringComparison.Ordinal);
        Assert.Contains("KC-PRJ-011", result.Note(ClerkBook.CellOf(clerk.Read(), Cost)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversation_on_a_cell_is_left_alone()
    {
        using var clerk = new ClerkBook();
        ClerkFeatures.AddAll(clerk);
        var cell = new CellRef("Kinh phí", 2, 1);
        var book = clerk.Read() with { Mends = [new Mend(MendKind.Blanks, cell, " a", "a")] };

        Write(clerk, book);

        using var result = new ResultBook(clerk.ResultPath);
        Assert.Equal("[Threaded comment] Xem lại", result.Note(cell));
        Assert.Equal("FFE4DFED", result.Ground(cell));
    }

    [Fact]
    public void A_sheet_is_ours_by_its_mark_and_never_by_its_name_or_title()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read());
        // The clerk keeps a copy of our sheet, as spreadsheet programs name it.
        using (var document = SpreadsheetDocument.Open(clerk.ResultPath, true))
        {
            var workbook = document.WorkbookPart!;
            var copy = workbook.AddNewPart<WorksheetPart>();
            using (var xml = ClerkBook.SheetOf(workbook, "Tổng hợp").GetStream()) copy.FeedData(xml);
            workbook.Workbook.Sheets!.Append(new Sheet
            {
                Name = "Tổng hợp (2)", SheetId = 77, Id = workbook.GetIdOfPart(copy),
            });
        }
        string Copy() => PartComparison.TextOf(clerk.ResultPath, "Tổng hợp (2)");
        var before = Copy();

        Write(clerk, WorkbookSource.Read(clerk.ResultPath, ReadOptions.Default), day: 1);

        Assert.Equal(before, Copy());
        using var result = new ResultBook(clerk.ResultPath);
        Assert.Equal("10:00 06/10/2026", result.Fact("Tổng hợp", "Thời điểm"));
        Assert.Equal(result.SheetNames.Count, result.SheetNames.Distinct().Count());
    }

    [Fact]
    public void What_a_clerk_put_on_our_sheets_leaves_nothing_broken_behind()
    {
        using var clerk = new ClerkBook();
        Write(clerk, clerk.Read());
        using (var document = SpreadsheetDocument.Open(clerk.ResultPath, true))
        {
            var workbook = document.WorkbookPart!;
            var part = ClerkBook.SheetOf(workbook, "Cần sửa");
            part.Worksheet.Descendants<Row>().First().Append(
                new Cell { CellReference = "Z1", CellFormula = new("1+1") });
            var comments = part.AddNewPart<WorksheetCommentsPart>();
            comments.Comments = new Comments(new Authors(new Author("Hoa")), new CommentList());
            workbook.AddNewPart<CalculationChainPart>().CalculationChain =
                new CalculationChain(new CalculationCell { CellReference = "Z1", SheetId = 99 });
            workbook.Workbook.Sheets!.Elements<Sheet>().First(sheet => sheet.Name == "Cần sửa").State =
                SheetStateValues.Hidden;
        }

        Write(clerk, WorkbookSource.Read(clerk.ResultPath, ReadOptions.Default));

        using var result = new ResultBook(clerk.ResultPath);
        Assert.Empty(ClerkBook.SheetOf(result.Workbook, "Cần sửa").Parts);
        Assert.Null(result.Workbook.CalculationChainPart);
        Assert.Null(result.Workbook.Workbook.Sheets!.Elements<Sheet>().First(s => s.Name == "Cần sửa").State);
        Assert.Empty(ClerkBook.Errors(clerk.ResultPath));
    }

    [Fact]
    public void A_workbook_with_thousands_of_styles_takes_no_longer()
    {
        using var clerk = new ClerkBook();
        clerk.Change(workbook =>
        {
            var formats = workbook.WorkbookStylesPart!.Stylesheet.CellFormats!;
            for (var i = 0; i < 20_000; i++)
                formats.Append(new CellFormat
                {
                    NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0, ApplyAlignment = true,
                    Alignment = new Alignment { Indent = (uint)(i % 200), TextRotation = (uint)(i / 200) },
                });
            var style = (uint)formats.ChildElements.Count - 1000;
            foreach (var cell in ClerkBook.SheetOf(workbook, "Đề án").Worksheet.Descendants<Row>().ElementAt(1)
                .Elements<Cell>()) cell.StyleIndex = style++;
        });
        var book = clerk.Read();
        var row = book.Rows.First(row => row.Kind.Name == "project").Cells.Row;
        var mends = Enumerable.Range(1, 30).Select(i => new Mend(MendKind.Date, row with { Column = i }, "a", "b"));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Write(clerk, book with { Mends = [.. mends] });

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        using var result = new ResultBook(clerk.ResultPath);
        Assert.Equal("FFE4DFED", result.Ground(row with { Column = 30 }));
    }

    private static void Write(ClerkBook clerk, SourceBook book, int day = 0) => ResultWorkbook.Write(
        book, Verdicts.Of(book, row => row.Kind.Name == "project" ? [Verdicts.Error("KC-PRJ-011", Cost)] : []),
        clerk.ResultPath, Verdicts.Header with { Time = Verdicts.Header.Time.AddDays(day) });

    /// <summary>What Excel 2019 would find wrong, whatever the place.</summary>
    private static List<string> Errors(string path)
    {
        using var document = SpreadsheetDocument.Open(path, false);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2019)
            .Validate(document, TestContext.Current.CancellationToken)
            .Select(error => $"{error.Part?.Uri} {error.Description}").Distinct().Order(StringComparer.Ordinal)];
    }
}
