using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Contracts.Records;

/// <summary>A line of funding in one report period.</summary>
public sealed class FundingKind : KindDefinition
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Funding;

    /// <inheritdoc/>
    public override string Name => "funding";

    /// <inheritdoc/>
    public override MessageDescriptor Descriptor => Funding.Descriptor;

    /// <inheritdoc/>
    public override IMessage Body(ExchangeRecord record) => record.Funding;

    /// <summary>
    /// funding/2026/2026-Q3/KCQG/NSTW/PROJECT/KC-08-2026-QG-0001, …/CATEGORY/08-ND3, …/PROVINCE/08. The province stands
    /// in
    /// it because a merged province also sends the lines of its predecessors (02 and 08 before 2025-07-01 are both
    /// Tuyên Quang's); a project's code is unique without it.
    /// </summary>
    /// <param name="record">The record.</param>
    public override string Key(ExchangeRecord record) => Key(record, record.ReportPeriod);

    /// <summary>
    /// Only periods in which the budget year has begun: its amounts are cumulative from there. A line of a province
    /// does not go on over the reform of 2025-07-01: the province before had another extent under the same code.
    /// </summary>
    /// <param name="record">The record.</param>
    public override IReadOnlyList<string> EarlierKeys(ExchangeRecord record)
    {
        if (!ReportPeriod.TryParse(record.ReportPeriod, out var period)) return [];
        var ofProvince = record.Funding.Scope != FundingScopes.Project && period.End >= AdministrativeUnits.Reform;
        return [.. period.Earlier()
            .Where(earlier => earlier.End.Year >= record.Funding.BudgetYear)
            .Where(earlier => !ofProvince || earlier.End >= AdministrativeUnits.Reform)
            .Select(earlier => Key(record, earlier.Key)).Where(key => key.Length > 0)];
    }

    /// <inheritdoc/>
    public override DateOnly JudgedAt(ExchangeRecord record) =>
        ReportPeriod.TryParse(record.ReportPeriod, out var period) ? period.End : default;

    private string Key(ExchangeRecord record, string period)
    {
        var line = record.Funding;
        var about = line.Scope switch
        {
            FundingScopes.Project => line.ProjectCode,
            FundingScopes.Category when line.ActivityCategory.Length > 0 && record.ProvinceCode.Length > 0 =>
                $"{record.ProvinceCode}-{line.ActivityCategory}",
            FundingScopes.Province => record.ProvinceCode,
            _ => "",
        };
        var year = line.HasBudgetYear ? line.BudgetYear.ToString(CultureInfo.InvariantCulture) : "";
        return RecordKey.Of(
            Name, year, period, line.FundingLevel, line.FundingSource, line.Scope, about);
    }

    /// <summary>Empty: nothing refers to a line of funding.</summary>
    /// <param name="record">The record.</param>
    public override string Code(ExchangeRecord record) => "";

    /// <inheritdoc/>
    public override IEnumerable<RecordReference> References(ExchangeRecord record) =>
        record.Funding is { Scope: FundingScopes.Project, ProjectCode: var given }
        && RecordKey.Part(given) is { Length: > 0 } code
            ? [new RecordReference(RecordKind.Project, code, "funding.project_code")]
            : [];

    /// <inheritdoc/>
    public override DateOnly ListDate(ExchangeRecord record, DateOnly referenceDate) => referenceDate;

    /// <inheritdoc/>
    public override bool IsNational(ExchangeRecord record) => record.Funding.FundingLevel == FundingLevels.National;

    /// <inheritdoc/>
    public override string SameKeyRule => "KC-FND-012";

    /// <inheritdoc/>
    public override IReadOnlyList<Rule> Rules => FundingRules.All;

    /// <inheritdoc/>
    public override FieldRuleIds FieldRuleIds { get; } = new(
        Required: "KC-FND-001",
        Negative: "KC-FND-002",
        ByField: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["funding.funding_source"] = "KC-FND-003",
        });
}
