using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-PRJ-014 to 020: how much may be supported. The values are dated data; what they rest on is a value of each
/// finding. How the rules share the work: <see cref="SupportCeilings"/>.
/// </summary>
internal static class CeilingRules
{
    private static readonly RuleVariant Amount = new("amount",
        new("Hỗ trợ {value}, vượt mức tối đa {limit} cho {units}: vượt {excess} (mức ngày {date}: {basis}).",
            "Giảm mức hỗ trợ còn không quá {limit}, hoặc kiểm tra lại nội dung chi, số đơn vị và số tiền."),
        new("Support of {value} is above the most for {units}, {limit}: {excess} too much (as of {date}: {basis}).",
            "Lower it to {limit} at most, or check the expense, the number of units and the amount."));

    private static readonly RuleVariant Share = new("share",
        new("Hỗ trợ {value}, vượt {percent} chi phí hạng mục {cost}: tối đa {limit}, vượt {excess} (mức ngày {date}: "
                + "{basis}).",
            "Giảm mức hỗ trợ còn không quá {limit}, hoặc kiểm tra lại chi phí hạng mục; ưu tiên không làm tăng tỷ lệ."),
        new("Support of {value} is above {percent} of the item's cost {cost}: {limit} at most, {excess} too much (as "
            + "of "
                + "{date}: {basis}).",
            "Lower it to {limit} at most, or check the item's cost; priority never raises the percentage."));

    private static readonly RuleVariant NoCost = new("no_cost",
        new("Chưa ghi «{field}» nên chưa đối chiếu được tỷ lệ hỗ trợ tối đa {percent} (mức ngày {date}: {basis}).",
            "Ghi «{field}» của đơn vị thụ hưởng này, bằng đồng."),
        new("«{field}» is missing, so the highest share of {percent} could not be checked (as of {date}: {basis}).",
            "Give «{field}» of this beneficiary, in đồng."))
    { AtMost = Severity.Warning };

    private static readonly RuleVariant NoCeiling = new("no_ceiling",
        new("Nội dung chi {activity}: chưa có mức trần trong danh mục cho ngày {date}; mức hỗ trợ {value} chưa được "
            + "đối "
                + "chiếu ({basis}).",
            "Không phải sửa nếu nội dung chi đúng; đơn vị tự đối chiếu với văn bản đang áp dụng."),
        new("Expense {activity}: the reference data have no ceiling for {date}; support of {value} was not checked "
                + "({basis}).",
            "Nothing to mend if the expense is right; compare with the text in force yourself."))
    { AtMost = Severity.Info };

    private static readonly RuleVariant Other = new("other",
        new("Nội dung {category} có mức trần riêng nhưng nội dung chi ghi KHAC: mức hỗ trợ {value} chưa được đối chiếu "
                + "({basis}).",
            "Chọn đúng nội dung chi trong danh mục; giữ KHAC nếu khoản chi thật sự không có mức trần."),
        new("Content {category} has ceilings of its own but the expense is KHAC: support of {value} was not checked "
                + "({basis}).",
            "Choose the right expense; keep KHAC if it really has no ceiling."))
    { AtMost = Severity.Info };

