using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Google.Protobuf;
using KcExchange.V1;

namespace KcExchange.Tests.Support;

/// <summary>A finding as a case expects it.</summary>
internal sealed record ExpectedFinding(
    string Rule, Severity Severity, string Field, IReadOnlyDictionary<string, string> Parameters);

/// <summary>What a step of a case is there for.</summary>
internal enum CorpusRole
{
    Stored,
    Refused,
    Test,
}

/// <summary>One record of a case, in the order in which it is sent.</summary>
internal sealed record CorpusStep
{
    public required CorpusRole Role { get; init; }

    public required ExchangeRecord Record { get; init; }

    /// <summary>Province that sends it; empty = the case's own.</summary>
    public string Sender { get; init; } = "";

    /// <summary>Exactly these findings; null where any will do (records stored or refused before).</summary>
    public IReadOnlyList<ExpectedFinding>? Expect { get; init; }

    /// <summary>Findings by rule where there are many.</summary>
    public IReadOnlyDictionary<string, int>? Totals { get; init; }

    /// <summary>
    /// What must become of the record: "CREATED"…, "accepted" (created, updated or deleted) or "REJECTED".
    /// </summary>
    public required string Outcome { get; init; }
}

/// <summary>One case of the corpus (tests/corpus/README.md).</summary>
internal sealed record CorpusCase
{
    public required string Rule { get; init; }

    public required string Name { get; init; }

    public required bool Breaks { get; init; }

    public required DateOnly Today { get; init; }

    public required string Sender { get; init; }

    public required bool Offline { get; init; }

    public required IReadOnlyList<string> Undecided { get; init; }

    /// <summary>Rows added to files of the reference data, by file.</summary>
    public required IReadOnlyDictionary<string, string> Reference { get; init; }

    /// <summary>The whole period that is judged; empty = the last record is.</summary>
    public required string Period { get; init; }

    /// <summary>Periods that the ministry locks before the record under test comes.</summary>
    public required IReadOnlyList<string> Locked { get; init; }

    /// <summary>"engine", "server" or empty.</summary>
    public required string Only { get; init; }

    /// <summary>The records, the one under test last.</summary>
    public required IReadOnlyList<CorpusStep> Steps { get; init; }

    public override string ToString() => $"{Rule}: {Name}";
}

/// <summary>Reads tests/corpus.</summary>
internal static class Corpus
{
    /// <summary>The folder tests/corpus, found from this source file.</summary>
    public static readonly string Folder = Path.GetFullPath(Path.Combine(SourceFolder(), "..", "..", "corpus"));

    private static readonly Dictionary<string, (JsonObject Record, string[] Needs)> Bases =
        Directory.EnumerateFiles(Path.Combine(Folder, "base"), "*.json").Select(Read).ToDictionary(
            file => Path.GetFileNameWithoutExtension(file.Name),
            file => (file.Json["record"]!.AsObject(), Strings(file.Json["needs"])));

