using KcExchange.Contracts.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KcExchange.Server.Records;

/// <summary>
/// One line of funding in one report period. Amounts in đồng, cumulative from the start of the budget year.
/// </summary>
internal sealed class FundingRow : RecordRow
{
    public int BudgetYear { get; set; }

    public string FundingLevel { get; set; } = "";

    public string FundingSource { get; set; } = "";

    public string Scope { get; set; } = "";

    public string ProjectCode { get; set; } = "";

    public string ActivityCategory { get; set; } = "";

    public long PlanAmount { get; set; }

    public long AllocatedAmount { get; set; }

    public long AdvancedAmount { get; set; }

    public long DisbursedAmount { get; set; }

    public long AcceptedAmount { get; set; }

    public long SettledAmount { get; set; }

    public long RefundedAmount { get; set; }

    public long CarriedInVnd { get; set; }

    public long ManagementCostVnd { get; set; }
}

internal sealed class FundingTable : RecordTable<FundingRow>
{
    public override KindDefinition Kind => RecordKinds.Funding;

    public override RecordRow NewRow(string provinceCode, string recordKey) =>
        new FundingRow { ProvinceCode = provinceCode, RecordKey = recordKey };

    public override string Code(RecordRow row) => "";

    protected override IQueryable<FundingRow>? WithCodes(
        IQueryable<FundingRow> rows, IReadOnlyCollection<string> codes) => null;

    public override async Task<List<(string Code, string Key)>> ReferringAsync(
        ExchangeDb db, string provinceCode, RecordKind kind, IReadOnlyCollection<string> codes,
        CancellationToken cancellation)
    {
        if (kind != RecordKind.Project) return [];
        var rows = await db.Set<FundingRow>()
            .Where(row => row.ProvinceCode == provinceCode && !row.Deleted && codes.Contains(row.ProjectCode))
            .Select(row => new { row.ProjectCode, row.RecordKey })
            .ToListAsync(cancellation);
        return [.. rows.Select(row => (row.ProjectCode, row.RecordKey))];
    }

    protected override void ConfigureColumns(EntityTypeBuilder<FundingRow> row)
    {
        row.Property(r => r.FundingLevel).IsCode(30);
        row.Property(r => r.FundingSource).IsCode(30);
        row.Property(r => r.Scope).IsCode(10);
        row.Property(r => r.ProjectCode).IsCode(30);
        row.Property(r => r.ActivityCategory).IsCode(30);
        row.HasIndex(r => new { r.ProvinceCode, r.ProjectCode });
    }

    protected override void FillColumns(FundingRow row, ExchangeRecord record)
    {
        var funding = record.Funding;
        row.BudgetYear = funding.BudgetYear;
        row.FundingLevel = funding.FundingLevel;
        row.FundingSource = funding.FundingSource;
        row.Scope = funding.Scope;
        row.ProjectCode = funding.ProjectCode;
        row.ActivityCategory = funding.ActivityCategory;
        row.PlanAmount = funding.PlanAmount;
        row.AllocatedAmount = funding.AllocatedAmount;
        row.AdvancedAmount = funding.AdvancedAmount;
        row.DisbursedAmount = funding.DisbursedAmount;
        row.AcceptedAmount = funding.AcceptedAmount;
        row.SettledAmount = funding.SettledAmount;
        row.RefundedAmount = funding.RefundedAmount;
        row.CarriedInVnd = funding.CarriedInVnd;
        row.ManagementCostVnd = funding.ManagementCostVnd;
    }
}
