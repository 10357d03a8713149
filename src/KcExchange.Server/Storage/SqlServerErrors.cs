using System.Text.RegularExpressions;

namespace KcExchange.Server.Storage;

/// <summary>
/// Error numbers of SQL Server that mean something to us. Its messages quote rows ("The duplicate key value is …"):
/// only the number and names of our own tables and columns are passed on.
/// </summary>
internal static partial class SqlServerErrors
{
    public static StoreFault Classify(int number) => number switch
    {
        -2 or 1222 => StoreFault.Busy, // timeout, lock wait
        1205 or 3960 => StoreFault.Victim, // deadlock, snapshot
        2627 or 2601 or 547 or 515 => StoreFault.Refused, // key, unique index, check, NOT NULL
        8152 or 2628 or 8115 or 220 or 232 or 242 or 245 or 248 or 8114 => StoreFault.Refused, // length, range, form
        511 or 1946 or 50000 or 3609 => StoreFault.Refused, // row or index key too large, a trigger's own word
        102 or 137 or 156 or 201 or 207 or 208 or 213 or 2812 => StoreFault.Misfit, // statement and schema
        229 or 230 or 262 or 297 => StoreFault.Misfit, // rights
        _ => StoreFault.Unavailable,
    };

    /// <summary>What an error says, without its values.</summary>
    /// <param name="number">SqlException.Number.</param>
    /// <param name="message">Its message, of which nothing but <paramref name="names"/> is used.</param>
    /// <param name="names">Names of our tables, columns, keys and indexes.</param>
    public static string Explain(int number, string message, IReadOnlySet<string> names) => number switch
    {
        -2 => "no answer in time (Storage:CommandTimeoutSeconds, Connect Timeout); the client tries again.",
        1205 or 1222 or 3960 => $"another transaction was in the way (error {number}); the client tries again.",
        18456 or 18452 => $"the login was refused (error {number}); check it in Storage:ConnectionString.",
        4060 => "there is no such database, or the login may not open it (error 4060).",
        229 or 230 or 262 or 297 =>
            $"the login lacks a right{Named(message, names)} (error {number}); "
            + "grant it (docs/OPERATING.md, \"Databases\").",
        1101 or 1105 or 9002 => $"the database or its log is full (error {number}); make room.",
        3906 or 3908 => $"the database is read-only (error {number}); connect to the primary.",
        _ when Classify(number) == StoreFault.Refused => $"refused by error {number}{Named(message, names)}",
        _ when Classify(number) == StoreFault.Misfit =>
            $"a statement does not fit the schema{Named(message, names)} (error {number}); "
            + "run `KcExchange.Server db check`.",
        _ => $"it cannot be reached or used (error {number}); is the database up, and the host right?",
    };

    private static string Named(string message, IReadOnlySet<string> names)
    {
        var quoted = Quoted().Matches(message).Select(match => match.Groups[1].Value.Split('.')[^1])
            .Where(names.Contains).Distinct().ToList();
        return quoted.Count == 0 ? "" : $" ({string.Join(", ", quoted)})";
    }

    [GeneratedRegex("""['"]([A-Za-z0-9_.]+)['"]""")]
    private static partial Regex Quoted();
}
