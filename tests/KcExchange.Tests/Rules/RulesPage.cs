using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Rules;

/// <summary>
/// docs/RULES.md: the catalogue, its texts in both languages and examples of each rule from the corpus.
/// </summary>
internal sealed partial class RulesPage
{
    private static readonly string Docs = Path.GetFullPath(Path.Combine(Corpus.Folder, "..", "..", "docs"));

    /// <summary>The page in the repository.</summary>
    public static readonly string File = Path.Combine(Docs, "RULES.md");

    private readonly StringBuilder _text = new();

    // By id: kind, fields and what a rule needs beyond the record, as docs/RULE_FIELDS.md has them.
    private readonly Dictionary<string, (string Kind, string Fields, string Beyond)> _fields = System.IO.File
        .ReadAllLines(Path.Combine(Docs, "RULE_FIELDS.md")).Select(row => Row().Match(row)).Where(row => row.Success)
        .ToDictionary(row => row.Groups[1].Value,
            row => (row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value));

    /// <summary>The page as it must be.</summary>
    public static string Make()
    {
        var page = new RulesPage();
        page.Head();
        page.Summaries();
        page.Ceilings();
        foreach (var group in RuleCatalogue.All.GroupBy(rule => rule.Id[..6]))
        {
            page.Line($"\n## {group.Key}");
            foreach (var rule in group) page.Rule(rule);
        }
        page.Line("\n## KC-IMP: the agent's own");
        page.Line("About the file that a clerk gives, which the exchange never sees: only the agent reports them.\n");
        page.Line("| id | vi | en |\n|---|---|---|");
        foreach (var (id, vi, en) in ImportIds.All) page.Line($"| {id} | {vi} | {en} |");
        return page._text.ToString();
    }

    private void Head()
    {
        Line("# The rules\n");
        Line("Generated from the catalogue, the corpus and [RULE_FIELDS](RULE_FIELDS.md); a test fails when it is "
            + $"stale and names the command. Rule set {RuleCatalogue.Version}, reference data "
            + $"{ReferenceData.Embedded.Version}.\n");
        Line("**Stage**: Record rules read the record alone, so run offline too; Context rules read stored and sent "
            + "records; CrossProvince rules read other provinces' projects too, so run in the exchange only, never "
            + "in a dry run; Period rules a province's whole period; Exchange rules are the exchange's own decisions. "
            + "**Validity** is by the record's reference date. The ministry may change severities and switch rules "
            + "off by data. Examples change the bases of `tests/corpus/base`, judged on 23/11/2026 as sent by "
            + "province 08 unless they say otherwise; [in brackets] what the finding rests on.\n");
    }

    private void Summaries()
    {
        Summary("group", rule => rule.Group);
        Summary("severity", rule => rule.Severity.ToString().ToUpperInvariant());
        Summary("basis", rule => rule.BasisStatus);
        Summary("stage", rule => rule.Stage.ToString());
        var later = _fields.Where(row => !RuleCatalogue.ById.ContainsKey(row.Key)).ToList();
        if (later.Count == 0) return;
        Line("Not in the catalogue yet: " + string.Join(", ", later.Select(row => row.Key)) + ".\n");
    }

    private void Summary(string by, Func<Rule, string> of)
    {
        Line($"| {by} | rules | ERROR | WARNING | INFO | cases that break | cases that pass |");
        Line("|---|---|---|---|---|---|---|");
        foreach (var group in RuleCatalogue.All.GroupBy(of).OrderBy(group => group.Key, StringComparer.Ordinal))
            Counts(group.Key, [.. group]);
        Counts("**all**", RuleCatalogue.All);
        Line("");
    }

