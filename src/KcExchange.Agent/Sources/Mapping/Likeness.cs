using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>How near a heading comes to the names of a field: 0 = nothing in common, 1 = one of them.</summary>
internal static class Likeness
{
    /// <summary>A word in common with a name is worth this much less than the name itself.</summary>
    private const double OfWords = 0.85;

    /// <summary>A name of a higher heading ("Kinh phí" over "KCQG") says less than the lowest one.</summary>
    private const double OfHigher = 0.7;

    /// <summary>Compares.</summary>
    /// <param name="heading">Heading, levels joined.</param>
    /// <param name="names">Names of the field, folded.</param>
    public static double Of(string heading, IReadOnlyList<string> names)
    {
        var levels = heading.Split(HeadingTexts.Below)
            .Select(level => VietnameseText.Fold(Headings.TakeUnit(level).Heading)).ToList();
        var best = names.Max(name => Of(string.Join(' ', levels), name));
        if (levels.Count == 1) return best;
        best = Math.Max(best, 0.95 * names.Max(name => Of(levels[^1], name)));
        return Math.Max(best, OfHigher * names.Max(name => Of(levels[0], name)));
    }

    private static double Of(string heading, string name)
    {
        if (heading == name) return 1;
        if (heading.Length == 0) return 0;
        if (VietnameseText.Nearest(heading, [name]) is not null) return 0.92;
        var (mine, its) = (heading.Split(' '), name.Split(' '));
        var common = mine.Intersect(its).Count();
        if (common == 0) return 0;
        // "Tên đề án khuyến công năm 2026" holds all of "Tên đề án"; of a single word that says nothing.
        if (its.Length > 1 && common == its.Distinct().Count()) return 0.7 + (0.2 * its.Length / mine.Length);
        return OfWords * 2 * common / (mine.Length + its.Length);
    }
}
