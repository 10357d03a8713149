using System.Runtime.CompilerServices;
using KcExchange.Client;
using KcExchange.V1;

namespace KcExchange.Agent.Outbox;

/// <summary>The records of one submission, from the outbox, as often as the stream has to begin again.</summary>
/// <param name="outbox">Outbox.</param>
/// <param name="submission">Submission.</param>
internal sealed class OutboxRecords(OutboxFile outbox, OutboxSubmission submission) : IRecordSource
{
    private const int PageRecords = 500;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExchangeRecord> ReadFrom(
        long sequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // SQLite has no asynchronous reading; pages keep each read short, and leave the thread between them.
        for (; sequence <= submission.TotalRecords; sequence += PageRecords)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = outbox.ReadBeside(connection => connection.Query(
                """
                SELECT payload FROM record
                WHERE submission = $number AND sequence >= $from AND sequence < $until ORDER BY sequence
                """,
                rows => ExchangeRecord.Parser.ParseFrom((byte[])rows.GetValue(0)),
                ("$number", submission.Number), ("$from", sequence),
                ("$until", Math.Min(sequence + PageRecords, submission.TotalRecords + 1))));
            foreach (var record in page)
            {
                record.SourceVersion = submission.SourceVersion;
                yield return record;
            }
            await Task.Yield();
        }
    }
}
