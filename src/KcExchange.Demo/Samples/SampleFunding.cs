using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>Lines of funding of the projects, and the province's own lines, which are their sums.</summary>
/// <param name="province">Province.</param>
/// <param name="dice">Random numbers.</param>
internal sealed class SampleFunding(SampleProvince province, Dice dice)
{
    /// <summary>
    /// Lines of all projects whose work has begun, then those of the province and of its activity contents.
    /// </summary>
    /// <param name="projects">Projects.</param>
    public IEnumerable<ExchangeRecord> Make(IReadOnlyList<ExchangeRecord> projects)
    {
        var lines = new List<(ExchangeRecord Line, Project Project)>();
        foreach (var record in projects)
        {
            if (record.Project.Status is "APPROVED" or "CONTRACTED") continue;
            var line = Line(record);
            lines.Add((line, record.Project));
            yield return line;
        }
        foreach (var line in Sums(lines, "PROVINCE", _ => "")) yield return line;
        foreach (var line in Sums(lines, "CATEGORY", project => project.ActivityCategories[0])) yield return line;
    }

    private ExchangeRecord Line(ExchangeRecord record)
    {
        var project = record.Project;
        var national = project.FundingLevel == "KCQG";
        var support = project.SupportAmount;
        var finished = project.Status is "SETTLED" or "CLOSED";
        var accepted = finished || project.Status == "ACCEPTED";
        var advanced = support / 10 * 7;
        var line = Envelope(record, project.PlanYear);
        line.Funding = new Funding
        {
            BudgetYear = project.PlanYear,
            FundingLevel = project.FundingLevel,
            FundingSource = national ? "NSTW" : "NSDP",
            Scope = "PROJECT",
            ProjectCode = project.ProjectCode,
            DecisionNo = project.ApprovalNo,
            DecisionDate = project.ApprovalDate,
            PlanAmount = support,
            AllocatedAmount = support,
            AdvancedAmount = accepted ? support : advanced,
            DisbursedAmount = accepted ? support : advanced,
            AcceptedAmount = accepted ? support : 0,
            SettledAmount = finished ? support : 0,
            AdvanceDate = Day(project.StartDate, 8),
        };
        if (accepted)
        {
            line.Funding.AcceptanceDate = project.AcceptanceDate;
            line.Funding.SettlementFileDate = Day(project.AcceptanceDate, dice.Next(5, 14));
        }
        if (finished) line.Funding.SettlementDate = project.SettlementDate;
        AddMovements(line.Funding, advanced, accepted ? support - advanced : 0, project);
        return line;
    }

    private static void AddMovements(Funding line, long first, long rest, Project project)
    {
        Move("TAM_UNG", line.AdvanceDate, first);
        Move("GIAI_NGAN", line.AdvanceDate, first);
        if (rest == 0) return;
        Move("TAM_UNG", Day(project.AcceptanceDate, 4), rest);
        Move("GIAI_NGAN", Day(project.AcceptanceDate, 4), rest);

        void Move(string kind, CivilDate day, long amount) => line.Movements.Add(new FundingMovement
        {
            Date = day,
            Kind = kind,
            VoucherNo = $"UNC-{line.ProjectCode[3..]}-{line.Movements.Count + 1}",
            AmountVnd = amount,
        });
    }

    private IEnumerable<ExchangeRecord> Sums(
        List<(ExchangeRecord Line, Project Project)> lines, string scope, Func<Project, string> about)
    {
        foreach (var group in lines
            .Where(line => line.Line.ProvinceCode == province.Code && line.Line.ReportPeriod != "2024-Y")
            .GroupBy(line => (line.Line.Funding.BudgetYear, line.Line.Funding.FundingLevel,
                line.Line.Funding.FundingSource, About: about(line.Project))))
        {
            var first = group.First().Line;
            var sum = Envelope(first, group.Key.BudgetYear);
            sum.Funding = new Funding
            {
                BudgetYear = group.Key.BudgetYear,
                FundingLevel = group.Key.FundingLevel,
                FundingSource = group.Key.FundingSource,
                Scope = scope,
                ActivityCategory = group.Key.About,
                DecisionNo = first.Funding.DecisionNo,
                DecisionDate = first.Funding.DecisionDate,
                PlanAmount = group.Sum(line => line.Line.Funding.PlanAmount),
                AllocatedAmount = group.Sum(line => line.Line.Funding.AllocatedAmount),
                AdvancedAmount = group.Sum(line => line.Line.Funding.AdvancedAmount),
                DisbursedAmount = group.Sum(line => line.Line.Funding.DisbursedAmount),
                AcceptedAmount = group.Sum(line => line.Line.Funding.AcceptedAmount),
                SettledAmount = group.Sum(line => line.Line.Funding.SettledAmount),
            };
            if (scope == "PROVINCE") sum.Funding.ManagementCostVnd = sum.Funding.AllocatedAmount / 100;
            var last = group.Select(line => line.Line.Funding.SettlementDate).OfType<CivilDate>()
                .MaxBy(date => (date.Year, date.Month, date.Day));
            if (last is not null) sum.Funding.SettlementDate = last;
            yield return sum;
        }
    }

    private ExchangeRecord Envelope(ExchangeRecord of, int year)
    {
        var record = province.Common;
        record.ProvinceCode = of.ProvinceCode;
        record.ProvinceName = of.ProvinceName;
        if (year == 2026) return record;
        record.ReportPeriod = $"{year}-Y";
        record.ReferenceDate = new DateOnly(year, 12, 31).ToCivilDate();
        return record;
    }

    private static CivilDate Day(CivilDate from, int days) =>
        from.TryToDateOnly(out var day) ? day.AddDays(days).ToCivilDate() : from;
}
