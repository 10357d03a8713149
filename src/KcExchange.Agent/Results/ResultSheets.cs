using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using KcExchange.Agent.Sources;
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
        foreach (var sheet in Sheets.Elements<Sheet>())
            foreach (var (name, title) in Messages.Result.TitleOfSheet)
                if (IsNamed(sheet, name) && workbook.TryGetPartById(sheet.Id?.Value ?? "", out var part)
                    && part is WorksheetPart worksheet && FirstText(worksheet) == title)
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

    /// <summary>True for a sheet of an earlier result; one of the clerk's that has the same name is none.</summary>
    /// <param name="sheet">Sheet.</param>
    public bool IsOurs(Sheet sheet) => _ours.ContainsValue(sheet);

    /// <summary>Writes a sheet.</summary>
    /// <param name="name">Its name; a number is added where the clerk has a sheet of that name.</param>
    /// <param name="write">Writes it.</param>
    public void Write(string name, Action<SheetWriter> write)
    {
        WorksheetPart part;
        if (_ours.TryGetValue(name, out var sheet))
            part = (WorksheetPart)_workbook.GetPartById(sheet.Id!.Value!);
        else
        {
            part = _workbook.AddNewPart<WorksheetPart>();
            var id = Sheets.Elements<Sheet>().Max(other => other.SheetId?.Value ?? 0) + 1;
            sheet = new Sheet { Name = FreeName(name), SheetId = id, Id = _workbook.GetIdOfPart(part) };
            Sheets.AppendChild(sheet);
            _ours[name] = sheet;
        }
        using var writer = new SheetWriter(part.GetStream(FileMode.Create, FileAccess.Write));
        write(writer);
    }

    /// <summary>Makes a sheet the one that shows first.</summary>
    /// <param name="name">Its name.</param>
    public void Show(string name)
    {
        var index = (uint)Sheets.Elements<Sheet>().ToList().IndexOf(_ours[name]);
        var views = _workbook.Workbook.BookViews;
        if (views is null)
        {
            views = new BookViews();
            _workbook.Workbook.InsertBefore(views, Sheets);
        }
        var view = views.Elements<WorkbookView>().FirstOrDefault() ?? views.AppendChild(new WorkbookView());
        view.ActiveTab = index;
        view.FirstSheet = null;
    }

    private string FreeName(string name)
    {
        var taken = Sheets.Elements<Sheet>().Select(sheet => sheet.Name?.Value ?? "")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var free = name;
        for (var i = 2; taken.Contains(free); i++) free = $"{name} ({i})";
        return free;
    }

    private string FirstText(WorksheetPart part)
    {
        try
        {
            using var rows = new SheetXml(part, new SharedTexts(_workbook), new StyleFormats(_workbook));
            return rows.Read() && rows.Cells.Count > 0 ? CellText.Clean(rows.Cells[0].Text) : "";
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException)
        {
            return "";
        }
    }
}
