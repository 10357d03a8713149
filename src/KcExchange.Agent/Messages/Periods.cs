using KcExchange.Agent.Sources;

namespace KcExchange.Agent;

internal static partial class Messages
{
    /// <summary>What concerns a whole report period.</summary>
    internal static class Periods
    {
        public static Bilingual Heading { get; } = new(
            "Về cả kỳ báo cáo (số liệu đã được nhận; lỗi phải sửa trước khi xác nhận báo cáo):",
            "On the report period as a whole (the figures were accepted; errors must be mended before certification):");

        public static Bilingual HeadingOffline { get; } = new(
            "Về cả kỳ báo cáo, nếu tệp này có toàn bộ số liệu của kỳ:",
            "On the report period as a whole, if this file holds all of its figures:");

        public static Bilingual NotKnown { get; } = new(
            "Đã gửi xong, nhưng chưa lấy được kết quả kiểm tra cả kỳ báo cáo. Hãy chạy lại lệnh này để xem.",
            "Everything was sent, but what was found on the period as a whole could not be fetched. Run the command "
                + "again to see it.");

        /// <summary>A finding that holds only where the file is the whole period.</summary>
        /// <param name="message">The finding.</param>
        public static Bilingual IfWhole(Bilingual message) => new(
            $"{message.Vi} (Nếu tệp này có toàn bộ số liệu của kỳ.)",
            $"{message.En} (If this file holds all figures of the period.)");
    }
}
