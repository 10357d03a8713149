using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>A submission: announced by its province, written under that province's head lock.</summary>
internal sealed class SubmissionRow
{
    public required string ProvinceCode { get; init; }

    /// <summary>UUIDv7, lower case.</summary>
    public required string SubmissionId { get; init; }

    /// <summary>SHA-256 of the CreateSubmission request: the same id with the same body answers the same.</summary>
    public required byte[] CreateHash { get; init; }

    /// <summary>The CreateSubmission request, serialised.</summary>
    public required byte[] CreateRequest { get; init; }

    public SubmissionState State { get; set; } = SubmissionState.Open;

    public SignOff SignOff { get; set; }

    public required string ReportPeriod { get; init; }

    /// <summary>Instance whose stream holds the submission; empty before the first Open.</summary>
    public string InstanceId { get; set; } = "";

    public long Attempt { get; set; }

    /// <summary>Raised by every Open: a stream with an older epoch can commit nothing any more.</summary>
    public long Epoch { get; set; }

    /// <summary>Sequence expected next, from 1.</summary>
    public long NextSequence { get; set; } = 1;

    public long Created { get; set; }

    public long Updated { get; set; }

    public long Unchanged { get; set; }

    public long Deleted { get; set; }

    public long Stale { get; set; }

    public long Rejected { get; set; }

    public long Centres { get; set; }

    public long Projects { get; set; }

    public long Fundings { get; set; }

    /// <summary>Records without a kind that this server knows.</summary>
    public long Unknown { get; set; }

    public long FindingsTotal { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? LastBatchAt { get; set; }

    public DateTime? SealedAt { get; set; }

    /// <summary>
    /// What the batches were answered, chained (<see cref="Ledger.ResultsHash"/>); 32 bytes, empty before the first.
    /// </summary>
    public byte[] ResultsHash { get; set; } = [];

    /// <summary>Receipt as signed; empty before the seal.</summary>
    public byte[] Receipt { get; set; } = [];

    /// <summary>What committing batches moves, a sender's take-over included.</summary>
    public static IReadOnlyCollection<string> ProgressProperties { get; } =
    [
        nameof(InstanceId), nameof(Attempt), nameof(Epoch), nameof(NextSequence), nameof(Created), nameof(Updated),
        nameof(Unchanged), nameof(Deleted), nameof(Stale), nameof(Rejected), nameof(Centres), nameof(Projects),
        nameof(Fundings), nameof(Unknown), nameof(FindingsTotal), nameof(LastBatchAt), nameof(ResultsHash),
    ];

    public void Count(Outcome outcome, RecordKind kind)
    {
        switch (outcome)
        {
            case Outcome.Created: Created++; break;
            case Outcome.Updated: Updated++; break;
            case Outcome.Unchanged: Unchanged++; break;
            case Outcome.Deleted: Deleted++; break;
            case Outcome.Stale: Stale++; break;
            default: Rejected++; break;
        }
        switch (kind)
        {
            case RecordKind.Centre: Centres++; break;
            case RecordKind.Project: Projects++; break;
            case RecordKind.Funding: Fundings++; break;
            default: Unknown++; break;
        }
    }

    public IEnumerable<OutcomeCount> OutcomeCounts() => new (Outcome Outcome, long Count)[]
    {
        (Outcome.Created, Created), (Outcome.Updated, Updated), (Outcome.Unchanged, Unchanged),
        (Outcome.Deleted, Deleted), (Outcome.Stale, Stale), (Outcome.Rejected, Rejected),
    }.Where(pair => pair.Count > 0).Select(pair => new OutcomeCount { Outcome = pair.Outcome, Count = pair.Count });

    public IEnumerable<KindCount> KindCounts() => new (RecordKind Kind, long Count)[]
    {
        (RecordKind.Unspecified, Unknown), (RecordKind.Centre, Centres), (RecordKind.Project, Projects),
        (RecordKind.Funding, Fundings),
    }.Where(pair => pair.Count > 0).Select(pair => new KindCount { Kind = pair.Kind, Count = pair.Count });
}

/// <summary>One committed batch: what a resend is compared with and answered from.</summary>
internal sealed class SubmissionBatchRow
{
    public required string ProvinceCode { get; init; }

    public required string SubmissionId { get; init; }

    public required long FirstSequence { get; init; }

    public required int RecordCount { get; init; }

    /// <summary>Per record sent_hash, outcome, kind, revision, version and key (<see cref="PackedResults"/>).</summary>
    public required byte[] Results { get; init; }

    public required int FindingsTotal { get; init; }

    public required string RuleSetVersion { get; init; }

    public required string ReferenceVersion { get; init; }

    /// <summary>The server's date in Asia/Ho_Chi_Minh when it judged.</summary>
    public required DateOnly JudgedOn { get; init; }

    public required DateTime CommittedAt { get; init; }
}

/// <summary>One finding as stored: rule id and parameters; text is made when somebody reads it.</summary>
internal sealed class FindingRow
{
    public required string ProvinceCode { get; init; }

    public required string SubmissionId { get; init; }

    /// <summary>Place of the record in its submission.</summary>
    public required long Sequence { get; init; }

    /// <summary>From 0 within its record.</summary>
    public required int Ordinal { get; init; }

    public required string RuleId { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The record was refused: its code is no parent for others in the same submission.</summary>
    public required bool Refused { get; init; }

    public required RecordKind RecordKind { get; init; }

    public required string RecordKey { get; init; }

    /// <summary>Code by which other records refer to the record (centre_code, project_code).</summary>
    public required string RecordCode { get; init; }

    public required string FieldPath { get; init; }

    /// <summary>JSON array of [name, value] pairs.</summary>
    public required string Parameters { get; init; }

    public required byte[] Fingerprint { get; init; }

    public required byte[] EvidenceHash { get; init; }
}
