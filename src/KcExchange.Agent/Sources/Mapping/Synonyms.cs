using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Words that tables of provinces use for fields, beside the labels of the contract.</summary>
internal static class Synonyms
{
    /// <summary>Words by the path of a field, as a mapping writes it.</summary>
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["project.project_code"] = ["Mã số đề án", "Mã dự án", "Mã ĐA", "Mã nhiệm vụ", "Ký hiệu đề án"],
        ["project.name_vi"] =
        [
            "Tên dự án", "Tên dự án/đề án", "Tên đề án/nhiệm vụ", "Tên đề án, nhiệm vụ", "Tên nhiệm vụ",
            "Nội dung đề án", "Danh mục đề án", "Tên đề án khuyến công", "Đề án",
        ],
        ["project.plan_year"] = ["Năm", "Năm thực hiện", "Kế hoạch năm", "Niên độ"],
        ["project.funding_level"] = ["Cấp", "Nguồn khuyến công", "KCQG/KCĐP", "Cấp quản lý", "Loại khuyến công"],
        ["project.project_type"] = ["Loại hình đề án", "Hình thức đề án"],
        ["project.activity_categories"] = ["Nội dung khuyến công", "Nội dung hỗ trợ", "Hoạt động khuyến công"],
        ["project.sector"] = ["Ngành", "Lĩnh vực", "Ngành nghề hỗ trợ", "Ngành nghề sản xuất"],
        ["project.implementing_unit"] =
            ["Đơn vị chủ trì", "Đơn vị triển khai", "Bên B", "Chủ đề án", "Cơ quan thực hiện"],
        ["project.commune_code"] = ["Mã xã", "Mã xã/phường", "Mã đơn vị hành chính", "Mã ĐVHC"],
        ["project.address"] = ["Địa điểm", "Địa bàn", "Địa điểm triển khai", "Nơi thực hiện", "Xã, phường"],
        ["project.start_date"] = ["Bắt đầu", "Từ ngày", "Thời gian bắt đầu", "Khởi công"],
        ["project.end_date"] = ["Kết thúc", "Đến ngày", "Thời gian kết thúc", "Hoàn thành", "Ngày hoàn thành"],
        ["project.total_cost"] =
        [
            "Tổng mức đầu tư", "Tổng vốn", "Tổng kinh phí thực hiện", "Tổng dự toán", "Kinh phí tổng số",
            "Kinh phí tổng", "Tổng vốn đầu tư", "Kinh phí tổng cộng",
        ],
        ["project.support_amount"] =
        [
            "Kinh phí hỗ trợ", "Kinh phí khuyến công", "KP hỗ trợ", "Mức hỗ trợ", "Vốn hỗ trợ", "Ngân sách hỗ trợ",
            "Kinh phí KCQG", "Kinh phí KCĐP", "Kinh phí KC hỗ trợ", "Số tiền hỗ trợ",
        ],
        ["project.counterpart_amount"] =
        [
            "Kinh phí đối ứng", "Đối ứng", "Vốn doanh nghiệp", "Vốn của đơn vị thụ hưởng", "Kinh phí của doanh nghiệp",
            "Vốn tự có", "Đơn vị thụ hưởng đóng góp",
        ],
        ["project.other_amount"] = ["Vốn khác", "Kinh phí khác", "Nguồn vốn khác"],
        ["project.status"] = ["Tình trạng", "Tiến độ", "Tình hình thực hiện"],
        ["project.status_date"] = ["Ngày cập nhật trạng thái"],
        ["project.approval_no"] = ["Số quyết định", "Quyết định số", "QĐ phê duyệt", "Số QĐ phê duyệt", "Số QĐ"],
        ["project.approval_date"] = ["Ngày quyết định", "Ngày phê duyệt", "Ngày QĐ"],
        ["project.contract_no"] = ["Hợp đồng số", "Số HĐ"],
        ["project.contract_date"] = ["Ngày ký hợp đồng", "Ngày HĐ"],
        ["project.contract_value"] = ["Giá trị HĐ"],
        ["project.beneficiaries.tax_code"] = ["MST", "Mã số doanh nghiệp", "Mã số DN", "MSDN", "Mã số thuế DN"],
        ["project.beneficiaries.name"] =
        [
            "Đơn vị thụ hưởng", "Cơ sở thụ hưởng", "Doanh nghiệp thụ hưởng", "Tên doanh nghiệp", "Đối tượng thụ hưởng",
            "Cơ sở CNNT", "Tên cơ sở", "Đơn vị thụ hưởng > Tên", "Doanh nghiệp",
        ],
        ["project.beneficiaries.workers"] = ["Lao động", "Số LĐ"],
        ["centre.name_vi"] = ["Tên đơn vị"],
        ["centre.tax_code"] = ["MST"],
        ["centre.staff_total"] = ["Tổng số người", "Tổng biên chế", "Tổng số CBVC", "Tổng số lao động"],
        ["centre.staff_quota"] = ["Biên chế được giao", "Chỉ tiêu biên chế"],
        ["centre.director_name"] = ["Giám đốc", "Họ tên Giám đốc"],
        ["funding.budget_year"] = ["Năm", "Niên độ", "Năm kế hoạch"],
        ["funding.funding_level"] = ["Cấp"],
        ["funding.funding_source"] = ["Nguồn", "Nguồn vốn"],
        ["funding.project_code"] = ["Mã số đề án", "Mã dự án", "Mã ĐA"],
        ["funding.plan_amount"] = ["Kế hoạch", "Dự toán", "Kế hoạch năm", "Dự toán được duyệt", "Kế hoạch vốn"],
        ["funding.allocated_amount"] = ["Đã giao", "Vốn được giao", "Dự toán giao", "Kinh phí giao"],
        ["funding.advanced_amount"] = ["Tạm ứng", "Đã tạm ứng", "Lũy kế tạm ứng", "Số đã tạm ứng"],
        ["funding.disbursed_amount"] =
            ["Giải ngân", "Đã giải ngân", "Lũy kế giải ngân", "Giải ngân đến nay", "Số đã giải ngân"],
        ["funding.accepted_amount"] = ["Nghiệm thu", "Đã nghiệm thu", "Lũy kế nghiệm thu"],
        ["funding.settled_amount"] = ["Quyết toán", "Đã quyết toán", "Lũy kế quyết toán"],
        ["funding.refunded_amount"] = ["Nộp trả", "Thu hồi", "Nộp trả ngân sách"],
        ["funding.carry_over_amount"] = ["Chuyển nguồn"],
        ["funding.decision_no"] = ["Số quyết định", "Quyết định số", "Số QĐ", "Số QĐ giao"],
        ["funding.decision_date"] = ["Ngày quyết định", "Ngày QĐ", "Ngày QĐ giao"],
    };

    private static readonly HashSet<string> Ignored =
        ["stt", "tt", "so tt", "so thu tu", "s t t", "ghi chu", "no", "nhan xet"];

    private static readonly HashSet<string> Spans =
        ["thoi gian thuc hien", "thoi gian", "thoi gian trien khai", "thoi han thuc hien"];

    /// <summary>Words for codes that are not the codes' names.</summary>
    private static readonly Dictionary<(string List, string Word), string> CodeWords = new()
    {
        [("funding_level", "quoc gia")] = "KCQG",
        [("funding_level", "trung uong")] = "KCQG",
        [("funding_level", "tw")] = "KCQG",
        [("funding_level", "tinh")] = "KCDP_TINH",
        [("funding_level", "cap tinh")] = "KCDP_TINH",
        [("funding_level", "cap xa")] = "KCDP_XA",
        [("project_type", "don")] = "CU_THE",
        [("project_type", "de an don")] = "CU_THE",
        [("project_type", "nhom")] = "NHOM",
        [("project_type", "diem")] = "DIEM",
        [("project_type", "nhiem vu")] = "NHIEM_VU",
        [("project_status", "da nghiem thu")] = "ACCEPTED",
        [("project_status", "hoan thanh")] = "CLOSED",
        [("funding_source", "trung uong")] = "NSTW",
        [("funding_source", "dia phuong")] = "NSDP",
    };

    /// <summary>Lists of which a table of their records often has one entry in each row.</summary>
    public static IReadOnlyList<SheetLayout> OnePerRow { get; } =
        [.. BookLayout.Sheets.Where(sheet => sheet.ListPath == "project.beneficiaries")];

    /// <summary>Names of a field, folded: its label first.</summary>
    /// <param name="layout">The sheet of the field.</param>
    /// <param name="field">The field.</param>
    public static IEnumerable<string> Of(SheetLayout layout, ColumnLayout field) =>
        (Words.GetValueOrDefault(FieldNames.PathOf(layout, field)) ?? []).Select(VietnameseText.Fold)
            .Prepend(field.Folded);

    /// <summary>True for a heading that no field is for: the number of the row, remarks.</summary>
    /// <param name="folded">Heading, folded.</param>
    public static bool IsIgnored(string folded) => Ignored.Contains(folded);

    /// <summary>True for a heading of a first and a last day in one column.</summary>
    /// <param name="folded">Heading, folded.</param>
    public static bool IsSpan(string folded) => Spans.Contains(folded);

    /// <summary>The code that a word plainly means; null when none.</summary>
    /// <param name="list">Name of the code list.</param>
    /// <param name="word">The word.</param>
    /// <param name="reference">Code lists.</param>
    public static string? CodeOf(string list, string word, ReferenceData reference)
    {
        var folded = VietnameseText.Fold(word);
        return reference.List(list).Entries
            .FirstOrDefault(entry => VietnameseText.Fold(entry.NameVi) == folded)?.Code
            ?? CodeWords.GetValueOrDefault((list, folded));
    }
}