    public static IReadOnlyList<Rule> All { get; } =
    [
        Ceiling("KC-PRJ-014", "TT 28/2018/TT-BTC, Điều 8.4", SupportCeilings.Machinery,
            new("Mức hỗ trợ máy móc, dây chuyền vượt trần, hoặc chưa đối chiếu được.",
                "Giảm mức hỗ trợ, hoặc bổ sung số liệu."),
            new("Support of machinery or a line is above its ceiling, or could not be checked.",
                "Lower it, or complete the figures."),
            [Amount, Share, NoCost, NoCeiling]),
        Ceiling("KC-PRJ-015", "TT 28/2018/TT-BTC, Điều 8.2", SupportCeilings.Model,
            new("Mức hỗ trợ mô hình trình diễn vượt trần, hoặc chưa đối chiếu được.",
                "Giảm mức hỗ trợ, hoặc bổ sung số liệu."),
            new("Support of a demonstration model is above its ceiling, or could not be checked.",
                "Lower it, or complete the figures."),
            [Amount, Share, NoCost, NoCeiling]),
        Ceiling("KC-PRJ-016", "TT 28/2018/TT-BTC, Điều 8", SupportCeilings.Cluster,
            new("Mức hỗ trợ hạ tầng cụm công nghiệp vượt trần, hoặc chưa đối chiếu được.",
                "Giảm mức hỗ trợ, hoặc bổ sung số liệu."),
            new("Support of cluster infrastructure is above its ceiling, or could not be checked.",
                "Lower it, or complete the figures."),
            [Amount, Share, NoCost, NoCeiling]),
        Ceiling("KC-PRJ-017", "TT 28/2018/TT-BTC, Điều 8", SupportCeilings.AnyOther,
            new("Mức hỗ trợ vượt trần của nội dung chi, hoặc chưa đối chiếu được.",
                "Giảm mức hỗ trợ, hoặc bổ sung số liệu."),
            new("Support is above the ceiling of its expense, or could not be checked.",
                "Lower it, or complete the figures."),
            [Amount, Share, NoCost, NoCeiling, Other]),
        new()
        {
            Id = "KC-PRJ-018", Group = "business_ceiling", Kind = RecordKind.Project, Severity = Severity.Warning,
            BasisStatus = Basis.Expired2018,
            LegalBasis = "hệ số ưu tiên trên mức trần hỗ trợ: " + Basis.ToConfirm,
            Vi = new("Mức ưu tiên bị dùng sai: thiếu căn cứ ưu tiên hoặc vượt mức đã nhân hệ số.",
                "Bổ sung căn cứ ưu tiên, hoặc giảm mức hỗ trợ."),
            En = new("The priority uplift is used wrongly: without a ground, or beyond its factor.",
                "Give the ground, or lower the support."),
            Variants =
            [
                new("no_ground",
                    new("Hỗ trợ {value}, vượt mức thường {limit}: vượt {excess}; mức ưu tiên ({factor} lần, "
                            + "tối đa {raised}, ngày {date}) cần căn cứ ưu tiên mà đề án chưa ghi (hệ số: {basis}).",
                        "Ghi căn cứ ưu tiên theo địa bàn, ngành nghề hoặc chủ sở hữu nếu có; nếu không thì giảm còn "
                            + "không quá {limit}."),
                    new("Support of {value} is {excess} above the plain ceiling {limit}; the uplift ({factor} times, "
                            + "{raised} at most, as of {date}) needs a priority ground that is not given (factor: "
                            + "{basis}).",
                        "Give the ground by area, sector or owner if there is one; else lower it to {limit} at most.")),
                new("above",
                    new("Hỗ trợ {value}, vượt cả mức ưu tiên {limit} (mức thường nhân {factor}, ngày {date}): "
                            + "vượt {excess} (hệ số: {basis}).",
                        "Giảm mức hỗ trợ còn không quá {limit}."),
                    new("Support of {value} is above even the raised ceiling {limit} (plain one times {factor}, as of "
                            + "{date}): {excess} too much (factor: {basis}).",
                        "Lower it to {limit} at most.")),
                new("line",
                    new("Hỗ trợ {value}, vượt mức {limit} của dây chuyền: vượt {excess}; mức này đã gấp rưỡi mức "
                            + "máy móc, không nhân thêm hệ số ưu tiên {factor} (ngày {date}; {basis}).",
                        "Giảm mức hỗ trợ còn không quá {limit}."),
                    new("Support of {value} is {excess} above the ceiling of a line, {limit}, which is 1.5 times "
                            + "that of machinery already: the priority factor {factor} is not laid over it "
                            + "({date}; {basis}).",
                        "Lower it to {limit} at most.")),
            ],
            Check = SupportCeilings.Uplift,
        },
        new()
        {
            Id = "KC-PRJ-019", Group = "business_ceiling", Kind = RecordKind.Project, Severity = Severity.Warning,
            BasisStatus = Basis.Expired2018, LegalBasis = "mức chi quản lý đề án: " + Basis.ToConfirm,
            Vi = new("Chi quản lý đề án {value}, vượt {percent} dự toán {total}: tối đa {limit}, vượt {excess} (mức "
                + "ngày "
                    + "{date}: {basis}).",
                "Giảm chi quản lý còn không quá {limit}, hoặc kiểm tra lại tổng kinh phí."),
            En = new("Management cost of {value} is above {percent} of the estimate {total}: {limit} at most, "
                + "{excess} too "
                    + "much (as of {date}: {basis}).",
                "Lower it to {limit} at most, or check the total cost."),
            Check = ManagementIsWithinItsShare,
        },
        new()
        {
            Id = "KC-PRJ-020", Group = "business_ceiling", Kind = RecordKind.Project, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = "nghị quyết của Hội đồng nhân dân tỉnh về mức chi khuyến công",
            Vi = new("Mức hỗ trợ của đề án địa phương vượt mức chi do Hội đồng nhân dân tỉnh quy định.",
                "Giảm mức hỗ trợ, hoặc bổ sung số liệu."),
            En = new("Support of a local project is above the ceiling that the provincial council set.",
                "Lower it, or complete the figures."),
            Variants = [Amount, Share, NoCost],
            Check = SupportCeilings.Province,
        },
    ];

    private static Rule Ceiling(
        string id, string legalBasis, RuleCheck check, RuleText vi, RuleText en, IReadOnlyList<RuleVariant> variants) =>
        new()
        {
            Id = id,
            Group = "business_ceiling",
            Kind = RecordKind.Project,
            Severity = Severity.Warning,
            BasisStatus = Basis.Circular28,
            LegalBasis = legalBasis,
            Vi = vi,
            En = en,
            Variants = variants,
            Check = check,
        };

    private static void ManagementIsWithinItsShare(Judgement judgement)
    {
        var project = judgement.Record.Project;
        if (!project.HasManagementCostVnd || !project.HasTotalCost) return;
        var day = judgement.Kind.ListDate(judgement.Record, judgement.ReferenceDate);
        var row = judgement.Context.Reference.Ceilings.FindLatest(Reference.SupportCeiling.ManagementOfUnit, day);
        if (row?.MaxBasisPoints is not { } share) return;
        var limit = (Int128)project.TotalCost * share / 10_000;
        if (project.ManagementCostVnd <= limit) return;
        judgement.Report("project.management_cost_vnd", ("value", Amounts.Text(project.ManagementCostVnd)),
            ("percent", Percent.Text(share)), ("total", Amounts.Text(project.TotalCost)),
            ("limit", Amounts.Text(limit)), ("excess", Amounts.Text(project.ManagementCostVnd - limit)),
            ("date", day.ToVietnameseText()), (Rule.Basis, CeilingFindings.OnDay(row, day)));
    }
}
