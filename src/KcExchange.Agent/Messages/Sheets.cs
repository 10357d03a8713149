using System.Globalization;
using KcExchange.Agent.Results;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent;

/// <summary>Names and texts of the sheets that template and result write.</summary>
internal static partial class Messages
{
    /// <summary>Names by which sheets and labels are recognised again.</summary>
    internal static partial class Names
    {
        public const string CommonSheet = "Thông tin chung";
        public const string CodeSheet = "Danh mục";
        public const string MendSheet = "Cần sửa";
        public const string MendedSheet = "Đã tự sửa";
        public const string SummarySheet = "Tổng hợp";
        public const string UnitLabel = "Đơn vị tính tiền";

        public const string ResultSuffix = ".ket-qua";
        public const string CheckSuffix = ".kiem-tra";
        public const string Yes = "Có";
        public const string No = "Không";

        /// <summary>Sheets that template or result add, and that are never read.</summary>
        public static string[] OwnSheets { get; } = [CodeSheet, .. ResultSheets];

        /// <summary>Sheets that a result adds.</summary>
        public static string[] ResultSheets => [MendSheet, MendedSheet, SummarySheet];

        /// <summary>What the name of a result has more than that of its file.</summary>
        public static string[] ResultSuffixes => [ResultSuffix, CheckSuffix];
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
            "1. Mỗi dòng là một bản ghi; không đổi tên trang tính, không gộp ô. Thứ tự cột tùy ý, cột ghi chú "
                + "riêng được bỏ qua.",
            "2. Các trang con (Thiết bị, Thụ hưởng, Kết quả…): cột màu vàng ghi mã của dòng cha, đúng như ở trang cha.",
            "3. Bản ghi của tỉnh cũ hoặc của ngày khác: mở dấu [+] phía trên cột để điền Mã tỉnh, Ngày số liệu, "
                + "Kỳ báo cáo riêng.",
            "4. Lưu tệp, chạy lệnh kiểm tra hoặc gửi; kết quả từng dòng được ghi vào tệp có đuôi .ket-qua.xlsx.",
        ];

        public static string Unit(string unit) => $"Đơn vị: {unit}.";

        public static string Decimals(int decimals) => $"Số, tối đa {decimals} chữ số thập phân";

        public static string WholeKey(string sheet) => $"Bắt buộc: như ở trang {sheet}.";

        public static string PartOfKey(string sheet) =>
            $"Chỉ dòng của trang {sheet}: điền đủ để nhận ra đúng một dòng, phần còn lại có thể để trống.";
    }

    /// <summary>The result workbook.</summary>
    internal static class Result
    {
        public const string OutcomeHeading = "Kết quả gửi";
        public const string RevisionHeading = "Lần sửa";
        public const string MendHeading = "Cần sửa";
        public const string MendTitle = "CẦN SỬA - KcExchange";
        public const string SummaryTitle = "TỔNG HỢP KẾT QUẢ - KcExchange";
        public const string File = "Tệp";
        public const string Province = "Tỉnh";
        public const string Period = "Kỳ báo cáo";
        public const string Time = "Thời điểm";
        public const string Kind = "Hình thức";
        public const string CheckedHere = "Kiểm tra tại chỗ, chưa gửi";
        public const string Sent = "Đã gửi về Bộ";
        public const string Submission = "Mã lần gửi";
        public const string Receipt = "Mã biên nhận";
        public const string Rules = "Phiên bản bộ quy tắc";
        public const string Reference = "Phiên bản danh mục";
        public const string OutcomeSection = "Kết quả theo loại bản ghi";
        public const string RuleSection = "Lỗi và cảnh báo theo quy tắc";
        public const string UndecidedSection = "Chưa kiểm tra (cần dữ liệu của Bộ, sẽ kiểm tra khi gửi)";
        public const string KindHeading = "Loại bản ghi";
        public const string CountHeading = "Số lượng";
        public const string RuleHeading = "Mã quy tắc";
        public const string TextHeading = "Nội dung";
        public const string WeightHeading = "Mức độ";
        public const string Total = "Tổng số bản ghi";
        public const string NumberHeading = "STT";

        public static string MendIntroduction(int lines) => lines == 0
            ? "Không có gì phải sửa."
            : "Bấm vào ô ở cột \"Ô\" để đến đúng chỗ cần sửa. Sửa xong, lưu tệp và gửi lại chính tệp này hoặc tệp gốc.";

        public static string Outcome(RowResult result, bool offline)
        {
            if (result.NotSent) return "Chưa gửi";
            if (result.WasRefused) return offline ? "Đã sửa, đạt" : "Đã sửa, đã nhận";
            return result.Outcome switch
            {
                V1.Outcome.Created => "Đã nhận (mới)",
                V1.Outcome.Updated => "Đã cập nhật",
                V1.Outcome.Unchanged => "Không đổi",
                V1.Outcome.Deleted => "Đã xóa",
                V1.Outcome.Stale => "Phiên bản cũ, không áp dụng",
                V1.Outcome.Staged => "Chờ xác nhận",
                V1.Outcome.Rejected => "Bị từ chối",
                _ when !offline => "Chưa gửi",
                _ => ResultLooks.ToneOf(result) switch
                {
                    Tone.Bad => "Phải sửa trước khi gửi",
                    Tone.Careful => "Nên xem lại",
                    _ => "Đạt",
                },
            };
        }

        public static string Weight(Severity severity) => severity switch
        {
            Severity.Error => "Lỗi",
            Severity.Warning => "Cảnh báo",
            _ => "Lưu ý",
        };

        public static string Note(MendLine line) => line.State == LineState.Fixed
            ? $"[{Compared.State(LineState.Fixed)}] {line.RuleId}\n{line.Message}"
            : $"[{Weight(line.Severity)}] {line.RuleId}\n{line.Message}"
            + (line.Cure.Length > 0 ? $"\n→ {line.Cure}" : "")
            + (line.LegalBasis.Length > 0 ? $"\nCăn cứ: {line.LegalBasis}" : "");

        public static string ShortMend(MendLine line, string sheet)
        {
            var cell = line.Cell.Column == 0 ? "" : line.Cell.Sheet == sheet
                ? $" ô {CellName.Of(line.Cell.Row, line.Cell.Column)}"
                : $" trang {line.Cell.Sheet} ô {CellName.Of(line.Cell.Row, line.Cell.Column)}";
            return $"{line.RuleId}{cell}: {line.Message.TrimEnd('.')}";
        }

        public static string AndMore(int count) => $"; và {count} mục khác";

        public static string AndOthers(int count) => $" và {count} bản ghi khác";

        public static string Moment(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(7))
            .ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);
    }
}
