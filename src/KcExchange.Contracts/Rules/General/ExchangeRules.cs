using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// Rules that the exchange decides itself (versions, sizes, storage, deletions) and, as KC-SYS-004 to 007, the general
/// names under which <see cref="FieldRules"/> reports annotations that no rule of the law names.
/// </summary>
internal static class ExchangeRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-GEN-010", Group = "cross_record", Stage = RuleStage.Exchange, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Bản ghi có cùng phiên bản nguồn {stored} với bản đang lưu nhưng khác nội dung.",
                "Đọc lại dữ liệu nguồn và gửi lại: lần gửi mới có phiên bản mới."),
            En = new("The record has the source version {stored} of the stored one but other content.",
                "Read the source again and resend: a new reading has a new version."),
        },
        new()
        {
            Id = "KC-GEN-014", Group = "cross_record", Stage = RuleStage.Exchange, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Không thể xóa: bản ghi {related} còn tham chiếu đến bản ghi này.",
                "Xóa hoặc sửa bản ghi {related} trước, hoặc xóa cả hai trong cùng lần gửi."),
            En = new("Cannot delete: record {related} still refers to this one.",
                "Delete or mend record {related} first, or delete both in the same submission."),
        },
        new()
        {
            Id = "KC-GEN-015", Group = "cross_record", Stage = RuleStage.Context, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Bản ghi phụ thuộc {related}, mà bản ghi đó bị từ chối trong cùng lần gửi.",
                "Sửa {related} theo các lỗi đã báo rồi gửi lại cả hai; bản ghi này không cần sửa gì khác vì lỗi này."),
            En = new("The record depends on {related}, which was refused in the same submission.",
                "Mend {related} as its findings say and resend both; nothing else is wrong here because of it."),
            Check = ParentWasNotRefused,
        },
        Sys("KC-SYS-001", Severity.Warning, RuleStage.Exchange,
            new("Phiên bản nguồn cũ hơn bản đang lưu ({stored}); bản ghi không được áp dụng.",
                "Nếu số liệu này mới hơn, đọc lại dữ liệu nguồn và gửi lại."),
            new("The source version is older than the stored one ({stored}); the record was not applied.",
                "If these figures are newer, read the source again and resend.")),
        Sys("KC-SYS-002", Severity.Error, RuleStage.Exchange,
            new("Bản ghi dài {size} byte, vượt mức cho phép {limit} byte.",
                "Rút ngắn các trường văn bản hoặc bớt dòng con."),
            new("The record has {size} bytes, more than the limit of {limit} bytes.",
                "Shorten its texts or its lists.")),
        Sys("KC-SYS-003", Severity.Error, RuleStage.Exchange,
            new("Bản ghi không có nội dung, hoặc loại bản ghi hay thao tác không xác định.",
                "Cập nhật phần mềm gửi; mỗi bản ghi phải là trung tâm, đề án hoặc kinh phí."),
            new("The record has no body, or a kind or operation that is not known.",
                "Update the sending software; each record is a centre, a project or a funding line.")),
        Sys(FieldRules.TooLong, Severity.Error, RuleStage.Record,
            new("«{field}» dài {length} ký tự, nhiều nhất là {limit}.", "Rút ngắn còn tối đa {limit} ký tự."),
            new("«{field}» has {length} characters; {limit} are allowed.", "Shorten it to {limit} characters.")),
        Sys(FieldRules.WrongForm, Severity.Error, RuleStage.Record,
            new("«{field}» ghi «{value}», không đúng dạng yêu cầu.", "Dạng đúng: {expected}."),
            new("«{field}» is «{value}», which does not have the required form.", "Right form: {expected}.")),
        Sys(FieldRules.BelowMinimum, Severity.Error, RuleStage.Record,
            new("«{field}» ghi {value}, nhỏ hơn mức nhỏ nhất {minimum}.", "Ghi giá trị từ {minimum} trở lên."),
            new("«{field}» is {value}, below the minimum {minimum}.", "Give a value of at least {minimum}.")),
        Sys(FieldRules.NotInList, Severity.Error, RuleStage.Record,
            new("«{field}» ghi «{value}», không có trong danh mục {list} ngày {date}.",
                "Chọn mã trong danh mục, gợi ý: {nearest}."),
            new("«{field}» is «{value}», which is not in list {list} on {date}.",
                "Choose a code of the list; perhaps: {nearest}.")),
        Sys("KC-SYS-008", Severity.Info, RuleStage.Exchange,
            new("Còn {n} lỗi khác của bản ghi này không được liệt kê.",
                "Sửa các lỗi đã nêu rồi gửi lại để xem phần còn lại."),
            new("{n} more findings of this record are not listed.", "Mend those listed and resend to see the others.")),
        Sys("KC-SYS-009", Severity.Error, RuleStage.Exchange,
            new("Hệ thống không lưu được bản ghi; mã yêu cầu {request_id}.",
                "Báo mã yêu cầu này cho đơn vị vận hành hệ thống; các bản ghi khác không bị ảnh hưởng."),
            new("The record could not be stored; request {request_id}.",
                "Tell the operators of the exchange this request id; other records are not affected.")),
    ];

    private static Rule Sys(string id, Severity severity, RuleStage stage, RuleText vi, RuleText en) => new()
    {
        Id = id,
        Group = "exchange",
        Stage = stage,
        Severity = severity,
        BasisStatus = Basis.Ours,
        LegalBasis = Basis.OurRule,
        Vi = vi,
        En = en,
    };

    private static void ParentWasNotRefused(Judgement judgement)
    {
        foreach (var reference in judgement.Kind.References(judgement.Record))
            if (judgement.Context.Known.IsRefused(reference, out var refused))
                judgement.Report(reference.FieldPath, ("related", refused));
            else if (judgement.Context.Known.IsOpen(reference)) judgement.CannotDecide();
    }
}
