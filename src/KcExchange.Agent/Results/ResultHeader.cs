using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Results;

/// <summary>What a result says of itself: when, by which rules, with which receipt.</summary>
public sealed record ResultHeader
{
    /// <summary>The moment of the result; shown in the time of Viet Nam.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Nothing was sent: the rows were only checked here.</summary>
    public bool Offline { get; init; }

    /// <summary>Version of the rules.</summary>
    public string RuleSetVersion { get; init; } = "";

    /// <summary>Version of lists and administrative units.</summary>
    public string ReferenceVersion { get; init; } = "";

    /// <summary>Administrative units for the province's name.</summary>
    public ReferenceData Reference { get; init; } = ReferenceData.Embedded;

    /// <summary>The submission; empty offline.</summary>
    public string SubmissionId { get; init; } = "";

    /// <summary>The receipt; empty when there is none.</summary>
    public string ReceiptId { get; init; } = "";
}

/// <summary>A result that was written.</summary>
/// <param name="Path">Where.</param>
/// <param name="Note">Why it is not where it was asked for; null when it is.</param>
/// <param name="Comparison">How its list differs from that of the result before.</param>
public sealed record ResultFile(string Path, Sources.Bilingual? Note, Comparison Comparison);
