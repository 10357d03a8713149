using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>The unit of money that a sheet states above its table: "Đơn vị tính: triệu đồng".</summary>
/// <param name="Unit">The unit.</param>
/// <param name="At">Where it stands.</param>
internal sealed record TitleUnit(MoneyUnit Unit, CellRef At)
{
    /// <summary>Words that announce a unit, the longest first; the last also begins names ("Đơn vị: Sở …").</summary>
    private static readonly string[] Announced = ["don vi tinh tien", "don vi tinh", "dvt", "don vi"];

    /// <summary>Finds it; null when the sheet states none.</summary>
    /// <param name="top">First rows.</param>
    /// <param name="sheet">Name of the sheet.</param>
    /// <param name="headings">First row of the headings.</param>
    /// <exception cref="SourceException">It states one that is not known.</exception>
    public static TitleUnit? Find(IReadOnlyList<SheetRow> top, string sheet, int headings)
    {
        foreach (var row in top.TakeWhile(row => row.Row < headings))
            for (var i = 0; i < row.Cells.Count; i++)
                if (row.Cells[i].Kind == RawKind.Text && Announce(row.Cells[i].Text) is { } text)
                {
                    // "ĐVT:" in one cell, "triệu đồng" in the next.
                    var stated = text.Length > 0 || i + 1 == row.Cells.Count ? text : row.Cells[i + 1].Text;
                    var at = new CellRef(sheet, row.Row, row.Cells[i].Column);
                    if (MoneyUnit.Parse(stated) is { } unit) return new TitleUnit(unit, at);
                    if (VietnameseText.Fold(stated).Split(' ').Contains("dong"))
                        throw new SourceException(Messages.Workbook.UnknownUnit(
                            CellText.Clean(text.Length > 0 ? row.Cells[i].Text : stated), at));
                }
        return null;
    }

    /// <summary>A unit as headings put it into brackets, without the words that announce it.</summary>
    /// <param name="text">Text such as "ĐVT: triệu đồng".</param>
    public static string Plain(string text) => Announce(text) is { Length: > 0 } unit ? unit : text;

    private static string? Announce(string text)
    {
        var folded = VietnameseText.Fold(text);
        foreach (var words in Announced)
        {
            if (folded != words && !folded.StartsWith(words + " ", StringComparison.Ordinal)) continue;
            return folded[words.Length..].Trim();
        }
        return null;
    }
}
