using KcExchange.V1;

namespace KcExchange.Client;

/// <summary>One delivery: what it is, and who sends it.</summary>
public sealed record SubmissionDescription
{
    /// <summary>UUIDv7, made once by the caller and kept: <c>Guid.CreateVersion7(time.GetUtcNow())</c>.</summary>
    public required Guid SubmissionId { get; init; }

    /// <summary>UUID of this installation; the same over restarts, another one on every machine.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Name and version of the program, at most 100 characters, e.g. "KcExchange.Agent/0.1.0".</summary>
    public required string Agent { get; init; }

    /// <summary>Language of findings: "vi" or "en".</summary>
    public string Language { get; init; } = "vi";

    /// <summary>When records become visible. Default: each when it is acknowledged.</summary>
    public SubmissionMode Mode { get; init; } = SubmissionMode.Incremental;

    /// <summary>What the submission says about records that are not in it. Default: nothing.</summary>
    public SubmissionCoverage Coverage { get; init; } = SubmissionCoverage.Partial;

    /// <summary>Kinds that will come; empty = any. Binding for a full snapshot only.</summary>
    public IReadOnlyList<RecordKind> Kinds { get; init; } = [];

    /// <summary>Report period of the delivery, e.g. 2026-Q3; empty where it spans several.</summary>
    public string ReportPeriod { get; init; } = "";

    /// <summary>The submission that this one replaces; null: none.</summary>
    public Guid? Supersedes { get; init; }

    /// <summary>Every result up to this sequence has been delivered to the caller before; 0: none.</summary>
    public long DeliveredThrough { get; init; }

    internal CreateSubmissionRequest ToRequest() => new()
    {
        SubmissionId = SubmissionId.ToString(),
        Mode = Mode,
        Coverage = Coverage,
        Kinds = { Kinds },
        ReportPeriod = ReportPeriod,
        Supersedes = Supersedes?.ToString() ?? "",
    };

    internal Sender ToSender(long attempt) => new()
    {
        InstanceId = InstanceId.ToString(),
        Attempt = attempt,
        Agent = Agent,
        Language = Language,
    };
}
