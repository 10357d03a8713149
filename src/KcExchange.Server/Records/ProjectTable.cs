using KcExchange.Contracts.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KcExchange.Server.Records;

/// <summary>One project in its current state.</summary>
internal sealed class ProjectRow : RecordRow
{
    public string ProjectCode { get; set; } = "";

    public int PlanYear { get; set; }

    public string FundingLevel { get; set; } = "";

    public string ProjectType { get; set; } = "";

    /// <summary>Codes in alphabetical order, as in the payload, separated by ';'.</summary>
    public string ActivityCategories { get; set; } = "";

    public string ActivityKey { get; set; } = "";

    public string Sector { get; set; } = "";

    public string CentreCode { get; set; } = "";

    public string CommuneCode { get; set; } = "";

    public string Status { get; set; } = "";

    public DateOnly? StatusDate { get; set; }

    public DateOnly? StartDate { get; set; }

    public DateOnly? EndDate { get; set; }

    public DateOnly? ApprovalDate { get; set; }

    /// <summary>Đồng.</summary>
    public long TotalCost { get; set; }

    /// <summary>Đồng.</summary>
    public long SupportAmount { get; set; }

    /// <summary>Đồng.</summary>
    public long CounterpartAmount { get; set; }
}

internal sealed class ProjectTable : RecordTable<ProjectRow>
{
    public override KindDefinition Kind => RecordKinds.Project;

    public override RecordRow NewRow(string provinceCode, string recordKey) =>
        new ProjectRow { ProvinceCode = provinceCode, RecordKey = recordKey };

    public override string Code(RecordRow row) => KeyPart(row, 1);

    protected override IQueryable<ProjectRow>? WithCodes(
        IQueryable<ProjectRow> rows, IReadOnlyCollection<string> codes)
    {
        // A project's key is its code: no index of its own.
        var keys = codes.Select(code => RecordKey.Of(Kind.Name, code)).ToList();
        return rows.Where(row => keys.Contains(row.RecordKey));
    }

    public override async Task<List<(string Code, string Key)>> ReferringAsync(
        ExchangeDb db, string provinceCode, RecordKind kind, IReadOnlyCollection<string> codes,
        CancellationToken cancellation)
    {
        if (kind != RecordKind.Centre) return [];
        var rows = await db.Set<ProjectRow>()
            .Where(row => row.ProvinceCode == provinceCode && !row.Deleted && codes.Contains(row.CentreCode))
            .Select(row => new { row.CentreCode, row.RecordKey })
            .ToListAsync(cancellation);
        return [.. rows.Select(row => (row.CentreCode, row.RecordKey))];
    }

    protected override void ConfigureColumns(EntityTypeBuilder<ProjectRow> row)
    {
        row.Property(r => r.ProjectCode).IsCode(30);
        row.Property(r => r.FundingLevel).IsCode(30);
        row.Property(r => r.ProjectType).IsCode(30);
        row.Property(r => r.ActivityCategories).IsCode(400);
        row.Property(r => r.ActivityKey).IsCode(30);
        row.Property(r => r.Sector).IsCode(30);
        row.Property(r => r.CentreCode).IsCode(20);
        row.Property(r => r.CommuneCode).IsCode(10);
        row.Property(r => r.Status).IsCode(30);
    }

    protected override void FillColumns(ProjectRow row, ExchangeRecord record)
    {
        var project = record.Project;
        row.ProjectCode = project.ProjectCode;
        row.PlanYear = project.PlanYear;
        row.FundingLevel = project.FundingLevel;
        row.ProjectType = project.ProjectType;
        row.ActivityCategories = string.Join(';', project.ActivityCategories.Order(StringComparer.Ordinal));
        row.ActivityKey = project.ActivityKey;
        row.Sector = project.Sector;
        row.CentreCode = project.CentreCode;
        row.CommuneCode = project.CommuneCode;
        row.Status = project.Status;
        row.StatusDate = Date(project.StatusDate);
        row.StartDate = Date(project.StartDate);
        row.EndDate = Date(project.EndDate);
        row.ApprovalDate = Date(project.ApprovalDate);
        row.TotalCost = project.TotalCost;
        row.SupportAmount = project.SupportAmount;
        row.CounterpartAmount = project.CounterpartAmount;
    }
}
