namespace KcExchange.Server.Records;

/// <summary>
/// The current state of one key. Typed columns are those that keys, rules and reports read; the payload holds all.
/// A deleted record is a state with a version like any other.
/// </summary>
internal abstract class RecordRow
{
    /// <summary>Province whose ledger holds the record: the sender, one of today's 34.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Natural key, text form.</summary>
    public required string RecordKey { get; init; }

    /// <summary>Province code as stated by the record; a former code where the record is older than a merger.</summary>
    public string StatedProvinceCode { get; set; } = "";

    public string ReportPeriod { get; set; } = "";

    public DateOnly ReferenceDate { get; set; }

    public long SourceVersion { get; set; }

    /// <summary>32 bytes.</summary>
    public byte[] ContentHash { get; set; } = [];

    /// <summary>From 1, raised by one with every change.</summary>
    public long Revision { get; set; }

    /// <summary>Position of the ledger entry that made this state.</summary>
    public long Position { get; set; }

    public bool Deleted { get; set; }

    /// <summary>Submission that told this state last; its findings are the open findings of the record.</summary>
    public string SubmissionId { get; set; } = "";

    public long Sequence { get; set; }

    /// <summary>Findings stored with this state.</summary>
    public int FindingCount { get; set; }

    /// <summary>UTC, whole milliseconds.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Normalised record; empty when deleted.</summary>
    public byte[] Payload { get; set; } = [];

    /// <summary>Columns that do not come from the record's own fields: all that a deletion changes.</summary>
    public static IReadOnlyCollection<string> StateProperties { get; } =
    [
        nameof(SourceVersion), nameof(ContentHash), nameof(Revision), nameof(Position), nameof(Deleted),
        nameof(SubmissionId), nameof(Sequence), nameof(FindingCount), nameof(UpdatedAt), nameof(Payload),
    ];

    /// <summary>Columns that a record told again, unchanged, moves.</summary>
    public static IReadOnlyCollection<string> ToldProperties { get; } =
        [nameof(SourceVersion), nameof(SubmissionId), nameof(Sequence)];
}

/// <summary>What a commit does to a row; of two changes of one row the greater one counts.</summary>
internal enum RowChange
{
    /// <summary>Told again, unchanged, by a newer reading.</summary>
    Told = 1,

    /// <summary>Deleted: the typed columns stay as they were.</summary>
    Gone = 2,

    /// <summary>Every column.</summary>
    Whole = 3,

    /// <summary>The key had no row.</summary>
    New = 4,
}
