using KcExchange.Server.Storage;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Periods;

/// <summary>
/// A report period of a province, from the first record or lock on. Written under the province's head lock only.
/// </summary>
internal sealed class PeriodRow
{
    public required string ProvinceCode { get; init; }

    public required string ReportPeriod { get; init; }

    public bool Locked { get; set; }

    /// <summary>When it was locked or reopened last; null = never.</summary>
    public DateTime? StateSince { get; set; }

    /// <summary>Name of the caller who did that.</summary>
    public string StateBy { get; set; } = "";

    public string Reason { get; set; } = "";

    /// <summary>The message OfficialLetter, serialised; empty = none.</summary>
    public byte[] OfficialLetter { get; set; } = [];

    /// <summary>Position of the last ledger entry that changed a record of the period.</summary>
    public long ChangedPosition { get; set; }

    /// <summary>
    /// Position of the head when the period was judged last. Below <see cref="ChangedPosition"/> the period is to be
    /// judged: the mark is written with the records, so no crash loses it.
    /// </summary>
    public long JudgedPosition { get; set; }

    public DateTime? JudgedAt { get; set; }

    /// <summary>The server's date in Asia/Ho_Chi_Minh when it judged.</summary>
    public DateOnly? JudgedOn { get; set; }

    public string RuleSetVersion { get; set; } = "";

    public string ReferenceVersion { get; set; } = "";
}

/// <summary>
/// A finding of a whole period over its life: opened, seen again by later runs, closed, perhaps opened again.
/// </summary>
internal sealed class PeriodFindingRow
{
    public required string ProvinceCode { get; init; }

    public required string ReportPeriod { get; init; }

    public required string RuleId { get; init; }

    /// <summary>What of the period it is about; with the rule its identity.</summary>
    public required string Subject { get; init; }

    public Severity Severity { get; set; }

    public string FieldPath { get; set; } = "";

    /// <summary>JSON array of [name, value] pairs.</summary>
    public string Parameters { get; set; } = "";

    /// <summary>Natural keys of records to look at first, separated by blanks.</summary>
    public string RecordKeys { get; set; } = "";

    public byte[] Fingerprint { get; set; } = [];

    public byte[] EvidenceHash { get; set; } = [];

    public required DateTime FirstSeenAt { get; init; }

    public DateTime OpenSince { get; set; }

    /// <summary>When a run did not find it any more; null = open.</summary>
    public DateTime? ClosedAt { get; set; }
}

/// <summary>The tables of periods.</summary>
internal static class PeriodTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<PeriodRow>(row =>
        {
            row.ToTable("province_period").HasKey(r => new { r.ProvinceCode, r.ReportPeriod });
            row.Property(r => r.ProvinceCode).IsCode(2);
            row.Property(r => r.ReportPeriod).IsCode(10);
            row.Property(r => r.StateBy).IsName(100);
            row.Property(r => r.Reason).IsName(500);
            row.Property(r => r.RuleSetVersion).IsCode(60);
            row.Property(r => r.ReferenceVersion).IsCode(60);
        });
        model.Entity<PeriodFindingRow>(row =>
        {
            row.ToTable("period_finding").HasKey(r => new { r.ProvinceCode, r.ReportPeriod, r.RuleId, r.Subject });
            row.Property(r => r.ProvinceCode).IsCode(2);
            row.Property(r => r.ReportPeriod).IsCode(10);
            row.Property(r => r.RuleId).IsCode(20);
            row.Property(r => r.Subject).IsKeyText();
            row.Property(r => r.FieldPath).IsKeyText(400);
            row.Property(r => r.Fingerprint).HasMaxLength(32);
            row.Property(r => r.EvidenceHash).HasMaxLength(32);
        });
    }
}
