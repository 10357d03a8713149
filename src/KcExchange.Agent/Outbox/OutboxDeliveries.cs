using System.Globalization;
using Google.Protobuf;
using KcExchange.Agent.Sources;
using KcExchange.V1;
using Microsoft.Data.Sqlite;

namespace KcExchange.Agent.Outbox;

/// <summary>Submissions of the outbox: stored whole, found again, stamped, ended.</summary>
internal static class OutboxDeliveries
{
    /// <summary>After all that ended before, also when the clock was set back: it tells what came last.</summary>
    private const string EndedAt = "max($now, (SELECT coalesce(max(ended_at), 0) + 1 FROM submission))";

    /// <summary>
    /// The unfinished submission of the same bytes to the same server by the same caller; null: none.
    /// </summary>
    internal static OutboxSubmission? FindUnfinished(this OutboxFile outbox, DeliveryOrigin origin) =>
        outbox.Read(connection =>
        {
            using var command = connection.Command(
                """
                SELECT number, submission_id, report_period, source_version, total_records FROM submission
                WHERE file_sha256 = $hash AND state = 1 AND server = $server AND caller = $caller
                ORDER BY number DESC LIMIT 1
                """,
                ("$hash", origin.FileSha256), ("$server", origin.Server), ("$caller", origin.Caller));
            using var rows = command.ExecuteReader();
            return rows.Read()
                ? new OutboxSubmission(
                    rows.GetInt64(0), Guid.Parse(rows.GetString(1)), rows.GetString(2), rows.GetInt64(3),
                    rows.GetInt64(4), Resumed: true)
                : null;
        });

    /// <summary>
    /// Stores a submission with all its records in one transaction: either it is there whole, or it is not there.
    /// Unfinished ones of the same file are given up: their content comes with this one.
    /// </summary>
    /// <param name="outbox">Outbox.</param>
    /// <param name="origin">From whom to whom.</param>
    /// <param name="book">The file.</param>
    /// <param name="rows">Rows to send, in the order in which they go.</param>
    /// <param name="time">Clock.</param>
    internal static OutboxSubmission Store(
        this OutboxFile outbox, DeliveryOrigin origin, SourceBook book, IReadOnlyList<SourceRow> rows,
        TimeProvider time) => outbox.Write(connection =>
        {
            var now = time.GetUtcNow();
            var version = NextVersion(connection, now.ToUnixTimeMilliseconds(), atLeast: 0);
            var id = Guid.CreateVersion7(now);
            // A correction may go into a locked period, but a delivery of that period is not opened any more.
            var period = rows.All(row => row.Record.CorrectionReference.Length > 0) ? "" : book.ReportPeriod;
            connection.Run(
                $"""
                UPDATE submission SET state = 3, ended_at = {EndedAt}
                WHERE file_path = $path AND state = 1 AND server = $server AND caller = $caller
                """,
                ("$now", now.ToUnixTimeMilliseconds()), ("$path", origin.FilePath), ("$server", origin.Server),
                ("$caller", origin.Caller));
            using var insert = connection.Command(
                """
                INSERT INTO submission (submission_id, server, caller, province_code, report_period, file_path,
                    file_sha256, source_version, total_records, state, created_at)
                VALUES ($id, $server, $caller, $province, $period, $path, $hash, $version, $total, 1, $now)
                RETURNING number
                """,
                ("$id", id.ToString()), ("$server", origin.Server), ("$caller", origin.Caller),
                ("$province", book.ProvinceCode), ("$period", period), ("$path", origin.FilePath),
                ("$hash", origin.FileSha256), ("$version", version), ("$total", rows.Count),
                ("$now", now.ToUnixTimeMilliseconds()));
            var number = (long)insert.ExecuteScalar()!;
            StoreRecords(connection, number, rows);
            return new OutboxSubmission(number, id, period, version, rows.Count, Resumed: false);
        });

