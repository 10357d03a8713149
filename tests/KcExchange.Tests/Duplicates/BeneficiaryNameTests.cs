using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;

namespace KcExchange.Tests.Duplicates;

public sealed class BeneficiaryNameTests
{
    [Theory]
    [InlineData("Công ty TNHH MTV Chè Sử Anh", "tnhh.chesuanh")]
    [InlineData("CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN CHÈ SỬ ANH", "tnhh.chesuanh")]
    [InlineData("Cty  TNHH  Chè   Sử Anh.", "tnhh.chesuanh")]
    [InlineData("Cty. TNHH 1 thành viên \"Chè Sử-Anh\"", "tnhh.chesuanh")]
    [InlineData("TNHH hai thành viên trở lên Chè Sử Anh", "tnhh.chesuanh")]
    [InlineData("Công ty Cổ phần Gỗ Việt", "cp.goviet")]
    [InlineData("CTCP Gỗ Việt", "cp.goviet")]
    [InlineData("Cty CP Gỗ Việt", "cp.goviet")]
    [InlineData("Công ty hợp danh Gỗ Việt", "hd.goviet")]
    [InlineData("Công ty Gỗ Việt", "ct.goviet")]
    [InlineData("Doanh nghiệp tư nhân Cơ khí Hòa Bình", "dntn.cokhihoabinh")]
    [InlineData("DNTN Cơ Khí Hoà Bình", "dntn.cokhihoabinh")]
    [InlineData("Hợp tác xã Chè Sử Anh", "htx.chesuanh")]
    [InlineData("HTX Chè Sử Anh", "htx.chesuanh")]
    [InlineData("Liên hiệp hợp tác xã Chè Sử Anh", "lhhtx.chesuanh")]
    [InlineData("Tổ hợp tác Dệt Lanh", "tht.detlanh")]
    [InlineData("Hộ kinh doanh Nguyễn Văn An", "hkd.nguyenvanan")]
    [InlineData("HKD Nguyễn Văn An", "hkd.nguyenvanan")]
    [InlineData("Cơ sở sản xuất Đồ gỗ An", "hkd.dogoan")]
    [InlineData("CSSX đồ gỗ An", "hkd.dogoan")]
    [InlineData("Công ty TNHH SX & TM Hoàng Long", "tnhh.sanxuatthuongmaihoanglong")]
    [InlineData("Công ty TNHH Sản xuất và Thương mại Hoàng Long", "tnhh.sanxuatthuongmaihoanglong")]
    [InlineData("Chè Sử Anh", ".chesuanh")]
    [InlineData("Ctyếu Sơn", ".ctyeuson")]
    [InlineData("Công ty TNHH", "")]
    [InlineData(" .-– ", "")]
    [InlineData("", "")]
    public void A_name_has_one_key_however_it_is_written(string name, string key) =>
        Assert.Equal(key, BeneficiaryName.Key(name));

    [Fact]
    public void Composed_and_decomposed_names_have_one_key()
    {
        const string decomposed = "Hơ\u0323p ta\u0301c xa\u0303 Che\u0300 Sử Anh";
        Assert.Equal("htx.chesuanh", BeneficiaryName.Key(decomposed));
    }

    [Fact]
    public void Case_and_tones_never_change_a_key()
    {
        foreach (var name in new[] { "Hợp tác xã Đặc sản Vĩnh Phước", "Công ty TNHH Gốm sứ Phù Lãng" })
        {
            Assert.Equal(BeneficiaryName.Key(name), BeneficiaryName.Key(name.ToUpperInvariant()));
            Assert.Equal(BeneficiaryName.Key(name), BeneficiaryName.Key(VietnameseText.Fold(name)));
        }
    }

    [Fact]
    public void A_key_fits_its_column_whatever_the_name()
    {
        Assert.Equal(BeneficiaryName.Longest, BeneficiaryName.Key("HTX " + new string('ộ', 100_000)).Length);
        Assert.Equal(
            BeneficiaryName.Longest, BeneficiaryName.Key(string.Concat(Enumerable.Repeat("xnk ", 500))).Length);
        Assert.True(BeneficiaryName.Key(string.Concat(Enumerable.Repeat("xnk sx ", 60))).Length <= 255);
        Assert.Equal("", BeneficiaryName.Key(new string('.', 100_000)));
        Assert.Equal("htx.東京", BeneficiaryName.Key("HTX 東京\uD83D"));
    }

    [Fact]
    public void The_name_within_a_key_is_what_follows_the_form()
    {
        Assert.Equal("chesuanh", BeneficiaryName.WithoutForm("htx.chesuanh").ToString());
        Assert.Equal("chesuanh", BeneficiaryName.WithoutForm(".chesuanh").ToString());
        Assert.Equal("", BeneficiaryName.WithoutForm("").ToString());
    }

    [Theory]
    [InlineData("MSC-2026-0117", "msc20260117")]
    [InlineData(" msc 2026/0117 ", "msc20260117")]
    [InlineData("Số máy: Đ-01", "somayd01")]
    [InlineData("--", "")]
    public void Numbers_of_items_are_compared_by_letters_and_digits(string item, string letters) =>
        Assert.Equal(letters, BeneficiaryName.Letters(item, 100));

    [Theory]
    [InlineData("5000456786", "5000456786")]
    [InlineData(" 5000 456 786", "5000456786")]
    [InlineData("5000456786-001", "5000456786-001")]
    [InlineData("5000456786001", "5000456786-001")]
    [InlineData("5000.456.786", "5000456786")]
    [InlineData("000123456789", "000123456789")]
    [InlineData("5000456787", "")]
    [InlineData("500045678x", "")]
    [InlineData("123", "")]
    [InlineData("", "")]
    public void Tax_codes_are_compared_in_one_form_or_not_at_all(string code, string normalised) =>
        Assert.Equal(normalised, TaxCode.Normalise(code));

    [Fact]
    public void A_key_costs_little_and_leaves_nothing_but_itself()
    {
        const string name = "Công ty TNHH MTV Sản xuất và Thương mại Chè Shan tuyết Hà Giang";
        var key = BeneficiaryName.Key(name);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) BeneficiaryName.Key(name);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
        Assert.InRange(each, 1, 24 + (2 * key.Length) + 8);
    }
}
