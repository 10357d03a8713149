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
    /// The unit of a name: đồng, đ, VND or VNĐ, alone or behind nghìn (ngàn), triệu (tr) or tỷ (tỉ), which also stand
    /// alone; tones, case and dots do not count. Null when it is none of these.
    /// </summary>
    /// <param name="text">Text such as "triệu đồng", "Triệu", "tr.đ", "tỉ VNĐ".</param>
    public static MoneyUnit? Parse(string text)
    {
        var words = VietnameseText.Fold(text == "₫" ? "đ" : text).Replace(" ", "", StringComparison.Ordinal);
        if (words.Length == 0) return null;
        foreach (var currency in (string[])["dong", "vnd", "d"])
            if (words.EndsWith(currency, StringComparison.Ordinal))
            {
                words = words[..^currency.Length];
                break;
            }
        return words switch
        {
            "" => Dong,
            "nghin" or "ngan" => All[1],
            "trieu" or "tr" => All[2],
            "ty" or "ti" => All[3],
            _ => null,
        };
    }
}
