using DocumentFormat.OpenXml.Spreadsheet;

namespace KcExchange.Agent.Results;

/// <summary>
/// Hidden names of the workbook by which a result is known again: its stamp, and which sheets are ours. What a sheet is
/// called tells nothing: a clerk may have a "Tổng hợp" of his own.
/// </summary>
internal static class ResultNames
{
    private const string StampName = "KcExchange.KetQua";

    private static readonly Dictionary<string, string> NameOfSheet = new(StringComparer.Ordinal)
    {
        [Messages.Names.MendSheet] = "KcExchange.CanSua",
        [Messages.Names.MendedSheet] = "KcExchange.DaTuSua",
        [Messages.Names.SummarySheet] = "KcExchange.TongHop",
    };

    /// <summary>The stamp; null when the workbook is no result.</summary>
    /// <param name="workbook">The list of sheets.</param>
    public static ResultStamp? Stamp(Workbook workbook) =>
        Find(workbook, StampName) is { } name ? ResultStamp.Parse(name.Text) : null;

    /// <summary>Name of the sheet that is ours; null when there is none any more.</summary>
    /// <param name="workbook">The list of sheets.</param>
    /// <param name="sheet">What it is called by itself.</param>
    public static string? SheetOf(Workbook workbook, string sheet)
    {
        var place = Find(workbook, NameOfSheet[sheet])?.Text ?? "";
        var end = place.LastIndexOf('!');
        if (end < 0) return null;
        var quoted = place[..end];
        var name = quoted.Length > 1 && quoted[0] == '\'' && quoted[^1] == '\''
            ? quoted[1..^1].Replace("''", "'", StringComparison.Ordinal) : quoted;
        return workbook.Sheets!.Elements<Sheet>().Any(other => other.Name?.Value == name) ? name : null;
    }

    /// <summary>Sets the stamp.</summary>
    /// <param name="workbook">The list of sheets.</param>
    /// <param name="stamp">Stamp.</param>
    public static void Set(Workbook workbook, ResultStamp stamp) => Write(workbook, StampName, stamp.ToString());

    /// <summary>Marks a sheet as ours.</summary>
    /// <param name="workbook">The list of sheets.</param>
    /// <param name="sheet">What it is called by itself.</param>
    /// <param name="name">What it is called in this workbook.</param>
    public static void Set(Workbook workbook, string sheet, string name) =>
        Write(workbook, NameOfSheet[sheet], $"{Workbooks.CellName.Quoted(name)}!$A$1");

    /// <summary>Takes away what a spreadsheet program noted of a sheet: filter, print range.</summary>
    /// <param name="workbook">The list of sheets.</param>
    /// <param name="index">Place of the sheet.</param>
    public static void ClearLocal(Workbook workbook, uint index)
    {
        foreach (var name in workbook.DefinedNames?.Elements<DefinedName>()
            .Where(name => name.LocalSheetId?.Value == index).ToList() ?? [])
            name.Remove();
    }

    private static void Write(Workbook workbook, string name, string text)
    {
        workbook.DefinedNames ??= new DefinedNames();
        if (Find(workbook, name) is { } known) known.Text = text;
        else workbook.DefinedNames.AppendChild(new DefinedName(text) { Name = name, Hidden = true });
    }

    private static DefinedName? Find(Workbook workbook, string name) => workbook.DefinedNames?.Elements<DefinedName>()
        .FirstOrDefault(known => known.LocalSheetId is null
            && string.Equals(known.Name?.Value, name, StringComparison.OrdinalIgnoreCase));
}
