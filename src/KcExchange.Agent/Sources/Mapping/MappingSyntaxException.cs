namespace KcExchange.Agent.Sources.Mapping;

/// <summary>A mapping file is neither the YAML nor the JSON that can be read.</summary>
/// <param name="line">Line from 1.</param>
/// <param name="what">What is not allowed there; empty: only the parser knows.</param>
/// <param name="inner">What the parser says, in English: for the log.</param>
internal sealed class MappingSyntaxException(int line, string what, Exception? inner = null)
    : Exception(inner?.Message ?? what, inner)
{
    /// <summary>What is not allowed there; empty: only the parser knows.</summary>
    public string What { get; } = what;

    /// <summary>Line from 1.</summary>
    public int Line { get; } = line;
}
