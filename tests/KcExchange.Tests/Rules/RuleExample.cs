using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Rules;

/// <summary>One case of the corpus as the page of rules shows it: what is set, and what a clerk reads.</summary>
internal sealed partial class RuleExample
{
    private const int LongestValue = 60;

    private static readonly JsonSerializerOptions AsTyped =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Circumstances = ["today", "sender"];

    private readonly CorpusCase _case;
    private readonly JsonObject _json;

    private RuleExample(CorpusCase corpusCase, JsonObject json) => (_case, _json) = (corpusCase, json);

    /// <summary>
    /// The first case that breaks a rule, or that does not; those that the engine alone can run come first.
    /// </summary>
    /// <exception cref="InvalidOperationException">The corpus has none.</exception>
    public static RuleExample Of(Rule rule, bool breaks)
    {
        var corpusCase = Corpus.All.Where(one => one.Rule == rule.Id && one.Breaks == breaks)
            .OrderBy(one => one.Only == "server").ThenBy(one => one.Offline).FirstOrDefault()
            ?? throw new InvalidOperationException($"{rule.Id} has no case with breaks = {breaks} in tests/corpus.");
        var file = Directory.EnumerateFiles(Corpus.Folder, rule.Id + ".json", SearchOption.AllDirectories).Single();
        var json = JsonNode.Parse(File.ReadAllText(file))!["cases"]!.AsArray()
            .Single(one => one!["name"]!.GetValue<string>() == corpusCase.Name)!.AsObject();
        return new RuleExample(corpusCase, json);
    }

    public string Name => _case.Name;

    /// <summary>What is done to which base, in the order of sending.</summary>
    public string Given() => _json["send"] is JsonArray send
        ? string.Join(", then ", send.Select(step => Edits(step!.AsObject())))
        : Edits(_json) + string.Concat(Circumstances
            .Where(name => _json[name] is not null).Select(name => $"; {name} {_json[name]}"))
            + (_json["stored"] is JsonArray { Count: > 0 } stored && stored.Any(step => step is JsonObject)
                ? "; stored before: " + string.Join(", then ", stored.OfType<JsonObject>().Select(Edits))
                : "")
            + (_json["refused"] is JsonArray refused ? "; refused before: "
                + string.Join(", ", refused.Select(step => step is JsonObject edits ? Edits(edits) : $"{step}")) : "")
            + (_json["reference"] is null ? "" : "; with rows added to the reference data");

    /// <summary>The finding as a clerk reads it.</summary>
    /// <param name="rule">The rule that the case breaks.</param>
    public string Finding(Rule rule)
    {
        var (severity, path, parameters) = Found(rule);
        var text = RuleFinding.Render(rule, path, parameters, "vi");
        var field = path.Length == 0 ? "cả bản ghi" : $"{Labels.Of(path)} (`{path}`)";
        var basis = parameters.FirstOrDefault(value => value.Name == Rule.Basis)?.Value ?? rule.LegalBasis;
        return $"{severity.ToString().ToUpperInvariant()} · {field}: "
            + $"{Whole(text.Message)} → {Whole(text.Cure)} [{basis}]";
    }

    private (Severity Severity, string Path, IReadOnlyList<FindingParameter> Parameters) Found(Rule rule)
    {
        if (_case.Only != "server")
        {
            var found = Engine.Run(_case).Findings.First(finding => finding.Rule.Id == rule.Id);
            return (found.Severity, found.FieldPath, found.Parameters);
        }
        var expected = _case.Steps.SelectMany(step => step.Expect ?? []).FirstOrDefault(one => one.Rule == rule.Id);
        return expected is null
            ? (rule.Severity, "", [])
            : (expected.Severity, expected.Field, [.. expected.Parameters
                .Select(value => new FindingParameter { Name = value.Key, Value = value.Value })]);
    }

    // A value that only the running exchange knows, such as the id of a request.
    private static string Whole(string text) => Unfilled().Replace(text, "…");

    private static string Edits(JsonObject step)
    {
        List<string> edits =
        [
            .. (step["set"] as JsonObject ?? []).Select(edit => $"`{edit.Key}` = {Shown(edit.Value)}"),
            .. (step["clear"] as JsonArray ?? []).Select(path => $"`{path}` not given"),
            .. (step["pad"] as JsonObject ?? []).Select(edit => $"`{edit.Key}` of {edit.Value} letters"),
        ];
        return $"{step["base"]}" + (step["sender"] is { } sender && step["cases"] is null && step["name"] is null
                ? $" sent by {sender}" : "") + (edits.Count == 0 ? " as it is" : $" with {string.Join(", ", edits)}");
    }

    private static string Shown(JsonNode? value)
    {
        if (value is JsonObject date && date.ContainsKey("year") && date.Count == 3)
            return $"{date["day"]}/{date["month"]}/{date["year"]}";
        if (value is JsonArray { Count: > 0 } list && list[0] is JsonObject) return $"{list.Count} other entries";
        // What cannot be seen is shown as JSON could write it.
        var text = (value?.ToJsonString(AsTyped) ?? "null").Replace("|", "\\|", StringComparison.Ordinal);
        text = string.Concat(text.Select(c => IsSeen(c) ? c.ToString() : $"\\u{(int)c:x4}"));
        return text.Length > LongestValue ? text[..LongestValue] + "…" : text;
    }

    private static bool IsSeen(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned)
        && c is not ('\u00A0' or '\uFFFD');

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Unfilled();
}
