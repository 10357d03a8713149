using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Workbooks;

/// <summary>The texts that cells share.</summary>
internal sealed partial class SharedTexts
{
    private readonly List<string> _texts = [];
    private readonly Dictionary<int, OldFont> _fonts = [];

    public SharedTexts(WorkbookPart workbook)
    {
        if (workbook.SharedStringTablePart is not { } part) return;
        using var xml = XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), SheetXml.Settings);
        while (!xml.EOF)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si")
            {
                xml.Read();
                continue;
            }
            _texts.Add(ReadRichText(xml, out var font));
            if (font is { } own) _fonts[_texts.Count - 1] = own;
        }
    }

    /// <summary>The text with a number as a cell spells it.</summary>
    /// <param name="index">Number from 0.</param>
    /// <exception cref="InvalidDataException">There is none: an empty cell in its place would be a lie.</exception>
    public string this[string index] =>
        int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < _texts.Count
            ? _texts[i] : throw new InvalidDataException("A cell refers to a text that is not there.");

    /// <summary>Font of the text with a number; null when the text leaves that to its cell.</summary>
    /// <param name="index">Number from 0, as a cell spells it.</param>
    public OldFont? FontOf(string index) => _fonts.Count > 0
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
        && _fonts.TryGetValue(i, out var font) ? font : null;

    /// <summary>
    /// Text of an element of runs, without its formats and without reading aids; moves past the element.
    /// </summary>
    /// <param name="xml">At the start of the element.</param>
    /// <param name="font">Font of its longest run, which most of the text has; null when that gives none.</param>
    public static string ReadRichText(XmlReader xml, out OldFont? font)
    {
        font = null;
        var depth = xml.Depth;
        var empty = xml.IsEmptyElement;
        var text = "";
        xml.Read();
        if (empty) return text;
        OldFont? run = null;
        var longest = 0;
        while (xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) xml.Read();
            else if (xml.LocalName == "t")
            {
                var part = xml.ReadElementContentAsString();
                text += part;
                if (part.Length > longest) (longest, font) = (part.Length, run);
            }
            else if (xml.LocalName == "rPh") xml.Skip();
            else
            {
                if (xml.LocalName == "r") run = null;
                else if (xml.LocalName == "rFont") run = OldFonts.Of(xml.GetAttribute("val") ?? "");
                xml.Read();
            }
        }
        xml.Read();
        return Unescape(text);
    }

    /// <summary>Undoes _x000D_ and its like, by which workbooks spell characters that XML cannot.</summary>
    /// <param name="text">Text as stored.</param>
    public static string Unescape(string text) => !text.Contains("_x", StringComparison.Ordinal)
        ? text
        : Escape().Replace(text, match =>
            ((char)int.Parse(match.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    /// <summary>
    /// Text as a workbook must spell it: characters that XML cannot hold, and what looks like their spelling.
    /// </summary>
    /// <param name="text">Text as meant.</param>
    public static string ToStored(string text)
    {
        var stored = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var bad = c is < ' ' and not ('\n' or '\t') or '\uFFFE' or '\uFFFF'
                || (char.IsSurrogate(c) && !IsPaired(text, i))
                || (c == '_' && Escape().Match(text, i, Math.Min(7, text.Length - i)).Success);
            if (bad) stored.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            else stored.Append(c);
        }
        return stored.ToString();
    }

    private static bool IsPaired(string text, int i) => char.IsHighSurrogate(text[i])
        ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
        : i > 0 && char.IsHighSurrogate(text[i - 1]);

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
