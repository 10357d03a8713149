using KcExchange.Server.Storage;
using KcExchange.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;
using ServerOptions = KcExchange.Server.Operations.ServerOptions;

namespace KcExchange.Tests.Storage;

/// <summary>SQL Server's scripts and statements, on a machine that has none.</summary>
public sealed class TransactSqlTests
{
    private static readonly ServerOptions Somewhere = new()
    {
        Storage =
        {
            Provider = SqlServerStorage.ProviderName, ConnectionString = "Server=localhost;Database=kcexchange",
        },
    };

    public static TheoryData<string> StatementNames => [.. SqlServerStorage.Statements.Select(one => one.Name)];

    [Fact]
    public void The_idempotent_script_is_plain_and_sets_the_locks()
    {
        using var storage = StorageProviders.Create(Somewhere);

        var script = storage.Script(null);

        Assert.Empty(TransactSql.Banned(script));
        Assert.Contains("ALTER TABLE [ledger_entry] SET (LOCK_ESCALATION = DISABLE)", script);
        Assert.Contains("ALTER INDEX ALL ON [province_head] SET (ALLOW_PAGE_LOCKS = OFF)", script);
    }

    [Fact]
    public void The_migrations_leave_the_tables_of_the_model_and_every_statement_finds_its_names_there()
    {
        using var storage = StorageProviders.Create(Somewhere);
        using var db = storage.Open();

        var (model, problems) = TransactSql.Build(Migrations(db), SqlServerStorage.Statements);

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        var columns = model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass)
            .SelectMany(table => table.GetReferenced(Table.Columns))
            .Select(column => string.Join('.', column.Name.Parts.TakeLast(2)))
            .Where(column => !column.StartsWith("__EF", StringComparison.Ordinal)
                && !column.StartsWith(TransactSql.TemporaryPrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            db.Model.GetRelationalModel().Tables
                .SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}"))
                .Order(StringComparer.Ordinal),
            columns);
        model.Dispose();
    }

    [Theory]
    [MemberData(nameof(StatementNames))]
    public void A_hand_written_statement_is_plain(string name) =>
        Assert.Empty(TransactSql.Banned(SqlServerStorage.Statements.Single(one => one.Name == name).Sql));

    [Theory]
    [InlineData("SELECT p.no_such_column FROM project AS p")]
    [InlineData("SELECT n.province_code FROM no_such_table AS n")]
    [InlineData("INSERT INTO finding (no_such_column) VALUES (@value)")]
    [InlineData("UPDATE h SET no_such_column = 1 FROM province_head AS h WHERE h.province_code = @province")]
    [InlineData("CREATE TABLE #a (x int); UPDATE p SET p.plan_year = a.y FROM project AS p JOIN #a AS a ON a.x = 1")]
    [InlineData("SELECT TOP (0) [no_such_column] INTO [#a] FROM [project]")]
    [InlineData("SELECT TOP (0) [name] INTO [#a] FROM [project]; UPDATE [#a] SET [no_such_column] = 1")]
    public void A_name_that_is_not_in_the_schema_is_found(string sql)
    {
        using var storage = StorageProviders.Create(Somewhere);
        using var db = storage.Open();

        var (model, problems) = TransactSql.Build(Migrations(db), [("Wrong", sql)]);

        Assert.NotEmpty(problems);
        model.Dispose();
    }

    [Theory]
    [InlineData("MERGE project AS p USING funding AS f ON p.name = f.name WHEN MATCHED THEN DELETE;", "MERGE")]
    [InlineData("CREATE TABLE t (id int IDENTITY(1, 1) PRIMARY KEY);", "IDENTITY")]
    [InlineData("CREATE SEQUENCE s START WITH 1;", "a sequence")]
    [InlineData("ALTER TABLE project SET (SYSTEM_VERSIONING = ON);", "a temporal table")]
    [InlineData("SELECT p.plan_year FROM project FOR SYSTEM_TIME ALL AS p;", "FOR SYSTEM_TIME")]
    [InlineData("BEGIN DISTRIBUTED TRANSACTION;", "a distributed transaction")]
    [InlineData("SELECT p.plan_year FROM project AS p WITH (NOLOCK);", "the hint NoLock")]
    [InlineData("EXEC(N'CREATE TABLE t (id int IDENTITY(1, 1));');", "IDENTITY")]
    public void What_the_house_does_without_is_found(string sql, string what) =>
        Assert.Equal(what, Assert.Single(TransactSql.Banned(sql)));

    /// <summary>The migrations one after the other, without the conditions of the idempotent script.</summary>
    private static string Migrations(ExchangeDb db) => db.GetService<IMigrator>().GenerateScript();
}
