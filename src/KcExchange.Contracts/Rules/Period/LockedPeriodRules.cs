using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-GEN-013: what the ministry has locked changes only on request.</summary>
internal static class LockedPeriodRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-GEN-013", Group = "period", Stage = RuleStage.Context, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule, AppliesToDelete = true,
            Vi = new("Bộ đã khóa kỳ báo cáo {period}; bản ghi này thay đổi số liệu của kỳ đó.",
                "Ghi số văn bản đề nghị điều chỉnh vào «Văn bản đề nghị điều chỉnh» rồi gửi lại, hoặc đề nghị Bộ mở "
                    + "lại kỳ."),
            En = new("The ministry has locked report period {period}; this record changes its figures.",
                "Give the number of the correction request and resend, or ask the ministry to reopen the period."),
            Check = PeriodIsOpenOrCorrected,
        },
    ];

    private static void PeriodIsOpenOrCorrected(Judgement judgement)
    {
        if (judgement.Record.CorrectionReference.Length > 0) return;
        var known = judgement.Context.Known;
        if (!known.IsComplete) judgement.CannotDecide();
        else if (PeriodOf(judgement) is var period && known.LockedPeriods.Contains(period))
            judgement.Report("correction_reference", ("period", period));
    }

    // A deletion need not say of which period it is, and what goes away is the stored state.
    private static string PeriodOf(Judgement judgement) =>
        judgement.Record.Operation == Operation.Delete
        && judgement.Context.Known.TryGet(judgement.Kind.Kind, judgement.Key, out var stored) && !stored.Deleted
            ? stored.Content.Value.ReportPeriod : judgement.Record.ReportPeriod;
}
