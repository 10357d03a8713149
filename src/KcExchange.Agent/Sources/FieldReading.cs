namespace KcExchange.Agent.Sources;

/// <summary>Why a cell cannot become a field.</summary>
/// <param name="RuleId">Rule id.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Cure">What would be right.</param>
internal sealed record CellProblem(string RuleId, Bilingual Message, Bilingual Cure)
{
    /// <summary>A problem of a rule.</summary>
    /// <param name="rule">Rule id.</param>
    /// <param name="sentences">What is wrong, and what would be right.</param>
    public static CellProblem Of(string rule, (Bilingual Message, Bilingual Cure) sentences) =>
        new(rule, sentences.Message, sentences.Cure);
}

/// <summary>What a cell says of its field: a value, a problem, or nothing.</summary>
/// <param name="Value">Value for the field: text, number, day, truth, or a list of texts; null = not given.</param>
/// <param name="Problem">Why there is none although something stands there.</param>
/// <param name="Names">Names written beside codes, to be compared once the row's date is known.</param>
internal readonly record struct FieldReading(
    object? Value, CellProblem? Problem = null, IReadOnlyList<(string Code, string Name)>? Names = null)
{
    /// <summary>What was mended on the way; null = nothing.</summary>
    public MendedValue? Mended { get; init; }

    /// <summary>The cell was taken apart, and this is one of its parts.</summary>
    public bool IsPart { get; init; }

    /// <summary>Days: how the cell says it.</summary>
    public DayForm Form { get; init; }

    /// <summary>The cell shows its number with at least so many digits; 0 = as many as it has.</summary>
    public byte Digits { get; init; }
}
