using System.Globalization;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>
/// Gives a project the dates and documents of every step up to its status, in the order in which life has them.
/// </summary>
/// <param name="project">The project, with amounts and status.</param>
/// <param name="dice">Random numbers.</param>
/// <param name="place">Ends document numbers.</param>
internal sealed class ProjectPapers(Project project, Dice dice, string place)
{
    private static readonly string[] Order =
        ["APPROVED", "CONTRACTED", "EXECUTING", "ACCEPTED", "SETTLED", "CLOSED"];

    private readonly int _year = project.PlanYear;
    private readonly bool _national = project.FundingLevel == "KCQG";
    private readonly string _sign = string.Concat(
        place.Split('-').Select(word => char.ToUpperInvariant(word[0])));

    private int Reached => Array.IndexOf(Order, project.Status);

    /// <summary>Adds them.</summary>
    public void Add()
    {
        var approved = _national
            ? new DateOnly(_year - 1, 12, dice.Next(18, 28)) : new DateOnly(_year, 1, dice.Next(12, 25));
        var contracted = approved.AddDays(dice.Next(25, 55));
        var started = contracted.AddDays(dice.Next(3, 12));
        // Of what is still going on the plan runs to the end of the year; the rest ended by the summer.
        var ended = Reached <= 2 ? new DateOnly(_year, 12, 20) : started.AddDays(dice.Next(70, 110));
        var settled = ended.AddDays(dice.Next(16, 28));
        project.StartDate = started.ToCivilDate();
        project.EndDate = ended.ToCivilDate();
        Register(approved);
        Approve(approved);
        if (Reached >= 1) Contract(contracted);
        if (Reached >= 2) Execute(started);
        if (Reached >= 3) Accept(ended);
        if (Reached >= 4) Settle(settled);
        if (Reached >= 5) Step("CLOSED", settled.AddDays(20), Number("BB-LT"));
        project.StatusDate = (project.Status switch
        {
            "APPROVED" => approved,
            "CONTRACTED" => contracted,
            "EXECUTING" => started,
            "ACCEPTED" => ended,
            "SETTLED" => settled,
            _ => settled.AddDays(20),
        }).ToCivilDate();
        if (Reached >= 2 && dice.Chance(12)) Adjust(started.AddDays(30));
    }

    private void Register(DateOnly approved)
    {
        var registered = new DateOnly(_year - 1, 5, dice.Next(4, 18));
        Step("REGISTERED", registered, Number("ĐK-KC"));
        if (!_national) return;
        project.BaseAppraisalNo = Number("PTĐ-SCT");
        project.BaseAppraisalDate = registered.AddDays(10).ToCivilDate();
        project.RegistrationDate = registered.AddDays(dice.Next(14, 20)).ToCivilDate();
        Step("MINISTRY_APPRAISED", approved.AddDays(-40), Number("TB-CĐCK"));
    }

    private void Approve(DateOnly day)
    {
        project.ApprovalNo = Number(_national ? "QĐ-BCT" : "QĐ-UBND");
        project.ApprovalDate = day.ToCivilDate();
        project.ApprovalAuthority = _national ? "BO_TRUONG" : "UBND_TINH";
    }

    private void Contract(DateOnly day)
    {
        project.ContractNo = Number("HĐ-KC");
        project.ContractDate = day.ToCivilDate();
        project.ContractValue = project.SupportAmount;
        if (project.ProjectType != "NHOM" || !_national) return;
        project.DetailedPlanNo = Number("KH-SCT");
        project.DetailedPlanDate = day.AddDays(2).ToCivilDate();
    }

    private void Execute(DateOnly day) => Step("EXECUTING", day, "");

    private void Accept(DateOnly day)
    {
        project.AcceptanceNo = Number("BBNT");
        project.AcceptanceDate = day.ToCivilDate();
        project.AcceptanceValue = project.SupportAmount;
        if (project.ProjectType == "NHIEM_VU")
        {
            project.Results.Add(new ProjectResult { Code = "LD_DAO_TAO", Value = dice.Next(25, 120) });
            return;
        }
        project.Results.Add(new ProjectResult { Code = "CO_SO", Value = project.Beneficiaries.Count });
        project.Results.Add(new ProjectResult { Code = "MAY", Value = dice.Next(1, 6) });
        project.Results.Add(new ProjectResult { Code = "DOANH_THU", Value = dice.Millions(300, 4000) });
    }

    private void Settle(DateOnly day)
    {
        project.SettlementNo = Number("BBTL");
        project.SettlementDate = day.ToCivilDate();
        project.SettlementValue = project.SupportAmount;
    }

    private void Adjust(DateOnly day) => project.Adjustments.Add(new Adjustment
    {
        Kind = "DOI_TG_TRONG_NAM",
        DocumentNo = Number("ĐC-KC"),
        Date = day.ToCivilDate(),
        Authority = !_national || project.ProjectType == "NHOM" ? "SO_CT" : "CUC",
        Content = "Lùi thời gian lắp đặt thiết bị trong năm kế hoạch",
    });

    private void Step(string status, DateOnly day, string document) => project.LifeCycleSteps.Add(
        new LifeCycleStep { Status = status, Date = day.ToCivilDate(), DocumentNo = document });

    private string Number(string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{dice.Next(11, 2999)}/{kind}-{_sign}");
}
