namespace KcExchange.Server.Ledger;

/// <summary>What does not fit in one province: as many sentences as a person reads, and how many there are.</summary>
internal sealed class Mismatches(string province)
{
    private const int Kept = 100;

    private readonly List<string> _lines = [];

    public string Province { get; } = province;

    public long Count { get; private set; }

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Entries walked.</summary>
    public long Entries { get; set; }

    /// <summary>Rows of the other tables that were compared.</summary>
    public long Rows { get; set; }

    /// <param name="what">One sentence; never a value of a personal-data field.</param>
    public void Add(string what)
    {
        Count++;
        if (_lines.Count < Kept) _lines.Add(what);
    }
}
