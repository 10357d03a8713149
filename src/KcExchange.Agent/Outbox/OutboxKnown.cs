using Google.Protobuf;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Agent.Outbox;

/// <summary>What the outbox knows of the ministry's data: what was acknowledged from here.</summary>
internal static class OutboxKnown
{
    /// <summary>Lays the acknowledged states of a province over what is known; later submissions win.</summary>
    /// <param name="outbox">Outbox.</param>
    /// <param name="province">Province as its files state it.</param>
    /// <param name="wanted">Which records are of use; the others are not parsed.</param>
    /// <param name="known">Takes the states.</param>
    /// <returns>What the exchange has found on them, by kind and key.</returns>
    internal static Dictionary<(RecordKind Kind, string Key), IReadOnlyList<Finding>> LoadAcknowledged(
        this OutboxFile outbox, string province, Func<RecordKind, string, string, bool> wanted, KnownRecords known)
    {
        var states = outbox.Read(connection => connection.Query(
            """
            SELECT record.kind, record.record_key, record.code, submission.source_version, result.outcome,
                result.answer, record.payload
            FROM submission
            JOIN record ON record.submission = submission.number
            JOIN result ON result.submission = record.submission AND result.sequence = record.sequence
            WHERE submission.province_code = $province AND record.record_key <> '' AND result.outcome IN (1, 2, 3, 4)
            ORDER BY submission.source_version, record.sequence
            """,
            rows => wanted((RecordKind)rows.GetInt32(0), rows.GetString(1), rows.GetString(2))
                ? State(
                    (RecordKind)rows.GetInt32(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3),
                    (Outcome)rows.GetInt32(4), (byte[])rows.GetValue(5), (byte[])rows.GetValue(6))
                : null,
            ("$province", province)));
        var findings = new Dictionary<(RecordKind, string), IReadOnlyList<Finding>>();
        foreach (var state in states)
        {
            if (state is not var (record, found)) continue;
            known.Set(record);
            findings[(record.Kind, record.Key)] = found;
        }
        return findings;
    }

    private static (KnownRecord Record, IReadOnlyList<Finding> Found)? State(
        RecordKind kind, string key, string code, long version, Outcome outcome, byte[] answer, byte[] payload)
    {
        var (record, result) = (ExchangeRecord.Parser.ParseFrom(payload), RecordResult.Parser.ParseFrom(answer));
        var content = RecordHash.Normalise(record);
        // "Unchanged" of a deletion: the key has no state either.
        var deleted = outcome == Outcome.Deleted || record.Operation == Operation.Delete;
        return (new KnownRecord(
            kind, key, code, version,
            deleted ? RecordHash.DeletedContent : RecordHash.Content(content.ToByteArray()), result.Revision, deleted,
            new Lazy<ExchangeRecord>(content)), result.Findings);
    }
}
