using KcExchange.Server.Periods;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using KcExchange.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace KcExchange.Tests.Periods;

/// <summary>The run is set-based: its statements are few, the same ones for any size, and use an index.</summary>
public sealed class PeriodStatementTests
{
    [Theory]
    [Stores]
    public async Task Two_thousand_records_cost_the_same_statements_as_ten(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        var work = new PeriodWork(server);
        ExchangeRecord[] Lines(int from, int count) =>
            [.. Enumerable.Range(from, count).SelectMany(number =>
                new[] { TestRecords.Project(number), TestRecords.Funding(number) })];
        await work.DeliverAsync([TestRecords.Centre(), PeriodWork.Total(1), .. Lines(1, 4)]);
        var few = await RunAsync(server);
        await work.DeliverAsync([TestRecords.Centre("KCT-08-02"), .. Lines(5, 996)]);
        var many = await RunAsync(server);

        Assert.Equal(few, many);
        // Periods, centres, sums, stored findings; lock, head and the two writes around them.
        Assert.InRange(many.Count(sql => sql.StartsWith("SELECT", StringComparison.Ordinal)), 1, 5);
    }

    [Fact]
    public async Task The_facts_are_found_by_the_index_on_province_and_period()
    {
        await using var server = await TestServer.StartAsync();
        await using var db = server.OpenStore();
        HashSet<string> periods = [PeriodWork.Quarter, "2026-Q2"];

        var plans = new[]
        {
            await PlanAsync(db, PeriodFactsQuery.Centres(db, "08", periods)),
            await PlanAsync(db, PeriodFactsQuery.Sums(db, "08", periods)),
            await PlanAsync(db, db.PeriodFindings
                .Where(row => row.ProvinceCode == "08" && periods.Contains(row.ReportPeriod))),
            await PlanAsync(db, db.Periods
                .Where(row => row.ProvinceCode == "08" && periods.Contains(row.ReportPeriod))),
        };

        Assert.All(plans, plan =>
        {
            Assert.Contains("(province_code=? AND report_period=?)", plan, StringComparison.Ordinal);
            // The list of periods itself is read from its JSON parameter.
            Assert.DoesNotMatch(@"SCAN \w+(?! VIRTUAL)\b", plan);
        });
    }

    /// <summary>One run over the quarter, as a request makes it; returns its statements.</summary>
    private static async Task<List<string>> RunAsync(TestServer server)
    {
        using var statements = new CountedCommands(server);
        await using var db = server.OpenStore();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var head = await db.Heads.AsTracking().SingleAsync(row => row.ProvinceCode == "08");
        var rows = await db.Periods.AsTracking().Where(row => row.ProvinceCode == "08").ToListAsync();
        var book = new CurrentBook(
            LoadedBook.OfRelease, StorageProviders.Create(server.Options), server.Options, server.Time,
            NullLogger<CurrentBook>.Instance);
        await new PeriodRun(book, server.Time, NullLogger<PeriodRun>.Instance).JudgeAsync(db, head, rows);
        return [.. statements.Take()];
    }

    private static async Task<string> PlanAsync<T>(ExchangeDb db, IQueryable<T> query)
    {
        using var command = query.CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await db.Database.OpenConnectionAsync();
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(3));
        return string.Join('\n', lines);
    }
}
