using KcExchange.Server.Ledger;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace KcExchange.Tests.Ledger;

/// <summary>Whoever changes any column of any row, takes one away or adds one, is found out.</summary>
public sealed class EveryColumnTests
{
    /// <summary>
    /// What nothing else witnesses, each with its reason in docs/OPERATING.md ("What verify cannot see").
    /// </summary>
    private static readonly string[] NotWitnessed =
    [
        "caller.*", "call_audit.*", "project_beneficiary.*",
        "submission.instance_id", "submission.attempt", "submission.epoch",
        "province_period.judged_position", "province_period.judged_at", "province_period.judged_on",
        "province_period.rule_set_version", "province_period.reference_version",
        "period_finding.first_seen_at", "period_finding.open_since",
    ];

    /// <summary>Whose rows are changed.</summary>
    private static readonly string[] Provinces = ["08", "00"];

    public static TheoryData<string> Providers => [SqliteStorage.ProviderName];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Every_changed_column_is_found(string provider)
    {
        await using var server = await FilledStore.StartAsync(options => options.Storage.Provider = provider);
        Assert.Empty(await FindAsync(server));
        List<string> unfound = [];
        await using var db = server.OpenStore();
        foreach (var table in Tables(db))
            foreach (var row in await RowsAsync(db, table))
                foreach (var column in table.GetProperties().Where(column => !IsListed(table, column)))
                {
                    var change = new ColumnChange(db, column, row);
                    await change.DoAsync();
                    if ((await FindAsync(server)).Count == 0) unfound.Add($"{table.GetTableName()}.{column.Name}");
                    await change.UndoAsync();
                }
        Assert.Empty(unfound.Distinct());
        Assert.Empty(await FindAsync(server));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_row_taken_away_and_a_row_added_are_found(string provider)
    {
        await using var server = await FilledStore.StartAsync(options => options.Storage.Provider = provider);
        List<string> unfound = [];
        await using var db = server.OpenStore();
        foreach (var table in Tables(db).Where(table => !IsListed(table)))
        {
            var row = (await RowsAsync(db, table))[0];
            db.Remove(row);
            await db.SaveChangesAsync();
            if ((await FindAsync(server)).Count == 0) unfound.Add($"{table.GetTableName()} less");
            db.Add(row);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();

            // Another key, all else alike.
            var last = table.FindPrimaryKey()!.Properties[^1];
            last.PropertyInfo!.SetValue(row, ColumnChange.Other(last.PropertyInfo.GetValue(row), last.ClrType));
            db.Add(row);
            await db.SaveChangesAsync();
            if ((await FindAsync(server, "A0", "A8")).Count == 0) unfound.Add($"{table.GetTableName()} more");
            db.Remove(row);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
        Assert.Empty(unfound);
        Assert.Empty(await FindAsync(server));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_is_not_witnessed_is_said_to_the_operator(string provider)
    {
        await using var server = await TestServer.StartAsync(options => options.Storage.Provider = provider);
        await using var db = server.OpenStore();
        var columns = db.Model.GetEntityTypes().SelectMany(table => table.GetProperties(), Name).ToHashSet();
        var page = Tidy.Repository.Read("docs/OPERATING.md");

        Assert.All(NotWitnessed, name =>
        {
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
            Assert.True(name.EndsWith(".*", StringComparison.Ordinal) || columns.Contains(name), name);
        });
    }

    private static async Task<IReadOnlyList<string>> FindAsync(TestServer server, params string[] others)
    {
        using var authority = server.Authority();
        var verification = new LedgerVerification(
            StorageProviders.Create(server.Options), new Signatures([authority]), []);
        foreach (var province in Provinces.Concat(others))
            await foreach (var found in verification.RunAsync(province, default))
                if (found.Count > 0) return found.Lines;
        return [];
    }

    /// <summary>Tables that hold something, but for those that nothing witnesses as a whole.</summary>
    private static IEnumerable<IEntityType> Tables(ExchangeDb db) =>
        db.Model.GetEntityTypes().Where(table => !IsListed(table));

    /// <summary>The first and the last row by key.</summary>
    private static async Task<List<object>> RowsAsync(ExchangeDb db, IEntityType table)
    {
        var province = table.FindProperty("ProvinceCode")?.PropertyInfo;
        var rows = await ColumnChange.ReadAsync(db, table);
        rows.RemoveAll(row => province is not null && !Provinces.Contains(province.GetValue(row)));
        Assert.True(rows.Count > 0, $"{table.GetTableName()} is empty: nothing was tried.");
        return rows.Count == 1 ? rows : [rows[0], rows[^1]];
    }

    private static string Name(IEntityType table, IProperty column) =>
        $"{table.GetTableName()}.{column.GetColumnName()}";

    private static bool IsListed(IEntityType table) => NotWitnessed.Contains($"{table.GetTableName()}.*");

    private static bool IsListed(IEntityType table, IProperty column) => NotWitnessed.Contains(Name(table, column));
}
