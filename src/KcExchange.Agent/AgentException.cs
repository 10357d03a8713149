using KcExchange.Agent.Sources;

namespace KcExchange.Agent;

/// <summary>A command can't go on: one sentence for the clerk, exit code 2.</summary>
/// <param name="sentence">What is wrong and what to do.</param>
/// <param name="inner">What was thrown; for the log only.</param>
internal sealed class AgentException(Bilingual sentence, Exception? inner = null) : Exception(sentence.En, inner)
{
    /// <summary>What is wrong and what to do.</summary>
    internal Bilingual Sentence { get; } = sentence;
}
