using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Agent.Results;

/// <summary>Whether a row is well, to be looked at, or bad.</summary>
internal enum Tone
{
    Good,
    Neutral,
    Careful,
    Bad,
}

/// <summary>How what the result adds looks.</summary>
internal static class ResultLooks
{
    public static CellLook OutcomeHeading { get; } =
        new() { Bold = true, Wrap = true, Centre = true, Lines = true, Fill = "595959", Ink = "FFFFFF" };

    public static CellLook Mend { get; } = new() { Lines = true };

    public static CellLook Title { get; } = new() { Bold = true, Size = 14, Ink = "1F4E78" };

    public static CellLook Section { get; } = new() { Bold = true, Size = 11, Ink = "1F4E78" };

    public static CellLook Heading { get; } =
        new() { Bold = true, Wrap = true, Centre = true, Lines = true, Fill = "1F4E78", Ink = "FFFFFF" };

    public static CellLook Label { get; } = new() { Bold = true, Lines = true, Fill = "DDEBF7" };

    public static CellLook Text { get; } = new() { Wrap = true, Lines = true };

    /// <summary>Goes on over the next cells, so it has no lines around it.</summary>
    public static CellLook Fact { get; } = new();

    /// <summary>Of what needs nothing any more.</summary>
    public static CellLook Done { get; } = Text with { Ink = "7F7F7F" };

    public static CellLook Number { get; } = new() { Lines = true, Right = true, Format = "#,##0" };

    public static CellLook Link { get; } = new() { Lines = true, Ink = "0563C1", Underline = true };

    public static CellLook Hint { get; } = new() { Italic = true, Ink = "595959", Wrap = true };

    /// <summary>Look of an outcome.</summary>
    /// <param name="tone">Tone.</param>
    public static CellLook OfTone(Tone tone) => tone switch
    {
        Tone.Good => new() { Lines = true, Fill = "E2EFDA", Ink = "375623" },
        Tone.Careful => new() { Lines = true, Fill = "FFF2CC", Ink = "7F6000" },
        Tone.Bad => new() { Lines = true, Bold = true, Fill = "F8CBAD", Ink = "9C0006" },
        _ => new() { Lines = true, Ink = "595959" },
    };

    /// <summary>Look of a severity.</summary>
    /// <param name="severity">Severity.</param>
    public static CellLook Weight(Severity severity) => OfTone(severity switch
    {
        Severity.Error => Tone.Bad,
        Severity.Warning => Tone.Careful,
        _ => Tone.Neutral,
    });

    /// <summary>Tone of a row's result.</summary>
    /// <param name="result">Result.</param>
    public static Tone ToneOf(RowResult result)
    {
        var worst = MendLine.OfRow(result).Select(line => line.Severity).DefaultIfEmpty(Severity.Info).Max();
        if (result.NotSent || result.Outcome == Outcome.Rejected || worst == Severity.Error) return Tone.Bad;
        if (result.Outcome == Outcome.Stale || worst == Severity.Warning) return Tone.Careful;
        return result.Outcome is Outcome.Unchanged ? Tone.Neutral : Tone.Good;
    }
}
