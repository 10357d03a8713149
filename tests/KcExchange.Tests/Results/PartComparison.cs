using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Tests.Support.Workbooks;

namespace KcExchange.Tests.Results;

/// <summary>Compares a result with its source part by part: bytes, else XML, without what is ours.</summary>
internal static class PartComparison
{
    private static readonly XNamespace Main = SheetWriter.Main;

    public static Dictionary<string, byte[]> Parts(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    /// <summary>A sheet as XML, without what means nothing.</summary>
    public static string TextOf(string path, string sheet) => Canon(Load(Parts(path)[EntryOf(path, sheet)]));

    public static string EntryOf(string path, string sheet)
    {
        using var document = SpreadsheetDocument.Open(path, false);
        return ClerkBook.SheetOf(document.WorkbookPart!, sheet).Uri.OriginalString.TrimStart('/');
    }

    public static void Assert(
        string source, string result, CellRef marked = default, bool exceptCalculationChain = false)
    {
        var (before, after) = (Parts(source), Parts(result));
        var markedSheet = marked.Row == 0 ? "" : EntryOf(source, marked.Sheet);
        Xunit.Assert.True(before.Count > 10);
        foreach (var (name, bytes) in before)
        {
            if (exceptCalculationChain && name.Contains("calcChain", StringComparison.Ordinal)) continue;
            Xunit.Assert.True(after.ContainsKey(name), $"{name} is gone.");
            if (bytes.AsSpan().SequenceEqual(after[name])) continue;
            var cell = name == markedSheet ? CellName.Of(marked.Row, marked.Column) : "";
            Compare(name, Load(bytes), Load(after[name]), cell, exceptCalculationChain);
        }
    }

    private static void Compare(
        string name, XElement before, XElement after, string marked, bool exceptCalculationChain)
    {
        switch (before.Name.LocalName)
        {
            case "Relationships" or "Types":
                var known = after.Elements().Select(Canon).ToHashSet();
                Xunit.Assert.All(before.Elements().Where(element =>
                    !exceptCalculationChain || !element.ToString().Contains("calcChain", StringComparison.Ordinal)),
                    element => Xunit.Assert.Contains(Canon(element), known));
                return;
            case "comments":
                Contains(before.Descendants(Main + "comment"), after.Descendants(Main + "comment"));
                return;
            case "xml":
                Contains(before.Elements(), after.Elements());
                return;
            case "styleSheet":
                CompareStyles(before, after);
                return;
            case "workbook":
                Same(name, OfClerk(before), OfClerk(after));
                return;
            case "worksheet":
                Same(name, WithoutOurs(before, marked), WithoutOurs(after, marked));
                return;
            default:
                Same(name, before, after);
                return;
        }
    }

    /// <summary>The clerk's lists are the beginnings of ours, so that each number means what it meant.</summary>
    private static void CompareStyles(XElement before, XElement after)
    {
        foreach (var list in before.Elements())
        {
            var longer = after.Element(list.Name)!;
            if (list.HasElements)
                Xunit.Assert.Equal(
                    list.Elements().Select(Canon), longer.Elements().Take(list.Elements().Count()).Select(Canon));
            else Xunit.Assert.Equal(Canon(list), Canon(longer));
        }
    }

    private static void Contains(IEnumerable<XElement> before, IEnumerable<XElement> after)
    {
        var known = after.Select(Canon).ToHashSet();
        Xunit.Assert.All(before, element => Xunit.Assert.Contains(Canon(element), known));
    }

    private static XElement OfClerk(XElement workbook)
    {
        foreach (var sheet in workbook.Descendants(Main + "sheet")
            .Where(sheet => sheet.Attribute("name")!.Value is "Cần sửa" or "Tổng hợp" or "Đã tự sửa").ToList())
            sheet.Remove();
        foreach (var name in workbook.Descendants(Main + "definedName")
            .Where(name => name.Attribute("name")!.Value.StartsWith("KcExchange.", StringComparison.Ordinal)).ToList())
            name.Remove();
        foreach (var view in workbook.Descendants(Main + "workbookView"))
            view.Attributes("activeTab").Concat(view.Attributes("firstSheet")).Remove();
        return workbook;
    }

    /// <summary>
    /// A sheet without hints of its size, without which sheet is shown, our columns, and the style of the marked cell.
    /// </summary>
    private static XElement WithoutOurs(XElement sheet, string marked)
    {
        sheet.Elements(Main + "dimension").Remove();
        foreach (var view in sheet.Descendants(Main + "sheetView")) view.Attribute("tabSelected")?.Remove();
        foreach (var row in sheet.Descendants(Main + "row")) row.Attribute("spans")?.Remove();
        var ours = sheet.Descendants(Main + "c")
            .Where(cell => cell.Value.StartsWith(Headings.ResultMark, StringComparison.Ordinal))
            .Select(cell => CellName.Column(cell.Attribute("r")!.Value)).ToHashSet();
        sheet.Descendants(Main + "c").Where(cell => ours.Contains(CellName.Column(cell.Attribute("r")!.Value)))
            .Remove();
        sheet.Descendants(Main + "col")
            .Where(column => ours.Contains((int)column.Attribute("min")!) && column.Attribute("min")!.Value
                == column.Attribute("max")!.Value).Remove();
        sheet.Descendants(Main + "c").Where(cell => cell.Attribute("r")!.Value == marked).Attributes("s").Remove();
        return sheet;
    }

    private static void Same(string name, XElement before, XElement after)
    {
        var (left, right) = (Canon(before), Canon(after));
        if (left == right) return;
        var at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        Xunit.Assert.Fail($"{name} differs:\n{Around(left, at)}\n{Around(right, at)}");
    }

    private static string Around(string text, int at) =>
        text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 200)];

    private static XElement Load(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return XDocument.Load(stream).Root!;
    }

    /// <summary>XML without what means nothing: prefixes, order of attributes.</summary>
    private static string Canon(XElement element) =>
        $"<{element.Name} " + string.Join(' ', element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration
            && attribute.Name.LocalName != "count").Select(attribute => $"{attribute.Name}={attribute.Value}").Order())
        + ">" + string.Concat(element.Nodes().Select(node => node switch
        {
            XElement child => Canon(child),
            XText text => text.Value,
            _ => "",
        })) + "</>";
}
