using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.V1;
using static KcExchange.Contracts.Rules.ParameterText;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-FND rules that read the project whose money it is. Where the project is not known KC-FND-010 speaks alone.
/// </summary>
internal static class FundingProjectRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-FND-007", Group = "business_ceiling", Kind = RecordKind.Funding, Stage = RuleStage.Context,
            AppliesTo = AppliesTo.National, Severity = Severity.Warning, BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 13", ValidFrom = Basis.Circular36Start,
            Vi = new("Tạm ứng trước nghiệm thu {advanced} vượt {percent}% mức hỗ trợ {support} của đề án, tức {limit}: "
                    + "vượt {excess}.",
                "Kiểm tra số tiền, ngày của từng lần tạm ứng và ngày nghiệm thu; phần trên {percent}% chỉ tạm ứng sau "
                    + "nghiệm thu."),
            En = new("Advanced before acceptance {advanced} is more than {percent}% of the project's support "
                    + "{support}, that is {limit}: {excess} too much.",
                "Check amount and day of each advance and the day of acceptance; what is above {percent}% is "
                    + "advanced after acceptance only."),
            Check = AdvanceIsWithinItsShare,
        },
        new()
        {
            Id = "KC-FND-008", Group = "life_cycle", Kind = RecordKind.Funding, Stage = RuleStage.Context,
            AppliesTo = AppliesTo.National, Severity = Severity.Error, BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 12.1 và Điều 13", ValidFrom = Basis.Circular36Start,
            Vi = new("Tạm ứng trước khi đề án được phê duyệt hoặc ký hợp đồng.", "Sửa ngày, hoặc cập nhật đề án."),
            En = new("Advanced before approval or contract.", "Mend the day, or update the project."),
            Variants =
            [
                new("unapproved",
                    new("Đã tạm ứng {advanced} nhưng đề án {project} chưa được phê duyệt (trạng thái {status}).",
                        "Gửi đề án với trạng thái, quyết định phê duyệt mới nhất trước, hoặc sửa số tạm ứng."),
                    new("{advanced} was advanced, but project {project} is not approved (status {status}).",
                        "Send the project with its newest status and approval first, or mend what was advanced.")),
                new("no_contract",
                    new("Đã tạm ứng {advanced} nhưng đề án {project} chưa có ngày hợp đồng (trạng thái {status}).",
                        "Gửi đề án với số, ngày hợp đồng trước, hoặc sửa số tạm ứng."),
                    new("{advanced} was advanced, but project {project} has no day of contract (status {status}).",
                        "Send the project with number and day of the contract first, or mend what was advanced.")),
                new("early",
                    new("Tạm ứng ngày {date}, trước ngày {limit} là ngày ký hợp đồng hoặc giao nhiệm vụ của đề án "
                            + "{project}.",
                        "Sửa ngày tạm ứng, hoặc sửa ngày hợp đồng, ngày phê duyệt ở đề án."),
                    new("Advanced on {date}, before {limit}, the day on which project {project} was contracted or "
                            + "assigned.",
                        "Mend the day of the advance, or the project's day of contract or approval.")),
            ],
            Check = AdvanceFollowsContract,
        },
        new()
        {
            Id = "KC-FND-009", Group = "life_cycle", Kind = RecordKind.Funding, Stage = RuleStage.Context,
            AppliesTo = AppliesTo.National, Severity = Severity.Error, BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 14 và Điều 19", ValidFrom = Basis.Circular36Start,
            Vi = new("Tạm ứng phần còn lại hoặc quyết toán khi chưa nghiệm thu.", "Ghi nghiệm thu, hoặc sửa số tiền."),
            En = new("The rest was advanced, or money settled, without acceptance.",
                "Give the acceptance, or mend the amount."),
            Variants =
            [
                new("advanced",
                    new("Đã tạm ứng {amount}, hết mức hỗ trợ {support} của đề án {project}, nhưng chưa có nghiệm thu.",
                        "Ghi biên bản, ngày nghiệm thu ở đề án (gửi trước) hoặc «{field}» ở dòng này; hoặc sửa số tạm "
                            + "ứng."),
                    new("{amount} was advanced, all of the support {support} of project {project}, but nothing was "
                            + "accepted.",
                        "Give number and day of acceptance in the project (sent before) or «{field}» here; or mend "
                            + "what was advanced.")),
                new("settled",
                    new("Đã quyết toán {amount} nhưng đề án {project} chưa có nghiệm thu.",
                        "Ghi biên bản, ngày nghiệm thu ở đề án (gửi trước) hoặc «{field}» ở dòng này; hoặc sửa số "
                            + "quyết toán."),
                    new("{amount} was settled, but project {project} has no acceptance.",
                        "Give number and day of acceptance in the project (sent before) or «{field}» here; or mend "
                            + "what was settled.")),
            ],
            Check = RestFollowsAcceptance,
        },
        new()
        {
            Id = "KC-FND-014", Group = "period", Kind = RecordKind.Funding, Stage = RuleStage.Context,
            AppliesTo = AppliesTo.National, Severity = Severity.Warning, BasisStatus = Basis.Circular36,
            LegalBasis = "TT 36/2013/TT-BCT, Điều 18.1", ValidFrom = Basis.Circular36Start,
            Vi = new("Hồ sơ quyết toán quá hạn sau nghiệm thu cuối cùng.", "Nộp hồ sơ, hoặc sửa ngày."),
            En = new("The settlement file is late after the last acceptance.", "Hand it in, or mend a day."),
            Variants =
            [
                new("late",
                    new("Hồ sơ quyết toán nộp ngày {date}, chậm {n} ngày: nghiệm thu cuối cùng ngày {accepted}, hạn "
                            + "{limit} ngày là {deadline}.",
                        "Kiểm tra hai ngày đã ghi; đúng thì giữ nguyên, bản ghi vẫn được nhận."),
                    new("The settlement file was handed in on {date}, days late: {n}. The last acceptance was on "
                            + "{accepted}; {limit} days from there is {deadline}.",
                        "Check both days; if they are right leave them, the record is accepted.")),
                new("missing",
                    new("Chưa có ngày nộp hồ sơ quyết toán: nghiệm thu cuối cùng ngày {accepted}, hạn {limit} ngày là "
                            + "{deadline}, đến ngày {date} đã quá {n} ngày.",
                        "Đã nộp thì ghi «{field}»; chưa nộp thì lập và nộp hồ sơ."),
                    new("No settlement file was handed in: the last acceptance was on {accepted}, {limit} days from "
                            + "there is {deadline}; on {date} days late: {n}.",
                        "Give «{field}» if it was handed in; otherwise make it and hand it in.")),
            ],
            Check = SettlementFileIsInTime,
        },
    ];

    /// <summary>The line's project; null where the rule has nothing to say, offline perhaps undecided.</summary>
    private static V1.Project? ProjectOf(Judgement judgement)
    {
        var (funding, known) = (judgement.Record.Funding, judgement.Context.Known);
        if (funding.Scope != FundingScopes.Project || funding.ProjectCode.Length == 0) return null;
        var reference = new RecordReference(RecordKind.Project, funding.ProjectCode, "funding.project_code");
        foreach (var state in known.WithCode(reference.Kind, reference.Code)) return state.Content.Value.Project;
        if (!known.IsComplete && !known.IsRefused(reference, out _)) judgement.CannotDecide();
        return null;
    }

    /// <summary>Day of the last acceptance, of the line or else of the project.</summary>
    private static bool TryAcceptance(V1.Funding funding, V1.Project? project, out DateOnly day) =>
        funding.AcceptanceDate.TryToDateOnly(out day) || (project?.AcceptanceDate).TryToDateOnly(out day);

    private static bool IsAccepted(V1.Funding funding, V1.Project project) =>
        TryAcceptance(funding, project, out _) || project.AcceptanceNo.Length > 0;

    private static void AdvanceIsWithinItsShare(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (funding.AdvancedAmount <= 0 || !FundingAmountRules.IsAllocated(funding)) return;
        if (ProjectOf(judgement) is not { SupportAmount: > 0 } project) return;
        Int128 advanced = funding.AdvancedAmount;
        if (TryAcceptance(funding, project, out var acceptance))
            // Without single movements nobody can tell what came before the acceptance.
            advanced = FundingMovements.Sum(funding, FundingMovements.Advance, before: acceptance);
        else if (funding.AcceptedAmount > 0 || advanced >= project.SupportAmount)
            // Partly accepted, on a day that was not given; or all of it: KC-FND-009.
            return;
        var settings = judgement.Context.Settings;
        var percent = project.ActivityKey is "CLUSTER_INFRA" or "WASTE_CLUSTER"
            ? settings.AdvancePercentOfClusters : settings.AdvancePercent;
        if (advanced * 100 <= (Int128)project.SupportAmount * percent) return;
        var limit = (Int128)project.SupportAmount * percent / 100;
        judgement.Report("funding.advanced_amount",
            ("advanced", Amounts.Text(advanced)), ("percent", Plain(percent)),
            ("support", Amounts.Text(project.SupportAmount)), ("limit", Amounts.Text(limit)),
            ("excess", Amounts.Text(advanced - limit)));
    }

    private static void AdvanceFollowsContract(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        var moved = FundingMovements.Any(funding, FundingMovements.Advance);
        if ((funding.AdvancedAmount <= 0 && !moved) || !FundingAmountRules.IsAllocated(funding)) return;
        if (ProjectOf(judgement) is not { } project) return;
        // A task (nhiệm vụ) is assigned, without a contract.
        var assigned = project.ProjectType == "NHIEM_VU" && project.ContractDate is null;
        var first = assigned ? project.ApprovalDate : project.ContractDate;
        var unapproved = project.Status is ProjectStatuses.Draft or ProjectStatuses.Registered
            or ProjectStatuses.BaseAppraised or ProjectStatuses.MinistryAppraised or ProjectStatuses.Returned
            or ProjectStatuses.Rejected;
        if (unapproved || (first is null && !assigned))
            judgement.Report("funding.advanced_amount", (Rule.Cause, unapproved ? "unapproved" : "no_contract"),
                ("advanced", Amounts.Text(funding.AdvancedAmount)), ("project", funding.ProjectCode),
                ("status", project.Status));
        else if (first.TryToDateOnly(out var limit))
            AdvancesAreNotBefore(judgement, limit, moved);
    }

    private static void AdvancesAreNotBefore(Judgement judgement, DateOnly limit, bool moved)
    {
        var funding = judgement.Record.Funding;
        if (!moved) Check(funding.AdvanceDate, "funding.advance_date");
        for (var i = 0; i < funding.Movements.Count; i++)
            if (funding.Movements[i].Kind == FundingMovements.Advance)
                Check(funding.Movements[i].Date,
                    string.Create(CultureInfo.InvariantCulture, $"funding.movements[{i}].date"));

        void Check(CivilDate? date, string path)
        {
            if (date.TryToDateOnly(out var day) && day < limit)
                judgement.Report(path, (Rule.Cause, "early"), ("date", day.ToVietnameseText()),
                    ("limit", limit.ToVietnameseText()), ("project", funding.ProjectCode));
        }
    }

    // A project that was stopped is settled for the work that was done, without the acceptance of the whole.
    private static void RestFollowsAcceptance(Judgement judgement)
    {
        var funding = judgement.Record.Funding;
        if (funding.SettledAmount <= 0 && funding.AdvancedAmount <= 0) return;
        if (!FundingAmountRules.IsAllocated(funding)) return;
        if (ProjectOf(judgement) is not { } project || IsAccepted(funding, project) || WasStopped(project)) return;
        if (funding.SettledAmount > 0)
            judgement.Report("funding.settled_amount", (Rule.Cause, "settled"),
                ("amount", Amounts.Text(funding.SettledAmount)), ("project", funding.ProjectCode),
                ("field", Labels.Of("funding.acceptance_date")));
        if (project.SupportAmount > 0 && funding.AdvancedAmount >= project.SupportAmount)
            judgement.Report("funding.advanced_amount", (Rule.Cause, "advanced"),
                ("amount", Amounts.Text(funding.AdvancedAmount)), ("support", Amounts.Text(project.SupportAmount)),
                ("project", funding.ProjectCode), ("field", Labels.Of("funding.acceptance_date")));
    }

    private static bool WasStopped(V1.Project project)
    {
        if (project.Status == ProjectStatuses.Stopped) return true;
        foreach (var step in project.LifeCycleSteps)
            if (step.Status == ProjectStatuses.Stopped) return true;
        return false;
    }

    /// <summary>Where no file was handed in, the day of the line's figures counts, not that of its sending.</summary>
    private static void SettlementFileIsInTime(Judgement judgement)
    {
        const string path = "funding.settlement_file_date";
        var funding = judgement.Record.Funding;
        var (given, today) = (funding.SettlementFileDate.TryToDateOnly(out var day), judgement.Context.Today);
        if (!given && funding.SettledAmount > 0) return;
        if (ProjectOf(judgement) is not { } project || !TryAcceptance(funding, project, out var accepted)) return;
        if (!given)
            day = judgement.ReferenceDate < today ? judgement.ReferenceDate : today;
        var limit = judgement.Context.Settings.SettlementFileDays;
        var late = day.DayNumber - accepted.DayNumber - limit;
        if (late <= 0) return;
        var (shown, from, deadline) =
            (day.ToVietnameseText(), accepted.ToVietnameseText(), accepted.AddDays(limit).ToVietnameseText());
        if (given)
            judgement.Report(path, (Rule.Cause, "late"), ("date", shown), ("n", Plain(late)),
                ("accepted", from), ("limit", Plain(limit)), ("deadline", deadline));
        else
            judgement.Report(path, (Rule.Cause, "missing"), ("accepted", from), ("limit", Plain(limit)),
                ("deadline", deadline), ("date", shown), ("n", Plain(late)), ("field", Labels.Of(path)));
    }
}
