using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// The rules in force: the catalogue with the ministry's severities and switches laid over it. Immutable; thread-safe.
/// </summary>
public sealed class RuleSet
{
    private static readonly int Stages = Enum.GetValues<RuleStage>().Length;

    private readonly EffectiveRule[][] _plan = new EffectiveRule[Enum.GetValues<RecordKind>().Length * Stages][];
    private readonly Dictionary<string, EffectiveRule> _byId;

    /// <summary>Builds a rule set.</summary>
    /// <param name="overrides">Severity by rule id; SEVERITY_UNSPECIFIED switches a rule off.</param>
    /// <param name="settings">Numbers that rules compare with; null = the release's.</param>
    /// <exception cref="ArgumentException">An override names a rule that does not exist.</exception>
    public RuleSet(IReadOnlyDictionary<string, Severity> overrides, RuleSettings? settings = null)
    {
        Settings = settings ?? RuleSettings.Default;
        var unknown = overrides.Keys.FirstOrDefault(id => !RuleCatalogue.ById.ContainsKey(id));
        if (unknown is not null) throw new ArgumentException($"There is no rule {unknown}.", nameof(overrides));
        _byId = RuleCatalogue.All
            .Select(rule => new EffectiveRule(rule, overrides.GetValueOrDefault(rule.Id, rule.Severity)))
            .Where(rule => rule.Severity != Severity.Unspecified)
            .ToDictionary(rule => rule.Rule.Id, StringComparer.Ordinal);
        foreach (var kind in RecordKinds.All)
            foreach (var stage in Enum.GetValues<RuleStage>())
                _plan[Place(kind.Kind, stage)] = [.. RuleCatalogue.All
                    .Where(rule => rule.Stage == stage && rule.Check is not null && _byId.ContainsKey(rule.Id))
                    .Where(rule => rule.Kind == RecordKind.Unspecified || rule.Kind == kind.Kind)
                    .Select(rule => _byId[rule.Id])];
        Version = VersionOf([
            .. overrides.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}={(int)o.Value}"),
            .. SettingTable.Names.Select(name => (Name: name, Value: SettingTable.Text(Settings, name)))
                .Where(own => own.Value != SettingTable.Text(RuleSettings.Default, own.Name))
                .Select(own => $"{own.Name}={own.Value}"),
        ]);
    }

    /// <summary>The catalogue with the ministry's overrides and settings.</summary>
    /// <param name="files">Reference data.</param>
    /// <exception cref="FormatException">Overrides or settings cannot be read.</exception>
    public static RuleSet Of(ReferenceFiles files)
    {
        var overrides = RuleOverride.Read(files);
        return new RuleSet(
            overrides.ToDictionary(o => o.RuleId, o => o.Severity, StringComparer.Ordinal), SettingTable.Read(files))
        {
            Overrides = overrides,
        };
    }

    /// <summary>The catalogue as it is.</summary>
    public static RuleSet Default { get; } = new(new Dictionary<string, Severity>());

    /// <summary>Version printed on every verdict: of the catalogue, and of what the ministry laid over it.</summary>
    public string Version { get; }

    /// <summary>Numbers that rules compare with.</summary>
    public RuleSettings Settings { get; }

    /// <summary>What the ministry's data change, with reason and basis.</summary>
    public IReadOnlyList<RuleOverride> Overrides { get; private init; } = [];

    /// <summary>A rule with its severity in force; null when it is switched off.</summary>
    /// <param name="id">Rule id; must be in the catalogue.</param>
    public EffectiveRule? Find(string id) => _byId.TryGetValue(id, out var rule) ? rule : null;

    /// <summary>Runs the record rules: annotations first, then the kind's own checks.</summary>
    /// <param name="judgement">Reused from record to record; holds the findings afterwards.</param>
    /// <param name="record">The record.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its natural key, may be empty.</param>
    /// <param name="context">What lies outside the record.</param>
    public void JudgeRecord(
        Judgement judgement, ExchangeRecord record, KindDefinition kind, string key, RuleContext context)
    {
        judgement.Begin(record, kind, key, context);
        if (record.Operation != Operation.Delete) FieldRules.Check(judgement, this);
        Run(judgement, RuleStage.Record);
    }

    /// <summary>
    /// Runs the context rules, and those over other provinces where their projects were looked up; findings are those
    /// of these stages only.
    /// </summary>
    /// <param name="judgement">Reused from record to record.</param>
    /// <param name="record">The record.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its natural key.</param>
    /// <param name="context">What lies outside the record, with the known records.</param>
    public void JudgeContext(
        Judgement judgement, ExchangeRecord record, KindDefinition kind, string key, RuleContext context)
    {
        judgement.Begin(record, kind, key, context);
        Run(judgement, RuleStage.Context);
        if (context.Duplicates is not null) Run(judgement, RuleStage.CrossProvince);
    }

    /// <summary>Runs the rules over other provinces' projects alone: what a second look may still find.</summary>
    /// <param name="judgement">Reused from record to record.</param>
    /// <param name="record">The record.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its natural key.</param>
    /// <param name="context">What lies outside the record, with the beneficiaries of other projects.</param>
    public void JudgeCrossProvince(
        Judgement judgement, ExchangeRecord record, KindDefinition kind, string key, RuleContext context)
    {
        judgement.Begin(record, kind, key, context);
        Run(judgement, RuleStage.CrossProvince);
    }

    /// <summary>
    /// The findings of a record that are kept: the gravest where there are too many, and one that says how many more
    /// there were.
    /// </summary>
    /// <param name="judgement">Judgement to use; its findings are replaced.</param>
    /// <param name="record">The record.</param>
    /// <param name="key">Its natural key, may be empty.</param>
    /// <param name="context">Context.</param>
    /// <param name="findings">All findings of the record.</param>
    /// <param name="limit">How many are kept.</param>
    /// <param name="omitted">Findings that the judgement itself did not keep.</param>
    public IReadOnlyList<RuleFinding> Limit(
        Judgement judgement, ExchangeRecord record, string key, RuleContext context,
        IReadOnlyList<RuleFinding> findings, int limit, int omitted)
    {
        if (findings.Count <= limit) return findings;
        var more = findings.Count - limit + omitted;
        return
        [
            .. findings.OrderByDescending(finding => finding.Severity).Take(limit),
            ExchangeFinding(judgement, "KC-SYS-008", record, key, context, "", ("n", $"{more}")),
        ];
    }

    /// <summary>True when a rule is in force on the record's day and meant for its funding level.</summary>
    /// <param name="rule">Rule.</param>
    /// <param name="judgement">The record under judgement.</param>
    internal static bool Applies(Rule rule, Judgement judgement) =>
        rule.InForce(judgement.ReferenceDate)
        && (rule.AppliesTo != AppliesTo.National || judgement.Kind.IsNational(judgement.Record));

    private static string VersionOf(IReadOnlyCollection<string> changes) => changes.Count == 0
        ? RuleCatalogue.Version
        : $"{RuleCatalogue.Version}+{Convert.ToHexStringLower(RuleFinding.HashOf(changes).AsSpan(0, 4))}";

    private void Run(Judgement judgement, RuleStage stage)
    {
        var (day, deleting) = (judgement.ReferenceDate, judgement.Record.Operation == Operation.Delete);
        var national = judgement.Kind.IsNational(judgement.Record);
        var rules = _plan[Place(judgement.Kind.Kind, stage)];
        var at = 0;
        try
        {
            for (; at < rules.Length; at++)
            {
                var rule = rules[at].Rule;
                if (deleting && !rule.AppliesToDelete) continue;
                if (!rule.InForce(day) || (rule.AppliesTo == AppliesTo.National && !national)) continue;
                judgement.Enter(rules[at]);
                rule.Check!(judgement);
            }
        }
        catch (Exception bug)
        {
            // Never the record's fault: the caller answers INTERNAL, and the log names the rule.
            throw new InvalidOperationException($"Rule {rules[at].Rule.Id} threw.", bug);
        }
    }

    private static int Place(RecordKind kind, RuleStage stage) => ((int)kind * Stages) + (int)stage;

    /// <summary>One finding of the exchange itself (KC-SYS-…), outside any check.</summary>
    /// <param name="judgement">Judgement to use; its findings are replaced.</param>
    /// <param name="ruleId">Rule id.</param>
    /// <param name="record">The record.</param>
    /// <param name="key">Its natural key, may be empty.</param>
    /// <param name="context">Context.</param>
    /// <param name="fieldPath">Field path, may be empty.</param>
    /// <param name="parameters">Values that the text names.</param>
    public RuleFinding ExchangeFinding(
        Judgement judgement, string ruleId, ExchangeRecord record, string key, RuleContext context, string fieldPath,
        params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        // A switched-off exchange rule still reports, at its catalogue severity: the outcome itself stays.
        var rule = Find(ruleId) ?? new EffectiveRule(RuleCatalogue.ById[ruleId], RuleCatalogue.ById[ruleId].Severity);
        judgement.Begin(record, RecordKinds.Of(record) ?? RecordKinds.Centre, key, context);
        judgement.Report(rule, fieldPath, parameters);
        return judgement.Findings[^1];
    }
}
