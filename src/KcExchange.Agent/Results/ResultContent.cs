using DocumentFormat.OpenXml.Packaging;
using KcExchange.Agent.Sources;

namespace KcExchange.Agent.Results;

/// <summary>All that a result has to say of a workbook.</summary>
/// <param name="Book">The workbook.</param>
/// <param name="Results">Results of its rows.</param>
/// <param name="Lines">What is to mend, and behind it what was mended since the result before.</param>
/// <param name="Comparison">How the lines differ from those of the result before.</param>
/// <param name="Header">What the result says of itself.</param>
internal sealed record ResultContent(
    SourceBook Book, IReadOnlyList<RowResult> Results, IReadOnlyList<MendLine> Lines, Comparison Comparison,
    ResultHeader Header)
{
    /// <summary>Lines that are still to be mended.</summary>
    public IReadOnlyList<MendLine> OpenLines { get; } = [.. Lines.Where(line => line.IsOpen)];

    /// <summary>Puts it together.</summary>
    /// <param name="book">The workbook.</param>
    /// <param name="results">Results of its rows.</param>
    /// <param name="header">What the result says of itself.</param>
    /// <param name="workbook">The workbook itself, for reading only.</param>
    /// <param name="headings">Headings of its cells.</param>
    /// <param name="beside">Where earlier results may lie.</param>
    public static ResultContent Of(
        SourceBook book, IReadOnlyList<RowResult> results, ResultHeader header, WorkbookPart workbook,
        CellHeadings headings, IEnumerable<string> beside)
    {
        var earlier = EarlierResult.Find(book, workbook, beside);
        var comparer = new LineComparer(results, headings, header);
        var lines = comparer.Compare(MendLine.Of(book, results, headings), earlier);
        int Count(LineState state) =>
            earlier.Kind == EarlierKind.Compared ? lines.Count(line => line.State == state) : 0;
        var comparison = new Comparison(earlier.Kind, earlier.Time)
        {
            New = Count(LineState.New),
            Open = Count(LineState.Open),
            Fixed = Count(LineState.Fixed),
            Unchecked = Count(LineState.Unchecked),
        };
        return new ResultContent(book, comparer.Mark(earlier), lines, comparison, header);
    }
}
