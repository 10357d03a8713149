namespace KcExchange.Agent.Sources.Mapping;

/// <summary>A mapping file is neither the YAML nor the JSON that can be read.</summary>
/// <param name="line">Line from 1.</param>
/// <param name="detail">What the parser says.</param>
internal sealed class MappingSyntaxException(int line, string detail) : Exception(detail)
{
    /// <summary>Line from 1.</summary>
    public int Line { get; } = line;
}
