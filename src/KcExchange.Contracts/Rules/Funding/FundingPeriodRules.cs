using System.Globalization;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;
using static KcExchange.Contracts.Rules.ParameterText;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-FND rules on a line over time: against the period before, against the year's dates.</summary>
internal static class FundingPeriodRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-FND-013", Group = "cross_record", Kind = RecordKind.Funding, Stage = RuleStage.Context,
            Severity = Severity.Error, BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 12.6; số lũy kế từ đầu năm theo quy định của hệ thống trao đổi",
            ValidFrom = Basis.Circular36Start,
            Vi = new("«{field}» là {amount}, thấp hơn kỳ {period} ({previous}): giảm {fall}, thu hồi, nộp trả thêm "
                    + "{refunded}.",
                "Ghi số lũy kế từ đầu năm; có thu hồi thì ghi vào «Thu hồi, nộp trả lũy kế»; kỳ trước ghi quá thì sửa "
                    + "và gửi lại kỳ trước."),
            En = new("«{field}» is {amount}, lower than in period {period} ({previous}): a fall of {fall}, refunded "
                    + "since then {refunded}.",
                "Give amounts cumulative from the start of the year; give refunds in their own field; if the earlier "
                    + "period said too much, mend and resend that one."),
            Check = CumulativeAmountsDoNotFall,
        },
        new()
        {
            Id = "KC-FND-015", Group = "period", Kind = RecordKind.Funding, AppliesTo = AppliesTo.National,
            Severity = Severity.Error, BasisStatus = Basis.Circular36, LegalBasis = "TT 36/2013/TT-BCT, Điều 18.2",
            ValidFrom = Basis.Circular36Start,
            Vi = new("Quyết toán của năm sau thời hạn, không có gia hạn đến ngày đó.", "Ghi văn bản gia hạn."),
            En = new("Settled after the deadline, without an extension to that day.", "Give the extension."),
            Variants =
            [
                new("none",
                    new("Quyết toán của năm {year} ngày {date}, sau thời hạn {limit}, không có văn bản gia hạn.",
                        "Ghi số văn bản và ngày gia hạn quyết toán, hoặc sửa ngày, năm ngân sách."),
                    new("The year {year} was settled on {date}, after {limit}, without an extension.",
                        "Give number of the extension and the day it runs to, or mend the day or the budget year.")),
                new("exceeded",
                    new("Quyết toán của năm {year} ngày {date}, sau ngày {limit} là ngày được gia hạn đến.",
                        "Ghi văn bản gia hạn mới nhất, hoặc sửa ngày quyết toán."),
                    new("The year {year} was settled on {date}, after {limit}, the day to which it was extended.",
                        "Give the newest extension, or mend the day of settlement.")),
            ],
            Check = SettlementIsInTime,
        },
        new()
        {
            Id = "KC-FND-017", Group = "plausibility", Kind = RecordKind.Funding, Severity = Severity.Warning,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Đến hết kỳ {period} mới giải ngân {disbursed} trên {allocated} được giao, đạt {percent}%, dưới "
                    + "{limit}%.",
                "Kiểm tra số đã ghi; đúng thì đẩy nhanh giải ngân hoặc đề nghị điều chỉnh dự toán."),
            En = new("By the end of {period} only {disbursed} of {allocated} allocated was disbursed: {percent}%, less "
                    + "than {limit}%.",
                "Check the amounts; if they are right speed up, or ask to adjust the estimate."),
            Check = EnoughIsDisbursed,
        },
        new()
        {
            Id = "KC-FND-019", Group = "plausibility", Kind = RecordKind.Funding, Stage = RuleStage.Context,
            Severity = Severity.Warning, BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("«{field}» là {amount}, kỳ {period} là {previous}: nghi một trong hai kỳ ghi sai đơn vị tiền.",
                "Ghi tất cả bằng đồng, không phải nghìn hay triệu đồng; kỳ trước sai thì sửa và gửi lại kỳ trước."),
            En = new("«{field}» is {amount}, in period {period} it was {previous}: one of them seems to be in "
                    + "another unit.",
                "Give all amounts in đồng, not in thousands or millions; if the earlier period is wrong, mend and "
                    + "resend that one."),
            Check = UnitsAreThoseOfTheEarlierPeriod,
        },
    ];

    private static void CumulativeAmountsDoNotFall(Judgement judgement)
    {
        if (EarlierPeriod.Find(judgement) is not { Funding: { } before } earlier) return;
        var now = judgement.Record.Funding;
        var refunded = Int128.Max(0, Refunded(now) - Refunded(before));
        Compare("funding.advanced_amount", now.HasAdvancedAmount, now.AdvancedAmount, before.AdvancedAmount);
        Compare("funding.disbursed_amount", now.HasDisbursedAmount, now.DisbursedAmount, before.DisbursedAmount);
        Compare("funding.accepted_amount", now.HasAcceptedAmount, now.AcceptedAmount, before.AcceptedAmount);
        Compare("funding.settled_amount", now.HasSettledAmount, now.SettledAmount, before.SettledAmount);

        void Compare(string path, bool given, long amount, long previous)
        {
            if (given && amount + refunded < previous)
                judgement.Report(path, ("field", Labels.Of(path)), ("amount", Amounts.Text(amount)),
                    ("period", earlier.ReportPeriod), ("previous", Amounts.Text(previous)),
                    ("fall", Amounts.Text((Int128)previous - amount)), ("refunded", Amounts.Text(refunded)));
        }
    }

    private static Int128 Refunded(V1.Funding funding) =>
        Int128.Max(funding.RefundedAmount, FundingMovements.Sum(funding, FundingMovements.Refund));

    // Only days that the line itself gives: a project goes on for years, its own settlement may be another year's.
    private static void SettlementIsInTime(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (funding.BudgetYear is < 2000 or >= 9998) return;
        var (day, month) = judgement.Context.Settings.SettlementDeadline;
        var deadline = new DateOnly(funding.BudgetYear + 1, month, day);
        var extended = funding.SettlementExtensionDate.TryToDateOnly(out var extension)
            && funding.SettlementExtensionNo.Length > 0;
        var limit = extended && extension > deadline ? extension : deadline;
        if (funding.SettlementDate is not null)
        {
            Check(funding.SettlementDate, "funding.settlement_date", -1);
            return;
        }
        for (var i = 0; i < funding.Movements.Count; i++)
            if (funding.Movements[i].Kind == FundingMovements.Settlement)
                Check(funding.Movements[i].Date, "funding.movements[{0}].date", i);

        void Check(CivilDate? date, string path, int index)
        {
            if (date.TryToDateOnly(out var settled) && settled > limit)
                judgement.Report(string.Format(CultureInfo.InvariantCulture, path, index),
                    (Rule.Cause, limit == deadline ? "none" : "exceeded"), ("year", Plain(funding.BudgetYear)),
                    ("date", settled.ToVietnameseText()), ("limit", limit.ToVietnameseText()));
        }
    }

    /// <summary>
    /// Of the sums of a province and of its activity contents: that one project has not begun to spend is no news.
    /// </summary>
    private static void EnoughIsDisbursed(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (funding.Scope is not (FundingScopes.Province or FundingScopes.Category)) return;
        if (!FundingAmountRules.IsAllocated(funding) || funding.AllocatedAmount <= 0 || !funding.HasDisbursedAmount)
            return;
        if (!ReportPeriod.TryParse(judgement.Record.ReportPeriod, out var period)) return;
        if (period.End.Year != funding.BudgetYear || period.End > judgement.Context.Today) return;
        var settings = judgement.Context.Settings;
        var least = period.End.Month switch
        {
            9 => settings.DisbursedByThirdQuarterPercent,
            12 => settings.DisbursedByYearEndPercent,
            _ => 0,
        };
        if ((Int128)funding.DisbursedAmount * 100 >= (Int128)funding.AllocatedAmount * least) return;
        judgement.Report("funding.disbursed_amount", ("period", period.Key),
            ("disbursed", Amounts.Text(funding.DisbursedAmount)), ("allocated", Amounts.Text(funding.AllocatedAmount)),
            ("percent", Amounts.Number((Int128)funding.DisbursedAmount * 1000 / funding.AllocatedAmount, 1, "")),
            ("limit", Plain(least)));
    }

    // What falls of the cumulative amounts is KC-FND-013's.
    private static void UnitsAreThoseOfTheEarlierPeriod(Judgement judgement)
    {
        if (EarlierPeriod.Find(judgement) is not { Funding: { } before } earlier) return;
        var (now, factor) = (judgement.Record.Funding, judgement.Context.Settings.UnitFactor / 10);
        Compare("funding.plan_amount", now.PlanAmount, before.PlanAmount, bothWays: true);
        Compare("funding.allocated_amount", now.AllocatedAmount, before.AllocatedAmount, bothWays: true);
        Compare("funding.advanced_amount", now.AdvancedAmount, before.AdvancedAmount, bothWays: false);
        Compare("funding.disbursed_amount", now.DisbursedAmount, before.DisbursedAmount, bothWays: false);
        Compare("funding.accepted_amount", now.AcceptedAmount, before.AcceptedAmount, bothWays: false);
        Compare("funding.settled_amount", now.SettledAmount, before.SettledAmount, bothWays: false);

        void Compare(string path, long amount, long previous, bool bothWays)
        {
            if (amount <= 0 || previous <= 0) return;
            if (amount >= (Int128)previous * factor || (bothWays && previous >= (Int128)amount * factor))
                judgement.Report(path, ("field", Labels.Of(path)), ("amount", Amounts.Text(amount)),
                    ("period", earlier.ReportPeriod), ("previous", Amounts.Text(previous)));
        }
    }
}
