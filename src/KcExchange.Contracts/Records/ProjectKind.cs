using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Contracts.Records;

/// <summary>A project in its current state.</summary>
public sealed class ProjectKind : KindDefinition
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Project;

    /// <inheritdoc/>
    public override string Name => "project";

    /// <inheritdoc/>
    public override MessageDescriptor Descriptor => Project.Descriptor;

    /// <inheritdoc/>
    public override IMessage Body(ExchangeRecord record) => record.Project;

    /// <summary>project/KC-08-2026-QG-0001: one state; the report period is an attribute of it.</summary>
    /// <param name="record">The record.</param>
    public override string Key(ExchangeRecord record) => RecordKey.Of(Name, record.Project.ProjectCode);

    /// <inheritdoc/>
    public override string Code(ExchangeRecord record) => RecordKey.Part(record.Project.ProjectCode);

    /// <inheritdoc/>
    public override IEnumerable<RecordReference> References(ExchangeRecord record) =>
        RecordKey.Part(record.Project.CentreCode) is { Length: > 0 } code
            ? [new RecordReference(RecordKind.Centre, code, "project.centre_code")]
            : [];

    /// <summary>
    /// The day of approval, before approval the reference date: projects approved before 2025-10-15 keep the old lists
    /// (NĐ 235/2025).
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="referenceDate">Its reference date.</param>
    public override DateOnly ListDate(ExchangeRecord record, DateOnly referenceDate) =>
        record.Project.ApprovalDate.TryToDateOnly(out var approved) ? approved : referenceDate;

    /// <inheritdoc/>
    public override bool IsNational(ExchangeRecord record) => record.Project.FundingLevel == FundingLevels.National;

    /// <inheritdoc/>
    public override IReadOnlyList<Rule> Rules => ProjectRules.All;

    /// <inheritdoc/>
    public override FieldRuleIds FieldRuleIds { get; } = new(
        Required: "KC-PRJ-002",
        Negative: null,
        ByField: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["project.project_code"] = "KC-PRJ-001",
            ["project.activity_categories"] = "KC-PRJ-006",
            ["project.beneficiaries.beneficiary_type"] = "KC-PRJ-007",
            ["project.sector"] = "KC-PRJ-008",
            ["project.beneficiaries.tax_code"] = "KC-PRJ-009",
        });
}
