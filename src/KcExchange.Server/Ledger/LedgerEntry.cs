namespace KcExchange.Server.Ledger;

/// <summary>What an entry is about. Numbers are stored and hashed: never renumber.</summary>
internal enum EntryType
{
    RecordVersion = 1,
    SubmissionEvent = 2,
    SignOff = 3,
    Allocation = 4,
    PeriodEvent = 5,
    ReferenceVersion = 6,

    /// <summary>The hour's audit rows, in ledger "00".</summary>
    AuditDigest = 7,

    /// <summary>Findings told of a record after its batch was answered.</summary>
    LateFindings = 8,
}

/// <summary>What a record version did to its key, or which event it was. Stored and hashed.</summary>
internal enum EntryAction
{
    Upsert = 1,
    Delete = 2,
    SubmissionCreated = 10,
    SubmissionSealed = 11,
    PeriodLocked = 20,
    PeriodReopened = 21,
    ReferenceLoaded = 22,
    AuditDigested = 30,
    DuplicateFound = 31,
}

/// <summary>
/// One append-only entry of a province's ledger. The chain covers every column but the chain hash itself.
/// </summary>
internal sealed class LedgerEntry
{
    public required string ProvinceCode { get; init; }

    public long Position { get; set; }

    public required EntryType EntryType { get; init; }

    public required EntryAction Action { get; init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>Name of the caller, as registered.</summary>
    public required string Actor { get; init; }

    public required string SubmissionId { get; init; }

    /// <summary>Place in the submission; 0 for events.</summary>
    public long Sequence { get; init; }

    /// <summary>RecordKind; 0 for events.</summary>
    public int RecordKind { get; init; }

    /// <summary>Natural key; empty for events.</summary>
    public string RecordKey { get; init; } = "";

    public long Revision { get; init; }

    public long SourceVersion { get; init; }

    /// <summary>32 bytes; of a seal <see cref="ResultsHash"/>, empty for other events.</summary>
    public byte[] ContentHash { get; init; } = [];

    /// <summary>Normalised record (empty for a deletion), or the event's message.</summary>
    public byte[] Payload { get; init; } = [];

    public string RuleSetVersion { get; init; } = "";

    public string ReferenceVersion { get; init; } = "";

    public byte[] ChainHash { get; set; } = [];
}
