using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace KcExchange.Agent.Workbooks;

/// <summary>Adds styles to a workbook's list, ours or the clerk's; what is there already keeps its number.</summary>
internal sealed class StyleBook
{
    private const uint FirstCustomFormat = 164;
    private readonly Stylesheet _sheet;
    private readonly Dictionary<CellLook, uint> _looks = [];
    private readonly Dictionary<uint, uint> _quoted = [];

    /// <summary>What each list holds, by XML: clerks' workbooks have thousands of styles.</summary>
    private readonly Dictionary<OpenXmlElement, Dictionary<string, uint>> _known = [];

    public StyleBook(Stylesheet sheet)
    {
        _sheet = sheet;
        _sheet.Fonts ??= new Fonts(new Font(new FontSize { Val = 10 }, new FontName { Val = FontName }));
        _sheet.Fills ??= new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }));
        _sheet.Borders ??= new Borders(new Border(
            new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()));
        _sheet.CellStyleFormats ??= new CellStyleFormats(
            new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 });
        _sheet.CellFormats ??= new CellFormats(
            new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0 });
        _sheet.CellStyles ??= new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 });
        Count();
    }

    /// <summary>A letter that every machine in an office has, with all Vietnamese marks.</summary>
    public const string FontName = "Arial";

    /// <summary>The workbook's list of styles.</summary>
    public Stylesheet Sheet => _sheet;

    /// <summary>The list of cell formats; a cell's style is a place in it.</summary>
    public CellFormats Formats => _sheet.CellFormats!;

    /// <summary>The style of a look.</summary>
    /// <param name="look">Look.</param>
    public uint this[CellLook look]
    {
        get
        {
            if (_looks.TryGetValue(look, out var style)) return style;
            return _looks[look] = Add(new CellFormat
            {
                NumberFormatId = FormatId(look.Format),
                FontId = FindOrAppend(_sheet.Fonts!, FontOf(look)),
                FillId = look.Fill.Length == 0 ? 0 : AddFill(Solid(look.Fill)),
                BorderId = look.Lines ? FindOrAppend(_sheet.Borders!, Lines()) : 0,
                FormatId = 0,
                ApplyNumberFormat = true,
                ApplyFont = true,
                ApplyFill = true,
                ApplyBorder = true,
                ApplyAlignment = true,
                Alignment = new Alignment
                {
                    WrapText = look.Wrap,
                    Vertical = look.Centre || look.Middle ? VerticalAlignmentValues.Center
                        : VerticalAlignmentValues.Top,
                    Horizontal = look.Centre ? HorizontalAlignmentValues.Center
                        : look.Right ? HorizontalAlignmentValues.Right : HorizontalAlignmentValues.General,
                    Indent = look.Right ? 1u : null,
                },
            });
        }
    }

    /// <summary>
    /// The style in which a text is safe: one that a spreadsheet program would take for a formula once somebody edits
    /// the cell is marked as text.
    /// </summary>
    /// <param name="style">Style of ours.</param>
    /// <param name="text">The text.</param>
    public uint Safe(uint style, string text)
    {
        if (text.Length == 0 || text[0] is not ('=' or '+' or '-' or '@' or '\t' or '\r')) return style;
        if (_quoted.TryGetValue(style, out var quoted)) return quoted;
        var format = (CellFormat)Formats.ElementAt((int)style).CloneNode(true);
        format.QuotePrefix = true;
        return _quoted[style] = Add(format);
    }

    /// <summary>The number of a cell format; added when there is none like it.</summary>
    /// <param name="format">Format.</param>
    public uint Add(CellFormat format) => FindOrAppend(Formats, format);

    /// <summary>The number of a ground; added when there is none like it.</summary>
    /// <param name="fill">Ground.</param>
    public uint AddFill(Fill fill) => FindOrAppend(_sheet.Fills!, fill);

    /// <summary>A ground of one colour.</summary>
    /// <param name="colour">RRGGBB.</param>
    public static Fill Solid(string colour) => new(new PatternFill(
        new ForegroundColor { Rgb = "FF" + colour }, new BackgroundColor { Indexed = 64 })
    {
        PatternType = PatternValues.Solid,
    });

    /// <summary>Grounds by number.</summary>
    public IReadOnlyList<Fill> Fills => [.. _sheet.Fills!.Elements<Fill>()];

    /// <summary>Writes how many there are of each into the lists themselves.</summary>
    public void Count()
    {
        _sheet.Fonts!.Count = (uint)_sheet.Fonts.ChildElements.Count;
        _sheet.Fills!.Count = (uint)_sheet.Fills.ChildElements.Count;
        _sheet.Borders!.Count = (uint)_sheet.Borders.ChildElements.Count;
        _sheet.CellFormats!.Count = (uint)_sheet.CellFormats.ChildElements.Count;
        _sheet.CellStyleFormats!.Count = (uint)_sheet.CellStyleFormats.ChildElements.Count;
        _sheet.CellStyles!.Count = (uint)_sheet.CellStyles.ChildElements.Count;
        if (_sheet.NumberingFormats is { } formats) formats.Count = (uint)formats.ChildElements.Count;
    }

    private uint FindOrAppend(OpenXmlElement list, OpenXmlElement item)
    {
        if (!_known.TryGetValue(list, out var known))
        {
            _known[list] = known = new(StringComparer.Ordinal);
            foreach (var (at, element) in list.ChildElements.Index()) known.TryAdd(element.OuterXml, (uint)at);
        }
        if (known.TryGetValue(item.OuterXml, out var number)) return number;
        list.AppendChild(item);
        return known[item.OuterXml] = (uint)list.ChildElements.Count - 1;
    }

    private uint FormatId(string code)
    {
        if (code.Length == 0) return 0;
        if (code == "@") return 49;
        _sheet.NumberingFormats ??= new NumberingFormats();
        var known = _sheet.NumberingFormats.Elements<NumberingFormat>().ToList();
        if (known.Find(format => format.FormatCode?.Value == code)?.NumberFormatId?.Value is { } id) return id;
        var last = known.Select(format => format.NumberFormatId?.Value ?? 0).DefaultIfEmpty(0u).Max();
        var next = Math.Max(FirstCustomFormat, last + 1);
        _sheet.NumberingFormats.AppendChild(new NumberingFormat { NumberFormatId = next, FormatCode = code });
        return next;
    }

    private static Font FontOf(CellLook look)
    {
        var font = new Font();
        if (look.Bold) font.AppendChild(new Bold());
        if (look.Italic) font.AppendChild(new Italic());
        if (look.Underline) font.AppendChild(new Underline());
        font.Append(
            new FontSize { Val = look.Size }, new Color { Rgb = "FF" + look.Ink }, new FontName { Val = FontName },
            new FontFamilyNumbering { Val = 2 });
        return font;
    }

    private static Border Lines()
    {
        Color Grey() => new() { Rgb = "FFBFBFBF" };
        return new Border(
            new LeftBorder(Grey()) { Style = BorderStyleValues.Thin },
            new RightBorder(Grey()) { Style = BorderStyleValues.Thin },
            new TopBorder(Grey()) { Style = BorderStyleValues.Thin },
            new BottomBorder(Grey()) { Style = BorderStyleValues.Thin },
            new DiagonalBorder());
    }
}
