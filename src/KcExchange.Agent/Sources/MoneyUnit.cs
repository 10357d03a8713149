using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>A unit in which a workbook states money. Records always carry whole đồng.</summary>
/// <param name="Name">Name as written in headings and in the sheet of common information.</param>
/// <param name="Factor">How many đồng one unit is.</param>
public sealed record MoneyUnit(string Name, decimal Factor)
{
    /// <summary>The unit of the contract: fields whose annotation says "đồng" are money.</summary>
    public static MoneyUnit Dong { get; } = new("đồng", 1m);

    /// <summary>All units, the smallest first.</summary>
    public static IReadOnlyList<MoneyUnit> All { get; } =
        [Dong, new("nghìn đồng", 1_000m), new("triệu đồng", 1_000_000m), new("tỷ đồng", 1_000_000_000m)];

    /// <summary>
    /// The unit of a name, "đồng" at its end optional but for the đồng itself; null when there is none.
    /// </summary>
    /// <param name="text">Text such as "triệu đồng", "Triệu", "tỉ đồng".</param>
    public static MoneyUnit? Parse(string text)
    {
        var folded = VietnameseText.Fold(text).Replace("ti dong", "ty dong", StringComparison.Ordinal);
        if (folded is "vnd") return Dong;
        if (folded is "ti") folded = "ty";
        return All.FirstOrDefault(unit => VietnameseText.Fold(unit.Name) is var name
            && (name == folded || (unit != Dong && name == folded + " dong")));
    }
}
