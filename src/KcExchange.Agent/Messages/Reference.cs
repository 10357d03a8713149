using KcExchange.Agent.Sources;

namespace KcExchange.Agent;

/// <summary>What the agent judges with: whose it is, how old it is, how to renew it.</summary>
internal static partial class Messages
{
    /// <summary>Reference data kept by the agent.</summary>
    internal static class Kept
    {
        public static Bilingual OfRelease { get; } = new("kèm theo chương trình", "of this program's release");

        public static Bilingual OfServer(string server) => new(
            $"của Bộ, tải từ {server}", $"the ministry's, from {server}");

        public static Bilingual JudgedBy(string rules, string reference, Bilingual whose, string today) => new(
            $"Kiểm tra bằng bộ quy tắc {rules}, danh mục {reference} ({whose.Vi}), ngày {today}.",
            $"Judged with rule set {rules}, reference data {reference} ({whose.En}), date {today}.");

        public static Bilingual Unreadable(string path) => new(
            $"Tệp danh mục {path} bị hỏng hoặc không phải của chương trình này: "
                + "đang dùng danh mục kèm theo chương trình. "
                + "Hãy chạy lệnh \"reference update\" để tải lại danh mục của Bộ.",
            $"The reference data in {path} are damaged or not of this program: those of its release are used. "
                + "Run \"reference update\" to fetch the ministry's again.");

        public static Bilingual Updated(string version) => new(
            $"Đã tải danh mục {version} của Bộ; từ lần kiểm tra sau chương trình dùng danh mục này.",
            $"Fetched the ministry's reference data {version}; they are used from the next check on.");

        public static Bilingual UpToDate(string version) => new(
            $"Danh mục {version} đang là bản mới nhất của Bộ.",
            $"Reference data {version} are the ministry's latest.");

        public static Bilingual OtherProgram(string own, string server) => new(
            $"Chương trình dùng bộ quy tắc {own}, máy chủ dùng {server}: hãy cập nhật chương trình để kiểm tra "
                + "tại máy cho cùng kết luận.",
            $"This program has rule set {own}, the server {server}: update the program so that a check here gives "
                + "the same verdict.");

        public static Bilingual NotUpdated { get; } = new(
            "Chưa tải được danh mục mới của Bộ. Kết quả gửi không bị ảnh hưởng; "
                + "hãy chạy lệnh \"reference update\" sau.",
            "The ministry's new reference data could not be fetched. What was sent is not touched; run "
                + "\"reference update\" later.");

        public static Bilingual TooOld(string version) => new(
            $"Chương trình này không đọc được danh mục {version} của Bộ: hãy cập nhật chương trình.",
            $"This program cannot read the ministry's reference data {version}: update the program.");
    }
}