    private void Counts(string name, IReadOnlyList<Rule> rules)
    {
        var ids = rules.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        var cases = Corpus.All.Where(one => ids.Contains(one.Rule)).ToList();
        Line(string.Create(CultureInfo.InvariantCulture, $"| {name} | {rules.Count} "
            + $"| {Of(Severity.Error)} | {Of(Severity.Warning)} | {Of(Severity.Info)} "
            + $"| {cases.Count(one => one.Breaks)} | {cases.Count(one => !one.Breaks)} |"));

        int Of(Severity severity) => rules.Count(rule => rule.Severity == severity);
    }

    private void Ceilings()
    {
        Line("## Ceilings by date\nWhat KC-PRJ-014 to 019 and KC-FND-018 compare with; the finding names the "
            + "instrument of the day.\n");
        Line("| expense | unit | share, % | cap, đồng | from | to | instrument | status |");
        Line("|---|---|---|---|---|---|---|---|");
        foreach (var row in ReferenceData.Embedded.Ceilings.Rows)
            Line(string.Create(CultureInfo.InvariantCulture,
                $"| {row.ActivityKey} | {row.UnitVi} | {row.MaxBasisPoints / 100m:0.##} | {row.CapVnd} "
                + $"| {row.ValidFrom:yyyy-MM-dd} | {row.ValidTo:yyyy-MM-dd} | {row.Instrument} | {row.Status} |"));
        Line("");
    }

    private void Rule(Rule rule)
    {
        var (kind, fields, beyond) = _fields[rule.Id];
        var until = (rule.ValidFrom, rule.ValidTo) switch
        {
            (null, null) => "always",
            ({ } from, null) => string.Create(CultureInfo.InvariantCulture, $"from {from:yyyy-MM-dd}"),
            (null, { } to) => string.Create(CultureInfo.InvariantCulture, $"to {to:yyyy-MM-dd}"),
            ({ } from, { } to) => string.Create(
                CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} to {to:yyyy-MM-dd}"),
        };
        var level = rule.AppliesTo == AppliesTo.National ? "national (KCQG)" : "all levels";
        Line($"\n### {rule.Id}\n**{Plain(rule.Title("vi"))}**<br>{Plain(rule.Title("en"))}\n");
        Line($"{rule.Severity.ToString().ToUpperInvariant()} · {rule.Group} · {kind} · {level} · {rule.Stage} · "
            + $"{until} · basis {rule.BasisStatus}: {rule.LegalBasis}"
            + (rule.Variants.Any(way => rule.Names(Contracts.Rules.Rule.Basis, way.Cause))
                || rule.Names(Contracts.Rules.Rule.Basis) ? " (by date: each finding names its own)" : "") + "\n");
        if (rule.Variants.Count == 0) Texts("", null, rule.Vi, rule.En);
        foreach (var way in rule.Variants) Texts($"`{way.Cause}`", way.AtMost, way.Vi, way.En);
        var (broken, passed) = (RuleExample.Of(rule, breaks: true), RuleExample.Of(rule, breaks: false));
        Line($"- Breaks ({broken.Name}): {broken.Given()}\n  > {Plain(broken.Finding(rule))}");
        Line($"- Passes ({passed.Name}): {passed.Given()}");
        Line($"- Reads: {(fields == "-" ? "nothing of the record" : fields)}"
            + (beyond == "-" ? "" : $". Beyond the record: {beyond}"));
    }

    private void Texts(string cause, Severity? atMost, RuleText vi, RuleText en)
    {
        var most = atMost is { } weight ? $" (at most {weight.ToString().ToUpperInvariant()})" : "";
        Line($"- {(cause.Length == 0 ? "" : $"{cause}{most} ")}"
            + $"vi: {Plain(vi.Message)} → {Plain(vi.Cure)}<br>"
            + $"en: {Plain(en.Message)} → {Plain(en.Cure)}");
    }

    // "KC-<tỉnh>-<năm>" is no markup.
    private static string Plain(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal);

    private void Line(string line) => _text.Append(line).Append('\n');

    [GeneratedRegex(@"^\| (KC-[A-Z]{3}-[0-9]{3}) \| (.+) \| (.+) \| (.+) \|$")]
    private static partial Regex Row();
}
