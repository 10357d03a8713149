namespace KcExchange.Server.Storage;

/// <summary>Settings of PostgreSQL that a server cannot run on: an acknowledgement promises what is on disk.</summary>
internal static class PostgresSettings
{
    private const int OldestVersion = 130000;

    private const string Query =
        """
        SELECT current_setting('server_version_num'), current_setting('server_encoding'), current_setting('fsync'),
               current_setting('full_page_writes'), current_setting('synchronous_commit'),
               pg_is_in_recovery()::text, current_setting('default_transaction_read_only'), current_database()::text
        """;

    public static async Task<IReadOnlyList<string>> CheckAsync(
        ExchangeDb db, string place, CancellationToken cancellation)
    {
        var found = (await StoreSchema.ReadAsync(
            db, Query, row => Enumerable.Range(0, row.FieldCount).Select(row.GetString).ToArray(), cancellation))[0];
        return [.. Problems(found).Select(problem => $"{place}: {problem}")];
    }

    private static IEnumerable<string> Problems(string[] found)
    {
        if (int.Parse(found[0], System.Globalization.CultureInfo.InvariantCulture) < OldestVersion)
            yield return "PostgreSQL is older than 13; upgrade it.";
        if (found[1] != "UTF8")
            yield return $"the encoding is {found[1]}; create the database anew with ENCODING 'UTF8'.";
        foreach (var (name, value) in new[] { ("fsync", found[2]), ("full_page_writes", found[3]) })
            if (value != "on")
                yield return $"{name} is {value}: a power cut would lose what was acknowledged; "
                    + $"run: ALTER SYSTEM SET {name} = on; SELECT pg_reload_conf();";
        if (found[4] == "off")
            yield return "synchronous_commit is off: a power cut would lose what was acknowledged; run: "
                + $"ALTER DATABASE {found[7]} SET synchronous_commit = on; or the same for the login.";
        if (found[5] == "true") yield return "it is a standby; connect to the primary.";
        else if (found[6] == "on")
            yield return $"transactions are read-only; run: ALTER DATABASE {found[7]} "
                + "SET default_transaction_read_only = off; or the same for the login.";
    }
}
