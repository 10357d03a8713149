using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>
/// The records of one submission, in their order, as often as they are asked for. The caller implements it over
/// something that outlives a crash (file, database): after a break the SDK reads again from where the server stands.
/// </summary>
public interface IRecordSource
{
    /// <summary>
    /// The records from a sequence on, to the last. The same sequence must give the same record every time, else the
    /// server answers SEQUENCE_REUSED. Centres before projects before funding.
    /// </summary>
    /// <param name="sequence">Sequence of the first record asked for, from 1; may be one past the last.</param>
    /// <param name="cancellationToken">Fires when the records are not needed any more.</param>
    IAsyncEnumerable<ExchangeRecord> ReadFrom(long sequence, CancellationToken cancellationToken);
}

/// <summary>Records held in memory.</summary>
/// <param name="records">The records; the first has sequence 1.</param>
public sealed class RecordList(IReadOnlyList<ExchangeRecord> records) : IRecordSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ExchangeRecord> ReadFrom(
        long sequence, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        for (var index = (int)(sequence - 1); index < records.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return records[index];
        }
    }
}
