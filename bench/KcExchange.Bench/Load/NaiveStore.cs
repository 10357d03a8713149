using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Bench.Load;

/// <summary>The current row of a project.</summary>
internal sealed class NaiveCurrent : NaiveProject;

/// <summary>A row of its history.</summary>
internal sealed class NaiveHistory : NaiveProject
{
    public long Id { get; set; }
}

/// <summary>
/// Current row and history row by plain EF Core on SQLite: found, changed or added, SaveChanges. WAL and
/// synchronous=FULL are what one gets without asking.
/// </summary>
/// <param name="options">Where.</param>
internal sealed class NaiveStore(DbContextOptions<NaiveStore> options) : DbContext(options)
{
    /// <summary>
    /// SQLite has one writer; who waits here instead of in the driver costs no processor time. It favours the peers.
    /// </summary>
    private static readonly SemaphoreSlim Writer = new(1);

    public DbSet<NaiveCurrent> Current => Set<NaiveCurrent>();

    public DbSet<NaiveHistory> History => Set<NaiveHistory>();

    /// <summary>Stores projects in one transaction.</summary>
    public async Task SaveAsync(IEnumerable<NaiveProject> projects)
    {
        await Writer.WaitAsync();
        try
        {
            foreach (var project in projects)
            {
                if (await Current.FindAsync(project.ProjectCode) is not { } current)
                    Current.Add(current = new NaiveCurrent { ProjectCode = project.ProjectCode });
                var history = new NaiveHistory();
                History.Add(history);
                foreach (var row in (NaiveProject[])[current, history])
                {
                    Entry(row).CurrentValues.SetValues(project);
                    row.Beneficiaries = project.Beneficiaries;
                }
            }
            await SaveChangesAsync();
        }
        finally
        {
            Writer.Release();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<NaiveCurrent>().HasKey(row => row.ProjectCode);
        modelBuilder.Entity<NaiveCurrent>().HasIndex(row => new { row.ProvinceCode, row.ReportPeriod });
        modelBuilder.Entity<NaiveCurrent>().Property(row => row.Beneficiaries).HasConversion(
            list => JsonSerializer.Serialize(list), text => JsonSerializer.Deserialize<List<NaiveBeneficiary>>(text)!);
        modelBuilder.Entity<NaiveHistory>().HasIndex(row => row.ProjectCode);
        modelBuilder.Entity<NaiveHistory>().Property(row => row.Beneficiaries).HasConversion(
            list => JsonSerializer.Serialize(list), text => JsonSerializer.Deserialize<List<NaiveBeneficiary>>(text)!);
    }
}
