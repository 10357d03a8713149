using System.Globalization;
using System.Xml;

namespace KcExchange.Agent.Workbooks;

/// <summary>A column's width and the style of its empty cells.</summary>
/// <param name="Width">Width in letters.</param>
/// <param name="Style">Style.</param>
/// <param name="Folded">Folded away until somebody opens it.</param>
/// <param name="Outlined">Outlined.</param>
internal readonly record struct ColumnLook(int Width, uint Style, bool Folded = false, bool Outlined = false);

/// <summary>Settings of a sheet that stand before its rows.</summary>
internal sealed record SheetHead
{
    /// <summary>Columns from A on.</summary>
    public required IReadOnlyList<ColumnLook> Columns { get; init; }

    /// <summary>Rows that stay when scrolling.</summary>
    public int FrozenRows { get; init; }

    /// <summary>Columns that stay when scrolling.</summary>
    public int FrozenColumns { get; init; }

    /// <summary>The sheet that shows first.</summary>
    public bool Selected { get; init; }

    /// <summary>Lines between cells are shown.</summary>
    public bool GridLines { get; init; } = true;

    /// <summary>Colour of the sheet's tab, RRGGBB; empty = none.</summary>
    public string Tab { get; init; } = "";

    /// <summary>Printed no wider than one page.</summary>
    public bool OnePageWide { get; init; }

    public void Write(XmlWriter xml)
    {
        WriteProperties(xml);
        WriteView(xml);
        xml.WriteStartElement("sheetFormatPr", SheetWriter.Main);
        xml.WriteAttributeString("defaultRowHeight", "14");
        if (Columns.Any(column => column.Outlined)) xml.WriteAttributeString("outlineLevelCol", "1");
        xml.WriteEndElement();
        WriteColumns(xml);
    }

