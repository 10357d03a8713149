using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources;

/// <summary>The hidden sheet of all code lists, from which the drop-down lists take their lines.</summary>
internal sealed class CodeSheet
{
    private readonly List<(string List, IReadOnlyList<string> Lines)> _columns = [];

    /// <summary>Collects the lists that the contract's fields name.</summary>
    /// <param name="reference">Lists.</param>
    /// <param name="on">Day whose lists are offered.</param>
    /// <param name="province">Province whose communes are offered; empty = all of them.</param>
    public CodeSheet(ReferenceData reference, DateOnly on, string province)
    {
        var lists = BookLayout.Sheets.SelectMany(sheet => sheet.Columns).Concat(BookLayout.CommonAsked)
            .Select(column => column.Info.CodeList).Where(list => list.Length > 0).Distinct();
        foreach (var list in lists) _columns.Add((list, Lines(reference, list, on, province)));
    }

    /// <summary>The cells of a list, as a drop-down list refers to them.</summary>
    /// <param name="list">Name of the list.</param>
    public string Range(string list)
    {
        var at = _columns.FindIndex(column => column.List == list);
        var letters = CellName.Letters(at + 1);
        return $"{CellName.Quoted(Messages.Names.CodeSheet)}!${letters}$2:${letters}${_columns[at].Lines.Count + 1}";
    }

    /// <summary>Writes the sheet.</summary>
    /// <param name="writer">Writer of the sheet.</param>
    /// <param name="styles">Styles.</param>
    public void Write(SheetWriter writer, StyleBook styles)
    {
        writer.Head(new SheetHead { Columns = [.. _columns.Select(_ => new ColumnLook(30, 0))], FrozenRows = 1 });
        writer.StartRow(1);
        for (var i = 0; i < _columns.Count; i++) writer.Text(i + 1, _columns[i].List, styles[TemplateLooks.ListName]);
        writer.EndRow();
        var longest = _columns.Max(column => column.Lines.Count);
        for (var row = 0; row < longest; row++)
        {
            writer.StartRow(row + 2);
            for (var i = 0; i < _columns.Count; i++)
                if (row < _columns[i].Lines.Count) writer.Text(i + 1, _columns[i].Lines[row], 0);
            writer.EndRow();
        }
        writer.Tail(new SheetTail());
    }

    private static IReadOnlyList<string> Lines(ReferenceData reference, string list, DateOnly on, string province)
    {
        var codes = reference.Codes(list, on);
        if (list == "commune" && province.Length > 0)
            codes = [.. codes.Where(entry => reference.Commune(entry.Code, on)?.ProvinceCode == province)];
        return codes.Count == 0 ? ["-"] : [.. codes.Select(entry => CodeText.Of(entry.Code, entry.NameVi))];
    }
}
