using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Tests.Agent;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Sources;

/// <summary>Macros and links to other files: never run, never followed, and said.</summary>
public sealed class WorkbookNoticeTests : IDisposable
{
    private static readonly byte[] Macro = [0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3, 4, 5];

    private readonly AgentRun _agent = new();

    [Theory]
    [InlineData("so-lieu.xlsm")]
    [InlineData("so-lieu.xls")]
    public async Task Macros_are_not_run_and_stay_in_a_result_that_may_hold_them(string name)
    {
        var path = _agent.Workbook(name, TestRecords.Centre());
        using (var document = SpreadsheetDocument.Open(path, true))
        {
            document.ChangeDocumentType(SpreadsheetDocumentType.MacroEnabledWorkbook);
            var part = document.WorkbookPart!.AddNewPart<VbaProjectPart>();
            part.FeedData(new MemoryStream(Macro));
        }

        var output = await RefusedFile.CheckAsync(_agent, path);

        Assert.Contains("KC-IMP-026", output, StringComparison.Ordinal);
        using var result = SpreadsheetDocument.Open(
            Assert.Single(Directory.GetFiles(_agent.FileAt(""), "so-lieu*.kiem-tra.xlsm")), false);
        Assert.Equal(SpreadsheetDocumentType.MacroEnabledWorkbook, result.DocumentType);
        using var kept = new MemoryStream();
        result.WorkbookPart!.VbaProjectPart!.GetStream().CopyTo(kept);
        Assert.Equal(Macro, kept.ToArray());
    }

    [Fact]
    public async Task Links_to_other_files_are_not_followed_and_stored_values_are_read()
    {
        var path = _agent.Workbook("so-lieu.xlsx", TestRecords.Centre());
        using (var document = SpreadsheetDocument.Open(path, true))
        {
            var workbook = document.WorkbookPart!;
            var part = workbook.AddNewPart<ExternalWorkbookPart>("rIdLink");
            part.AddExternalRelationship(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath",
                new Uri("https://localhost:1/khac.xlsx"), "rId1");
            part.ExternalLink = new ExternalLink(new ExternalBook { Id = "rId1" });
            workbook.Workbook.InsertAfter(
                new ExternalReferences(new ExternalReference { Id = "rIdLink" }), workbook.Workbook.Sheets);
            var cell = ClerkBook.SheetOf(workbook, "Trung tâm").Worksheet.Descendants<Cell>()
                .First(cell => cell.CellReference!.Value!.EndsWith('2') && cell.CellValue?.Text == "20");
            cell.CellFormula = new CellFormula("[1]Sheet1!A1");
        }

        var output = await RefusedFile.CheckAsync(_agent, path);

        Assert.Contains("KC-IMP-027", output, StringComparison.Ordinal);
        Assert.Contains("check: rows 1, good 1", output, StringComparison.Ordinal);
        using var result = SpreadsheetDocument.Open(_agent.FileAt("so-lieu.kiem-tra.xlsx"), false);
        Assert.Single(result.WorkbookPart!.ExternalWorkbookParts);
    }

    public void Dispose() => _agent.Dispose();
}
