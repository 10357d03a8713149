using KcExchange.V1;

namespace KcExchange.Bench.Load;

/// <summary>A project as a usual team would send and store it: plain properties, beneficiaries as a list.</summary>
internal class NaiveProject
{
    public string ProvinceCode { get; set; } = "";

    public string ReportPeriod { get; set; } = "";

    public DateOnly ReferenceDate { get; set; }

    public long SourceVersion { get; set; }

    public string ProjectCode { get; set; } = "";

    public string Name { get; set; } = "";

    public int PlanYear { get; set; }

    public string FundingLevel { get; set; } = "";

    public string ProjectType { get; set; } = "";

    public string ActivityKey { get; set; } = "";

    public string Sector { get; set; } = "";

    public string CentreCode { get; set; } = "";

    public string ImplementingUnit { get; set; } = "";

    public string CommuneCode { get; set; } = "";

    public string Address { get; set; } = "";

    public DateOnly StartDate { get; set; }

    public DateOnly EndDate { get; set; }

    public long TotalCost { get; set; }

    public long SupportAmount { get; set; }

    public long CounterpartAmount { get; set; }

    public string Status { get; set; } = "";

    public DateOnly StatusDate { get; set; }

    public string ApprovalNo { get; set; } = "";

    public string ContractNo { get; set; } = "";

    public string AcceptanceNo { get; set; } = "";

    public string SettlementNo { get; set; } = "";

    public List<NaiveBeneficiary> Beneficiaries { get; set; } = [];

    /// <summary>The same of a message.</summary>
    public static NaiveProject Of(ExchangeRecord record) => new()
    {
        ProvinceCode = record.ProvinceCode,
        ReportPeriod = record.ReportPeriod,
        ReferenceDate = Day(record.ReferenceDate),
        SourceVersion = record.SourceVersion,
        ProjectCode = record.Project.ProjectCode,
        Name = record.Project.NameVi,
        PlanYear = record.Project.PlanYear,
        FundingLevel = record.Project.FundingLevel,
        ProjectType = record.Project.ProjectType,
        ActivityKey = record.Project.ActivityKey,
        Sector = record.Project.Sector,
        CentreCode = record.Project.CentreCode,
        ImplementingUnit = record.Project.ImplementingUnit,
        CommuneCode = record.Project.CommuneCode,
        Address = record.Project.Address,
        StartDate = Day(record.Project.StartDate),
        EndDate = Day(record.Project.EndDate),
        TotalCost = record.Project.TotalCost,
        SupportAmount = record.Project.SupportAmount,
        CounterpartAmount = record.Project.CounterpartAmount,
        Status = record.Project.Status,
        StatusDate = Day(record.Project.StatusDate),
        ApprovalNo = record.Project.ApprovalNo,
        ContractNo = record.Project.ContractNo,
        AcceptanceNo = record.Project.AcceptanceNo,
        SettlementNo = record.Project.SettlementNo,
        Beneficiaries = [.. record.Project.Beneficiaries.Select(one => new NaiveBeneficiary(
            one.TaxCode, one.Name, one.BeneficiaryType, one.CommuneCode, one.Workers, one.ItemCostVnd,
            one.SupportVnd))],
    };

    private static DateOnly Day(CivilDate? date) => date.TryToDateOnly(out var day) ? day : default;
}

/// <summary>A beneficiary of it.</summary>
internal sealed record NaiveBeneficiary(
    string TaxCode, string Name, string BeneficiaryType, string CommuneCode, int Workers, long ItemCostVnd,
    long SupportVnd);
