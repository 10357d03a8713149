using System.Security.Cryptography.X509Certificates;
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
        "caller.*", "duplicate_mark.*",
        "submission.instance_id", "submission.attempt", "submission.epoch",
        "province_period.judged_position", "province_period.judged_at", "province_period.judged_on",
        "province_period.rule_set_version", "province_period.reference_version",
        "period_finding.first_seen_at", "period_finding.open_since",
    ];

    /// <summary>Whose rows are changed.</summary>
    private static readonly string[] Provinces = ["08", "00"];

    [Theory]
    [Stores]
    public async Task Every_changed_column_is_found(Store store)
    {
        await using var server = await FilledStore.StartAsync(store);
        using var verified = new Verified(server);
        Assert.Empty(await verified.FindAsync());
        List<string> unfound = [];
        await using var db = server.OpenStore();
        foreach (var table in Tables(db))
            foreach (var row in await RowsAsync(db, table))
                foreach (var column in table.GetProperties().Where(column => !IsListed(table, column)))
                {
                    var change = new ColumnChange(db, column, row);
                    await change.DoAsync();
                    if ((await verified.FindAsync()).Count == 0) unfound.Add($"{table.GetTableName()}.{column.Name}");
                    await change.UndoAsync();
                }
        Assert.Empty(unfound.Distinct());
        Assert.Empty(await verified.FindAsync());
    }

    [Theory]
    [Stores]
    public async Task A_row_taken_away_and_a_row_added_are_found(Store store)
    {
        await using var server = await FilledStore.StartAsync(store);
        using var verified = new Verified(server);
        List<string> unfound = [];
        await using var db = server.OpenStore();
        foreach (var table in Tables(db).Where(table => !IsListed(table)))
        {
            var row = (await RowsAsync(db, table))[0];
            db.Remove(row);
            await db.SaveChangesAsync();
            if ((await verified.FindAsync()).Count == 0) unfound.Add($"{table.GetTableName()} less");
            db.Add(row);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();

            // Another key, all else alike.
            var last = table.FindPrimaryKey()!.Properties[^1];
            last.PropertyInfo!.SetValue(row, ColumnChange.Other(last.PropertyInfo.GetValue(row), last.ClrType));
            db.Add(row);
            await db.SaveChangesAsync();
            if ((await verified.FindAsync("A0", "A8")).Count == 0) unfound.Add($"{table.GetTableName()} more");
            db.Remove(row);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
        Assert.Empty(unfound);
        Assert.Empty(await verified.FindAsync());
    }

    [Theory]
    [Stores]
    public async Task What_is_not_witnessed_is_said_to_the_operator(Store store)
    {
        await using var server = await TestServer.StartAsync(store: store);
        await using var db = server.OpenStore();
        var columns = db.Model.GetEntityTypes().SelectMany(table => table.GetProperties(), Name).ToHashSet();
        var page = Tidy.Repository.Read("docs/OPERATING.md");

        Assert.All(NotWitnessed, name =>
        {
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
            Assert.True(name.EndsWith(".*", StringComparison.Ordinal) || columns.Contains(name), name);
        });
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

    /// <summary>The verification of one store, as often as a test asks.</summary>
    private sealed class Verified : IDisposable
    {
        private readonly X509Certificate2 _authority;
        private readonly StorageProvider _storage;
        private readonly LedgerVerification _verification;

        public Verified(TestServer server)
        {
            (_authority, _storage) = (server.Authority(), StorageProviders.Create(server.Options));
            _verification = new LedgerVerification(_storage, new Signatures([_authority]), []);
        }

        public async Task<IReadOnlyList<string>> FindAsync(params string[] others)
        {
            foreach (var province in Provinces.Concat(others))
                await foreach (var found in _verification.RunAsync(province, default))
                    if (found.Count > 0) return found.Lines;
            return [];
        }

        public void Dispose()
        {
            _storage.Dispose();
            _authority.Dispose();
        }
    }
}
