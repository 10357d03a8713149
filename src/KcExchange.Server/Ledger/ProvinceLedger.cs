using KcExchange.V1;

namespace KcExchange.Server.Ledger;

/// <summary>What a province's ledger says that the other tables must hold. Filled by <see cref="ChainWalk"/>.</summary>
internal sealed class ProvinceLedger
{
    /// <summary>Last state of each key, with what the batches say of it.</summary>
    public Dictionary<string, KeyState> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Events and record versions by submission.</summary>
    public Dictionary<string, SubmissionEntries> Submissions { get; } = new(StringComparer.Ordinal);

    /// <summary>Last lock or reopening of each period.</summary>
    public Dictionary<string, LedgerEntry> PeriodEvents { get; } = new(StringComparer.Ordinal);

    /// <summary>Position of the last entry that changed a record of each period.</summary>
    public Dictionary<string, long> PeriodChanges { get; } = new(StringComparer.Ordinal);

    /// <summary>Loads of reference data; in the ministry's ledger only.</summary>
    public List<LedgerEntry> ReferenceLoads { get; } = [];

    /// <summary>Hours of the audit table; in the ministry's ledger only.</summary>
    public List<LedgerEntry> AuditDigests { get; } = [];

    /// <summary>Findings told after a batch was answered, by submission and sequence, in their order.</summary>
    public Dictionary<(string SubmissionId, long Sequence), List<LedgerEntry>> LateFindings { get; } = [];

    public SubmissionEntries Submission(string id)
    {
        if (!Submissions.TryGetValue(id, out var entries)) Submissions[id] = entries = new SubmissionEntries();
        return entries;
    }
}

/// <summary>The last state of one key.</summary>
internal sealed class KeyState
{
    public RecordKind Kind { get; init; }

    public long Position { get; set; }

    /// <summary>Position of the last version that was no deletion: a deleted row keeps that one's columns.</summary>
    public long LivePosition { get; set; }

    public long Revision { get; set; }

    public bool Deleted { get; set; }

    public byte[] ContentHash { get; set; } = [];

    public DateTime RecordedAt { get; set; }

    public string ReportPeriod { get; set; } = "";

    /// <summary>
    /// Who told the state last: with the entry, or later with the same content and a higher version.
    /// </summary>
    public Telling Told { get; set; }

    /// <summary>The table of its kind has a row of it.</summary>
    public bool HasRow { get; set; }
}

/// <summary>One result that told a key's state.</summary>
/// <param name="SubmissionId">Submission; null = no batch tells the key.</param>
/// <param name="FirstSequence">Of its batch.</param>
/// <param name="Sequence">Of the record.</param>
/// <param name="SourceVersion">Highest version that the batch told.</param>
/// <param name="Revision">Of the entry that it made; 0 = it only repeated the content.</param>
/// <param name="Findings">Findings stored with the result.</param>
internal readonly record struct Telling(
    string? SubmissionId, long FirstSequence, long Sequence, long SourceVersion, long Revision, int Findings);

/// <summary>What the ledger has of one submission.</summary>
internal sealed class SubmissionEntries
{
    public LedgerEntry? Created { get; set; }

    public LedgerEntry? Sealed { get; set; }

    /// <summary>Sum over its record versions, to be compared with that over the results of its batches.</summary>
    public RecordSum Records { get; set; }

    /// <summary>There is a row of it.</summary>
    public bool HasRow { get; set; }
}

/// <summary>Record versions counted and summed, whatever their order: equal sums are the same versions.</summary>
internal readonly record struct RecordSum(long Count, ulong Sum)
{
    public RecordSum With(long sequence, long revision, bool deletes, string key) => new(
        Count + 1,
        unchecked(Sum + ((ulong)(uint)HashCode.Combine(sequence, revision, deletes, key, 0) << 32
            | (uint)HashCode.Combine(sequence, revision, deletes, key, 1))));
}
