using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>A province of the samples: who it is, and what makes its figures look like its own.</summary>
internal sealed record SampleProvince
{
    /// <summary>Day that the figures describe.</summary>
    public static readonly DateOnly ReferenceDate = new(2026, 9, 30);

    /// <summary>Period of the report.</summary>
    public const string Period = "2026-Q3";

    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Name in file names.</summary>
    public required string Slug { get; init; }

    /// <summary>Code of the centre since the merger.</summary>
    public required string CentreCode { get; init; }

    /// <summary>
    /// The provinces that became this one on 2025-07-01: code and name then, and the code of their centre.
    /// </summary>
    public required IReadOnlyList<(string Code, string Name, string Centre)> Before { get; init; }

    /// <summary>Products that its establishments live on, and their sectors.</summary>
    public required IReadOnlyList<(string Product, string Sector)> Products { get; init; }

    public string CentreName => $"Trung tâm Khuyến công và Xúc tiến thương mại {Name}";

    /// <summary>Communes (not wards) of the province on the reference date, by code.</summary>
    public IReadOnlyList<Commune> Communes { get; init; } = [];

    public static SampleProvince TuyenQuang { get; } = With(new()
    {
        Code = "08",
        Name = "Tuyên Quang",
        Slug = "tuyen-quang",
        CentreCode = "KCT-08-01",
        Before = [("02", "Hà Giang", "KCT-02-01"), ("08", "Tuyên Quang", "KCT-08-01")],
        Products =
        [
            ("chè Shan tuyết", "NN1"), ("mật ong bạc hà", "NN1"), ("gỗ ván ép", "NN2"), ("dệt thổ cẩm", "NN5"),
            ("cơ khí nông nghiệp", "NN4"), ("gạch không nung", "NN3"), ("miến dong", "NN1"), ("dược liệu", "NN1"),
        ],
    });

    public static SampleProvince TayNinh { get; } = With(new()
    {
        Code = "80",
        Name = "Tây Ninh",
        Slug = "tay-ninh",
        CentreCode = "KCT-80-02",
        Before = [("72", "Tây Ninh", "KCT-72-01"), ("80", "Long An", "KCT-80-01")],
        Products =
        [
            ("bánh tráng phơi sương", "NN1"), ("mủ cao su", "NN2"), ("mây tre đan", "NN5"), ("muối tôm", "NN1"),
            ("thanh long sấy", "NN1"), ("cơ khí chính xác", "NN4"), ("hạt điều", "NN1"), ("may mặc", "NN2"),
        ],
    });

    public static SampleProvince KhanhHoa { get; } = With(new()
    {
        Code = "56",
        Name = "Khánh Hòa",
        Slug = "khanh-hoa",
        CentreCode = "KCT-56-02",
        Before = [("56", "Khánh Hòa", "KCT-56-01"), ("58", "Ninh Thuận", "KCT-58-01")],
        Products =
        [
            ("yến sào", "NN1"), ("nước mắm", "NN1"), ("trầm hương", "NN5"), ("nho sấy", "NN1"), ("dệt thổ cẩm", "NN5"),
            ("gốm Bàu Trúc", "NN5"), ("cơ khí tàu cá", "NN4"), ("đá granit", "NN3"),
        ],
    });

    public static SampleProvince BacNinh { get; } = With(new()
    {
        Code = "24",
        Name = "Bắc Ninh",
        Slug = "bac-ninh",
        CentreCode = "KCT-24-02",
        Before = [("24", "Bắc Giang", "KCT-24-01"), ("27", "Bắc Ninh", "KCT-27-01")],
        Products =
        [
            ("mỳ Chũ", "NN1"), ("vải thiều sấy", "NN1"), ("gỗ mỹ nghệ", "NN5"), ("giấy tái chế", "NN2"),
            ("gốm Phù Lãng", "NN5"), ("đúc đồng", "NN4"), ("mây tre đan", "NN5"), ("cơ khí chính xác", "NN4"),
        ],
    });

    public static SampleProvince DongNai { get; } = With(new()
    {
        Code = "75",
        Name = "Đồng Nai",
        Slug = "dong-nai",
        CentreCode = "KCT-75-02",
        Before = [("70", "Bình Phước", "KCT-70-01"), ("75", "Đồng Nai", "KCT-75-01")],
        Products =
        [
            ("hạt điều rang muối", "NN1"), ("gỗ mỹ nghệ", "NN5"), ("bưởi Tân Triều", "NN1"), ("gốm Biên Hòa", "NN5"),
            ("cao su kỹ thuật", "NN2"), ("cơ khí chế tạo", "NN4"), ("đá xây dựng", "NN3"), ("tiêu sấy", "NN1"),
        ],
    });

    private static SampleProvince With(SampleProvince province) => province with
    {
        Communes = [.. ReferenceData.Embedded.Units.CommunesOn(ReferenceDate)
            .Where(commune => commune.ProvinceCode == province.Code && commune.Type == CommuneType.Commune)
            .OrderBy(commune => commune.Code, StringComparer.Ordinal)],
    };

    /// <summary>What all rows of the province's workbook have in common.</summary>
    public ExchangeRecord Common => new()
    {
        ProvinceCode = Code,
        ReferenceDate = ReferenceDate.ToCivilDate(),
        ReportPeriod = Period,
        SubmitterUnit = $"Sở Công Thương {Name}",
        OfficialLetterNo = "1024/SCT-KC",
        OfficialLetterDate = new DateOnly(2026, 10, 5).ToCivilDate(),
    };
}
