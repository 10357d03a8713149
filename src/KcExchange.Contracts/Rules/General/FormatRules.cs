using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-GEN rules on the form of texts, dates and periods; <see cref="FieldRules"/> finds most of them.
/// </summary>
internal static class FormatRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = FieldRules.NotComposed, Group = "format", Severity = Severity.Error, BasisStatus = Basis.Ours,
            LegalBasis = "TCVN 6909:2001; dạng dựng sẵn (NFC) là quy định của hệ thống trao đổi",
            Vi = new("Văn bản chưa ở dạng Unicode dựng sẵn (NFC) hoặc đã hỏng.", "Dùng bảng mã Unicode dựng sẵn."),
            En = new("A text is not composed Unicode (NFC), or is damaged.", "Use composed Unicode."),
            Variants =
            [
                new("decomposed",
                    new("«{field}» viết bằng Unicode tổ hợp (dấu rời {found}), không phải Unicode dựng sẵn (NFC).",
                        "Chuyển văn bản sang Unicode dựng sẵn, hoặc gõ lại với bảng mã Unicode của bộ gõ."),
                    new("«{field}» is written in decomposed Unicode (separate mark {found}), not in composed "
                            + "form (NFC).",
                        "Convert the text to composed Unicode.")),
                new("damaged",
                    new("«{field}» có ký tự đã hỏng khi chuyển mã ({found}).", "Gõ lại các chữ đã hỏng."),
                    new("«{field}» holds characters that a conversion has damaged ({found}).", "Type them again.")),
            ],
        },
        new()
        {
            Id = FieldRules.NoDay, Group = "format", Severity = Severity.Error, BasisStatus = Basis.Ours,
            LegalBasis = Basis.OurRule,
            Vi = new("«{field}» ghi {value}, không phải một ngày có thật.",
                "Ghi đúng ngày theo dạng dd/MM/yyyy, năm đủ 4 chữ số."),
            En = new("«{field}» is {value}, which is no day of the calendar.",
                "Give a real day as dd/MM/yyyy with a year of 4 digits."),
        },
        new()
        {
            Id = FieldRules.BadText, Group = "format", Severity = Severity.Error, BasisStatus = Basis.Ours,
            LegalBasis = Basis.OurRule,
            Vi = new("Trường văn bản chứa ký tự không dùng được, giá trị lỗi của Excel hoặc khoảng trắng thừa.",
                "Xóa ký tự, khoảng trắng đó; ghi lại giá trị đúng."),
            En = new("A text holds unusable characters, an Excel error value, or outer blanks.",
                "Remove them; give the right value."),
            Variants =
            [
                new("character",
                    new("«{field}» chứa ký tự điều khiển hoặc ký tự ẩn {found} (kể cả dấu xuống dòng).",
                        "Xóa ký tự đó; thường gặp khi chép từ trang web, Word hoặc khi xuống dòng trong ô."),
                    new("«{field}» holds the control or invisible character {found} (a line break is one).",
                        "Remove it; such characters come with copying from web pages or Word.")),
                new("excel",
                    new("«{field}» là giá trị lỗi của Excel: {found}.",
                        "Sửa công thức trong ô hoặc ghi thẳng giá trị đúng."),
                    new("«{field}» is an Excel error value: {found}.",
                        "Mend the cell's formula or give the value itself.")),
                new("blank",
                    new("«{field}» có khoảng trắng ở đầu hoặc cuối.",
                        "Xóa khoảng trắng ở đầu và cuối; không có thì để trống."),
                    new("«{field}» has blanks at its beginning or end.",
                        "Remove outer blanks; leave empty what is not known.")),
            ],
        },
        new()
        {
            Id = FieldRules.Period, Group = "period", Severity = Severity.Error, BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 21.5 và Điều 23; cách ghi kỳ là quy định của hệ thống trao đổi",
            Vi = new("Kỳ báo cáo không đúng dạng hoặc chưa bắt đầu.", "Ghi kỳ đã bắt đầu, ví dụ 2026-Q3."),
            En = new("The report period is malformed or has not begun.", "Give a period that has begun, e.g. 2026-Q3."),
            Variants =
            [
                new("form",
                    new("Kỳ báo cáo ghi «{value}», không đúng dạng.", "Dạng đúng: {expected}."),
                    new("The report period is «{value}», which has not the right form.", "Right form: {expected}.")),
                new("future",
                    new("Kỳ báo cáo {value} chưa bắt đầu (hôm nay là {today}).", "Ghi kỳ đã hoặc đang diễn ra."),
                    new("Report period {value} has not begun (today is {today}).", "Give a period that has begun.")),
            ],
            Check = PeriodHasBegun,
        },
    ];

    private static void PeriodHasBegun(Judgement judgement)
    {
        if (ReportPeriod.TryParse(judgement.Record.ReportPeriod, out var period)
            && period.Start > judgement.Context.Today)
            judgement.Report("report_period", (Rule.Cause, "future"),
                ("value", period.Key), ("today", judgement.Context.Today.ToVietnameseText()));
    }
}
