using System.Collections.Frozen;

namespace KcExchange.Contracts.Reference;

/// <summary>Support ceilings by expense and day: the ministry's, or the provinces' own.</summary>
public sealed class CeilingTable
{
    private readonly FrozenDictionary<string, (string Province, SupportCeiling Row)[]> _byKey;

    /// <summary>
    /// Makes a table; <see cref="ReferenceCheck"/> sees to it that no two rows of one expense are in force at once.
    /// </summary>
    /// <param name="rows">Each row with its province; empty: the ministry's.</param>
    internal CeilingTable(IEnumerable<(string Province, SupportCeiling Row)> rows)
    {
        List<(string Province, SupportCeiling Row)> read = [.. rows];
        Rows = [.. read.Select(entry => entry.Row)];
        _byKey = read.GroupBy(entry => entry.Row.ActivityKey, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key, group => group.OrderBy(entry => entry.Row.ValidFrom).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>All rows of all times, in the order of the file.</summary>
    public IReadOnlyList<SupportCeiling> Rows { get; }

    /// <summary>The ceiling of an expense on a day; null when the table has none.</summary>
    /// <param name="key">Expense.</param>
    /// <param name="on">Approval date, before approval the reference date.</param>
    /// <param name="province">Province of that day; empty = the ministry's table.</param>
    public SupportCeiling? Find(string key, DateOnly on, ReadOnlySpan<char> province = default)
    {
        if (!_byKey.TryGetValue(key, out var rows)) return null;
        foreach (var (of, row) in rows)
            if (row.IsValid(on) && province.SequenceEqual(of)) return row;
        return null;
    }

    /// <summary>The ceiling in force on a day or, where it has ended without a known successor, the last one.</summary>
    /// <param name="key">Expense.</param>
    /// <param name="on">The day.</param>
    public SupportCeiling? FindLatest(string key, DateOnly on)
    {
        SupportCeiling? latest = null;
        if (_byKey.TryGetValue(key, out var rows))
            foreach (var (_, row) in rows)
                if (row.ValidFrom <= on) latest = row;
        return latest;
    }
}
