namespace KcExchange.Tests.Support.Workbooks;

/// <summary>A workbook as a province keeps its projects: titles, two-line headings, groups, sums, signatures.</summary>
internal static class ProvinceTables
{
    /// <summary>Tax codes with good check digits.</summary>
    public static string[] TaxCodes { get; } = ["0100109106", "0300588569", "0101248141"];

    /// <summary>Makes it.</summary>
    public static ForeignBook Make() => new ForeignBook()
        .Sheet("KCQG 2026",
            [
                ["SỞ CÔNG THƯƠNG TỈNH TUYÊN QUANG", null, null, null, null, null, "Biểu số 02"],
                ["DANH MỤC ĐỀ ÁN KHUYẾN CÔNG QUỐC GIA NĂM 2026"],
                [null, null, null, null, null, null, "Đơn vị tính: triệu đồng"],
                [
                    "STT", "Mã số đề án", "Tên dự án/đề án", "Đơn vị thụ hưởng", null, "Kinh phí", null, null,
                    "Thời gian thực hiện", "Năm", "Loại hình đề án", "Số liên hệ", "Ghi chú",
                ],
                [null, null, null, "Tên", "MST", "Tổng số", "KCQG hỗ trợ", "Đối ứng"],
                ["A", "B", "1", "2", "3", "4=5+6", "5", "6", "7", "8", "9", "10", "11"],
                ["I", null, "Chế biến nông, lâm, thủy sản"],
                Project(1, "KC-08-2026-QG-0001", "Ứng dụng máy chế biến chè", "HTX Chè Làng Bát", TaxCodes[0], 850, 300,
                    550, "15/02/2026 - 30/11/2026", "Đề án đơn"),
                Project(2, "KC-08-2026-QG-0002", "Xây dựng mô hình trình diễn gỗ", "Công ty TNHH Gỗ Việt", TaxCodes[1],
                    2400.5, 400, 2000.5, "01/03/2026 - 31/10/2026", "Nhóm"),
                ["II", null, "Cơ khí"],
                Project(3, "KC-08-2026-QG-0003", "Máy tiện CNC", "DNTN Cơ khí Hòa Bình", TaxCodes[2], 700, 200, 500,
                    "01/04/2026 - 30/09/2026", "Đơn"),
                ["", null, "TỔNG CỘNG (I+II)", null, null, 3950.5, 900, 3050.5],
                null,
                [null, "Người lập biểu", null, null, null, "GIÁM ĐỐC"],
                [null, "Nguyễn Thị Hòa", null, null, null, "Trần Văn Bình"],
            ],
            "A2:M2", "A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:H4", "I4:I5", "J4:J5", "K4:K5", "L4:L5", "M4:M5",
            "A12:E12")
        .Sheet("Nội bộ", [["Việc cần làm"], ["Gọi điện cho Sở"]]);

    private static object?[] Project(
        int number, string code, string name, string owner, string tax, double total, double support, double own,
        string time, string type) =>
        [number, code, name, owner, tax, total, support, own, time, 2026, type, "0912 000 000", null];
}
