using System.Globalization;
using System.Text.Json.Nodes;

namespace KcExchange.Tests.Support;

/// <summary>Sets and clears members of a record's JSON by path: "project.beneficiaries[0].tax_code".</summary>
internal static class CorpusPaths
{
    public static void Set(JsonObject record, string path, JsonNode? value)
    {
        var (owner, name, index) = Find(record, path);
        if (index is { } at) owner[name]!.AsArray()[at] = value;
        else owner[name] = value;
    }

    public static void Clear(JsonObject record, string path)
    {
        var (owner, name, index) = Find(record, path);
        if (index is { } at) owner[name]!.AsArray().RemoveAt(at);
        else if (!owner.Remove(name)) throw new FormatException($"{path} is not in the base: nothing to clear.");
    }

    private static (JsonObject Owner, string Name, int? Index) Find(JsonObject record, string path)
    {
        var parts = path.Split('.');
        var owner = record;
        foreach (var part in parts[..^1])
        {
            var (name, index) = Split(part);
            var member = index is { } at ? owner[name]!.AsArray()[at] : owner[name];
            owner = member as JsonObject ?? throw new FormatException($"{path}: there is no {part}.");
        }
        var (last, place) = Split(parts[^1]);
        return (owner, last, place);
    }

    private static (string Name, int? Index) Split(string part)
    {
        var open = part.IndexOf('[', StringComparison.Ordinal);
        return open < 0
            ? (part, null)
            : (part[..open], int.Parse(part.AsSpan(open + 1).TrimEnd(']'), CultureInfo.InvariantCulture));
    }
}
