using System.Globalization;
using System.Xml;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>The column settings of a sheet, with room made for ours.</summary>
internal sealed class ColumnWidths
{
    private readonly List<(int First, int Last, Dictionary<string, string> Attributes)> _ranges = [];

    /// <summary>Reads the settings; moves past the element.</summary>
    /// <param name="reader">At the element.</param>
    public static ColumnWidths Read(XmlReader reader)
    {
        var columns = new ColumnWidths();
        using (var ranges = reader.ReadSubtree())
            while (ranges.Read())
            {
                if (ranges.NodeType != XmlNodeType.Element || ranges.LocalName != "col") continue;
                var attributes = new Dictionary<string, string>();
                while (ranges.MoveToNextAttribute()) attributes[ranges.Name] = ranges.Value;
                columns._ranges.Add((Number(attributes, "min"), Number(attributes, "max"), attributes));
            }
        reader.Read();
        return columns;
    }

    /// <summary>Style of the empty cells of a column.</summary>
    /// <param name="column">Column from 1.</param>
    public uint StyleOf(int column)
    {
        foreach (var (first, last, attributes) in _ranges)
            if (column >= first && column <= last) return (uint)Number(attributes, "style");
        return 0;
    }

    /// <summary>Takes columns out of the clerk's settings and gives them their own.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="widths">Width of those that have one.</param>
    public void Set(IReadOnlySet<int> columns, IReadOnlyDictionary<int, int> widths)
    {
        foreach (var column in columns)
        {
            var at = _ranges.FindIndex(range => column >= range.First && column <= range.Last);
            if (at < 0) continue;
            var (first, last, attributes) = _ranges[at];
            _ranges.RemoveAt(at);
            if (column < last) _ranges.Insert(at, (column + 1, last, attributes));
            if (column > first) _ranges.Insert(at, (first, column - 1, attributes));
        }
        foreach (var (column, width) in widths)
            _ranges.Add((column, column, new Dictionary<string, string>
            {
                ["width"] = width.ToString(CultureInfo.InvariantCulture),
                ["customWidth"] = "1",
            }));
        _ranges.Sort((a, b) => a.First.CompareTo(b.First));
    }

    /// <summary>Writes the settings.</summary>
    /// <param name="writer">Writer.</param>
    public void Write(XmlWriter writer)
    {
        if (_ranges.Count == 0) return;
        writer.WriteStartElement("cols", SheetWriter.Main);
        foreach (var (first, last, attributes) in _ranges)
        {
            writer.WriteStartElement("col", SheetWriter.Main);
            writer.WriteAttributeString("min", SheetRewriter.Text(first));
            writer.WriteAttributeString("max", SheetRewriter.Text(last));
            foreach (var (name, value) in attributes)
                if (name is not ("min" or "max") && !name.Contains(':', StringComparison.Ordinal))
                    writer.WriteAttributeString(name, value);
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }

    private static int Number(Dictionary<string, string> attributes, string name) =>
        int.TryParse(attributes.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture,
            out var number)
            ? number : 0;
}
