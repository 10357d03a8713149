using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>A severity that the ministry lays over the catalogue's.</summary>
/// <param name="RuleId">Rule.</param>
/// <param name="Severity">Severity in force; SEVERITY_UNSPECIFIED = the rule is switched off.</param>
/// <param name="Reason">Why.</param>
/// <param name="Basis">On what it rests.</param>
public sealed record RuleOverride(string RuleId, Severity Severity, string Reason, string Basis)
{
    /// <summary>
    /// Rules that keep the store whole or a province out of another's records: their severity is no matter of law.
    /// </summary>
    private static readonly string[] Fixed = ["KC-GEN-009", "KC-GEN-015"];

    /// <summary>True when the ministry may change a rule's severity.</summary>
    /// <param name="rule">Rule.</param>
    public static bool IsAllowed(Rule rule) => rule.Stage != RuleStage.Exchange && !Fixed.Contains(rule.Id);

    /// <summary>
    /// Reads the table. Rules that this release does not have are left out: data may be newer than a client.
    /// </summary>
    /// <param name="files">Reference data.</param>
    /// <exception cref="FormatException">A row is not as it must be.</exception>
    internal static IReadOnlyList<RuleOverride> Read(ReferenceFiles files)
    {
        var table = ReferenceTables.Parse(ReferenceTables.RuleOverrides, files.Text(ReferenceTables.RuleOverrides));
        return [.. table.Rows
            .Where(row => RuleCatalogue.ById.TryGetValue(row.Required("rule_id"), out var rule) && IsAllowed(rule))
            .Select(row => new RuleOverride(
                row.Text("rule_id"), SeverityOf(row), row.Required("reason"), row.Required("basis")))];
    }

    /// <summary>What is wrong with the rule that a row names; null = nothing.</summary>
    /// <param name="id">Its rule_id.</param>
    internal static string? WrongRule(string id) => RuleCatalogue.ById.TryGetValue(id, out var rule)
        ? IsAllowed(rule) ? null : "is a rule of the exchange itself, which cannot be overridden"
        : "is no rule";

    private static Severity SeverityOf(CsvRow row) => row.Required("severity") switch
    {
        "ERROR" => Severity.Error,
        "WARNING" => Severity.Warning,
        "INFO" => Severity.Info,
        "OFF" => Severity.Unspecified,
        _ => throw row.Bad("severity", "is no severity"),
    };
}
