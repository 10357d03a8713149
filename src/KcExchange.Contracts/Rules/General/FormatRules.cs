using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-GEN rules on the form of texts, dates and periods; <see cref="FieldRules"/> finds most of them.</summary>
internal static class FormatRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = FieldRules.NotComposed, Group = "format", Severity = Severity.Error, BasisStatus = Basis.Ours,
            LegalBasis = "TCVN 6909:2001; dạng dựng sẵn (NFC) là quy định của hệ thống trao đổi",
            Vi = new("Trường «{field}» có ký tự {found}: chữ chưa ở dạng Unicode dựng sẵn (NFC) hoặc đã hỏng khi chuyển mã.",
                "Chuyển văn bản sang bảng mã Unicode dựng sẵn; ký tự nào đã hỏng thì gõ lại."),
            En = new("Field «{field}» holds {found}: the text is not composed Unicode (NFC), or was damaged by a conversion.",
                "Convert the text to composed Unicode (NFC); type damaged characters again."),
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
            Vi = new("Trường «{field}» có nội dung không dùng được: {found} (ký tự điều khiển, ký tự ẩn, giá trị lỗi của "
                    + "Excel, hoặc khoảng trắng ở đầu hay cuối).",
                "Xóa ký tự đó; nếu là giá trị lỗi của Excel (#N/A, #REF!…) thì ghi lại giá trị đúng."),
            En = new("Field «{field}» holds something unusable: {found} (control or invisible character, Excel error value, "
                    + "or a blank at its beginning or end).",
                "Remove it; replace an Excel error (#N/A, #REF!…) by the right value."),
        },
        new()
        {
            Id = FieldRules.Period, Group = "period", Severity = Severity.Error, BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 21.5 và Điều 23; cách ghi kỳ là quy định của hệ thống trao đổi",
            Vi = new("Kỳ báo cáo «{value}» không đúng dạng hoặc chưa bắt đầu (hôm nay là {today}).",
                "Ghi kỳ đã hoặc đang diễn ra theo dạng 2026-M10 (tháng), 2026-Q3 (quý), 2026-H1 (6 tháng) hoặc 2026-Y (năm)."),
            En = new("Report period «{value}» is malformed or has not begun (today is {today}).",
                "Give a period that has begun: 2026-M10 (month), 2026-Q3 (quarter), 2026-H1 (half year) or 2026-Y (year)."),
            Check = PeriodHasBegun,
        },
    ];

    private static void PeriodHasBegun(Judgement judgement)
    {
        if (ReportPeriod.TryParse(judgement.Record.ReportPeriod, out var period)
            && period.Start > judgement.Context.Today)
            judgement.Report("report_period",
                ("value", period.Key), ("today", judgement.Context.Today.ToVietnameseText()));
    }
}
