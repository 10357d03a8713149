using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Server.Submissions;

/// <summary>
/// One record on its way through a batch: what is known before the lock, then what was decided under it.
/// </summary>
internal sealed class RecordInBatch
{
    public required long Sequence { get; init; }

    public required ExchangeRecord Record { get; init; }

    /// <summary>Null when the record has no body or one that this server does not know.</summary>
    public required KindDefinition? Kind { get; init; }

    /// <summary>Natural key; empty when the record gives none that can be stored.</summary>
    public required string Key { get; init; }

    /// <summary>Code by which other records refer to it; may be empty.</summary>
    public required string Code { get; init; }

    public required byte[] SentHash { get; init; }

    /// <summary>Normalised content as bytes; empty for a deletion.</summary>
    public required byte[] Content { get; init; }

    public required byte[] ContentHash { get; init; }

    /// <summary>Findings of the record rules, before the lock.</summary>
    public required IReadOnlyList<RuleFinding> RecordFindings { get; init; }

    /// <summary>Findings of its rules beyond those that a judgement keeps.</summary>
    public required int FindingsOmitted { get; init; }

    /// <summary>The exchange itself refuses it (no kind, too large …): it has no content to compare.</summary>
    public required bool RefusedByExchange { get; init; }

    /// <summary>The record rules refuse it.</summary>
    public required bool RefusedByRecordRules { get; init; }

    private ProjectBeneficiary[]? _beneficiaries;

    public bool Deletes => Record.Operation == Operation.Delete;

    /// <summary>What became of it.</summary>
    public Outcome Outcome { get; set; }

    /// <summary>Revision of its key afterwards.</summary>
    public long Revision { get; set; }

    /// <summary>Findings to store and to answer, ERRORs first.</summary>
    public IReadOnlyList<FindingRow> Findings { get; set; } = [];

    /// <summary>A project's beneficiaries as they are compared, made once.</summary>
    /// <param name="province">Province that sends it.</param>
    public ProjectBeneficiary[] BeneficiariesIn(string province) =>
        _beneficiaries ??= Record.Project is { } project ? ProjectBeneficiary.Of(province, Key, project) : [];
}
