using KcExchange.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Server.Submissions;

/// <summary>
/// How far a province's projects were looked at a second time, after their commit. Behind the head there is work to do:
/// so no crash loses it.
/// </summary>
internal sealed class DuplicateMark
{
    public required string ProvinceCode { get; init; }

    /// <summary>Position of the last ledger entry that was looked at.</summary>
    public long Position { get; set; }

    public static void Configure(ModelBuilder model) => model.Entity<DuplicateMark>(row =>
    {
        row.ToTable("duplicate_mark").HasKey(r => r.ProvinceCode);
        row.Property(r => r.ProvinceCode).IsCode(2);
    });
}
