using System.Collections.Frozen;

namespace KcExchange.Contracts.Reference;

/// <summary>One code of a list in one period of validity.</summary>
/// <param name="Code">The code as it stands in a record.</param>
/// <param name="NameVi">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="ValidFrom">First day on which it may be used; null = always could.</param>
/// <param name="ValidTo">Last day on which it may be used; null = open.</param>
public sealed record CodeEntry(string Code, string NameVi, string NameEn, DateOnly? ValidFrom, DateOnly? ValidTo)
{
    /// <summary>Code and Vietnamese name, as findings show it: "KCQG (Khuyến công quốc gia)".</summary>
    public string Label => $"{Code} ({NameVi})";

    /// <summary>True when the code may be used on a day.</summary>
    /// <param name="day">The day on which the list is read.</param>
    public bool IsValid(DateOnly day) => (ValidFrom is null || day >= ValidFrom) && (ValidTo is null || day <= ValidTo);
}

/// <summary>A code list: its entries in the order in which they are shown.</summary>
public sealed class CodeList
{
    private readonly FrozenDictionary<string, CodeEntry[]> _byCode;

    /// <summary>Makes a list.</summary>
    /// <param name="name">Name, as annotations refer to it.</param>
    /// <param name="entries">Its entries; one code may stand in several periods.</param>
    public CodeList(string name, IReadOnlyList<CodeEntry> entries)
    {
        (Name, Entries) = (name, entries);
        _byCode = entries.GroupBy(entry => entry.Code, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Name, as annotations refer to it.</summary>
    public string Name { get; }

    /// <summary>All entries of all times, in the order in which they are shown.</summary>
    public IReadOnlyList<CodeEntry> Entries { get; }

    /// <summary>The entry of a code on a day; null when the code is unknown or not in force then.</summary>
    /// <param name="code">Code.</param>
    /// <param name="on">The day on which the list is read.</param>
    public CodeEntry? Find(string code, DateOnly on)
    {
        if (!_byCode.TryGetValue(code, out var entries)) return null;
        foreach (var entry in entries)
            if (entry.IsValid(on)) return entry;
        return null;
    }
}