    /// <summary>
    /// Raises the version of a submission of which the server holds nothing yet, where the server knows a higher one:
    /// this
    /// machine's clock or outbox is younger than the province's data.
    /// </summary>
    internal static OutboxSubmission Restamp(
        this OutboxFile outbox, OutboxSubmission submission, long serversHighest) =>
        outbox.Write(connection =>
        {
            var version = NextVersion(connection, submission.SourceVersion, atLeast: serversHighest + 1);
            connection.Run(
                "UPDATE submission SET source_version = $version WHERE number = $number",
                ("$version", version), ("$number", submission.Number));
            return submission with { SourceVersion = version };
        });

    /// <summary>Remembers that the server sealed a submission, and its receipt.</summary>
    internal static void Seal(
        this OutboxFile outbox, OutboxSubmission submission, Receipt receipt, TimeProvider time) =>
        outbox.Write(connection => connection.Run(
            $"UPDATE submission SET state = 2, ended_at = {EndedAt}, receipt = $receipt WHERE number = $number",
            ("$now", time.GetUtcNow().ToUnixTimeMilliseconds()), ("$receipt", receipt.ToByteArray()),
            ("$number", submission.Number)));

    /// <summary>Gives a submission up: the server takes it no more.</summary>
    internal static void GiveUp(this OutboxFile outbox, OutboxSubmission submission, TimeProvider time) =>
        outbox.Write(connection => connection.Run(
            $"UPDATE submission SET state = 3, ended_at = {EndedAt} WHERE number = $number",
            ("$now", time.GetUtcNow().ToUnixTimeMilliseconds()), ("$number", submission.Number)));

    /// <summary>Records of a submission by kind, for the seal.</summary>
    internal static IReadOnlyList<KindCount> CountByKind(this OutboxFile outbox, OutboxSubmission submission) =>
        outbox.Read(connection => connection.Query(
            "SELECT kind, count(*) FROM record WHERE submission = $number GROUP BY kind ORDER BY kind",
            rows => new KindCount { Kind = (RecordKind)rows.GetInt32(0), Count = rows.GetInt64(1) },
            ("$number", submission.Number)));

    /// <summary>Where the clerk wrote a record.</summary>
    internal static (string Sheet, int Row) OriginOf(
        this OutboxFile outbox, OutboxSubmission submission, long sequence) =>
        outbox.Read(connection => connection.Query(
            "SELECT sheet, row FROM record WHERE submission = $number AND sequence = $sequence",
            rows => (rows.GetString(0), rows.GetInt32(1)),
            ("$number", submission.Number), ("$sequence", sequence)).FirstOrDefault(("?", 0)));

    private static void StoreRecords(SqliteConnection connection, long number, IReadOnlyList<SourceRow> rows)
    {
        using var insert = connection.Command(
            "INSERT INTO record VALUES ($number, $sequence, $kind, $key, $code, $payload, $sheet, $row)",
            ("$number", number), ("$sequence", 0L), ("$kind", 0L), ("$key", ""), ("$code", ""),
            ("$payload", Array.Empty<byte>()), ("$sheet", ""), ("$row", 0L));
        insert.Prepare();
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, parameters) = (rows[i], insert.Parameters);
            parameters["$sequence"].Value = i + 1L;
            parameters["$kind"].Value = (long)row.Kind.Kind;
            parameters["$key"].Value = row.Kind.Key(row.Record);
            parameters["$code"].Value = row.Kind.Code(row.Record);
            parameters["$payload"].Value = row.Record.ToByteArray();
            parameters["$sheet"].Value = row.Cells.Row.Sheet;
            parameters["$row"].Value = (long)row.Cells.Row.Row;
            insert.ExecuteNonQuery();
        }
    }

    /// <summary>The next version, above every one that this outbox has seen.</summary>
    private static long NextVersion(SqliteConnection connection, long now, long atLeast)
    {
        using var read = connection.Command("SELECT value FROM fact WHERE name = 'highest_source_version'");
        var last = long.Parse((string)read.ExecuteScalar()!, CultureInfo.InvariantCulture);
        var version = Math.Max(Math.Max(now, last + 1), atLeast);
        connection.Run(
            "UPDATE fact SET value = $value WHERE name = 'highest_source_version'",
            ("$value", version.ToString(CultureInfo.InvariantCulture)));
        return version;
    }
}
