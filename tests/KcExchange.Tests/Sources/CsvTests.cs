using System.Text;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;
using KcExchange.Tests.Agent;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;
using KcExchange.V1;

namespace KcExchange.Tests.Sources;

public sealed class CsvTests : IDisposable
{
    private static readonly KindDefinition Kind = RecordKinds.Funding;

    private readonly AgentRun _agent = new();

    public static TheoryData<char, string, string> Shapes => new()
    {
        { ',', "utf-8", "phân cách dấu phẩy, bảng mã UTF-8" },
        { ';', "utf-8 bom", "phân cách chấm phẩy, bảng mã UTF-8" },
        { '\t', "utf-16", "phân cách tab, bảng mã UTF-16" },
        { '|', "utf-16BE", "phân cách |, bảng mã UTF-16" },
        { ';', "utf-16 bare", "phân cách chấm phẩy, bảng mã UTF-16" },
        { ';', "windows-1258", "phân cách chấm phẩy, bảng mã Windows-1258" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Separator_and_encoding_are_found_out_and_shown(char separator, string encoding, string shown)
    {
        var record = SampleRecords.Full(Kind);
        var text = CsvBook.Text(CsvBook.Table(Kind, record, record), separator);

        var book = Read(encoding switch
        {
            "utf-8" => new UTF8Encoding(false).GetBytes(text),
            "utf-8 bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            "utf-16BE" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
            "utf-16 bare" => Encoding.Unicode.GetBytes(text),
            _ => CsvBook.Vietnamese(text),
        });

        Assert.Contains(shown, Recognised(book).Message.Vi, StringComparison.Ordinal);
        Assert.Equal([2, 3], book.Rows.Select(row => row.Cells.Row.Row));
        Assert.All(book.Rows, row => Assert.Equal(AsWorkbook(record), row.Record));
        Assert.Equal((record.ProvinceCode, record.ReportPeriod), (book.ProvinceCode, book.ReportPeriod));
        Assert.DoesNotContain(book.Problems, problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public void What_was_found_out_wrongly_can_be_said()
    {
        var text = CsvBook.Text(CsvBook.Table(Kind, SampleRecords.Full(Kind)), ';');
        var bytes = CsvBook.Vietnamese(text);

        var book = Read(bytes, new() { Encoding = "cp1258", Separator = ';' });

        Assert.Equal(AsWorkbook(SampleRecords.Full(Kind)), Assert.Single(book.Rows).Record);
        var refused = Assert.Throws<SourceException>(() => Read(bytes, new() { Separator = '|' }));
        Assert.Contains("--map", refused.Sentence.Vi, StringComparison.Ordinal);
        Assert.Equal("§Ò", TextDecoding.Decode("a", [0xA7, 0xD2], "1252").Text);
        Assert.Equal("Đề", TextDecoding.Decode("a", [0xD0, 0xEA, 0xCC], "1258").Text);
    }

    [Fact]
    public async Task A_byte_that_is_not_of_the_encoding_names_its_line()
    {
        await File.WriteAllBytesAsync(_agent.FileAt("a.csv"), [.. "a,b\nc,"u8, 0xE9, .. "\n"u8]);

        Assert.Equal(2, await _agent.RunAsync(
            new Uri("https://localhost:1"), "check", _agent.FileAt("a.csv"), "--encoding", "utf-8"));
        Assert.Contains("dòng 2", _agent.Error, StringComparison.Ordinal);
        Assert.Equal(2, await _agent.RunAsync(
            new Uri("https://localhost:1"), "check", _agent.FileAt("a.csv"), "--encoding", "tcvn9"));
        Assert.Contains("«tcvn9»", _agent.Error, StringComparison.Ordinal);
    }

    /// <summary>TCVN3 and VNI must reach the recognition of old fonts as Windows-1252 shows them.</summary>
    [Theory]
    [InlineData("§Ò ¸n hç trî m¸y mãc thiÕt bÞ tiªn tiÕn, x· T©n Trµo, tiÒn gi¶i ng©n n¨m 2026")]
    [InlineData("Ñeà aùn hoã trôï maùy moùc thieát bò tieân tieán, xaõ Taân Traøo, giaûi ngaân naêm 2026")]
    public void Texts_of_old_fonts_keep_their_letters(string text) =>
        Assert.Equal(text, TextDecoding.Decode("a.csv", Encoding.Latin1.GetBytes(text), "").Text);

    [Theory]
    [InlineData("Đề án hỗ trợ ứng dụng máy móc thiết bị tiên tiến, xã Tân Trào; giải ngân năm 2026")]
    [InlineData("Đăng ký; Ưu tiên; cơ sở")]
    [InlineData("“Trung tâm” – Sở Công Thương… 50 m²")]
    public void Vietnamese_of_windows_1258_comes_out_composed(string text) =>
        Assert.Equal((text, "Windows-1258"), Decoded(CsvBook.Vietnamese(text)));

    [Fact]
    public void Quotes_line_breaks_and_kept_zeros_are_read_as_excel_reads_them()
    {
        var table = CsvBook.Table(Kind, SampleRecords.Full(Kind));
        var (scope, project) = (Column(table, "funding.scope"), Column(table, "funding.project_code"));
        table[1][scope] = "một; \"hai\"\nba";
        table[1][project] = "=\"0123\"";
        var text = CsvBook.Text(table, ';').Replace("\"=\"\"0123\"\"\"", "=\"0123\"", StringComparison.Ordinal);

        var book = Read(Encoding.UTF8.GetBytes("sep=;\r\n" + text + text.Split("\r\n")[1] + "\r\n"));

        Assert.Equal("0123", book.Rows[0].Record.Funding.ProjectCode);
        Assert.Equal([2, 3], book.Rows.Select(row => row.Cells.Row.Row));
        var cells = CellsOf(book);
        Assert.Equal("một; \"hai\"\nba", cells[CellName.Of(2, scope + 1)]);
    }

    [Fact]
    public void A_line_with_too_many_values_or_a_misplaced_quote_is_not_sent_and_the_others_are()
    {
        var lines = CsvBook.Text(CsvBook.Table(Kind, SampleRecords.Full(Kind)), ';').Split("\r\n");
        var book = Read(Encoding.UTF8.GetBytes(string.Join("\r\n",
            lines[0], lines[1], lines[1] + ";;thừa",
            "\"a\"b" + lines[1][lines[1].IndexOf(';', StringComparison.Ordinal)..], lines[1] + ";;;", "")));

        Assert.Equal([0, 1, 1, 0], book.Rows.Select(row => row.Findings.Count(finding =>
            finding.RuleId is ImportRules.ExtraValues or ImportRules.Quotes)));
        Assert.Contains("Dòng 3", book.Rows[1].Findings[0].Message.Vi, StringComparison.Ordinal);
        Assert.Equal(ImportRules.Quotes, book.Rows[2].Findings[0].RuleId);
    }

    [Fact]
    public void A_table_that_stands_below_titles_is_found_by_its_headings()
    {
        var text = CsvBook.Text(CsvBook.Table(Kind, SampleRecords.Full(Kind)), ';');

        var found = CsvTable.Open(FileOf("BẢNG TỔNG HỢP;;\r\n\r\nQuý 3;;\r\n" + text), new(), mapped: false);

        Assert.Equal((3, ';', "Kinh phí"), (found.Heading, found.Separator, found.Sheet));
    }

    [Theory]
    [InlineData("a;b\r\n1;\"2\r\n3;4", "dòng 2", "nháy kép")]
    [InlineData("Tên gì đó;Số\r\n1;2\r\n", "Tên gì đó | Số", "--map")]
    [InlineData("Nguồn kinh phí;Phạm vi;Mã tỉnh\r\n1;2;08\r\n", "Ngày số liệu, Kỳ báo cáo, Đơn vị gửi", "--map")]
    [InlineData("\r\n ;\r\n", "chưa có dòng", "dữ liệu")]
    [InlineData("a;b\r\n1;\0\r\n", "byte 0", "chép chưa xong")]
    public async Task A_text_that_is_no_table_is_refused_in_one_sentence(string text, params string[] parts)
    {
        await File.WriteAllTextAsync(_agent.FileAt("du-lieu.csv"), text);

        await RefusedFile.AssertAsync(_agent, _agent.FileAt("du-lieu.csv"), parts);
    }

    [Fact]
    public async Task An_empty_field_of_the_envelope_names_its_line_and_both_ways_to_give_it()
    {
        var table = CsvBook.Table(Kind, SampleRecords.Full(Kind), SampleRecords.Full(Kind));
        table[2][Column(table, "report_period")] = "";
        await File.WriteAllTextAsync(_agent.FileAt("du-lieu.csv"), CsvBook.Text(table, ','));

        await RefusedFile.AssertAsync(_agent, _agent.FileAt("du-lieu.csv"), "dòng 3", "Kỳ báo cáo", "--map");
    }

    [Fact]
    public async Task More_lines_than_a_sheet_may_have_are_refused()
    {
        var text = "Nguồn kinh phí;Phạm vi\r\n" + string.Concat(Enumerable.Repeat("1;2\r\n", 200_001));
        await File.WriteAllTextAsync(_agent.FileAt("du-lieu.csv"), text);

        await RefusedFile.AssertAsync(_agent, _agent.FileAt("du-lieu.csv"), "200.000 dòng");
    }

    [Fact]
    public async Task A_table_of_text_is_sent_and_its_result_is_a_workbook_of_the_same_cells()
    {
        await using var server = await TestServer.StartAsync();
        await _agent.EnrolAsync(server);
        var parents = _agent.Workbook("de-an.xlsx", TestRecords.Centre(), TestRecords.Project());
        Assert.Equal(0, await _agent.RunAsync(server.Address, "submit", parents));
        var path = _agent.FileAt("kinh-phi.csv");
        var table = CsvBook.Table(Kind, TestRecords.Funding());
        await File.WriteAllBytesAsync(path, CsvBook.Vietnamese(CsvBook.Text(table, ';')));

        await _agent.RunAsync(server.Address, "submit", path);

        Assert.True(_agent.LastLine.StartsWith("total: rows 1, created 1,", StringComparison.Ordinal), _agent.Output);
        Assert.Contains("Windows-1258", _agent.Output, StringComparison.Ordinal);
        Assert.Contains("KC-IMP-029", _agent.Output, StringComparison.Ordinal);
        var result = _agent.FileAt("kinh-phi.csv.ket-qua.xlsx");
        Assert.Empty(ClerkBook.Errors(result));
        var cells = SheetCells.Of(result, "Kinh phí");
        Assert.All(table[1].Index().Where(value => value.Item.Length > 0), value =>
            Assert.Equal(value.Item, cells[CellName.Of(2, value.Index + 1)]));
        Assert.Contains("Đã nhận (mới)", cells.Values);

        await _agent.RunAsync(server.Address, "submit", path);
        Assert.Contains("unchanged 1", _agent.LastLine, StringComparison.Ordinal);
        await _agent.RunAsync(server.Address, "submit", result);
        Assert.Contains("unchanged 1", _agent.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_with_the_ending_of_a_workbook_is_read_and_said()
    {
        var text = CsvBook.Text(CsvBook.Table(Kind, SampleRecords.Full(Kind)), '\t');
        File.WriteAllText(_agent.FileAt("xuat.xls"), text);

        var book = SourceFormats.Read(_agent.FileAt("xuat.xls"), ReadOptions.Default);

        Assert.Single(book.Rows);
        Assert.Contains(book.Problems, problem => problem.RuleId == ImportRules.OtherEnding
            && problem.Message.Vi.Contains("CSV", StringComparison.Ordinal));
    }

    public void Dispose() => _agent.Dispose();

    private static ImportFinding Recognised(SourceBook book) =>
        Assert.Single(book.Problems, problem => problem.RuleId == ImportRules.Recognised);

    private static (string, string) Decoded(byte[] bytes)
    {
        var decoded = TextDecoding.Decode("a.csv", bytes, "");
        return (decoded.Text, decoded.Encoding);
    }

    private static int Column(List<List<string>> table, string path) => table[0].FindIndex(heading =>
        Headings.Match(heading, BookLayout.Sheets.First(sheet => sheet.Kind == Kind).Readable, out _)?.Path == path);

    /// <summary>The record as it comes out of a workbook of the same, without what the table leaves out.</summary>
    private static ExchangeRecord AsWorkbook(ExchangeRecord record)
    {
        using var clerk = new ClerkBook(records: [record]);
        var read = clerk.Row(Kind.Name).Record;
        read.Funding.Movements.Clear();
        return read;
    }

    private SourceFile FileOf(string text)
    {
        File.WriteAllText(_agent.FileAt("du-lieu.csv"), text);
        return SourceFile.Read(_agent.FileAt("du-lieu.csv"), new());
    }

    private SourceBook Read(byte[] bytes, ReadOptions? options = null)
    {
        File.WriteAllBytes(_agent.FileAt("du-lieu.csv"), bytes);
        return SourceFormats.Read(_agent.FileAt("du-lieu.csv"), options ?? ReadOptions.Default);
    }

    private Dictionary<string, string> CellsOf(SourceBook book)
    {
        File.WriteAllBytes(_agent.FileAt("cells.xlsx"), book.Workbook!);
        return SheetCells.Of(_agent.FileAt("cells.xlsx"), "Kinh phí");
    }
}
