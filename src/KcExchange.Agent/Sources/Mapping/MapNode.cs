namespace KcExchange.Agent.Sources.Mapping;

/// <summary>One value of a mapping file, YAML or JSON: a text, a list, or named values.</summary>
/// <param name="Line">Line from 1.</param>
internal sealed record MapNode(int Line)
{
    /// <summary>The text; null = it is a list, has members, or nothing is given.</summary>
    public string? Text { get; init; }

    /// <summary>Entries of a list; null = it is none.</summary>
    public IReadOnlyList<MapNode>? Items { get; init; }

    /// <summary>Named values; null = it has none.</summary>
    public IReadOnlyList<MapMember>? Members { get; init; }

    /// <summary>Nothing is given: "common:" with nothing behind it.</summary>
    public bool IsEmpty => Items is null && Members is null && string.IsNullOrEmpty(Text);
}

/// <summary>A named value.</summary>
/// <param name="Name">Name.</param>
/// <param name="Line">Line of the name, from 1.</param>
/// <param name="Value">Value.</param>
internal readonly record struct MapMember(string Name, int Line, MapNode Value);
