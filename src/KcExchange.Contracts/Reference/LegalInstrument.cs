using System.Text.RegularExpressions;

namespace KcExchange.Contracts.Reference;

/// <summary>A decree, circular or decision that rules and ceilings cite, and when it is in force.</summary>
/// <param name="Number">Number by which it is cited, e.g. "TT 28/2018".</param>
/// <param name="ValidFrom">First day in force; null = not known to us.</param>
/// <param name="ValidTo">Last day in force; null = open, or its end is not known to us.</param>
/// <param name="HasUnseenAmendment">It was amended by a text that we could not read.</param>
public sealed partial record LegalInstrument(
    string Number, DateOnly? ValidFrom, DateOnly? ValidTo = null, bool HasUnseenAmendment = false)
{
    /// <summary>What the rules rest on; a test checks that they cite nothing else and nothing out of force.</summary>
    public static IReadOnlyList<LegalInstrument> All { get; } =
    [
        new("NĐ 45/2012", new(2012, 7, 5), HasUnseenAmendment: true),
        new("NĐ 60/2021", new(2021, 8, 15)),
        new("NĐ 80/2021", new(2021, 10, 15)),
        new("NĐ 235/2025", new(2025, 10, 15)),
        new("TT 46/2012", new(2013, 2, 10), HasUnseenAmendment: true),
        new("TT 36/2013", new(2014, 2, 10), HasUnseenAmendment: true),
        new("TT 26/2014", new(2014, 10, 21)),
        new("TT 20/2017", null),
        new("TT 17/2018", null),
        new("TT 28/2018", new(2018, 5, 11), HasUnseenAmendment: true),
        new("TT 34/2022", null),
        new("TT 64/2024", null),
        new("TTLT 16/2011", new(2011, 5, 20)),
        new("TTLT 26/2014", new(2014, 4, 8), new(2018, 5, 10)),
        new("QĐ 1288/QĐ-TTg", new(2014, 8, 1), new(2020, 12, 31)),
        new("QĐ 1881/QĐ-TTg", new(2020, 11, 20), new(2025, 12, 31)),
        new("QĐ 19/2025", new(2025, 7, 1)),
        new("QĐ 2646/QĐ-BCT", new(2025, 9, 23)),
    ];

    /// <summary>True when it is in force on a day, as far as known.</summary>
    /// <param name="day">The day.</param>
    public bool IsInForce(DateOnly day) =>
        (ValidFrom is null || day >= ValidFrom) && (ValidTo is null || day <= ValidTo);

    /// <summary>True when a text cites it.</summary>
    /// <param name="text">Text such as "TT 28/2018/TT-BTC, Điều 8.4".</param>
    public bool IsCitedIn(string text) => Cited(text).Contains(Number, StringComparer.Ordinal);

    /// <summary>Numbers of all instruments that a text cites, known or not.</summary>
    /// <param name="text">Text.</param>
    public static IEnumerable<string> Cited(string text) => Citation().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\b(?:NĐ|TTLT|TT) \d+/\d{4}|\b(?:QĐ|NQ) \d+/(?:\d{4}|QĐ-[A-Za-z]+)")]
    private static partial Regex Citation();
}
