using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Contracts.Records;

/// <summary>A centre in one report period.</summary>
public sealed class CentreKind : KindDefinition
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Centre;

    /// <inheritdoc/>
    public override string Name => "centre";

    /// <inheritdoc/>
    public override MessageDescriptor Descriptor => Centre.Descriptor;

    /// <inheritdoc/>
    public override IMessage Body(ExchangeRecord record) => record.Centre;

    /// <summary>centre/KCT-08-01/2026-Q3: each report period has its own state.</summary>
    /// <param name="record">The record.</param>
    public override string Key(ExchangeRecord record) =>
        RecordKey.Of(Name, record.Centre.CentreCode, record.ReportPeriod);

    /// <inheritdoc/>
    public override IReadOnlyList<string> EarlierKeys(ExchangeRecord record) =>
        ReportPeriod.TryParse(record.ReportPeriod, out var period)
            ? [.. period.Earlier().Select(earlier => RecordKey.Of(Name, record.Centre.CentreCode, earlier.Key))
                .Where(key => key.Length > 0)]
            : [];

    /// <inheritdoc/>
    public override DateOnly JudgedAt(ExchangeRecord record) =>
        ReportPeriod.TryParse(record.ReportPeriod, out var period) ? period.End : default;

    /// <inheritdoc/>
    public override string Code(ExchangeRecord record) => RecordKey.Part(record.Centre.CentreCode);

    /// <inheritdoc/>
    public override IEnumerable<RecordReference> References(ExchangeRecord record) => [];

    /// <inheritdoc/>
    public override DateOnly ListDate(ExchangeRecord record, DateOnly referenceDate) => referenceDate;

    /// <summary>Never: centres belong to their province.</summary>
    /// <param name="record">The record.</param>
    public override bool IsNational(ExchangeRecord record) => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Rule> Rules => CentreRules.All;

    /// <inheritdoc/>
    public override FieldRuleIds FieldRuleIds { get; } = new(
        Required: "KC-CEN-001",
        Negative: "KC-CEN-003",
        ByField: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["centre.legal_form"] = "KC-CEN-002",
            ["centre.autonomy_group"] = "KC-CEN-002",
        });
}
