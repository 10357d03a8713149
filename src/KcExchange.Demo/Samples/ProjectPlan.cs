namespace KcExchange.Demo.Samples;

/// <summary>What a project supports, in which range of money, and under which lists.</summary>
/// <param name="Key">Code of the supported expense.</param>
/// <param name="Category">Activity content.</param>
/// <param name="Title">Beginning of the project's name.</param>
/// <param name="Percent">Support as part of the cost of the supported item.</param>
/// <param name="Least">Least support of one beneficiary, million đồng.</param>
/// <param name="Most">Most support of one beneficiary, million đồng.</param>
internal sealed record ProjectPlan(string Key, string Category, string Title, int Percent, int Least, int Most)
{
    /// <summary>Plans of projects with a beneficiary; within the ceilings of TT 28/2018.</summary>
    public static IReadOnlyList<ProjectPlan> Establishments { get; } =
    [
        new("MACHINERY", "ND3", "Hỗ trợ ứng dụng máy móc thiết bị tiên tiến trong sản xuất", 50, 90, 300),
        new("MACHINERY", "ND3", "Chuyển giao công nghệ, ứng dụng thiết bị trong chế biến", 45, 120, 280),
        new("PRODUCTION_LINE", "ND3", "Hỗ trợ dây chuyền công nghệ sản xuất", 50, 250, 450),
        new("DEMO_NEW_TECH", "ND3", "Xây dựng mô hình trình diễn kỹ thuật sản xuất", 30, 300, 900),
    ];

    /// <summary>Plans of tasks, which have none.</summary>
    public static IReadOnlyList<ProjectPlan> Tasks { get; } =
    [
        new("KHAC", "ND1", "Đào tạo nghề, truyền nghề", 100, 60, 180),
        new("KHAC", "ND2", "Tập huấn nâng cao năng lực quản lý cho cơ sở công nghiệp nông thôn về", 100, 40, 120),
        new("KHAC", "ND6", "Xây dựng chương trình truyền hình, bản tin khuyến công về", 100, 50, 150),
        new("KHAC", "ND9", "Tập huấn mạng lưới cộng tác viên khuyến công về", 100, 30, 90),
    ];
}
