using System.Globalization;
using KcExchange.Contracts.Rules;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Server.Submissions;
using Microsoft.EntityFrameworkCore;

namespace KcExchange.Bench;

/// <summary>
/// The search for double support over all provinces: what one batch of 500 projects costs beside 10,000 stored projects
/// and beside 1,000,000, on SQLite and, where a server is given, on PostgreSQL.
/// </summary>
internal static class DuplicateBench
{
    private const int BatchSize = 500;
    private const int Rounds = 41;
    private static readonly int[] Sizes = [10_000, 1_000_000];

    /// <summary>Prints the figures; with PostgreSQL also the plans.</summary>
    /// <param name="postgres">Connection string of a server that may make databases; empty = only SQLite.</param>
    public static async Task<int> RunAsync(string postgres)
    {
        Figures.PrintMachine();
        var folder = Directory.CreateDirectory(Path.Combine("data", "bench", "duplicates"));
        try
        {
            await MeasureAsync("sqlite", Sizes.Select(size => StorageProviders.Create(new ServerOptions
            {
                DataDirectory = Path.Combine(folder.FullName, $"{size}"),
            })));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
        if (postgres.Length > 0)
            await MeasureAsync("postgres", Sizes.Select(size => StorageProviders.Create(new ServerOptions
            {
                Storage = new StorageOptions
                {
                    Provider = "Postgres",
                    ConnectionString = $"{postgres};Database=kcx_duplicates_{size}",
                    CommandTimeoutSeconds = 600,
                },
            })));
        return 0;
    }

    private static async Task MeasureAsync(string name, IEnumerable<StorageProvider> stores)
    {
        List<(int Size, StorageProvider Store, List<double> Milliseconds, List<double> Processor)> measured = [];
        foreach (var (size, store) in Sizes.Zip(stores))
        {
            await FillAsync(store, size);
            measured.Add((size, store, [], []));
        }
        // Interleaved, and the first ones warm both up.
        for (var round = -10; round < Rounds; round++)
            foreach (var (size, store, milliseconds, processor) in measured)
            {
                await using var db = store.Open();
                await db.Database.OpenConnectionAsync();
                var sought = Sought(round, size);
                var (began, used) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
                await DuplicateSearch.ReadAsync(db, sought, default);
                if (round < 0) continue;
                milliseconds.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
                processor.Add((Environment.CpuUsage.TotalTime - used).TotalMicroseconds / BatchSize);
            }
        foreach (var (size, _, milliseconds, processor) in measured)
        {
            Figures.Print($"duplicates_{name}_{size}_ms_per_batch", Figures.Median(milliseconds));
            // Of this process: with PostgreSQL the database's own share is beside it.
            Figures.Print($"duplicates_{name}_{size}_cpu_us_per_project", Figures.Median(processor));
        }
        Figures.Print(
            $"duplicates_{name}_ratio",
            Figures.Median(measured[1].Milliseconds) / Figures.Median(measured[0].Milliseconds));
        if (name == "sqlite") return;
        await ExplainAsync(measured[1].Store, measured[1].Size);
        foreach (var (_, store, _, _) in measured)
        {
            await using var db = store.Open();
            await db.Database.EnsureDeletedAsync();
        }
    }

    /// <summary>Beneficiaries without projects: the search reads nothing else.</summary>
    private static async Task FillAsync(StorageProvider store, int size)
    {
        await using var db = store.Open();
        if (store.Name == "Postgres") await db.Database.MigrateAsync();
        else await store.PrepareAsync(default);
        // Spread over the index as real codes are: 7919 is prime.
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {size}),
            spread(n, digits) AS (
                SELECT n, CAST((CAST(n AS BIGINT) * 7919) % 99999989 + 100000000 AS TEXT) FROM numbers)
            INSERT INTO project_beneficiary (province_code, record_key, ordinal, tax_code, name_key, item_id,
                plan_year, activity_key, status, fair_abroad)
            SELECT CAST(10 + n % 34 AS TEXT), 'project/KC-' || n, 0, digits || '0', 'tnhh.coso' || digits, 'sn' || n,
                2020 + n % 7, 'MACHINERY', 'SETTLED', n < 0
            FROM spread
            """);
        await db.Database.ExecuteSqlRawAsync("ANALYZE project_beneficiary");
    }

    /// <summary>Half of a batch is known to the store, half is new.</summary>
    private static SoughtBeneficiaries Sought(int round, int size)
    {
        var random = new Random(1_000 + round);
        var sought = new SoughtBeneficiaries();
        sought.Add(Enumerable.Range(0, BatchSize).Select(i =>
        {
            var number = i % 2 == 0 ? random.NextInt64(1, size + 1) : random.NextInt64(2_000_000, 9_000_000);
            var spread = ((number * 7919) % 99_999_989) + 100_000_000;
            return new ProjectBeneficiary(
                "08", "", string.Create(CultureInfo.InvariantCulture, $"{spread}0"), $"tnhh.coso{spread}", "", 2026,
                "MACHINERY", "APPROVED", false);
        }));
        return sought;
    }

    private static async Task ExplainAsync(StorageProvider store, int size)
    {
        await using var db = store.Open();
        await db.Database.OpenConnectionAsync();
        var sought = Sought(0, size);
        await using var command = DuplicateSearch.Query(
            db, [.. sought.TaxCodes], [.. sought.Names], BatchSize * DuplicateSearch.MostPerValue).CreateDbCommand();
        command.CommandText = "EXPLAIN (ANALYZE, BUFFERS) " + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            if (reader.GetString(0) is var line) Console.WriteLine(line.Length > 160 ? line[..160] + "…" : line);
    }
}
