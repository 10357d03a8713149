namespace KcExchange.Tests.Rules;

/// <summary>
/// What the agent's own ids say, in both languages, for the page of rules; their sentences with values stand where the
/// agent makes them. A test holds the ids to those in the agent.
/// </summary>
internal static class ImportIds
{
    public static IReadOnlyList<(string Id, string Vi, string En)> All { get; } =
    [
        ("KC-IMP-001", "Tiêu đề cột không nhận ra; cột không được đọc.",
            "A heading is not known: its column is not read."),
        ("KC-IMP-002", "Thiếu cột bắt buộc.", "A required column is missing."),
        ("KC-IMP-003", "Trang tính không nhận ra, thiếu hoặc không được đọc.",
            "A sheet is unknown, missing or not read."),
        ("KC-IMP-004", "Dòng con không có bản ghi mà nó thuộc về.",
            "A row of a list has no record it belongs to."),
        ("KC-IMP-005", "Dòng con khớp với nhiều bản ghi.", "A row of a list fits several records."),
        ("KC-IMP-006", "Khóa lặp lại trong tệp.", "A key stands twice in the file."),
        ("KC-IMP-007", "Ô có/không ghi giá trị khác.", "A yes-or-no cell holds something else."),
        ("KC-IMP-008", "Mã và tên trong một ô không khớp.", "Code and name in one cell disagree."),
        ("KC-IMP-009", "Tiêu đề cột lặp lại.", "A heading stands twice."),
        ("KC-IMP-010", "Nhãn ở phần thông tin chung không nhận ra.",
            "A label of the common part is not known."),
        ("KC-IMP-011", "Ghi tên thay cho mã; đã đổi sang mã.",
            "A name is given for a code and was replaced by it."),
        ("KC-IMP-012", "Các ngày của cột có vẻ bị đảo ngày và tháng.",
            "The days of a column seem to have day and month swapped."),
        ("KC-IMP-013", "Chữ viết bằng phông cũ TCVN3 hoặc VNI.",
            "A text is written in an old font, TCVN3 or VNI."),
        ("KC-IMP-014", "Ô bị gộp nên không có giá trị riêng.",
            "Cells are merged, so one has no value of its own."),
        ("KC-IMP-015", "Có dòng không được đọc vì không phải số liệu.",
            "Rows that are no data were not read."),
        ("KC-IMP-016", "Giá trị không tách được thành các trường.",
            "A value cannot be taken apart into its fields."),
        ("KC-IMP-017", "Trang chỉ có tiêu đề, không có dữ liệu.", "A sheet has only headings."),
        ("KC-IMP-018", "Số điện thoại mất chữ số 0 ở đầu.", "A telephone number has lost its first zero."),
        ("KC-IMP-020", "Định dạng tệp đã nhận ra.", "How the file was recognised."),
        ("KC-IMP-021", "Đuôi tệp khác nội dung; đã đọc theo nội dung.",
            "The file's ending is not its content's; the content counts."),
        ("KC-IMP-022", "Dấu nháy kép đặt sai chỗ.", "A quotation mark is in the wrong place."),
        ("KC-IMP-023", "Dòng có nhiều giá trị hơn số cột.", "A line has more values than there are columns."),
        ("KC-IMP-024", "Dòng JSON không đọc được thành bản ghi.", "A line of JSON is no record."),
        ("KC-IMP-025", "Tên trường không có trong hợp đồng dữ liệu.", "The contract has no such field."),
        ("KC-IMP-026", "Tệp có macro; macro không được chạy.", "The file has macros; they are not run."),
        ("KC-IMP-027", "Công thức liên kết sang tệp khác; dùng giá trị đã lưu.",
            "Formulas link to other files; stored values are used."),
        ("KC-IMP-028", "Trang bị ẩn nhưng vẫn được đọc.", "A sheet is hidden but was read."),
        ("KC-IMP-029", "Tệp CSV không có các bảng con.", "A CSV file has none of the lists."),
    ];
}
