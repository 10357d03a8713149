using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-FND rules on how the amounts of one line go together.</summary>
internal static class FundingAmountRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-FND-004", Group = "cross_field", Kind = RecordKind.Funding, Severity = Severity.Warning,
            BasisStatus = Basis.Expired2018, LegalBasis = Basis.NewFinance, ValidFrom = Basis.Circular28Start,
            Vi = new("Kinh phí được giao {allocated} vượt kế hoạch được duyệt {plan}: vượt {excess}, chưa ghi đủ số và "
                    + "ngày quyết định bổ sung (căn cứ chờ xác nhận).",
                "Ghi số và ngày quyết định bổ sung dự toán, hoặc sửa số được giao, số kế hoạch."),
            En = new("Allocated {allocated} is more than the approved plan {plan}: {excess} too much, without number "
                    + "and date of a supplement decision (legal basis to be confirmed).",
                "Give number and date of the supplement decision, or mend one of the amounts."),
            Check = AllocatedIsWithinPlan,
        },
        new()
        {
            // The circular that the design named has expired; that a part is not more than its whole needs no circular.
            Id = "KC-FND-005", Group = "cross_field", Kind = RecordKind.Funding, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = "phép so sánh số học; quy định của hệ thống trao đổi",
            Vi = new("Giải ngân lũy kế {disbursed} vượt kinh phí được giao cộng số năm trước chuyển sang "
                    + "{allocated}: vượt {excess}.",
                "Kiểm tra số giải ngân, số được giao (kể cả bổ sung) và số chuyển từ năm trước sang; tất cả "
                    + "là lũy kế từ đầu năm."),
            En = new("Disbursed {disbursed} is more than allocated plus carried in, {allocated}: {excess} too much.",
                "Check what was disbursed, allocated (supplements included) and carried in; all are "
                    + "cumulative in the year."),
            Check = DisbursedIsWithinAllocated,
        },
        new()
        {
            Id = "KC-FND-006", Group = "cross_field", Kind = RecordKind.Funding, Severity = Severity.Error,
            BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Điều 18 và Điều 19",
            ValidFrom = Basis.Circular36Start,
            Vi = new("Quyết toán vượt giá trị nghiệm thu hoặc kinh phí được giao.", "Sửa số tiền chưa đúng."),
            En = new("Settled is more than accepted or allocated.", "Mend the amount that is wrong."),
            Variants =
            [
                new("accepted",
                    new("Quyết toán lũy kế {settled} vượt giá trị nghiệm thu lũy kế {limit}: vượt {excess}.",
                        "Sửa số quyết toán, hoặc ghi đủ giá trị đã nghiệm thu (phạm vi PROVINCE: cả chi quản lý)."),
                    new("Settled {settled} is more than accepted, {limit}: {excess} too much.",
                        "Mend what was settled, or give all that was accepted (scope PROVINCE: management cost too).")),
                new("allocated",
                    new("Quyết toán lũy kế {settled} vượt kinh phí được giao cộng số năm trước chuyển sang {limit}: "
                            + "vượt {excess}.",
                        "Sửa số quyết toán, hoặc ghi đủ số được giao và số năm trước chuyển sang."),
                    new("Settled {settled} is more than allocated plus carried in, {limit}: {excess} too much.",
                        "Mend what was settled, or give all that was allocated and carried in.")),
            ],
            Check = SettledIsWithinAcceptedAndAllocated,
        },
        new()
        {
            Id = "KC-FND-016", Group = "cross_field", Kind = RecordKind.Funding, Severity = Severity.Error,
            BasisStatus = Basis.Decree45, LegalBasis = "NĐ 45/2012/NĐ-CP, Điều 14.4",
            ValidFrom = Basis.Decree45Start,
            Vi = new("Chuyển nguồn sang năm sau {amount} nhưng chưa ghi «{field}».",
                "Ghi số, ngày văn bản cho chuyển nguồn; không chuyển nguồn thì sửa số tiền."),
            En = new("{amount} is carried over to the next year, but «{field}» is empty.",
                "Give number and date of the decision that allows it, or mend the amount."),
            Check = CarryOverHasItsDecision,
        },
        new()
        {
            Id = "KC-FND-018", Group = "business_ceiling", Kind = RecordKind.Funding, Severity = Severity.Warning,
            BasisStatus = Basis.Expired2018, LegalBasis = Basis.NewFinance, ValidFrom = Basis.Circular28Start,
            Vi = new("Chi quản lý chương trình {cost} vượt {percent}% kinh phí năm {funds}, tức {limit}: vượt {excess} "
                    + "(căn cứ chờ xác nhận).",
                "Kiểm tra chi quản lý và kinh phí năm (kế hoạch, số được giao)."),
            En = new("Programme management cost {cost} is more than {percent}% of the year's funds {funds}, that is "
                    + "{limit}: {excess} too much (legal basis to be confirmed).",
                "Check the management cost and the year's funds (plan, allocated)."),
            Check = ManagementCostIsWithinItsShare,
        },
        new()
        {
            Id = "KC-FND-020", Group = "cross_field", Kind = RecordKind.Funding, Severity = Severity.Warning,
            BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Điều 14 và Điều 18",
            ValidFrom = Basis.Circular36Start,
            Vi = new("Quyết toán lũy kế {settled} lớn hơn giải ngân lũy kế {disbursed}: hơn {excess}.",
                "Kiểm tra lần chuyển tiền cuối: đã chuyển thì ghi vào giải ngân; chưa chuyển thì giữ nguyên."),
            En = new("Settled {settled} is more than disbursed {disbursed}: {excess} more.",
                "Check the last transfer: once made, add it to what was disbursed; otherwise leave it."),
            Check = SettledIsDisbursed,
        },
    ];

    /// <summary>
    /// Money that an authority allocates; nobody allocates a beneficiary's share, a donation or other sources.
    /// </summary>
    /// <param name="funding">A line of funding.</param>
    internal static bool IsAllocated(V1.Funding funding) =>
        funding.FundingSource is not ("DOI_UNG" or "TAI_TRO" or "KHAC");

    private static void AllocatedIsWithinPlan(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (!IsAllocated(funding) || !funding.HasAllocatedAmount || !funding.HasPlanAmount) return;
        if (funding.AllocatedAmount <= funding.PlanAmount) return;
        if (funding.SupplementDecisionNo.Length > 0 && funding.SupplementDecisionDate is not null) return;
        judgement.Report("funding.allocated_amount",
            ("allocated", Amounts.Text(funding.AllocatedAmount)), ("plan", Amounts.Text(funding.PlanAmount)),
            ("excess", Amounts.Text((Int128)funding.AllocatedAmount - funding.PlanAmount)));
    }

    private static void DisbursedIsWithinAllocated(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (!IsAllocated(funding) || !funding.HasDisbursedAmount || !funding.HasAllocatedAmount) return;
        var allocated = (Int128)funding.AllocatedAmount + funding.CarriedInVnd;
        if (funding.DisbursedAmount > allocated)
            judgement.Report("funding.disbursed_amount",
                ("disbursed", Amounts.Text(funding.DisbursedAmount)), ("allocated", Amounts.Text(allocated)),
                ("excess", Amounts.Text(funding.DisbursedAmount - allocated)));
    }

    // The lower limit speaks: who keeps it keeps both. Nobody accepts the cost of managing the programme.
    private static void SettledIsWithinAcceptedAndAllocated(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (!funding.HasSettledAmount || !funding.HasAcceptedAmount || !funding.HasAllocatedAmount) return;
        var accepted = (Int128)funding.AcceptedAmount
            + (funding.Scope == FundingScopes.Province ? funding.ManagementCostVnd : 0);
        var allocated = IsAllocated(funding)
            ? (Int128)funding.AllocatedAmount + funding.CarriedInVnd : Int128.MaxValue;
        var limit = Int128.Min(accepted, allocated);
        if (funding.SettledAmount > limit)
            judgement.Report("funding.settled_amount",
                (Rule.Cause, limit == accepted ? "accepted" : "allocated"),
                ("settled", Amounts.Text(funding.SettledAmount)), ("limit", Amounts.Text(limit)),
                ("excess", Amounts.Text(funding.SettledAmount - limit)));
    }

    private static void CarryOverHasItsDecision(Judgement judgement)
    {
        const string path = "funding.carry_over_decision";
        var funding = judgement.Record.Funding;
        if (funding.CarryOverDecision.Length > 0) return;
        var amount = Int128.Max(funding.CarryOverAmount, FundingMovements.Sum(funding, FundingMovements.CarryOver));
        if (amount > 0)
            judgement.Report(path, ("amount", Amounts.Text(amount)), ("field", Labels.Of(path)));
    }

    // Early in the year less is allocated than planned: the larger of the two are the year's funds.
    private static void ManagementCostIsWithinItsShare(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (funding.Scope != FundingScopes.Province || funding.ManagementCostVnd <= 0) return;
        // The share in force or, where it has ended, the last one: it is the best that is known, and the text says so.
        var ceiling = judgement.Context.Reference.Ceilings.FindLatest(
            SupportCeiling.ManagementOfAgency, judgement.ReferenceDate);
        if (ceiling is not { MaxBasisPoints: { } share }) return;
        var funds = Int128.Max(funding.PlanAmount, funding.AllocatedAmount);
        if ((Int128)funding.ManagementCostVnd * 10_000 <= funds * share) return;
        var limit = funds * share / 10_000;
        judgement.Report("funding.management_cost_vnd",
            ("cost", Amounts.Text(funding.ManagementCostVnd)), ("percent", Percent(share)),
            ("funds", Amounts.Text(funds)), ("limit", Amounts.Text(limit)),
            ("excess", Amounts.Text(funding.ManagementCostVnd - limit)));
    }

    private static string Percent(int basisPoints) => basisPoints % 100 == 0
        ? (basisPoints / 100).ToString(CultureInfo.InvariantCulture)
        : basisPoints % 10 == 0 ? Amounts.Number(basisPoints / 10, 1, "") : Amounts.Number(basisPoints, 2, "");

    private static void SettledIsDisbursed(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (funding.HasSettledAmount && funding.HasDisbursedAmount && funding.SettledAmount > funding.DisbursedAmount)
            judgement.Report("funding.settled_amount",
                ("settled", Amounts.Text(funding.SettledAmount)), ("disbursed", Amounts.Text(funding.DisbursedAmount)),
                ("excess", Amounts.Text((Int128)funding.SettledAmount - funding.DisbursedAmount)));
    }
}
