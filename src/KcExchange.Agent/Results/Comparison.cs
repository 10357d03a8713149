namespace KcExchange.Agent.Results;

/// <summary>What an earlier result was found to be.</summary>
public enum EarlierKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It was compared with.</summary>
    Compared,

    /// <summary>It is of another file, province or period.</summary>
    Other,

    /// <summary>Its list of what to mend was changed by hand.</summary>
    Altered,

    /// <summary>It cannot be read.</summary>
    Unreadable,
}

/// <summary>How the list of what to mend differs from that of the result before.</summary>
/// <param name="Kind">What was found of an earlier result; the counts are 0 unless it was compared with.</param>
/// <param name="Earlier">The moment of the earlier result.</param>
public sealed record Comparison(EarlierKind Kind, DateTimeOffset Earlier)
{
    /// <summary>Lines that were not there before.</summary>
    public int New { get; init; }

    /// <summary>Lines that were there before and still are.</summary>
    public int Open { get; init; }

    /// <summary>Lines of before that no longer hold.</summary>
    public int Fixed { get; init; }

    /// <summary>Lines of before on which nothing was said: their row was not judged, or not by that rule.</summary>
    public int Unchecked { get; init; }
}

/// <summary>How a line of the list stands to the list before.</summary>
internal enum LineState
{
    /// <summary>There was nothing to compare with that could be trusted.</summary>
    Unknown,

    New,

    Open,

    Unchecked,

    Fixed,
}
