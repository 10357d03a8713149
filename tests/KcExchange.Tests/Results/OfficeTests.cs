using System.Diagnostics;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Results;

/// <summary>A real spreadsheet program opens the result, and makes sources of its own.</summary>
public sealed class OfficeTests
{
    private const string Cost = "project.total_cost";

    [Fact]
    public async Task LibreOffice_opens_and_saves_a_result_without_losing_a_record_or_the_comparison()
    {
        using var clerk = new ClerkBook();
        ClerkFeatures.AddAll(clerk);
        var book = clerk.Read() with
        {
            Mends = [new Mend(MendKind.Blanks, ClerkBook.CellOf(clerk.Read(), "project.name_vi"), " a", "=a")],
        };
        Write(book, clerk.ResultPath);

        await SaveAsAsync(clerk.ResultPath, "xlsx", clerk.File("saved"));

        var saved = WorkbookSource.Read(clerk.File("saved/book.ket-qua.xlsx"), ReadOptions.Default);
        Assert.Equal(book.Rows.Select(row => row.Record), saved.Rows.Select(row => row.Record));
        var own = ClerkBook.Errors(saved.Path);
        var written = Write(saved, saved.Path);
        Assert.Equal((EarlierKind.Compared, 0), (written.Comparison.Kind, written.Comparison.New));
        Assert.Empty(ClerkBook.Errors(written.Path).Except(own));
        using var result = new ResultBook(written.Path);
        Assert.Equal(result.SheetNames.Count, result.SheetNames.Distinct().Count());
        Assert.DoesNotContain("Tổng hợp (2)", result.SheetNames);
        Assert.Equal(
            CountOf(clerk.ResultPath), result.Workbook.Workbook.Sheets!.Elements<Sheet>().Count());
    }

    [Fact]
    public async Task A_workbook_that_LibreOffice_made_keeps_what_it_wrote()
    {
        using var clerk = new ClerkBook();
        ClerkFeatures.AddAll(clerk);
        var records = clerk.Read().Rows.Select(row => row.Record).ToList();
        await SaveAsAsync(clerk.Path, "xlsx", clerk.File("office"));
        var book = WorkbookSource.Read(clerk.File("office/book.xlsx"), ReadOptions.Default);
        Assert.Equal(records, book.Rows.Select(row => row.Record));

        var written = Write(book, ResultWorkbook.PathFor(book));

        PartComparison.Assert(book.Path, written.Path, ClerkBook.CellOf(book, Cost));
        Assert.Equal(ClerkBook.Errors(book.Path), ClerkBook.Errors(written.Path));
    }

    private static ResultFile Write(SourceBook book, string path) => ResultWorkbook.Write(
        book, Verdicts.Of(book, row => row.Kind.Name == "project" ? [Verdicts.Error("KC-PRJ-011", Cost)] : []), path,
        Verdicts.Header);

    private static int CountOf(string path)
    {
        using var document = SpreadsheetDocument.Open(path, false);
        return document.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Count();
    }

    /// <summary>Opens a file in LibreOffice and saves it; its settings lie in a folder of their own.</summary>
    private static async Task SaveAsAsync(string path, string format, string folder)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(place => Path.Combine(place, "soffice")).FirstOrDefault(File.Exists);
        if (program is null) Assert.Skip("There is no LibreOffice (soffice) on this machine.");
        using var profile = new TestFolder();
        using var process = Process.Start(new ProcessStartInfo(program)
        {
            ArgumentList =
            {
                $"-env:UserInstallation=file://{profile.Path}", "--headless", "--convert-to", format, "--outdir",
                folder, path,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
