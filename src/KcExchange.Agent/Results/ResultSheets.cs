using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>The sheets that a result adds. Those of an earlier result are written anew in their place.</summary>
internal sealed class ResultSheets
{
    private readonly WorkbookPart _workbook;
    private readonly Dictionary<string, Sheet> _ours = new(StringComparer.Ordinal);

    public ResultSheets(WorkbookPart workbook)
    {
        _workbook = workbook;
        foreach (var name in Messages.Names.ResultSheets)
            if (ResultNames.SheetOf(workbook.Workbook, name) is { } actual
                && Sheets.Elements<Sheet>().First(sheet => sheet.Name?.Value == actual) is var sheet
                && workbook.TryGetPartById(sheet.Id?.Value ?? "", out var part) && part is WorksheetPart)
                _ours[name] = sheet;
    }

    /// <summary>Names of all sheets.</summary>
    public IReadOnlySet<string> Names => Sheets.Elements<Sheet>().Select(sheet => sheet.Name?.Value ?? "").ToHashSet();

    /// <summary>
    /// True for a name of ours, with or without the number that a sheet of the clerk's made necessary.
    /// </summary>
    /// <param name="sheet">Sheet.</param>
    /// <param name="name">Name of ours.</param>
    public static bool IsNamed(Sheet sheet, string name) => sheet.Name?.Value is { } actual
        && (actual == name || actual.StartsWith(name + " (", StringComparison.Ordinal));

    private Sheets Sheets => _workbook.Workbook.Sheets!;

    /// <summary>The workbook is a result already.</summary>
    public bool Any => _ours.Count > 0;

    /// <summary>True for a sheet of an earlier result; one of the clerk's that has the same name is none.</summary>
    /// <param name="sheet">Sheet.</param>
    public bool IsOurs(Sheet sheet) => _ours.ContainsValue(sheet);

    /// <summary>True when an earlier result has such a sheet.</summary>
    /// <param name="name">Its name by itself.</param>
    public bool Has(string name) => _ours.ContainsKey(name);

    /// <summary>Writes a sheet.</summary>
    /// <param name="name">Its name; a number is added where the clerk has a sheet of that name.</param>
    /// <param name="looks">Styles.</param>
    /// <param name="write">Writes it.</param>
    public void Write(string name, StyleBook looks, Action<SheetWriter> write)
    {
        if (!_ours.TryGetValue(name, out var sheet)) sheet = Add(name);
        var part = (WorksheetPart)_workbook.GetPartById(sheet.Id!.Value!);
        // Notes and tables that a clerk has put there would be left without the cells they stand on.
        part.DeleteParts(part.Parts.Select(pair => pair.OpenXmlPart).ToList());
        ResultNames.ClearLocal(_workbook.Workbook, (uint)Sheets.Elements<Sheet>().ToList().IndexOf(sheet));
        ResultNames.Set(_workbook.Workbook, name, sheet.Name!.Value!);
        sheet.State = null;
        using var writer = new SheetWriter(part.GetStream(FileMode.Create, FileAccess.Write), looks);
        write(writer);
    }

    /// <summary>Makes a sheet the one that shows first.</summary>
    /// <param name="name">Its name.</param>
    public void Show(string name)
    {
        // Of two sheets that are shown at once a spreadsheet program edits both.
        foreach (var chart in _workbook.ChartsheetParts)
            foreach (var shown in chart.Chartsheet.Descendants<ChartSheetView>()) shown.TabSelected = null;
        var index = (uint)Sheets.Elements<Sheet>().ToList().IndexOf(_ours[name]);
        var views = _workbook.Workbook.BookViews ??= new BookViews();
        var view = views.Elements<WorkbookView>().FirstOrDefault() ?? views.AppendChild(new WorkbookView());
        view.ActiveTab = index;
        view.FirstSheet = null;
    }

    private Sheet Add(string name)
    {
        var part = _workbook.AddNewPart<WorksheetPart>();
        var id = Sheets.Elements<Sheet>().Max(other => other.SheetId?.Value ?? 0) + 1;
        var sheet = new Sheet { Name = FreeName(name), SheetId = id, Id = _workbook.GetIdOfPart(part) };
        Sheets.AppendChild(sheet);
        return _ours[name] = sheet;
    }

    private string FreeName(string name)
    {
        var taken = Sheets.Elements<Sheet>().Select(sheet => sheet.Name?.Value ?? "")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var free = name;
        for (var i = 2; taken.Contains(free); i++) free = $"{name} ({i})";
        return free;
    }
}
