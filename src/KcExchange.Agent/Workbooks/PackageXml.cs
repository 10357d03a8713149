using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace KcExchange.Agent.Workbooks;

/// <summary>XML of parts, as trees.</summary>
internal static class PackageXml
{
    /// <summary>Writes a tree as the content of a part.</summary>
    /// <param name="part">Part.</param>
    /// <param name="document">Content.</param>
    public static void Save(OpenXmlPart part, XDocument document)
    {
        using var xml = XmlWriter.Create(part.GetStream(FileMode.Create, FileAccess.Write), SheetWriter.Settings);
        document.Save(xml);
    }

    /// <summary>Reads a part as a tree; null when it is no XML (old drawings of Excel are sometimes not).</summary>
    /// <param name="part">Part.</param>
    public static XDocument? TryLoad(OpenXmlPart part)
    {
        try
        {
            using var xml = XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), SheetXml.Settings);
            return XDocument.Load(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
