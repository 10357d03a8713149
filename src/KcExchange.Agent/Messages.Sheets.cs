namespace KcExchange.Agent;

/// <summary>Names and texts of the sheets that template and result write.</summary>
internal static partial class Messages
{
    /// <summary>Names by which sheets and labels are recognised again.</summary>
    internal static class Names
    {
        public const string CommonSheet = "Thông tin chung";
        public const string CodeSheet = "Danh mục";
        public const string MendSheet = "Cần sửa";
        public const string SummarySheet = "Tổng hợp";
        public const string UnitLabel = "Đơn vị tính tiền";

        public const string Yes = "Có";
        public const string No = "Không";

        /// <summary>Sheets that template or result add, and that are never read.</summary>
        public static string[] OwnSheets { get; } = [CodeSheet, MendSheet, SummarySheet];
    }

    /// <summary>The template.</summary>
    internal static class Template
    {
        public const string Title = "PHIẾU GỬI SỐ LIỆU KHUYẾN CÔNG";
        public const string Instruction =
            "Điền các ô màu vàng nhạt dưới đây trước, sau đó nhập số liệu ở các trang tiếp theo. "
            + "Dấu * là bắt buộc. Di chuột lên tiêu đề cột để xem hướng dẫn.";
        public const string UnitHint = "Áp dụng cho mọi cột tiền trong tệp; tiêu đề các cột tiền đổi theo.";
        public const string Required = "Bắt buộc.";
        public const string Optional = "Không bắt buộc.";
        public const string AsCommon = "Không bắt buộc: để trống thì lấy theo trang Thông tin chung.";
        public const string Personal = "Dữ liệu cá nhân.";
        public const string ChooseCode = "Chọn trong danh sách hoặc gõ mã";
        public const string DateForm = "Ngày dạng dd/MM/yyyy";
        public const string YesNoForm = "Có hoặc Không";
        public const string MoneyForm = "Số tiền theo đơn vị tính đã chọn, không quá phần lẻ của đồng";
        public const string WholeForm = "Số nguyên";
        public const string SeveralForm = "Nhiều giá trị thì ngăn cách bằng dấu chấm phẩy (;)";

        public static string[] Steps { get; } =
        [
            "1. Mỗi dòng là một bản ghi; không đổi tên trang tính, không gộp ô. Thứ tự cột tùy ý, cột ghi chú riêng được bỏ qua.",
            "2. Các trang con (Thiết bị, Thụ hưởng, Kết quả…): cột màu vàng ghi mã của dòng cha, đúng như ở trang cha.",
            "3. Bản ghi của tỉnh cũ hoặc của ngày khác: mở dấu [+] phía trên cột để điền Mã tỉnh, Ngày số liệu, Kỳ báo cáo riêng.",
            "4. Lưu tệp, chạy lệnh kiểm tra hoặc gửi; kết quả từng dòng được ghi vào tệp có đuôi .ket-qua.xlsx.",
        ];

        public static string Unit(string unit) => $"Đơn vị: {unit}.";

        public static string Decimals(int decimals) => $"Số, tối đa {decimals} chữ số thập phân";

        public static string WholeKey(string sheet) => $"Bắt buộc: như ở trang {sheet}.";

        public static string PartOfKey(string sheet) =>
            $"Chỉ dòng của trang {sheet}: điền đủ để nhận ra đúng một dòng, phần còn lại có thể để trống.";
    }
}
