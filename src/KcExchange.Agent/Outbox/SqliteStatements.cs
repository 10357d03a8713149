using Microsoft.Data.Sqlite;

namespace KcExchange.Agent.Outbox;

/// <summary>Statements with named parameters, without the ceremony.</summary>
internal static class SqliteStatements
{
    /// <summary>A command; its text is a constant of the caller.</summary>
    internal static SqliteCommand Command(
        this SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller gives a constant; values travel as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }

    /// <summary>Runs a statement; the number of rows it changed.</summary>
    internal static int Run(
        this SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.Command(text, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a query and makes something of each row.</summary>
    internal static List<T> Query<T>(
        this SqliteConnection connection, string text, Func<SqliteDataReader, T> make,
        params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.Command(text, parameters);
        using var rows = command.ExecuteReader();
        var made = new List<T>();
        while (rows.Read()) made.Add(make(rows));
        return made;
    }
}
