using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// One record before its rules: what a check reads, and where it reports. Reused from record to record.
/// </summary>
public sealed class Judgement
{
    /// <summary>Findings kept of one record; a hostile one could make tens of thousands.</summary>
    public const int MostFindings = 1000;

    private const int LongestParameter = 400;

    private readonly List<RuleFinding> _findings = [];
    private readonly List<Rule> _undecided = [];
    private EffectiveRule _current;

    /// <summary>The record as sent.</summary>
    public ExchangeRecord Record { get; private set; } = new();

    /// <summary>Its kind's definition.</summary>
    public KindDefinition Kind { get; private set; } = RecordKinds.Centre;

    /// <summary>What lies outside the record.</summary>
    public RuleContext Context { get; private set; } = null!;

    /// <summary>Natural key of the record; empty when it gives none.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The record's reference date where it is a real day, otherwise today.</summary>
    public DateOnly ReferenceDate { get; private set; }

    /// <summary>Findings so far, in the order of the rules.</summary>
    public IReadOnlyList<RuleFinding> Findings => _findings;

    /// <summary>Findings beyond <see cref="MostFindings"/>: counted, not kept.</summary>
    public int Omitted { get; private set; }

    /// <summary>Rules that could not be decided with what is known here (offline only).</summary>
    public IReadOnlyList<Rule> Undecided => _undecided;

    /// <summary>True when a finding of severity ERROR is among the findings.</summary>
    public bool Refused { get; private set; }

    /// <summary>Begins the judgement of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its natural key.</param>
    /// <param name="context">What lies outside it.</param>
    internal void Begin(ExchangeRecord record, KindDefinition kind, string key, RuleContext context)
    {
        _findings.Clear();
        _undecided.Clear();
        (Refused, Omitted) = (false, 0);
        (Record, Kind, Key, Context) = (record, kind, key, context);
        ReferenceDate = record.ReferenceDate.TryToDateOnly(out var day) ? day : context.Today;
    }

    /// <summary>
    /// Sets the rule in whose name <see cref="Report(string, ReadOnlySpan{ValueTuple{string, string}})"/> reports.
    /// </summary>
    /// <param name="rule">The rule with its severity in force.</param>
    internal void Enter(EffectiveRule rule) => _current = rule;

    /// <summary>Reports that the current rule is broken.</summary>
    /// <param name="fieldPath">Field as sent, e.g. "project.beneficiaries[2].tax_code"; empty = the whole
    /// record.</param>
    /// <param name="parameters">Values that the rule's text names.</param>
    public void Report(string fieldPath, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        Report(_current, fieldPath, parameters);

    /// <summary>Says that the current rule needs data that are not known here.</summary>
    public void CannotDecide()
    {
        if (!_undecided.Contains(_current.Rule)) _undecided.Add(_current.Rule);
    }

    /// <summary>Reports in the name of a given rule.</summary>
    /// <param name="effective">The rule with its severity in force.</param>
    /// <param name="fieldPath">Field as sent.</param>
    /// <param name="parameters">Values that the rule's text names.</param>
    internal void Report(
        EffectiveRule effective, string fieldPath, ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var severity = effective.Rule.Weight(effective.Severity, Cause(parameters));
        if (severity == Severity.Error) Refused = true;
        if (_findings.Count >= MostFindings && !MakesRoom(severity)) return;
        var values = new FindingParameter[parameters.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = new FindingParameter
            {
                Name = parameters[i].Name,
                Value = ParameterText.Shown(parameters[i].Value, LongestParameter),
            };
        var subject = Key.Length > 0 ? Key : Context.SenderProvince;
        var named = FieldPaths.Named(Record, fieldPath);
        _findings.Add(new RuleFinding
        {
            Rule = effective.Rule,
            Severity = severity,
            FieldPath = fieldPath,
            Parameters = values,
            Fingerprint = RuleFinding.HashOf([effective.Rule.Id, subject, named]),
            EvidenceHash = RuleFinding.HashOf(
            [
                effective.Rule.Id, FieldPaths.Value(Record, fieldPath), .. values.Select(v => v.Name + "=" + v.Value),
            ]),
        });
    }

    private static string Cause(ReadOnlySpan<(string Name, string Value)> parameters)
    {
        foreach (var (name, value) in parameters)
            if (name == Rule.Cause) return value;
        return "";
    }

    // What refuses a record must be seen: an ERROR takes the place of the last finding that is none.
    private bool MakesRoom(Severity severity)
    {
        Omitted++;
        var last = severity == Severity.Error ? _findings.FindLastIndex(kept => kept.Severity != Severity.Error) : -1;
        if (last >= 0) _findings.RemoveAt(last);
        return last >= 0;
    }
}

/// <summary>A rule with the severity in force.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">Its severity, after the ministry's overrides.</param>
public readonly record struct EffectiveRule(Rule Rule, Severity Severity);
