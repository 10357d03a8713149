namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Which witness speaks for a proposal.</summary>
internal enum Reason
{
    /// <summary>Nothing is proposed.</summary>
    None,

    /// <summary>The heading.</summary>
    Heading,

    /// <summary>The content.</summary>
    Content,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>A field that a column may be.</summary>
/// <param name="Layout">Sheet of the field.</param>
/// <param name="Field">The field.</param>
/// <param name="Sure">0 to 1.</param>
/// <param name="Reason">Why.</param>
internal sealed record Candidate(SheetLayout Layout, ColumnLayout Field, double Sure, Reason Reason);

/// <summary>What is proposed for one column.</summary>
/// <param name="Column">Column from 1.</param>
/// <param name="Heading">Its heading, levels joined.</param>
/// <param name="Example">One of its values.</param>
internal sealed record ColumnProposal(int Column, string Heading, string Example)
{
    /// <summary>From here on a proposal stands in the file; below, as a comment.</summary>
    public const double Sure = 0.7;

    /// <summary>Below this nothing is proposed.</summary>
    public const double Doubtful = 0.4;

    /// <summary>The column is none of the contract's: the number of the row, remarks.</summary>
    public bool Ignored { get; init; }

    /// <summary>The best fields, the best first.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];

    /// <summary>First and last day stand in the column, with a dash between them: the fields.</summary>
    public IReadOnlyList<ColumnLayout> Span { get; init; } = [];

    /// <summary>How sure the days are, 0 to 1.</summary>
    public double SpanSure { get; init; }

    /// <summary>Who says so.</summary>
    public Reason SpanReason => SpanSure >= Sure ? Reason.Both : Reason.Heading;

    /// <summary>The clerk's words for codes, with the code they plainly mean; null = nobody knows.</summary>
    public IReadOnlyList<(string Word, string? Code)> Words { get; init; } = [];

    /// <summary>The field that is proposed; null = none, or not surely enough.</summary>
    public Candidate? Taken => Candidates.Count > 0 && Candidates[0].Sure >= Sure ? Candidates[0] : null;

    /// <summary>The heading stands over another column too, so the mapping names the column.</summary>
    public bool HeadingIsTwice { get; init; }
}