    private void WriteProperties(XmlWriter xml)
    {
        xml.WriteStartElement("sheetPr", SheetWriter.Main);
        if (Tab.Length > 0)
        {
            xml.WriteStartElement("tabColor", SheetWriter.Main);
            xml.WriteAttributeString("rgb", "FF" + Tab);
            xml.WriteEndElement();
        }
        xml.WriteStartElement("outlinePr", SheetWriter.Main);
        xml.WriteAttributeString("summaryRight", "1");
        xml.WriteEndElement();
        if (OnePageWide)
        {
            xml.WriteStartElement("pageSetUpPr", SheetWriter.Main);
            xml.WriteAttributeString("fitToPage", "1");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private void WriteView(XmlWriter xml)
    {
        xml.WriteStartElement("sheetViews", SheetWriter.Main);
        xml.WriteStartElement("sheetView", SheetWriter.Main);
        if (!GridLines) xml.WriteAttributeString("showGridLines", "0");
        if (Selected) xml.WriteAttributeString("tabSelected", "1");
        xml.WriteAttributeString("workbookViewId", "0");
        if (FrozenRows + FrozenColumns > 0)
        {
            xml.WriteStartElement("pane", SheetWriter.Main);
            if (FrozenColumns > 0) xml.WriteAttributeString("xSplit", Text(FrozenColumns));
            if (FrozenRows > 0) xml.WriteAttributeString("ySplit", Text(FrozenRows));
            xml.WriteAttributeString("topLeftCell", CellName.Of(FrozenRows + 1, FrozenColumns + 1));
            xml.WriteAttributeString(
                "activePane", FrozenColumns == 0 ? "bottomLeft" : FrozenRows == 0 ? "topRight" : "bottomRight");
            xml.WriteAttributeString("state", "frozen");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteColumns(XmlWriter xml)
    {
        if (Columns.Count == 0) return;
        xml.WriteStartElement("cols", SheetWriter.Main);
        for (var i = 0; i < Columns.Count; i++)
        {
            var column = Columns[i];
            xml.WriteStartElement("col", SheetWriter.Main);
            xml.WriteAttributeString("min", Text(i + 1));
            xml.WriteAttributeString("max", Text(i + 1));
            xml.WriteAttributeString("width", Text(column.Width));
            if (column.Style != 0) xml.WriteAttributeString("style", Text((int)column.Style));
            if (column.Folded) xml.WriteAttributeString("hidden", "1");
            xml.WriteAttributeString("customWidth", "1");
            if (column.Outlined) xml.WriteAttributeString("outlineLevel", "1");
            if (i > 0 && Columns[i - 1].Folded && !column.Folded) xml.WriteAttributeString("collapsed", "1");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A drop-down list over cells. Other values may be typed: the exchange judges, not the spreadsheet.</summary>
/// <param name="Range">Cells, e.g. "C2:C5000".</param>
/// <param name="Formula">Range or quoted list.</param>
internal readonly record struct DropDown(string Range, string Formula);

/// <summary>A link from a cell to a place in the workbook.</summary>
/// <param name="Cell">Cell.</param>
/// <param name="Location">Place, e.g. "'Đề án'!C5".</param>
internal readonly record struct SheetLink(string Cell, string Location);

/// <summary>Settings of a sheet that stand behind its rows.</summary>
internal sealed record SheetTail
{
    /// <summary>Excel opens no sheet with more links than 65,530.</summary>
    private const int MostLinks = 65_500;

    /// <summary>Range with a filter on its first row; empty = none.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Ranges that are one cell.</summary>
    public IReadOnlyList<string> Merged { get; init; } = [];

    /// <summary>Drop-down lists.</summary>
    public IReadOnlyList<DropDown> DropDowns { get; init; } = [];

    /// <summary>Links; asked for once, while they are written.</summary>
    public IEnumerable<SheetLink> Links { get; init; } = [];

    /// <summary>Printed lengthwise.</summary>
    public bool Landscape { get; init; } = true;

    /// <summary>Cells whose digits are meant as text.</summary>
    public string DigitsAsText { get; init; } = "";

    /// <summary>Relationship of the drawing that holds the notes; empty = none.</summary>
    public string NotesId { get; init; } = "";

    public void Write(XmlWriter xml)
    {
        if (Filter.Length > 0) Element(xml, "autoFilter", ("ref", Filter));
        if (Merged.Count > 0)
        {
            xml.WriteStartElement("mergeCells", SheetWriter.Main);
            foreach (var range in Merged) Element(xml, "mergeCell", ("ref", range));
            xml.WriteEndElement();
        }
        WriteDropDowns(xml);
        WriteLinks(xml);
        Element(
            xml, "pageMargins", ("left", "0.4"), ("right", "0.4"), ("top", "0.6"), ("bottom", "0.6"),
            ("header", "0.3"), ("footer", "0.3"));
        Element(
            xml, "pageSetup", ("paperSize", "9"), ("fitToHeight", "0"),
            ("orientation", Landscape ? "landscape" : "portrait"));
        xml.WriteStartElement("headerFooter", SheetWriter.Main);
        xml.WriteElementString("oddFooter", SheetWriter.Main, "&L&A&R&P/&N");
        xml.WriteEndElement();
        if (DigitsAsText.Length > 0)
        {
            xml.WriteStartElement("ignoredErrors", SheetWriter.Main);
            Element(xml, "ignoredError", ("sqref", DigitsAsText), ("numberStoredAsText", "1"));
            xml.WriteEndElement();
        }
        if (NotesId.Length == 0) return;
        xml.WriteStartElement("legacyDrawing", SheetWriter.Main);
        xml.WriteAttributeString("id", SheetWriter.Relationships, NotesId);
        xml.WriteEndElement();
    }

    private void WriteLinks(XmlWriter xml)
    {
        var any = false;
        foreach (var link in Links.Take(MostLinks))
        {
            if (!any) xml.WriteStartElement("hyperlinks", SheetWriter.Main);
            any = true;
            Element(xml, "hyperlink", ("ref", link.Cell), ("location", link.Location));
        }
        if (any) xml.WriteEndElement();
    }

    private void WriteDropDowns(XmlWriter xml)
    {
        if (DropDowns.Count == 0) return;
        xml.WriteStartElement("dataValidations", SheetWriter.Main);
        xml.WriteAttributeString("count", DropDowns.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var list in DropDowns)
        {
            xml.WriteStartElement("dataValidation", SheetWriter.Main);
            xml.WriteAttributeString("type", "list");
            xml.WriteAttributeString("allowBlank", "1");
            xml.WriteAttributeString("showErrorMessage", "0");
            xml.WriteAttributeString("sqref", list.Range);
            xml.WriteElementString("formula1", SheetWriter.Main, list.Formula);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, SheetWriter.Main);
        foreach (var (attribute, value) in attributes) xml.WriteAttributeString(attribute, value);
        xml.WriteEndElement();
    }
}
