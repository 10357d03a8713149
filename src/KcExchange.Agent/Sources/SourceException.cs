namespace KcExchange.Agent.Sources;

/// <summary>
/// A file as a whole cannot be read or written: one sentence for the clerk, nothing sent, nothing half written.
/// </summary>
public class SourceException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="inner">What the machine said.</param>
    public SourceException(Bilingual message, Exception? inner = null)
        : base(message.Vi, inner) => Sentence = message;

    /// <summary>What is wrong and what to do, by language.</summary>
    public Bilingual Sentence { get; }
}
