using KcExchange.Agent.Sources;
using KcExchange.V1;

namespace KcExchange.Agent;

/// <summary>Words on the screen: progress, headings and closing lines of the commands.</summary>
internal static partial class Messages
{
    /// <summary>Lines and tables of the commands.</summary>
    internal static class Screen
    {
        public static Bilingual Kind { get; } = new("Loại", "Kind");
        public static Bilingual Rows { get; } = new("Dòng", "Rows");
        public static Bilingual NotSent { get; } = new("Chưa gửi", "Not sent");
        public static Bilingual Good { get; } = new("Không lỗi", "No error");
        public static Bilingual Bad { get; } = new("Cần sửa", "To mend");
        public static Bilingual Total { get; } = new("Cộng", "Total");
        public static Bilingual Rule { get; } = new("Quy tắc", "Rule");
        public static Bilingual Weight { get; } = new("Mức", "Severity");
        public static Bilingual Count { get; } = new("Số lần", "Count");
        public static Bilingual Example { get; } = new("Nội dung (ví dụ đầu tiên)", "Text (first example)");
        public static Bilingual Error { get; } = new("Lỗi", "Error");
        public static Bilingual Warning { get; } = new("Cảnh báo", "Warning");
        public static Bilingual Info { get; } = new("Thông tin", "Information");
        public static Bilingual Sending { get; } = new("Đang gửi", "Sending");
        public static Bilingual OfFile { get; } = new("Về tệp:", "On the file:");

        public static Bilingual AndMoreOfFile(string rule, string sheet, int count) => new(
            $"  … và {count} mục {rule} khác trên trang \"{sheet}\": xem trang \"{Names.MendSheet}\" của tệp kết quả.",
            $"  … and {count} more of {rule} on sheet \"{sheet}\": see sheet \"{Names.MendSheet}\" of the result.");

        public static Bilingual Outcome(Outcome outcome) => outcome switch
        {
            V1.Outcome.Created => new("Tạo mới", "Created"),
            V1.Outcome.Updated => new("Cập nhật", "Updated"),
            V1.Outcome.Unchanged => new("Không đổi", "Unchanged"),
            V1.Outcome.Deleted => new("Đã xóa", "Deleted"),
            V1.Outcome.Stale => new("Cũ hơn", "Stale"),
            V1.Outcome.Staged => new("Chờ chốt", "Staged"),
            V1.Outcome.Rejected => new("Bị từ chối", "Rejected"),
            _ => new("?", "?"),
        };

        public static Bilingual Resuming(long done, long total) => new(
            $"Tệp này đang gửi dở: tiếp tục từ {done}/{total} bản ghi.",
            $"This file was being sent: going on from {done}/{total} records.");

        public static Bilingual Sent(long done, long total) => new(
            $"Đã gửi {done}/{total} bản ghi.", $"Sent {done}/{total} records.");

        public static Bilingual Retrying(int seconds) => new(
            $"Mất kết nối; thử lại sau {seconds} giây.", $"Connection lost; trying again in {seconds} seconds.");

        public static Bilingual Draining(int seconds) => new(
            $"Máy chủ yêu cầu kết nối lại; nối lại sau {seconds} giây.",
            $"The server asks to connect again; doing so in {seconds} seconds.");

        public static Bilingual NothingSent { get; } = new(
            "Chưa gửi gì: hãy sửa các lỗi về tệp ở trên rồi gửi lại.",
            "Nothing was sent: mend the errors on the file above and send it again.");

        public static Bilingual NothingToSend { get; } = new(
            "Không có dòng nào gửi được: hãy sửa các lỗi rồi gửi lại.",
            "No row can be sent: mend the errors and send it again.");

        public static Bilingual ResultAt(string path) => new(
            $"Kết quả từng dòng: {path}", $"Result row by row: {path}");

        public static Bilingual Receipt(string province, long position) => new(
            $"Biên nhận: tỉnh {province}, vị trí {position}, đã kiểm chứng chữ ký.",
            $"Receipt: province {province}, position {position}, signature verified.");

        public static Bilingual TemplateAt(string path) => new($"Đã ghi mẫu: {path}", $"Template written: {path}");

        public static Bilingual OfflineNote { get; } = new(
            "Kiểm tra tại máy, chưa gửi gì. Kết luận của máy chủ mới là chính thức.",
            "Checked on this machine, nothing was sent. The server's verdict counts.");

        public static Bilingual Undecided { get; } = new(
            "Chưa kiểm tra (cần dữ liệu của Bộ):", "Not checked (needs the ministry's data):");

        public static Bilingual UndecidedRule(string rule, int rows) => new(
            $"  {rule}: {rows} dòng", $"  {rule}: {rows} rows");

        public static Bilingual UndecidedAlways(string rules) => new(
            $"  chỉ máy chủ quyết định, với mọi dòng: {rules}", $"  only the server decides, for every row: {rules}");

        public static Bilingual OtherVersions(string rules, string reference) => new(
            $"Máy chủ dùng phiên bản khác với máy này ({rules}, {reference}); kết luận của máy chủ là chính thức.",
            $"The server uses other versions than this machine ({rules}, {reference}); its verdict counts.");
    }
}
