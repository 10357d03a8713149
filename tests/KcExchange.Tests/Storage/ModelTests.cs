using System.Text.RegularExpressions;
using KcExchange.Server.Operations;
using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace KcExchange.Tests.Storage;

/// <summary>What every table owes to all three databases, read from EF's model of each.</summary>
public sealed class ModelTests
{
    /// <summary>Largest key of an index, and of the clustered one, in bytes (SQL Server).</summary>
    private const int IndexBytes = 1700, ClusteredBytes = 900;

    private static readonly Dictionary<Store, string[]> Types = new()
    {
        [Store.Sqlite] = ["TEXT", "INTEGER", "BLOB"],
        [Store.SqlServer] =
        [
            "bigint", "int", "bit", "date", "datetime2(3)", "varchar", "nvarchar", "varbinary", "varbinary(max)",
            "nvarchar(max)", "varchar(max)",
        ],
        [Store.Postgres] =
        [
            "bigint", "integer", "boolean", "date", "timestamp(3) with time zone", "character varying", "bytea", "text",
        ],
    };

    public static TheoryData<Store> All => [.. Enum.GetValues<Store>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Keys_are_natural_and_no_value_is_made_by_the_database(Store store)
    {
        using var db = Open(store);

        Assert.All(Design(db).GetEntityTypes(), type =>
        {
            Assert.NotEmpty(type.FindPrimaryKey()!.Properties);
            Assert.All(type.GetProperties(), property =>
            {
                Assert.Equal(ValueGenerated.Never, property.ValueGenerated);
                Assert.Null(property.GetDefaultValueSql());
                Assert.Null(property.GetComputedColumnSql());
            });
        });
        Assert.Empty(Design(db).GetSequences());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Column_types_are_pinned_to_what_old_servers_know(Store store)
    {
        using var db = Open(store);

        Assert.All(Columns(db), column => Assert.Contains(WithoutLength(column.StoreType), Types[store]));
    }

    [Fact]
    public void Keys_of_indexes_fit_into_SQL_Servers_pages()
    {
        using var db = Open(Store.SqlServer);

        foreach (var table in Design(db).GetRelationalModel().Tables)
        {
            var key = table.PrimaryKey!;
            Assert.True(Bytes(key.Columns) <= ClusteredBytes, $"{key.Name}: {Bytes(key.Columns)} bytes");
            Assert.All(table.Indexes, index => Assert.True(
                // A secondary index carries what it lacks of the clustered key.
                Bytes([.. index.Columns.Union(key.Columns)]) <= IndexBytes,
                $"{index.Name}: {Bytes([.. index.Columns.Union(key.Columns)])} bytes"));
        }
    }

    [Theory]
    [InlineData(Store.SqlServer, "Latin1_General_100_BIN2")]
    [InlineData(Store.Postgres, "C")]
    public void Codes_and_whatever_stands_in_a_key_compare_byte_by_byte(Store store, string collation)
    {
        using var db = Open(store);
        var tables = Design(db).GetRelationalModel().Tables.ToList();
        var inKeys = tables.SelectMany(table => table.Indexes.SelectMany(index => index.Columns)
            .Concat(table.PrimaryKey!.Columns)).ToHashSet();
        var texts = tables.SelectMany(table => table.Columns)
            .Where(column => column.PropertyMappings[0].Property.ClrType == typeof(string)).ToList();

        Assert.All(texts.Where(inKeys.Contains), column => Assert.Equal(collation, column.Collation));
        Assert.All(
            texts.Where(column => column.PropertyMappings[0].Property.IsUnicode() == false),
            column => Assert.Equal(collation, column.Collation));
        Assert.Contains(texts, column => column.Collation is null);
    }

    private static IEnumerable<IColumn> Columns(ExchangeDb db) =>
        Design(db).GetRelationalModel().Tables.SelectMany(table => table.Columns);

    /// <summary>What runs has forgotten what only migrations need, collations for one.</summary>
    private static IModel Design(ExchangeDb db) => db.GetService<IDesignTimeModel>().Model;

    private static string WithoutLength(string type) =>
        Regex.Replace(type, @"^((?:n?var)?char|character varying|varbinary)\(\d+\)$", "$1");

    private static int Bytes(IReadOnlyList<IColumn> columns) => columns.Sum(column =>
    {
        var property = column.PropertyMappings[0].Property;
        return property.ClrType == typeof(string)
            ? property.GetMaxLength()!.Value * (property.IsUnicode() == false ? 1 : 2)
            : property.GetMaxLength() ?? 8;
    });

    private static ExchangeDb Open(Store store) => StorageProviders.Create(new ServerOptions
    {
        Storage = { Provider = $"{store}", ConnectionString = store == Store.Sqlite ? "" : "Server=localhost" },
    }).Open();
}
