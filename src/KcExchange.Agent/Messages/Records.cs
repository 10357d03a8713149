using KcExchange.Agent.Sources;

namespace KcExchange.Agent;

/// <summary>How a clerk knows a record: never by the key that travels.</summary>
internal static partial class Messages
{
    internal static partial class Names
    {
        /// <summary>A record by its natural key (docs/PROTOCOL.md); what is no key of ours stays as it is.</summary>
        /// <param name="key">Key; empty for none.</param>
        public static Bilingual Record(string key) => key.Split('/') switch
        {
            ["centre", var code, var period] => new(
                $"Trung tâm {code}, kỳ {period}", $"Centre {code}, period {period}"),
            ["project", var code] => new($"Đề án {code}", $"Project {code}"),
            ["funding", var year, var period, var level, var source, _, var about] => new(
                $"Kinh phí {about}, năm {year} ({level}, {source}), kỳ {period}",
                $"Funding {about}, year {year} ({level}, {source}), period {period}"),
            _ => new(key, key),
        };

        /// <summary>Two rows for one record that say different things.</summary>
        public static (Bilingual Message, Bilingual Cure) Twin { get; } = (
            new("Tệp có một dòng khác phía trên cho chính bản ghi này nhưng khác nội dung.",
                "The file has another row above for this very record, with other content."),
            new("Hãy chỉ giữ dòng đúng, xóa dòng kia rồi gửi lại.",
                "Keep the right row, delete the other, and send again."));

        /// <summary>A row that keeps another one back.</summary>
        /// <param name="record">Key of the record that was not sent.</param>
        /// <param name="at">Its row.</param>
        public static (Bilingual Message, Bilingual Cure) NotSentParent(string record, CellRef at) => (
            new($" {Record(record).Vi} ở trang \"{at.Sheet}\" dòng {at.Row} có lỗi nên chưa gửi được.",
                $" {Record(record).En} is on sheet \"{at.Sheet}\" row {at.Row}, which has errors and was not sent."),
            new($"Hãy sửa trang \"{at.Sheet}\" dòng {at.Row} rồi gửi lại; dòng này không cần sửa gì khác vì lỗi này.",
                $"Mend sheet \"{at.Sheet}\" row {at.Row} and send again; nothing else is wrong here because of it."));
    }
}
