using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Workbooks;

/// <summary>What a cell's style says of its content.</summary>
/// <param name="Format">How it shows a number.</param>
/// <param name="Font">Old font; None = any other.</param>
/// <param name="Digits">Least digits of a number, by zeros before it.</param>
internal readonly record struct ShownStyle(ShownAs Format, OldFont Font, byte Digits);

/// <summary>What the cell styles of a workbook say: days, percentages, zeros before a number, old fonts.</summary>
internal sealed class StyleFormats
{
    private readonly List<ShownStyle> _byStyle = [];

    public StyleFormats(WorkbookPart workbook)
    {
        if (workbook.WorkbookStylesPart is not { } part) return;
        var codes = new Dictionary<int, string>();
        var fonts = new List<OldFont>();
        using var xml = XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), SheetXml.Settings);
        var (inCellStyles, inFonts) = (false, false);
        while (xml.Read())
        {
            if (xml.LocalName == "fonts") inFonts = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.LocalName == "cellXfs") inCellStyles = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt" && Number(xml, "numFmtId") is var custom and >= 0)
                codes[custom] = xml.GetAttribute("formatCode") ?? "";
            if (inFonts && xml.LocalName == "font") fonts.Add(OldFont.None);
            if (inFonts && xml.LocalName == "name") fonts[^1] = OldFonts.Of(xml.GetAttribute("val") ?? "");
            if (!inCellStyles || xml.LocalName != "xf") continue;
            var number = Number(xml, "numFmtId");
            _byStyle.Add(new(
                FormatOf(number, codes), fonts.ElementAtOrDefault(Number(xml, "fontId")),
                DigitsOf(codes.GetValueOrDefault(number, ""))));
        }
    }

    /// <summary>What a style says.</summary>
    /// <param name="style">Index of the style.</param>
    public ShownStyle Of(int style) => style >= 0 && style < _byStyle.Count ? _byStyle[style] : default;

    /// <summary>"00000" shows five digits; "0" and "0.00" as many as there are.</summary>
    private static byte DigitsOf(string code) =>
        code.Length is > 1 and <= 20 && !code.AsSpan().ContainsAnyExcept('0') ? (byte)code.Length : (byte)0;

    private static int Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;

    private static ShownAs FormatOf(int number, Dictionary<int, string> codes)
    {
        if (codes.TryGetValue(number, out var code)) return FormatOf(code);
        return number switch
        {
            9 or 10 => ShownAs.Percent,
            (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) => ShownAs.Date,
            _ => ShownAs.General,
        };
    }

    /// <summary>A format code shows a day when a d, m or y stands in it outside quotes, brackets and escapes.</summary>
    private static ShownAs FormatOf(string code)
    {
        var percent = false;
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = code.IndexOf('"', i + 1) is var quote and >= 0 ? quote : code.Length;
                    break;
                case '[':
                    i = code.IndexOf(']', i + 1) is var bracket and >= 0 ? bracket : code.Length;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y':
                    return ShownAs.Date;
                case '%':
                    percent = true;
                    break;
            }
        }
        return percent ? ShownAs.Percent : ShownAs.General;
    }
}
