using System.Globalization;
using System.Xml;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>
/// Copies the rows of a sheet: marks cells, replaces what stands in our columns, adds what is missing.
/// </summary>
/// <param name="marks">What the result changes.</param>
/// <param name="styles">Styles of marked cells.</param>
/// <param name="looks">Styles of added cells.</param>
/// <param name="columns">Styles of cells that are not there yet.</param>
internal sealed class RowRewriter(ResultMarks marks, MarkStyles styles, StyleBook looks, ColumnWidths columns)
{
    private readonly Queue<int> _pending = new(marks.Cells.Keys.Union(marks.Added.Keys).Order());
    private int _row;

    /// <summary>Copies all rows; moves past the element.</summary>
    /// <param name="reader">At the element of rows.</param>
    /// <param name="writer">Takes them.</param>
    public void Copy(XmlReader reader, XmlWriter writer)
    {
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        writer.WriteAttributes(reader, false);
        var empty = reader.IsEmptyElement;
        var depth = reader.Depth;
        reader.Read();
        while (!empty && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "row") CopyRow(reader, writer);
            else writer.WriteNode(reader, false);
        }
        if (!empty) reader.Read();
        WriteMissingRows(writer, int.MaxValue);
        writer.WriteEndElement();
    }

    private void CopyRow(XmlReader reader, XmlWriter writer)
    {
        _row = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? row : _row + 1;
        row = _row;
        WriteMissingRows(writer, row);
        if (_pending.Count > 0 && _pending.Peek() == row) _pending.Dequeue();
        var rowStyle = reader.GetAttribute("customFormat") is "1" or "true" ? Style(reader) : null;
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        var empty = reader.IsEmptyElement;
        var depth = reader.Depth;
        while (reader.MoveToNextAttribute())
            // "spans" is a hint that our columns would make untrue.
            if (reader.LocalName != "spans")
                writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
        reader.MoveToElement();
        var cells = new NewCells(marks, row);
        var column = 0;
        reader.Read();
        while (!empty && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "c")
            {
                column = reader.GetAttribute("r") is { } name ? CellName.Column(name) : column + 1;
                WriteNew(writer, row, cells.Before(column), rowStyle);
                CopyCell(reader, writer, row, column);
            }
            else
            {
                if (reader.NodeType == XmlNodeType.Element) WriteNew(writer, row, cells.Before(int.MaxValue), rowStyle);
                writer.WriteNode(reader, false);
            }
        }
        if (!empty) reader.Read();
        WriteNew(writer, row, cells.Before(int.MaxValue), rowStyle);
        writer.WriteEndElement();
    }

    private void CopyCell(XmlReader reader, XmlWriter writer, int row, int column)
    {
        if (marks.OwnColumns.Contains(column))
        {
            reader.Skip();
            return;
        }
        var before = Style(reader) ?? 0;
        var after = styles.Unmarked(before);
        if (marks.Cells.TryGetValue(row, out var rowMarks) && rowMarks.TryGetValue(column, out var mark))
            after = styles.Marked(after, mark.Kind);
        if (after == before)
        {
            writer.WriteNode(reader, false);
            return;
        }
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        var empty = reader.IsEmptyElement;
        var depth = reader.Depth;
        while (reader.MoveToNextAttribute())
            if (reader.LocalName != "s")
                writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
        writer.WriteAttributeString("s", SheetRewriter.Text(after));
        reader.MoveToElement();
        reader.Read();
        while (!empty && reader.Depth > depth) writer.WriteNode(reader, false);
        if (!empty) reader.Read();
        writer.WriteEndElement();
    }

    private void WriteMissingRows(XmlWriter writer, int before)
    {
        while (_pending.Count > 0 && _pending.Peek() < before)
        {
            var row = _pending.Dequeue();
            writer.WriteStartElement("row", SheetWriter.Main);
            writer.WriteAttributeString("r", SheetRewriter.Text(row));
            WriteNew(writer, row, new NewCells(marks, row).Before(int.MaxValue), null);
            writer.WriteEndElement();
        }
    }

    private void WriteNew(XmlWriter writer, int row, IEnumerable<(AddedCell? Added, int Column, CellMark Mark)> cells,
        uint? rowStyle)
    {
        foreach (var (added, column, mark) in cells)
        {
            if (added is { } cell)
                SheetWriter.WriteCell(
                    writer, row, cell.Content, looks.Safe(looks[cell.Look], cell.Content.Text));
            else
                SheetWriter.WriteCell(
                    writer, row, new RawCell(column, RawKind.Empty, "", ShownAs.General),
                    styles.Marked(styles.Unmarked(rowStyle ?? columns.StyleOf(column)), mark.Kind));
        }
    }

    private static uint? Style(XmlReader reader) =>
        uint.TryParse(reader.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var style)
            ? style : null;

    /// <summary>
    /// Cells of one row that must be there, from left to right; those that are copied are passed over.
    /// </summary>
    private sealed class NewCells
    {
        private readonly List<(AddedCell? Added, int Column, CellMark Mark)> _cells = [];
        private int _at;

        public NewCells(ResultMarks marks, int row)
        {
            if (marks.Cells.TryGetValue(row, out var marked))
                foreach (var (column, mark) in marked)
                    if (!marks.OwnColumns.Contains(column)) _cells.Add((null, column, mark));
            if (marks.Added.TryGetValue(row, out var added))
                foreach (var cell in added) _cells.Add((cell, cell.Column, default));
            _cells.Sort((a, b) => a.Column.CompareTo(b.Column));
        }

        /// <summary>
        /// Those before a column that is there. One in that column itself is its own, unless we replace it.
        /// </summary>
        public IEnumerable<(AddedCell? Added, int Column, CellMark Mark)> Before(int column)
        {
            for (; _at < _cells.Count && _cells[_at].Column < column; _at++) yield return _cells[_at];
            if (_at < _cells.Count && _cells[_at].Column == column && _cells[_at].Added is null) _at++;
        }
    }
}
