using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Workbooks;

/// <summary>What a cell holds.</summary>
internal enum RawKind
{
    Empty,
    Text,
    Number,
    Boolean,
    Error,

    /// <summary>A formula whose value the file does not give.</summary>
    Uncalculated,
}

/// <summary>How a cell shows its number.</summary>
internal enum ShownAs
{
    General,
    Date,
    Percent,
}

/// <summary>A cell as it stands in the file.</summary>
/// <param name="Column">Column from 1.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">Its text; a number as the file spells it, culture-free.</param>
/// <param name="Format">How it shows its number.</param>
internal readonly record struct RawCell(int Column, RawKind Kind, string Text, ShownAs Format)
{
    /// <summary>Old font of its text; None = any other font.</summary>
    public OldFont Font { get; init; }

    /// <summary>A number is shown with at least so many digits, zeros before it; 0 = as many as it has.</summary>
    public byte Digits { get; init; }
}

/// <summary>
/// Reads the rows of a sheet one after the other. An XmlReader over the part: the same bytes through the library's own
/// OpenXmlReader make an object per element, several times slower (docs/decisions/0003-workbook-library.md).
/// </summary>
internal sealed class SheetXml : IDisposable
{
    /// <summary>More of them no person makes.</summary>
    private const int MostMerged = 100_000;

    private readonly XmlReader _xml;
    private readonly SharedTexts _texts;
    private readonly StyleFormats _formats;
    private readonly List<RawCell> _cells = [];
    private readonly List<string> _merged = [];

    public SheetXml(WorksheetPart part, SharedTexts texts, StyleFormats formats)
    {
        _xml = XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), Settings);
        _texts = texts;
        _formats = formats;
    }

    /// <summary>No document types, no outside entities.</summary>
    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
        CheckCharacters = false,
    };

    /// <summary>Row of <see cref="Cells"/>, from 1.</summary>
    public int Row { get; private set; }

    /// <summary>Cells of the row that are there, from left to right; reused from row to row.</summary>
    public IReadOnlyList<RawCell> Cells => _cells;

    /// <summary>Merged areas, e.g. "B4:C6"; they stand behind the rows: none before the last was read.</summary>
    public IReadOnlyList<string> Merged => _merged;

    /// <summary>Goes to the next row that the file has.</summary>
    public bool Read()
    {
        while (_xml.Read())
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            if (_xml.LocalName == "mergeCell" && _merged.Count < MostMerged && _xml.GetAttribute("ref") is { } area)
                _merged.Add(area);
            if (_xml.LocalName != "row") continue;
            Row = int.TryParse(_xml.GetAttribute("r"), out var row) ? row : Row + 1;
            ReadCells();
            return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    private void ReadCells()
    {
        _cells.Clear();
        if (_xml.IsEmptyElement) return;
        var depth = _xml.Depth;
        var column = 0;
        _xml.Read();
        while (_xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element || _xml.LocalName != "c")
            {
                _xml.Skip();
                continue;
            }
            column = _xml.GetAttribute("r") is { } reference ? CellName.Column(reference) : column + 1;
            var cell = ReadCell(column);
            if (cell.Kind != RawKind.Empty) _cells.Add(cell);
        }
    }

    private RawCell ReadCell(int column)
    {
        var type = _xml.GetAttribute("t");
        var style = int.TryParse(_xml.GetAttribute("s"), out var number) ? _formats.Of(number) : default;
        string? value = null;
        var formula = false;
        var empty = _xml.IsEmptyElement;
        var depth = _xml.Depth;
        _xml.Read();
        while (!empty && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element) _xml.Read();
            else if (_xml.LocalName == "v") value = _xml.ReadElementContentAsString();
            else if (_xml.LocalName == "is")
            {
                value = SharedTexts.ReadRichText(_xml, out var font);
                style = style with { Font = font ?? style.Font };
            }
            else
            {
                formula |= _xml.LocalName == "f";
                _xml.Skip();
            }
        }
        if (!empty) _xml.Read();
        return Cell(column, type, value, formula, style);
    }

    private RawCell Cell(int column, string? type, string? value, bool formula, in ShownStyle style)
    {
        var kind = KindOf(type, value, formula);
        var font = kind == RawKind.Text && type == "s" ? _texts.FontOf(value!) ?? style.Font : style.Font;
        var text = (kind, type) switch
        {
            (RawKind.Text, "s") => _texts[value!],
            (RawKind.Text, _) => SharedTexts.Unescape(value!),
            _ => value ?? "",
        };
        return new(column, kind, text, style.Format) { Font = font, Digits = style.Digits };
    }

    private static RawKind KindOf(string? type, string? value, bool formula)
    {
        if (string.IsNullOrEmpty(value)) return formula && type != "str" ? RawKind.Uncalculated : RawKind.Empty;
        return type switch
        {
            "s" or "str" or "inlineStr" or "d" => RawKind.Text,
            "b" => RawKind.Boolean,
            "e" => RawKind.Error,
            _ => RawKind.Number,
        };
    }
}
