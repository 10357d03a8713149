using System.IO.Compression;
using System.Text;
using KcExchange.Agent.Sources;
using KcExchange.Tests.Agent;
using KcExchange.Tests.Support;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Sources;

/// <summary>Workbooks that are damaged, or made to do harm, given to the real commands.</summary>
public sealed class HostileWorkbookTests : IDisposable
{
    private readonly AgentRun _agent = new();
    private readonly string _path;

    public HostileWorkbookTests() =>
        _path = _agent.Workbook("so-lieu.xlsx", TestRecords.Centre(), TestRecords.Project());

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public async Task A_half_copied_workbook_is_refused(double part)
    {
        var bytes = await File.ReadAllBytesAsync(_path);
        await File.WriteAllBytesAsync(_path, bytes[..(int)(bytes.Length * part)]);

        await RefusedFile.AssertAsync(_agent, _path, "chép chưa xong");
    }

    [Fact]
    public async Task A_workbook_that_grows_while_it_is_read_is_refused()
    {
        var half = (await File.ReadAllBytesAsync(_path))[..20_000];
        using var stop = new CancellationTokenSource();
        await using var copy = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        await copy.WriteAsync(half);
        await copy.FlushAsync();
        var growing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested && copy.Length < 40 << 20)
            {
                copy.Write(new byte[4096]);
                copy.Flush();
            }
        });

        var code = await _agent.RunAsync(new Uri("https://localhost:1"), "check", _path);

        await stop.CancelAsync();
        await growing;
        Assert.Equal(2, code);
        Assert.Matches("chép (dở|chưa xong)", _agent.Error);
    }

    [Fact]
    public async Task A_file_larger_than_50_megabytes_is_refused_before_it_is_read()
    {
        await using (var file = File.OpenWrite(_path)) file.SetLength((50L << 20) + 1);

        await RefusedFile.AssertAsync(_agent, _path, "lớn hơn 50 MB");
    }

    [Fact]
    public async Task A_sheet_of_more_than_200_000_rows_is_refused_whatever_its_dimension_says()
    {
        Edit("xl/worksheets/sheet3.xml", xml => xml.Replace(
            "<sheetData>", "<dimension ref=\"A1:B2\"/><sheetData>", StringComparison.Ordinal).Replace(
            "</sheetData>",
            string.Concat(Enumerable.Range(100, 200_000).Select(row => $"<row r=\"{row}\"><c><v>1</v></c></row>"))
                + "</sheetData>", StringComparison.Ordinal));

        await RefusedFile.AssertAsync(_agent, _path, "200.000 dòng", "Đề án");
    }

    [Fact]
    public async Task A_part_that_unpacks_to_bulk_is_refused_by_its_ratio()
    {
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Update))
        using (var stream = archive.CreateEntry("xl/media/zeros.bin", CompressionLevel.SmallestSize).Open())
            for (var i = 0; i < 20; i++) stream.Write(new byte[1 << 20]);

        await RefusedFile.AssertAsync(_agent, _path, "giải nén");
    }

    [Fact]
    public void Content_beyond_the_limit_is_refused_whatever_it_claims()
    {
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Update))
        using (var stream = archive.CreateEntry("xl/media/noise.bin").Open())
            stream.Write(Noise(8 << 20));

        var refused = Assert.Throws<SourceException>(() =>
            SourceFormats.Read(_path, ReadOptions.Default with { MaxUnpackedBytes = 4 << 20 }));

        Assert.Contains("4 MB", refused.Sentence.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_of_very_many_parts_is_refused()
    {
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Update))
            for (var i = 0; i < 20_001; i++) archive.CreateEntry($"xl/media/{i}.bin", CompressionLevel.NoCompression);

        await RefusedFile.AssertAsync(_agent, _path, "giải nén");
    }

    [Fact]
    public async Task An_archive_within_the_archive_is_never_unpacked()
    {
        using var inner = new MemoryStream();
        using (var bomb = new ZipArchive(inner, ZipArchiveMode.Create, leaveOpen: true))
        using (var stream = bomb.CreateEntry("zeros", CompressionLevel.SmallestSize).Open())
            for (var i = 0; i < 64; i++) stream.Write(new byte[1 << 20]);
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Update))
        using (var stream = archive.CreateEntry("xl/embeddings/inner.zip").Open())
            stream.Write(inner.ToArray());

        Assert.Contains("check: rows 2", await RefusedFile.CheckAsync(_agent, _path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xl/worksheets/sheet3.xml", "utf-8")]
    [InlineData("xl/worksheets/sheet3.xml", "utf-16")]
    [InlineData("xl/worksheets/sheet3.xml", "utf-16BE")]
    [InlineData("xl/workbook.xml", "utf-8")]
    [InlineData("xl/_rels/workbook.xml.rels", "utf-8")]
    [InlineData("[Content_Types].xml", "utf-8")]
    [InlineData("docProps/custom.xml", "utf-8")]
    public async Task A_document_type_in_any_part_and_encoding_is_refused(string part, string encoding)
    {
        Edit(part, xml => (encoding == "utf-8" ? "" : $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>")
            + $"<!--{new string('x', 10_000)}--><!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
            + (xml.Length == 0 ? "<a>&b;</a>" : xml[Math.Max(0, xml.IndexOf("?>", StringComparison.Ordinal) + 2)..]),
            Encoding.GetEncoding(encoding));

        await RefusedFile.AssertAsync(_agent, _path, "DOCTYPE");
    }

    [Fact]
    public async Task A_part_whose_checksum_is_wrong_is_refused()
    {
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Update))
        using (var stream = archive.CreateEntry("xl/media/noise.bin", CompressionLevel.NoCompression).Open())
            stream.Write(Noise(1000));
        var bytes = await File.ReadAllBytesAsync(_path);
        bytes[bytes.AsSpan().IndexOf(Noise(1000)) + 500] ^= 1;
        await File.WriteAllBytesAsync(_path, bytes);

        await RefusedFile.AssertAsync(_agent, _path, "hỏng");
    }

    [Fact]
    public async Task A_text_that_the_shared_texts_do_not_have_is_no_empty_cell()
    {
        Edit("xl/worksheets/sheet3.xml", xml => xml.Replace(
            "<sheetData>", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>999</v></c></row>",
            StringComparison.Ordinal));

        await RefusedFile.AssertAsync(_agent, _path, "hỏng");
    }

    [Fact]
    public async Task A_sheet_whose_part_is_missing_is_no_empty_sheet()
    {
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Update))
            archive.GetEntry("xl/worksheets/sheet3.xml")!.Delete();

        await RefusedFile.AssertAsync(_agent, _path, "hỏng");
    }

    [Fact]
    public async Task A_workbook_without_sheets_is_refused()
    {
        Edit("xl/workbook.xml", xml => System.Text.RegularExpressions.Regex.Replace(xml, "<x:sheet [^>]*>", ""));

        await RefusedFile.AssertAsync(_agent, _path, "không có trang tính nào");
    }

    [Theory]
    [InlineData("hidden", "Unhide")]
    [InlineData("veryHidden", "Alt+F11")]
    public async Task A_hidden_sheet_is_read_and_said(string state, string part)
    {
        Edit("xl/workbook.xml", xml => xml.Replace(
            "name=\"Đề án\"", $"name=\"Đề án\" state=\"{state}\"", StringComparison.Ordinal));

        var output = await RefusedFile.CheckAsync(_agent, _path);

        Assert.Contains("check: rows 2", output, StringComparison.Ordinal);
        Assert.Contains("KC-IMP-028", output, StringComparison.Ordinal);
        Assert.Contains(part, output, StringComparison.Ordinal);
    }

    public void Dispose() => _agent.Dispose();

    private static byte[] Noise(int size)
    {
        var noise = new byte[size];
        new Random(7).NextBytes(noise);
        return noise;
    }

    private void Edit(string part, Func<string, string> change, Encoding? encoding = null)
    {
        using var archive = ZipFile.Open(_path, ZipArchiveMode.Update);
        var text = "";
        if (archive.GetEntry(part) is { } entry)
        {
            using (var reader = new StreamReader(entry.Open(), Encoding.UTF8)) text = reader.ReadToEnd();
            entry.Delete();
        }
        using var writer = new StreamWriter(archive.CreateEntry(part).Open(), encoding ?? new UTF8Encoding(false));
        writer.Write(change(text));
    }
}
