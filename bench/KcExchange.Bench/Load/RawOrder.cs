namespace KcExchange.Bench.Load;

/// <summary>What the raw writer is to write: all that the server stored for some submissions.</summary>
/// <param name="Submissions">Their ids.</param>
internal sealed record RawOrder(IReadOnlyList<string> Submissions);

/// <summary>What the raw writer did.</summary>
/// <param name="Seconds">From the first transaction to the last commit.</param>
/// <param name="CpuSeconds">Processor seconds of the writer in that time.</param>
/// <param name="Rows">Rows written, all tables together.</param>
/// <param name="Tables">The tables written.</param>
internal sealed record RawReport(double Seconds, double CpuSeconds, long Rows, IReadOnlyList<string> Tables);

/// <summary>A table that batches write, as its schema tells.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">All columns in their order.</param>
/// <param name="Key">Columns of its primary key.</param>
internal sealed record RawTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Key)
{
    public const string Batches = "submission_batch";

    /// <summary>Rows of a record that its next version replaces: upserted. The other tables only grow.</summary>
    public bool IsCurrent => Key.Contains("record_key");

    /// <summary>Its rows name the submission, and the place in it that they come from.</summary>
    public bool NamesItsBatch => Columns.Contains("submission_id") && SequenceColumn is not null;

    /// <summary>Its rows belong to a current row.</summary>
    public bool BelongsToCurrent => IsCurrent && !NamesItsBatch;

    /// <summary>The column with the place.</summary>
    public string? SequenceColumn => Columns.FirstOrDefault(name => name is "sequence" or "first_sequence");

    /// <summary>Ends an insert into a current table.</summary>
    public string OnConflict => $"ON CONFLICT ({string.Join(',', Key)}) DO UPDATE SET "
        + string.Join(',', Columns.Except(Key).Select(column => $"{column}=excluded.{column}"));

    public int Index(string column) => Columns.ToList().IndexOf(column);
}

/// <summary>Divides rows among transactions of 5,000 records in the order in which the server committed.</summary>
internal sealed class CommitOrder
{
    private const int RecordsOfTransaction = 5_000;
    private readonly Dictionary<string, SortedList<long, int>> _batches = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Province, string Key), int> _current = [];
    private long _records;

    /// <summary>Transactions in all.</summary>
    public int Transactions => (int)((_records + RecordsOfTransaction - 1) / RecordsOfTransaction);

    /// <summary>The next batch in the order of commits.</summary>
    public void Add(string submission, long first, long count)
    {
        if (!_batches.TryGetValue(submission, out var batches)) _batches[submission] = batches = [];
        batches.Add(first, (int)(_records / RecordsOfTransaction));
        _records += count;
    }

    /// <summary>The transaction of what a place of a submission brought.</summary>
    public int Of(string submission, long sequence)
    {
        var batches = _batches[submission];
        var (low, high) = (0, batches.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (batches.GetKeyAtIndex(middle) <= sequence) low = middle;
            else high = middle - 1;
        }
        return batches.GetValueAtIndex(low);
    }

    /// <summary>Remembers where a current row goes: what belongs to it goes there too.</summary>
    public void Remember(string province, string key, int transaction) => _current[(province, key)] = transaction;

    /// <summary>The transaction of what belongs to a current row; null when the row is of another round.</summary>
    public int? OfCurrent(string province, string key) =>
        _current.TryGetValue((province, key), out var transaction) ? transaction : null;
}
