using System.Globalization;
using System.Xml;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>
/// Copies the XML of a sheet from reader to writer and changes on the way only what the result changes: styles of
/// marked cells, our columns, the drawing of notes, which sheet is shown. Everything else, known to us or not, passes
/// as it is, and nothing of the sheet is kept in memory.
/// </summary>
/// <param name="marks">What the result changes.</param>
/// <param name="styles">Styles of marked cells.</param>
/// <param name="looks">Styles of added cells.</param>
/// <param name="notesId">Relationship of the drawing of notes, if the sheet has none yet and needs one; else
/// empty.</param>
internal sealed class SheetRewriter(ResultMarks marks, MarkStyles styles, StyleBook looks, string notesId)
{
    private static readonly XmlWriterSettings Settings = Open();

    /// <summary>Elements of a sheet that come behind the drawing of notes (ECMA-376 part 1, 18.3.1.99).</summary>
    private static readonly HashSet<string> BehindNotes =
        ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
            "extLst"];

    private ColumnWidths _columns = new();
    private bool _columnsWritten;
    private bool _notesWritten = notesId.Length == 0;

    /// <summary>Copies a sheet.</summary>
    /// <param name="from">Its XML.</param>
    /// <param name="to">Takes the changed XML.</param>
    public void Copy(Stream from, Stream to)
    {
        using var reader = XmlReader.Create(from, SheetXml.Settings);
        using var writer = XmlWriter.Create(to, Settings);
        reader.MoveToContent();
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        writer.WriteAttributes(reader, false);
        reader.Read();
        while (reader.NodeType is not (XmlNodeType.EndElement or XmlNodeType.None)) CopyChild(reader, writer);
        WriteNotes(writer);
        writer.WriteEndElement();
    }

    private void CopyChild(XmlReader reader, XmlWriter writer)
    {
        if (reader.NodeType != XmlNodeType.Element)
        {
            writer.WriteNode(reader, false);
            return;
        }
        switch (reader.LocalName)
        {
            // A hint for readers only, and no longer true once columns were added.
            case "dimension":
                reader.Skip();
                break;
            case "sheetViews":
                CopyViews(reader, writer);
                break;
            case "cols":
                _columns = ColumnWidths.Read(reader);
                break;
            case "sheetData":
                WriteColumns(writer);
                new RowRewriter(marks, styles, looks, _columns).Copy(reader, writer);
                break;
            default:
                if (BehindNotes.Contains(reader.LocalName)) WriteNotes(writer);
                writer.WriteNode(reader, false);
                break;
        }
    }

    private void WriteColumns(XmlWriter writer)
    {
        if (_columnsWritten) return;
        _columnsWritten = true;
        _columns.Set(marks.OwnColumns, marks.Widths);
        _columns.Write(writer);
    }

    private void WriteNotes(XmlWriter writer)
    {
        if (_notesWritten) return;
        _notesWritten = true;
        writer.WriteStartElement("legacyDrawing", SheetWriter.Main);
        writer.WriteAttributeString("r", "id", SheetWriter.Relationships, notesId);
        writer.WriteEndElement();
    }

    /// <summary>Only one sheet may be shown: of two that are, a spreadsheet program edits both at once.</summary>
    private static void CopyViews(XmlReader reader, XmlWriter writer)
    {
        var depth = reader.Depth;
        do
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                var empty = reader.IsEmptyElement;
                writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
                while (reader.MoveToNextAttribute())
                    if (reader.LocalName != "tabSelected")
                        writer.WriteAttributeString(
                            reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
                reader.MoveToElement();
                if (empty) writer.WriteEndElement();
            }
            else if (reader.NodeType == XmlNodeType.EndElement) writer.WriteEndElement();
        }
        while (reader.Read() && (reader.Depth > depth
            || (reader.Depth == depth && reader.NodeType == XmlNodeType.EndElement)));
    }

    private static XmlWriterSettings Open()
    {
        var settings = SheetWriter.Settings.Clone();
        settings.CloseOutput = false;
        return settings;
    }

    /// <summary>A number as XML spells it.</summary>
    /// <param name="number">Number.</param>
    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
