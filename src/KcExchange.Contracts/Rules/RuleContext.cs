using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// What rules need from outside the record. The server fills it from its database, the agent from workbook and outbox:
/// so both give the same verdict.
/// </summary>
public sealed class RuleContext
{
    /// <summary>Dated code lists, administrative units and transitions.</summary>
    public required ReferenceData Reference { get; init; }

    /// <summary>The day of the judgement in Asia/Ho_Chi_Minh.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>
    /// Province that sends, two digits, one of today's 34; empty = not known (offline without certificate).
    /// </summary>
    public required string SenderProvince { get; init; }

    /// <summary>Numbers that rules compare with.</summary>
    public RuleSettings Settings { get; init; } = RuleSettings.Default;

    /// <summary>Records known beside the one under judgement.</summary>
    public KnownRecords Known { get; init; } = new() { IsComplete = false };

    /// <summary>
    /// Beneficiaries of other projects over all provinces; null = not looked up (offline, dry run): the rules of stage
    /// <see cref="RuleStage.CrossProvince"/> do not run.
    /// </summary>
    public DuplicateFacts? Duplicates { get; init; }
}
