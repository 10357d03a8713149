using System.IO.Compression;
using System.Text;
using KcExchange.Agent.Sources;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Sources;

public sealed class BadFileTests
{
    [Theory]
    [InlineData("empty.xlsx", "", "rỗng")]
    [InlineData("text.xlsx", "xin chào", "không phải bảng tính")]
    [InlineData("~$book.xlsx", "x", "tệp tạm")]
    public void A_file_that_is_no_workbook_is_refused_in_one_sentence(string name, string content, string part)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File(name), content);

        AssertRefused(folder.File(name), part);
    }

    [Fact]
    public void Old_excel_files_and_protected_ones_are_told_apart()
    {
        using var folder = new TestFolder();
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0];
        File.WriteAllBytes(folder.File("old.xls"), compound);
        File.WriteAllBytes(folder.File("secret.xlsx"), [.. compound, .. Encoding.Unicode.GetBytes("EncryptedPackage")]);

        AssertRefused(folder.File("old.xls"), ".xls");
        AssertRefused(folder.File("secret.xlsx"), "mật khẩu");
    }

    [Theory]
    [InlineData("xl/workbook.bin", ".xlsb")]
    [InlineData("word/document.xml", "không phải bảng tính")]
    public void Other_packages_are_told_how_to_be_saved(string entry, string part)
    {
        using var folder = new TestFolder();
        using (var archive = ZipFile.Open(folder.File("other.xlsx"), ZipArchiveMode.Create)) archive.CreateEntry(entry);

        AssertRefused(folder.File("other.xlsx"), part);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        using var folder = new TestFolder();

        AssertRefused(folder.File("nowhere.xlsx"), "Không tìm thấy");
        AssertRefused(folder.Path, "thư mục");
    }

    [Fact]
    public void A_half_copied_workbook_is_refused()
    {
        using var clerk = new ClerkBook();
        File.WriteAllBytes(clerk.Path, File.ReadAllBytes(clerk.Path)[..20_000]);

        AssertRefused(clerk.Path, "chép chưa xong");
    }

    [Theory]
    [InlineData("xl/worksheets/sheet3.xml")]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/styles.xml")]
    public void Broken_xml_inside_is_refused(string part)
    {
        using var clerk = new ClerkBook();
        clerk.Edit(part, xml => xml[..(xml.Length / 2)]);

        AssertRefused(clerk.Path, "hỏng");
    }

    [Fact]
    public void Xml_with_a_document_type_is_refused()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet3.xml", xml => xml.Replace(
            "<worksheet", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet", StringComparison.Ordinal));

        AssertRefused(clerk.Path, "DOCTYPE");
    }

    [Fact]
    public void Content_that_unpacks_beyond_the_limit_is_refused_whatever_it_claims()
    {
        using var clerk = new ClerkBook();
        using (var archive = ZipFile.Open(clerk.Path, ZipArchiveMode.Update))
        using (var stream = archive.CreateEntry("xl/media/zeros.bin").Open())
            stream.Write(new byte[8 << 20]);

        AssertRefused(clerk.Path, "giải nén", ReadOptions.Default with { MaxUnpackedBytes = 4 << 20 });
    }

    [Fact]
    public void A_file_or_a_sheet_beyond_the_limits_is_refused()
    {
        using var clerk = new ClerkBook();

        AssertRefused(clerk.Path, "lớn hơn", ReadOptions.Default with { MaxFileBytes = 1000 });
        AssertRefused(clerk.Path, "dòng", ReadOptions.Default with { MaxRows = 0 });
    }

    [Theory]
    [InlineData("Thông tin chung", "thiếu trang tính")]
    [InlineData("Trung tâm,Đề án,Kinh phí", "không có trang tính nào")]
    public void A_workbook_without_its_sheets_is_refused(string renamed, string part)
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/workbook.xml", xml => renamed.Split(',').Aggregate(
            xml, (text, name) => text.Replace($"name=\"{name}\"", $"name=\"x{name.Length}\"",
                StringComparison.Ordinal)));

        AssertRefused(clerk.Path, part);
    }

    [Fact]
    public void A_mistyped_sheet_name_is_proposed()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/workbook.xml", xml =>
            xml.Replace("name=\"Đề án\"", "name=\"Đề ánn\"", StringComparison.Ordinal));

        var problems = clerk.Read().Problems;

        Assert.Contains(problems, problem => problem.Cure.Vi.Contains("\"Đề án\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_template_that_nobody_has_filled_is_refused()
    {
        using var clerk = new ClerkBook(records: []);

        AssertRefused(clerk.Path, "chưa có dòng dữ liệu");
    }

    [Fact]
    public void Common_information_that_is_missing_or_wrong_names_its_cell()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet1.xml", xml => xml.Replace("2026-Q3<", "<", StringComparison.Ordinal));
        AssertRefused(clerk.Path, "Kỳ báo cáo", cell: "B6");

        clerk.Edit("xl/worksheets/sheet1.xml", xml =>
            xml.Replace("<v>46295</v>", "<f>1/0</f>", StringComparison.Ordinal));
        AssertRefused(clerk.Path, "Ngày số liệu", cell: "B5");
    }

    [Theory]
    [InlineData(">đồng<", ">đô la<", "không hiểu đơn vị")]
    [InlineData(">đồng<", ">triệu đồng<", "thống nhất")]
    public void Units_of_money_are_never_guessed(string from, string to, string part)
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet1.xml", xml => xml.Replace(from, to, StringComparison.Ordinal));

        AssertRefused(clerk.Path, part);
    }

    [Fact]
    public void Without_any_unit_the_caller_decides_or_the_workbook_is_refused()
    {
        using var clerk = new ClerkBook();
        clerk.Edit("xl/worksheets/sheet1.xml", xml => xml.Replace(">đồng<", "><", StringComparison.Ordinal));
        for (var sheet = 2; sheet <= 11; sheet++)
            clerk.Edit($"xl/worksheets/sheet{sheet}.xml", xml => xml.Replace(" (đồng)", "", StringComparison.Ordinal));

        AssertRefused(clerk.Path, "đồng hay triệu đồng");
        Assert.Equal(clerk.Records, clerk.Read(new ReadOptions { Unit = MoneyUnit.Dong }).Rows.Select(row =>
            row.Record));
    }

    [Fact]
    public void A_workbook_that_is_open_elsewhere_is_read()
    {
        using var clerk = new ClerkBook();
        using var open = new FileStream(clerk.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

        Assert.Equal(3, clerk.Read().Rows.Count);
    }

    private static void AssertRefused(string path, string part, ReadOptions? options = null, string cell = "")
    {
        var refusal = Assert.ThrowsAny<SourceException>(
            () => WorkbookSource.Read(path, options ?? ReadOptions.Default));
        Assert.Contains(part, refusal.Sentence.Vi, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(cell, refusal.Sentence.Vi, StringComparison.Ordinal);
        Assert.NotEqual(refusal.Sentence.Vi, refusal.Sentence.En);
        Assert.EndsWith(".", refusal.Sentence.En, StringComparison.Ordinal);
    }
}
