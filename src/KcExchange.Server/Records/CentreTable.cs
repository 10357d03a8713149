using KcExchange.Contracts.Records;
using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KcExchange.Server.Records;

/// <summary>One centre in one report period.</summary>
internal sealed class CentreRow : RecordRow
{
    public string CentreCode { get; set; } = "";

    public string LegalForm { get; set; } = "";

    public string Status { get; set; } = "";

    public DateOnly? StatusDate { get; set; }

    public bool LeadCentre { get; set; }

    /// <summary>Codes in alphabetical order, as in the payload, separated by ';'.</summary>
    public string PredecessorCodes { get; set; } = "";

    public string CommuneCode { get; set; } = "";

    /// <summary>Persons.</summary>
    public int StaffTotal { get; set; }

    /// <summary>Persons.</summary>
    public int StaffKhuyenCong { get; set; }

    /// <summary>Persons.</summary>
    public int CollaboratorsTotal { get; set; }

    /// <summary>Communes.</summary>
    public int CommunesCovered { get; set; }

    /// <summary>Đồng.</summary>
    public long BudgetKhuyenCongYear { get; set; }
}

internal sealed class CentreTable : RecordTable<CentreRow>
{
    public override KindDefinition Kind => RecordKinds.Centre;

    public override RecordRow NewRow(string provinceCode, string recordKey) =>
        new CentreRow { ProvinceCode = provinceCode, RecordKey = recordKey };

    public override string Code(RecordRow row) => KeyPart(row, 1);

    protected override IQueryable<CentreRow>? WithCodes(
        IQueryable<CentreRow> rows, IReadOnlyCollection<string> codes) =>
            rows.Where(row => codes.Contains(row.CentreCode));

    protected override void ConfigureColumns(EntityTypeBuilder<CentreRow> row)
    {
        row.Property(r => r.CentreCode).IsCode(20);
        row.Property(r => r.LegalForm).IsCode(30);
        row.Property(r => r.Status).IsCode(30);
        row.Property(r => r.PredecessorCodes).IsUnicode(false).HasAnnotation(TextColumns.Binary, true);
        row.Property(r => r.CommuneCode).IsCode(10);
        row.HasIndex(r => new { r.ProvinceCode, r.CentreCode });
    }

    protected override void FillColumns(CentreRow row, ExchangeRecord record)
    {
        var centre = record.Centre;
        row.CentreCode = centre.CentreCode;
        row.LegalForm = centre.LegalForm;
        row.Status = centre.Status;
        row.StatusDate = Date(centre.StatusDate);
        row.LeadCentre = centre.LeadCentre;
        row.PredecessorCodes = string.Join(';', centre.PredecessorCodes.Order(StringComparer.Ordinal));
        row.CommuneCode = centre.CommuneCode;
        row.StaffTotal = centre.StaffTotal;
        row.StaffKhuyenCong = centre.StaffKhuyenCong;
        row.CollaboratorsTotal = centre.CollaboratorsTotal;
        row.CommunesCovered = centre.CommunesCovered;
        row.BudgetKhuyenCongYear = centre.BudgetKhuyenCongYear;
    }
}
