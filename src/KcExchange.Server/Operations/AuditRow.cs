using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Operations;

/// <summary>
/// What the ledger does not tell: calls that were refused, and answers that told a province of another one. Written in
/// groups; never a value of a personal-data field.
/// </summary>
internal sealed class AuditRow
{
    /// <summary>UUIDv7: in the order of time.</summary>
    public required string AuditId { get; init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>Name of the caller; empty when nobody was recognised.</summary>
    public required string Caller { get; init; }

    /// <summary>Province of the caller; empty when nobody was recognised.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>What was called or answered: a full method name or a rule id.</summary>
    public required string Subject { get; init; }

    /// <summary>Reason of the refusal, or what was told.</summary>
    public required string Detail { get; init; }

    /// <summary>Submission that it was about; may be empty.</summary>
    public string SubmissionId { get; init; } = "";

    public static void Configure(ModelBuilder model) => model.Entity<AuditRow>(row =>
    {
        row.ToTable("call_audit").HasKey(r => r.AuditId);
        row.Property(r => r.AuditId).IsCode(36);
        row.Property(r => r.Caller).IsName(100);
        row.Property(r => r.ProvinceCode).IsCode(2);
        row.Property(r => r.Subject).IsCode(100);
        row.Property(r => r.Detail).IsName(1000);
        row.Property(r => r.SubmissionId).IsCode(36);
    });
}
