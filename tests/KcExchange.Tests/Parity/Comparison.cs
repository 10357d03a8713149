using KcExchange.Agent.Results;
using KcExchange.Agent.Sources;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Tests.Parity;

/// <summary>Compares two verdicts finding by finding: rule, severity, field and parameters.</summary>
internal sealed class Comparison
{
    /// <summary>Parameter of KC-GEN-010: the version of the reading, which each run stamps anew.</summary>
    private const string Version = "stored";

    private readonly List<(string Rules, string Text)> _differences = [];

    public int Records { get; private set; }

    /// <summary>Findings that both sides have.</summary>
    public int Findings { get; private set; }

    /// <summary>By rule: records for which the check says that it cannot decide it.</summary>
    public SortedDictionary<string, int> Undecided { get; } = new(StringComparer.Ordinal);

    /// <summary>By rule: findings of the server that the check had named as undecided.</summary>
    public SortedDictionary<string, int> FoundLater { get; } = new(StringComparer.Ordinal);

    /// <summary>Findings over other provinces' projects: the check never has them.</summary>
    public int CrossProvince { get; private set; }

    /// <summary>Findings of the check that hold only if something is accepted that it names as undecided.</summary>
    public int WithProviso { get; private set; }

    /// <summary>How many records differ by which rules, each with one of them.</summary>
    public IReadOnlyList<string> Differences =>
        [.. _differences.GroupBy(difference => difference.Rules)
            .Select(group => $"{group.Count()} × {group.Key}\n{group.First().Text}")];

    public void Add(IReadOnlyList<RowResult> offline, IReadOnlyList<(SourceRow Row, RecordResult Result)> online)
    {
        var byRow = offline.ToDictionary(result => result.Row.Cells.Row);
        foreach (var (row, result) in online) Add(byRow[row.Cells.Row], result);
    }

    private void Add(RowResult offline, RecordResult online)
    {
        Records++;
        var undecided = offline.Undecided.Select(rule => rule.Id).ToHashSet();
        foreach (var rule in undecided) Undecided[rule] = Undecided.GetValueOrDefault(rule) + 1;
        var said = online.Findings.Where(IsKnownToBoth).Select(Text).ToList();
        CrossProvince += online.Findings.Count - said.Count;
        // The check repeats what was answered before, of these rules too.
        var (here, there) = (offline.Findings.Where(IsKnownToBoth).Select(Text).ToList(), said.ToList());
        Findings += there.Count;
        foreach (var finding in here) there.Remove(finding);
        foreach (var finding in said) here.Remove(finding);
        Findings -= there.Count;
        foreach (var later in there.Where(IsOpen))
            FoundLater[RuleOf(later)] = FoundLater.GetValueOrDefault(RuleOf(later)) + 1;
        WithProviso += here.RemoveAll(IsOpen);
        there.RemoveAll(IsOpen);
        if (here.Count + there.Count == 0) return;
        _differences.Add((
            $"offline only: {Rules(here)}; server only: {Rules(there)}",
            $"  {online.RecordKey} {online.Outcome}, undecided: {string.Join(' ', undecided)}\n"
                + string.Concat(here.Select(finding => $"  offline: {finding}\n"))
                + string.Concat(there.Select(finding => $"  server:  {finding}\n")) + $"  {offline.Row.Record}"));

        // What rests on a record that may yet be refused holds with the proviso that KC-GEN-015 is undecided.
        bool IsOpen(string finding) => undecided.Contains(RuleOf(finding))
            || (undecided.Contains("KC-GEN-015")
                && RuleCatalogue.ById[RuleOf(finding)].Stage == RuleStage.Context);
    }

    private static bool IsKnownToBoth(Finding finding) => !DuplicateRules.Ids.Contains(finding.RuleId);

    private static string Rules(IEnumerable<string> findings) =>
        string.Join(' ', findings.Select(RuleOf).Distinct().Order(StringComparer.Ordinal));

    private static string RuleOf(string finding) => finding[..finding.IndexOf(' ', StringComparison.Ordinal)];

    private static string Text(Finding finding) =>
        $"{finding.RuleId} {finding.Severity} {finding.FieldPath} "
        + string.Join(", ", finding.Parameters.Select(parameter => parameter.Name == Version
            ? parameter.Name : $"{parameter.Name}={parameter.Value}"));
}
