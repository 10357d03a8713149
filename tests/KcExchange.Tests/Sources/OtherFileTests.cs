using System.IO.Compression;
using System.Text;
using KcExchange.Tests.Agent;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Sources;

/// <summary>Files that are something else than they should be, given to the real commands.</summary>
public sealed class OtherFileTests
{
    [Theory]
    [InlineData("empty.xlsx", "", "rỗng")]
    [InlineData("empty.csv", "", "rỗng")]
    [InlineData("text.xlsx", "xin chào", "không phải bảng tính")]
    [InlineData("~$book.xlsx", "x", "tệp tạm")]
    [InlineData("thu.pdf", "%PDF-1.7", "PDF")]
    [InlineData("so-lieu.xlsx", "%PDF-1.7", "PDF")]
    [InlineData("a.rar", "Rar!\u001a\u0007", "RAR")]
    [InlineData("a.rtf", "{\\rtf1 xin chao}", "RTF")]
    [InlineData("xuat.xls", "<html><body><table><tr><td>Mã</td></tr></table></body></html>", "HTML")]
    [InlineData("xuat.xlsx", "\ufeff \r\n<!DOCTYPE html><table>", "HTML")]
    [InlineData("xuat.xls", "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n"
        + "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", "XML 2003")]
    [InlineData("xuat.xml", "<?xml version=\"1.0\"?><data/>", "XML")]
    [InlineData("xuat.mht", "MIME-Version: 1.0\r\nContent-Type: multipart/related", "MHTML")]
    public async Task A_file_that_is_no_workbook_is_refused_by_its_content(string name, string content, string part)
    {
        using var agent = new AgentRun();
        await File.WriteAllTextAsync(agent.FileAt(name), content);

        await RefusedFile.AssertAsync(agent, agent.FileAt(name), part, name);
    }

    [Theory]
    [InlineData("a.7z", new byte[] { 0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4 }, "7z")]
    [InlineData("anh.xlsx", new byte[] { 0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10 }, "PNG")]
    [InlineData("anh.jpg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 16 }, "JPEG")]
    [InlineData("a.gz", new byte[] { 0x1F, 0x8B, 8, 0, 0, 0 }, "gzip")]
    [InlineData("a.csv", new byte[] { 1, 2, 3, 0, 5, 200 }, "byte 0")]
    [InlineData("a.xls", new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0 }, "chép chưa xong")]
    [InlineData("a.xlsx", new byte[] { 0x50, 0x4B, 3, 4, 20, 0, 0, 0 }, "chép chưa xong")]
    [InlineData("a.bin", new byte[] { 0, 1, 2, 3, 0xFE }, "không phải bảng tính")]
    public async Task A_picture_an_archive_or_noise_is_refused_by_its_content(string name, byte[] content, string part)
    {
        using var agent = new AgentRun();
        await File.WriteAllBytesAsync(agent.FileAt(name), content);

        await RefusedFile.AssertAsync(agent, agent.FileAt(name), part);
    }

    [Theory]
    [InlineData("xl/workbook.bin", ".xlsb", "Lưu thành")]
    [InlineData("word/document.xml", ".docx", "không phải bảng tính")]
    [InlineData("ppt/presentation.xml", ".pptx", "không phải bảng tính")]
    [InlineData("Index/Document.iwa", ".numbers", "Lưu thành")]
    [InlineData("so-lieu/quy-3.xlsx", "nén", "giải nén")]
    public async Task Other_packages_are_told_apart(string entry, params string[] parts)
    {
        using var agent = new AgentRun();
        using (var archive = ZipFile.Open(agent.FileAt("goi.xlsx"), ZipArchiveMode.Create)) archive.CreateEntry(entry);

        await RefusedFile.AssertAsync(agent, agent.FileAt("goi.xlsx"), parts);
    }

    [Fact]
    public async Task An_open_document_is_told_how_to_be_saved()
    {
        using var agent = new AgentRun();

        await RefusedFile.AssertAsync(agent, RefusedFile.Copy(agent, "table.ods"), ".ods", "Lưu thành");
    }

    /// <summary>Word's files lie in the same kind of container as Excel's: only the name of a stream tells.</summary>
    [Fact]
    public async Task A_document_of_old_word_is_told_from_a_workbook()
    {
        using var agent = new AgentRun();
        var path = RefusedFile.Copy(agent, "tuyen-quang.xls", "bao-cao.xls");
        var bytes = await File.ReadAllBytesAsync(path);
        var name = Encoding.Unicode.GetBytes("Workbook\0");
        var at = bytes.AsSpan().LastIndexOf(name);
        Encoding.Unicode.GetBytes("WordDocument\0").CopyTo(bytes, at);
        bytes[at - (at % 128) + 64] = 26;
        await File.WriteAllBytesAsync(path, bytes);

        await RefusedFile.AssertAsync(agent, path, ".doc");
    }

    [Fact]
    public async Task A_missing_file_and_a_folder_are_refused()
    {
        using var agent = new AgentRun();

        await RefusedFile.AssertAsync(agent, agent.FileAt("nowhere.xlsx"), "Không tìm thấy", "nowhere.xlsx");
        await RefusedFile.AssertAsync(agent, agent.FileAt(""), "thư mục");
        await RefusedFile.AssertAsync(agent, " ", "Không tìm thấy");
        await RefusedFile.AssertAsync(agent, agent.FileAt(new string('a', 300) + ".xlsx"), "Không tìm thấy");
    }
}
