using KcExchange.Contracts.Reference;

namespace KcExchange.Contracts.Rules;

/// <summary>In which way an amount of support is too much; one way for one amount.</summary>
internal enum Overrun
{
    /// <summary>It is not, as far as known.</summary>
    None,

    /// <summary>Above the share of the item's cost: priority never raises that.</summary>
    Share,

    /// <summary>Above the cap, and no priority ground would make it lawful.</summary>
    Amount,

    /// <summary>Above the cap but within the raised one, and the project names no priority ground.</summary>
    NoGround,

    /// <summary>Above the raised cap, with a priority ground.</summary>
    AboveRaised,

    /// <summary>A production line with a priority ground: its cap is raised already.</summary>
    RaisedTwice,
}

/// <summary>The ceiling that applies to a project on its day, and what it makes of an amount.</summary>
/// <param name="Row">The row of the table.</param>
/// <param name="Day">Approval date, before approval the reference date.</param>
/// <param name="Uplift">By how much a priority ground raises a cap; null = no uplift is known.</param>
/// <param name="HasGround">The project names a priority ground.</param>
internal readonly record struct CeilingVerdict(
    SupportCeiling Row, DateOnly Day, SupportCeiling? Uplift, bool HasGround)
{
    private const int Whole = 10_000;

    /// <summary>Key of the production line, whose cap is 1.5 times that of machinery already.</summary>
    public const string ProductionLine = "PRODUCTION_LINE";

    /// <summary>The cap without priority.</summary>
    public Int128? Cap(int? units) => Row.CapVnd is { } cap ? (Int128)cap * units : null;

    /// <summary>The cap that a priority ground allows.</summary>
    public Int128? RaisedCap(int? units) =>
        Uplift?.MaxBasisPoints is { } raised ? Cap(units) * raised / Whole : Cap(units);

    /// <summary>The share of an item's cost that may be supported, in đồng.</summary>
    public Int128? Share(long? cost) =>
        Row.MaxBasisPoints is { } share && cost is { } whole ? (Int128)whole * share / Whole : null;

    /// <summary>
    /// Judges an amount by the narrower of share and cap, so that one amount too high is one finding and keeping to its
    /// limit mends it.
    /// </summary>
    /// <param name="amount">Support in đồng.</param>
    /// <param name="units">How many units of the cap, 1 for an establishment; null = the cap is not for this
    /// amount.</param>
    /// <param name="cost">Cost of the supported item; null = not known, or not asked here.</param>
    public (Overrun Way, Int128 Limit) Judge(Int128 amount, int? units, long? cost)
    {
        var (cap, raised) = (Cap(units), RaisedCap(units));
        var isLine = Row.ActivityKey == ProductionLine;
        var allowed = HasGround && !isLine ? raised : cap;
        if (Share(cost) is { } share && amount > share && !(allowed < share)) return (Overrun.Share, share);
        if (allowed is not { } limit || amount <= limit) return (Overrun.None, 0);
        // With a ground named, or by naming one, would it be lawful?
        var raisedWouldDo = amount <= raised && !(Share(cost) < amount);
        if (isLine) return (HasGround && raisedWouldDo ? Overrun.RaisedTwice : Overrun.Amount, limit);
        if (HasGround && raised > cap) return (Overrun.AboveRaised, limit);
        return (raisedWouldDo ? Overrun.NoGround : Overrun.Amount, limit);
    }
}