    /// <summary>All cases, by file and place in it.</summary>
    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "KC-*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(Read)
            .SelectMany(file => file.Json["cases"]!.AsArray()
                .Select(json => ReadCase(file.Json["rule"]!.GetValue<string>(), json!.AsObject()))),
    ];

    /// <summary>A base as it stands.</summary>
    /// <param name="name">centre, project or funding.</param>
    public static ExchangeRecord Base(string name) => Parse((JsonObject)Bases[name].Record.DeepClone());

    /// <summary>A record from proto-JSON.</summary>
    public static ExchangeRecord Parse(JsonObject json) =>
        JsonParser.Default.Parse<ExchangeRecord>(json.ToJsonString());

    private static string SourceFolder([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;

    private static (string Name, JsonObject Json) Read(string path) =>
        (path, JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    private static CorpusCase ReadCase(string rule, JsonObject json)
    {
        try
        {
            return new CorpusCase
            {
                Rule = rule,
                Name = Text(json, "name", ""),
                Breaks = json["breaks"]!.GetValue<bool>(),
                Today = DateOnly.ParseExact(Text(json, "today", "2026-11-23"), "yyyy-MM-dd"),
                Sender = Text(json, "sender", "08"),
                Offline = json["offline"]?.GetValue<bool>() ?? false,
                Undecided = Strings(json["undecided"]),
                Reference = (json["reference"] as JsonObject ?? []).ToDictionary(
                    file => file.Key, file => string.Concat(Strings(file.Value).Select(row => row + "\n"))),
                Only = Text(json, "only", ""),
                Period = Text(json, "period", ""),
                Locked = Strings(json["locked"]),
                Steps = json["send"] is JsonArray send
                    ? [.. send.Select(step => Step(CorpusRole.Test, step!, 1) with
                    {
                        Outcome = step!["outcome"]!.GetValue<string>(),
                        Expect = step["totals"] is null ? Findings(step["expect"]) : null,
                        Totals = step["totals"]?.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValue<int>()),
                    })]
                    : Steps(json),
            };
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            throw new FormatException($"{rule}, \"{json["name"]}\": {problem.Message}", problem);
        }
    }

    private static List<CorpusStep> Steps(JsonObject json)
    {
        if (json["period"] is not null) return PeriodSteps(json);
        var stored = json["stored"] as JsonArray
            ?? [.. Bases[json["base"]!.GetValue<string>()].Needs.Select(need => (JsonNode)need)];
        var expect = Findings(json["expect"]);
        return
        [
            .. stored.Select(step => Step(CorpusRole.Stored, step!, 1)),
            .. (json["refused"] as JsonArray ?? []).Select(step => Step(CorpusRole.Refused, step!, 1)),
            Step(CorpusRole.Test, json, 2) with
            {
                Expect = expect,
                Outcome = expect.Any(finding => finding.Severity == Severity.Error) ? "REJECTED" : "accepted",
            },
        ];
    }

    /// <summary>All records of a period; what is expected of it stands at the last of them.</summary>
    private static List<CorpusStep> PeriodSteps(JsonObject json)
    {
        List<CorpusStep> steps = [.. json["stored"]!.AsArray().Select(step => Step(CorpusRole.Stored, step!, 1))];
        steps[^1] = steps[^1] with { Expect = Findings(json["expect"]) };
        return steps;
    }

    private static CorpusStep Step(CorpusRole role, JsonNode json, long version)
    {
        var edits = json as JsonObject ?? new JsonObject { ["base"] = json.GetValue<string>() };
        var record = (JsonObject)Bases[edits["base"]!.GetValue<string>()].Record.DeepClone();
        record["source_version"] = version;
        foreach (var (path, value) in edits["set"] as JsonObject ?? [])
            CorpusPaths.Set(record, path, value?.DeepClone());
        foreach (var path in Strings(edits["clear"])) CorpusPaths.Clear(record, path);
        foreach (var (path, length) in edits["pad"] as JsonObject ?? [])
            CorpusPaths.Set(record, path, new string('x', length!.GetValue<int>()));
        return new CorpusStep
        {
            Role = role,
            Record = Parse(record),
            Sender = role == CorpusRole.Stored ? Text(edits, "sender", "") : "",
            Outcome = role == CorpusRole.Refused ? "REJECTED" : "accepted",
        };
    }

    private static List<ExpectedFinding> Findings(JsonNode? json) =>
    [
        .. (json as JsonArray ?? []).Select(finding => new ExpectedFinding(
            finding!["rule"]!.GetValue<string>(),
            Enum.Parse<Severity>(finding["severity"]!.GetValue<string>(), ignoreCase: true),
            finding["field"]!.GetValue<string>(),
            (finding["parameters"] as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value!.GetValue<string>()))),
    ];

    private static string Text(JsonObject json, string name, string otherwise) =>
        json[name]?.GetValue<string>() ?? otherwise;

    private static string[] Strings(JsonNode? json) =>
        [.. (json as JsonArray ?? []).Select(s => s!.GetValue<string>())];
}
