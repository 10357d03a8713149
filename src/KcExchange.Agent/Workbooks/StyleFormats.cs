using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace KcExchange.Agent.Workbooks;

/// <summary>Which of a workbook's cell styles show days, and which show percentages.</summary>
internal sealed class StyleFormats
{
    private readonly List<ShownAs> _byStyle = [];

    public StyleFormats(WorkbookPart workbook)
    {
        if (workbook.WorkbookStylesPart is not { } part) return;
        var codes = new Dictionary<int, string>();
        using var xml = XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), SheetXml.Settings);
        var inCellStyles = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs") inCellStyles = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt" && Number(xml, "numFmtId") is var custom and >= 0)
                codes[custom] = xml.GetAttribute("formatCode") ?? "";
            if (inCellStyles && xml.LocalName == "xf") _byStyle.Add(FormatOf(Number(xml, "numFmtId"), codes));
        }
    }

    /// <summary>How a style shows numbers.</summary>
    /// <param name="style">Index of the style.</param>
    public ShownAs Of(int style) => style >= 0 && style < _byStyle.Count ? _byStyle[style] : ShownAs.General;

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
