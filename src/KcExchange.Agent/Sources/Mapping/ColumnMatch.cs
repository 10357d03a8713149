using System.Collections.Concurrent;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Gives the columns of a sheet to the fields that they fit best, each field once.</summary>
internal static class ColumnMatch
{
    /// <summary>A heading over values that cannot be the field's loses.</summary>
    private const double Contradicted = 0.35;

    /// <summary>Own words instead of codes contradict nothing: the mapping translates them.</summary>
    private const double Untranslated = 0.9;

    private const int Shown = 2;

    private static readonly ConcurrentDictionary<string, double> Nearness = new(StringComparer.Ordinal);

    /// <summary>Names by field, for every sheet that the contract knows.</summary>
    private static readonly Dictionary<SheetLayout, List<(ColumnLayout Field, List<string> Names)>> Names =
        BookLayout.Sheets.ToDictionary(
            layout => layout,
            layout => layout.Columns.Select(field => (field, Synonyms.Of(layout, field).ToList())).ToList());

    /// <summary>How near a text comes to any name of any field.</summary>
    /// <param name="heading">Text that may be a heading.</param>
    public static double NearestOfAll(string heading) => heading.Length > 120 ? 0 : Nearness.GetOrAdd(heading, text =>
        Synonyms.IsIgnored(VietnameseText.Fold(text)) || Synonyms.IsSpan(VietnameseText.Fold(text)) ? 1
            : Names.Values.SelectMany(fields => fields).Max(field => Likeness.Of(text, field.Names)));

    /// <summary>Matches.</summary>
    /// <param name="layout">What the rows of the sheet are taken for.</param>
    /// <param name="headings">Headings by column.</param>
    /// <param name="samples">Content by column.</param>
    public static IReadOnlyList<ColumnProposal> Match(
        SheetLayout layout, SortedDictionary<int, string> headings, IReadOnlyDictionary<int, Witness> samples)
    {
        var layouts = Synonyms.OnePerRow.Where(list => layout.List is null && list.Kind == layout.Kind).Prepend(layout);
        var fields = layouts.SelectMany(sheet => Names[sheet]
            .Where(field => sheet == layout || field.Field.Role == ColumnRole.Own)
            .Select(field => (Sheet: sheet, field.Field, field.Names))).ToList();
        var all = headings.ToDictionary(heading => heading.Key, heading => fields
            .Select(field => Weigh(
                field.Sheet, field.Field, Likeness.Of(heading.Value, field.Names), samples[heading.Key]))
            .Where(candidate => candidate.Sure >= ColumnProposal.Doubtful && !IsIgnored(heading.Value))
            .OrderByDescending(candidate => candidate.Sure).ToList());
        var given = Give(all);
        return [.. headings.Select(heading => Propose(
            layout, heading.Key, heading.Value, samples[heading.Key], all[heading.Key],
            given, headings.Values.Count(other => other == heading.Value) > 1))];
    }

    /// <summary>The surest pair first; then the surest of what is left.</summary>
    private static Dictionary<int, Candidate> Give(Dictionary<int, List<Candidate>> all)
    {
        var given = new Dictionary<int, Candidate>();
        foreach (var (column, candidate) in all
            .SelectMany(column => column.Value.Select(candidate => (column.Key, candidate)))
            .OrderByDescending(pair => pair.candidate.Sure).ThenBy(pair => pair.Key))
            if (!given.ContainsKey(column) && given.Values.All(taken => taken.Field != candidate.Field))
                given[column] = candidate;
        return given;
    }

    private static ColumnProposal Propose(
        SheetLayout layout, int column, string heading, Witness sample, List<Candidate> candidates,
        Dictionary<int, Candidate> given, bool twice)
    {
        var proposal = new ColumnProposal(column, heading, sample.Example)
        {
            Ignored = IsIgnored(heading),
            HeadingIsTwice = twice,
            // What another column has is no longer to be had, but worth showing.
            Candidates = !given.TryGetValue(column, out var best) ? [.. candidates.Take(Shown).Select(
                    candidate => candidate with { Sure = Math.Min(candidate.Sure, ColumnProposal.Sure - 0.01) })]
                : [best, .. candidates.Where(candidate => candidate != best).Take(Shown - 1)],
        };
        if (!Synonyms.IsSpan(VietnameseText.Fold(Headings.TakeUnit(heading).Heading))
            || Free("start_date") is not { } start || Free("end_date") is not { } end) return proposal;
        return proposal with
        {
            Candidates = [],
            Span = [start, end],
            SpanSure = sample.Spans >= 0.8 ? 0.95 : ColumnProposal.Sure - 0.1,
        };

        ColumnLayout? Free(string name) => layout.Columns.FirstOrDefault(field => field.Field.Name == name
            && !given.Any(other => other.Key != column && other.Value.Field == field));
    }

    private static Candidate Weigh(SheetLayout layout, ColumnLayout field, double likeness, Witness sample)
    {
        var fit = sample.For(field);
        var named = likeness >= 0.5;
        if (sample.IsEmpty) return new(layout, field, likeness * 0.9, Reason.Heading);
        if (fit.Proof && fit.Share >= 0.8)
            return new(layout, field, 0.9 + (0.1 * likeness), named ? Reason.Both : Reason.Content);
        if (fit.Telling && fit.Share >= 0.8)
            return new(layout, field, (0.6 * likeness) + (0.4 * fit.Share), named ? Reason.Both : Reason.Content);
        if (fit.Share >= 0.5) return new(layout, field, likeness * (0.8 + (0.2 * fit.Share)), Reason.Heading);
        var translatable = field.Info.CodeList.Length > 0 && field.Info.CodeList != "commune" && sample.IsWords;
        return new(layout, field, likeness * (translatable ? Untranslated : Contradicted), Reason.Heading);
    }

    private static bool IsIgnored(string heading) => Synonyms.IsIgnored(VietnameseText.Fold(heading));
}
