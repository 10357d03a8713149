using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Records;

/// <summary>
/// A beneficiary of a live project: the index by which the same establishment is found in other projects of every
/// province (KC-PRJ-021 to 024). Made anew with every version of its project, gone with its deletion. A tax code of 12
/// digits is personal data: never in a log, masked in every answer.
/// </summary>
internal sealed class BeneficiaryRow
{
    public required string ProvinceCode { get; init; }

    /// <summary>Natural key of the project.</summary>
    public required string RecordKey { get; init; }

    /// <summary>Number within the project, from 0, by tax code, name and item.</summary>
    public required int Ordinal { get; init; }

    public string TaxCode { get; init; } = "";

    /// <summary>The name without tones, case, blanks and legal form: equal for one establishment.</summary>
    public string NameKey { get; init; } = "";

    /// <summary>What identifies the supported item, folded; empty when not given.</summary>
    public string ItemId { get; init; } = "";

    /// <summary>Plan year of the project.</summary>
    public int PlanYear { get; init; }

    /// <summary>Expense supported by the project.</summary>
    public string ActivityKey { get; init; } = "";

    /// <summary>Status of the project.</summary>
    public string Status { get; init; } = "";

    /// <summary>The project supports a fair abroad.</summary>
    public bool FairAbroad { get; init; }

    public static void Configure(ModelBuilder model) => model.Entity<BeneficiaryRow>(row =>
    {
        row.ToTable("project_beneficiary").HasKey(r => new { r.ProvinceCode, r.RecordKey, r.Ordinal });
        row.Property(r => r.ProvinceCode).IsCode(2);
        row.Property(r => r.RecordKey).IsKeyText();
        row.Property(r => r.TaxCode).IsCode(14);
        row.Property(r => r.NameKey).IsKeyText(255);
        row.Property(r => r.ItemId).IsKeyText(100);
        row.Property(r => r.ActivityKey).IsCode(30);
        row.Property(r => r.Status).IsCode(30);
        row.HasIndex(r => r.TaxCode);
        row.HasIndex(r => r.NameKey);
    });
}
