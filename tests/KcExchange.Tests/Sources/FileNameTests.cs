using System.Text;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Records;
using KcExchange.Tests.Agent;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Sources;

/// <summary>Files as clerks name them and where they keep them, given to the real commands.</summary>
public sealed class FileNameTests : IDisposable
{
    private readonly AgentRun _agent = new();

    public static TheoryData<string> Names =>
    [
        "Báo cáo quý 3 - gửi lại (lần 2).xlsx", "Bảng số liệu.xlsx".Normalize(NormalizationForm.FormD),
        new string('a', 195) + ".xlsx", string.Concat(Enumerable.Repeat("Đề ", 40)) + "án.xlsx", "không-có-đuôi",
        "#1 & 50%.XLSX", "so-lieu.v2.xlsx",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_of_any_name_is_read_and_its_result_lies_beside_it(string name)
    {
        var path = Book(name);

        Assert.Contains("check: rows 1", await RefusedFile.CheckAsync(_agent, path), StringComparison.Ordinal);

        var result = Assert.Single(Directory.GetFiles(_agent.FileAt(""), "*.kiem-tra.xlsx"));
        var stem = Path.GetFileNameWithoutExtension(name);
        Assert.StartsWith(stem[..Math.Min(stem.Length, 100)], Path.GetFileName(result), StringComparison.Ordinal);
        Assert.Single(SourceFormats.Read(result, ReadOptions.Default).Rows);
    }

    [Fact]
    public async Task A_name_that_a_mac_wrote_decomposed_is_found_when_it_is_typed()
    {
        Book("Đề án.xlsx".Normalize(NormalizationForm.FormD));

        await RefusedFile.CheckAsync(_agent, _agent.FileAt("Đề án.xlsx".Normalize(NormalizationForm.FormC)));
    }

    [Fact]
    public async Task A_path_may_be_relative_or_begin_at_the_home_folder()
    {
        var path = Book("so-lieu.xlsx");
        await RefusedFile.CheckAsync(_agent, Path.GetRelativePath(Directory.GetCurrentDirectory(), path));

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal(path, SourcePath.Find("~/" + Path.GetRelativePath(home, path)));
        Assert.Equal(Path.GetFullPath(Path.Combine(home, "khong-co.xlsx")), SourcePath.Find("~/khong-co.xlsx"));
    }

    [Fact]
    public async Task A_workbook_that_is_open_in_another_program_is_read()
    {
        var path = Book("so-lieu.xlsx");
        await using var open = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

        await RefusedFile.CheckAsync(_agent, path);
    }

    /// <summary>A folder in which nobody may write, not even the superuser that tests may run as.</summary>
    [Fact]
    public async Task A_folder_that_takes_no_result_is_said_and_nothing_is_left_behind()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fd"), "There is no /proc here.");
        var path = Book("so-lieu.xlsx");
        await using var open = File.OpenRead(path);
        var before = Directory.GetFiles(_agent.FileAt("")).Order().ToList();

        var code = await _agent.RunAsync(
            new Uri("https://localhost:1"), "check", $"/proc/self/fd/{open.SafeFileHandle.DangerousGetHandle()}");

        Assert.Equal(2, code);
        Assert.Contains("không cho ghi", _agent.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("check: rows", _agent.Output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(_agent.FileAt("")).Order());
    }

    [Fact]
    public void A_result_is_brought_up_to_date_and_never_gets_a_second_suffix()
    {
        var book = SourceFormats.Read(Book("so-lieu.ket-qua.xlsx"), ReadOptions.Default);

        Assert.Equal(_agent.FileAt("so-lieu.ket-qua.xlsx"), KcExchange.Agent.Results.ResultWorkbook.PathFor(book));
    }

    [Fact]
    public async Task Files_of_one_name_and_several_endings_have_each_a_result_of_its_own()
    {
        await RefusedFile.CheckAsync(_agent, Book("so-lieu.xlsx"));
        await RefusedFile.CheckAsync(_agent, RefusedFile.Copy(_agent, "tuyen-quang.xls", "so-lieu.xls"));
        var table = CsvBook.Table(RecordKinds.All[0], TestRecords.Centre());
        await File.WriteAllTextAsync(_agent.FileAt("so-lieu.csv"), CsvBook.Text(table, ';'));
        await RefusedFile.CheckAsync(_agent, _agent.FileAt("so-lieu.csv"));

        Assert.Equal(
            ["so-lieu.csv.kiem-tra.xlsx", "so-lieu.kiem-tra.xlsx", "so-lieu.xls.kiem-tra.xlsx"],
            Directory.GetFiles(_agent.FileAt(""), "*.kiem-tra.xlsx").Select(Path.GetFileName)
                .Order(StringComparer.Ordinal));
    }

    public void Dispose() => _agent.Dispose();

    private string Book(string name) => _agent.Workbook(name, TestRecords.Centre());
}
