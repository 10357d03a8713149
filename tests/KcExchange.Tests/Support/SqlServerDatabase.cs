using Microsoft.Data.SqlClient;

namespace KcExchange.Tests.Support;

/// <summary>
/// A database of KCX_TEST_SQLSERVER: one that is made for the test where the connection string names none; else the one
/// that it names, emptied, for one test after the other.
/// </summary>
internal static class SqlServerDatabase
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    private const string DropEverything =
        """
        DECLARE @sql nvarchar(max) = N'';
        SELECT @sql += N'DROP TABLE ' + QUOTENAME(SCHEMA_NAME(t.schema_id)) + N'.' + QUOTENAME(t.name) + N';'
        FROM sys.tables AS t;
        EXEC sp_executesql @sql;
        """;

    /// <summary>Connection string of a database without tables, and how to be rid of it.</summary>
    public static async Task<(string ConnectionString, Func<Task> Drop)> MakeAsync(string given, string name)
    {
        var builder = new SqlConnectionStringBuilder(given);
        if (builder.InitialCatalog is not ("" or "master"))
        {
            await OneAtATime.WaitAsync(TestContext.Current.CancellationToken);
            await ExecuteAsync(given, DropEverything);
            return (given, LetNextAsync);
        }
        await ExecuteAsync(given, $"CREATE DATABASE [{name}]");
        await ExecuteAsync(given, $"ALTER DATABASE [{name}] SET READ_COMMITTED_SNAPSHOT ON");
        builder.InitialCatalog = name;
        return (builder.ToString(), DropAsync);

        async Task DropAsync()
        {
            SqlConnection.ClearAllPools();
            await ExecuteAsync(given, $"DROP DATABASE [{name}]");
        }
    }

    private static Task LetNextAsync()
    {
        OneAtATime.Release();
        return Task.CompletedTask;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
