using System.Globalization;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-GEN rules on when a period's report is due.</summary>
internal static class DeadlineRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-GEN-012", Group = "period", Stage = RuleStage.Context, Severity = Severity.Warning,
            BasisStatus = Basis.Circular36, ValidFrom = Basis.Circular36Start,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 23.3.a (kỳ tháng: trước ngày 25); thời hạn của kỳ quý, 6 tháng, năm "
                + "là quy định của hệ thống trao đổi",
            Vi = new("Báo cáo kỳ {period} đến hạn ngày {deadline}, gửi ngày {sent}: chậm {n} ngày.",
                "Bản ghi vẫn được nhận, không cần gửi lại; kỳ sau gửi trong thời hạn."),
            En = new("The report of period {period} was due on {deadline} and went out on {sent}: days late: {n}.",
                "The record is accepted and need not be sent again; send the next period's in time."),
            Check = ReportIsInTime,
        },
    ];

    /// <summary>
    /// Only a period's first report can be late: what follows are corrections. It goes out on the day of its official
    /// letter, without one on the day of the judgement. What comes long after its deadline is no late report but
    /// history being loaded: hundreds of warnings about it would hide the others.
    /// </summary>
    private static void ReportIsInTime(Judgement judgement)
    {
        var settings = judgement.Context.Settings;
        if (!ReportPeriod.TryParse(judgement.Record.ReportPeriod, out var period)) return;
        if (period.End >= judgement.Context.Today) return;
        var (sent, deadline) = (Sent(judgement, period), Deadline(period, settings));
        var late = sent.DayNumber - deadline.DayNumber;
        if (late <= 0 || late > settings.LateReportDays) return;
        var known = judgement.Context.Known;
        if (known.TryGet(judgement.Kind.Kind, judgement.Key, out var state))
        {
            if (!state.Deleted && IsReported(state, period)) return;
        }
        else if (!known.IsComplete)
        {
            judgement.CannotDecide();
            return;
        }
        judgement.Report("report_period", ("period", period.Key), ("deadline", deadline.ToVietnameseText()),
            ("sent", sent.ToVietnameseText()), ("n", late.ToString(CultureInfo.InvariantCulture)));
    }

    // A letter from before the period's end, or of tomorrow, is not the one that carried these figures.
    private static DateOnly Sent(Judgement judgement, ReportPeriod period) =>
        judgement.Record.OfficialLetterDate.TryToDateOnly(out var letter)
        && letter > period.End && letter <= judgement.Context.Today
            ? letter : judgement.Context.Today;

    private static DateOnly Deadline(ReportPeriod period, RuleSettings settings)
    {
        if (period.Start.Month != period.End.Month) return period.End.AddDays(settings.LongPeriodDeadlineDays);
        var next = period.Start.AddMonths(1);
        return new DateOnly(
            next.Year, next.Month,
            Math.Clamp(settings.MonthlyDeadlineDay, 1, DateTime.DaysInMonth(next.Year, next.Month)));
    }

    // The state of a project may be that of an earlier period.
    private static bool IsReported(KnownRecord state, ReportPeriod period) =>
        ReportPeriod.TryParse(state.Content.Value.ReportPeriod, out var reported) && reported.End >= period.End;
}
