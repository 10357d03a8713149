using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>What must be known of a clerk's sheet before it is rewritten.</summary>
/// <param name="NotesId">Relationship of the drawing that holds its notes; empty = none.</param>
/// <param name="IsShown">It is among the sheets that are shown when the workbook opens.</param>
/// <param name="Blocks">Merged cells and tables: nothing of ours may stand in them.</param>
internal sealed record SheetFacts(
    string NotesId, bool IsShown, IReadOnlyList<(int LastRow, int First, int Last)> Blocks)
{
    /// <summary>Columns that a sheet can have.</summary>
    public const int MostColumns = 16_384;

    /// <summary>Reads them.</summary>
    /// <param name="sheet">The sheet, of a workbook open for reading only: else all of it would be kept.</param>
    public static SheetFacts Read(WorksheetPart sheet)
    {
        var (notes, shown) = ("", false);
        var blocks = new List<(int, int, int)>();
        using (var xml = Open(sheet))
        {
            xml.MoveToContent();
            xml.Read();
            while (!xml.EOF && xml.Depth > 0)
            {
                if (xml.NodeType != XmlNodeType.Element || xml.LocalName is "sheetViews" or "mergeCells")
                {
                    xml.Read();
                    continue;
                }
                if (xml.LocalName == "sheetView") shown |= xml.GetAttribute("tabSelected") is "1" or "true";
                else if (xml.LocalName == "mergeCell") blocks.Add(Block(xml.GetAttribute("ref")));
                else if (xml.LocalName == "legacyDrawing")
                    notes = xml.GetAttribute("id", SheetWriter.Relationships) ?? "";
                xml.Skip();
            }
        }
        foreach (var table in sheet.TableDefinitionParts)
        {
            using var xml = Open(table);
            if (xml.MoveToContent() == XmlNodeType.Element) blocks.Add(Block(xml.GetAttribute("ref")));
        }
        return new SheetFacts(notes, shown, blocks);
    }

    /// <summary>The first of some columns in which nothing of the clerk's stands.</summary>
    /// <param name="from">Behind all that he wrote.</param>
    /// <param name="count">So many columns.</param>
    /// <param name="row">From this row down.</param>
    public int FreeColumn(int from, int count, int row)
    {
        while (true)
        {
            var inTheWay = Blocks.Where(block => block.LastRow >= row && block.First < from + count
                && block.Last >= from).Select(block => block.Last).DefaultIfEmpty(0).Max();
            if (inTheWay == 0) return from;
            from = inTheWay + 1;
        }
    }

    private static XmlReader Open(OpenXmlPart part) =>
        XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), SheetXml.Settings);

    private static (int LastRow, int First, int Last) Block(string? range)
    {
        var corners = (range ?? "").Replace("$", "", StringComparison.Ordinal).Split(':');
        var row = corners[^1].AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        return (int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : int.MaxValue,
            CellName.Column(corners[0]), CellName.Column(corners[^1]));
    }
}
