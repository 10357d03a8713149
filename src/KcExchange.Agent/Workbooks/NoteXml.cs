using System.Globalization;
using System.Xml.Linq;

namespace KcExchange.Agent.Workbooks;

/// <summary>
/// A note on a cell is two things in a workbook: a comment with the text, and a shape in an old drawing language that
/// says
/// where the box stands. Without its shape Excel "repairs" the comment away.
/// </summary>
internal static class NoteXml
{
    /// <summary>Author of the template's notes.</summary>
    public const string Author = "KcExchange";

    public static readonly XNamespace Main = SheetWriter.Main;
    public static readonly XNamespace Vml = "urn:schemas-microsoft-com:vml";
    public static readonly XNamespace Office = "urn:schemas-microsoft-com:office:office";
    public static readonly XNamespace Excel = "urn:schemas-microsoft-com:office:excel";

    /// <summary>Shapes are numbered in blocks of so many per sheet.</summary>
    public const int Block = 1024;

    private const int LineLength = 42;
    private const int LinePixels = 15;
    private const int RowPixels = 18;

    /// <summary>A part of comments without any.</summary>
    public static XDocument NewComments() => new(new XElement(
        Main + "comments", new XElement(Main + "authors"), new XElement(Main + "commentList")));

    /// <summary>A drawing without shapes but with their common type.</summary>
    /// <param name="block">Number of the first block of shapes, from 1.</param>
    public static XDocument NewDrawing(int block) => new(new XElement(
        "xml",
        new XAttribute(XNamespace.Xmlns + "v", Vml), new XAttribute(XNamespace.Xmlns + "o", Office),
        new XAttribute(XNamespace.Xmlns + "x", Excel),
        new XElement(
            Office + "shapelayout", new XAttribute(Vml + "ext", "edit"),
            new XElement(Office + "idmap", new XAttribute(Vml + "ext", "edit"), new XAttribute("data", block))),
        new XElement(
            Vml + "shapetype", new XAttribute("id", "_x0000_t202"), new XAttribute("coordsize", "21600,21600"),
            new XAttribute(Office + "spt", 202), new XAttribute("path", "m,l,21600r21600,l21600,xe"),
            new XElement(Vml + "stroke", new XAttribute("joinstyle", "miter")),
            new XElement(
                Vml + "path", new XAttribute("gradientshapeok", "t"),
                    new XAttribute(Office + "connecttype", "rect")))));

    /// <summary>Number of an author among a part's authors; added when it is not there.</summary>
    /// <param name="comments">Root of the part.</param>
    /// <param name="name">Name.</param>
    public static int AuthorOf(XElement comments, string name)
    {
        var authors = comments.Element(Main + "authors")!;
        var known = authors.Elements().Select(author => author.Value).ToList().IndexOf(name);
        if (known >= 0) return known;
        authors.Add(new XElement(Main + "author", name));
        return authors.Elements().Count() - 1;
    }

    /// <summary>The text of a note.</summary>
    /// <param name="cell">Name of its cell.</param>
    /// <param name="author">Number of its author.</param>
    /// <param name="text">Text.</param>
    public static XElement Comment(string cell, int author, string text) => new(
        Main + "comment", new XAttribute("ref", cell), new XAttribute("authorId", author),
        new XElement(Main + "text", Run(text)));

    /// <summary>A piece of a note's text.</summary>
    /// <param name="text">Text.</param>
    public static XElement Run(string text) => new(
        Main + "r",
        new XElement(
            Main + "rPr", new XElement(Main + "sz", new XAttribute("val", 9)),
            new XElement(Main + "rFont", new XAttribute("val", StyleBook.FontName))),
        new XElement(
            Main + "t", new XAttribute(XNamespace.Xml + "space", "preserve"),
            SharedTexts.ToStored(SheetWriter.Fitting(text))));

    /// <summary>The box of a note, hidden until the mouse is over its cell.</summary>
    /// <param name="id">Number of the shape, unique in the workbook.</param>
    /// <param name="row">Row of its cell, from 1.</param>
    /// <param name="column">Column of its cell, from 1.</param>
    /// <param name="text">Text: decides the size.</param>
    public static XElement Shape(int id, int row, int column, string text)
    {
        var lines = text.Split('\n').Sum(line => 1 + (line.Length / LineLength));
        var rows = Math.Min(30, 2 + (lines * LinePixels / RowPixels));
        var anchor = string.Create(
            CultureInfo.InvariantCulture, $"{column}, 12, {row - 1}, 4, {column + 2}, 60, {row - 1 + rows}, 4");
        return new XElement(
            Vml + "shape", new XAttribute("id", "_x0000_s" + id.ToString(CultureInfo.InvariantCulture)),
            new XAttribute("type", "#_x0000_t202"), new XAttribute("style", "position:absolute;visibility:hidden"),
            new XAttribute("fillcolor", "#ffffe1"), new XAttribute(Office + "insetmode", "auto"),
            new XElement(Vml + "fill", new XAttribute("color2", "#ffffe1")),
            new XElement(Vml + "shadow", new XAttribute("color", "black"), new XAttribute("obscured", "t")),
            new XElement(Vml + "path", new XAttribute(Office + "connecttype", "none")),
            new XElement(Vml + "textbox", new XAttribute("style", "mso-direction-alt:auto")),
            new XElement(
                Excel + "ClientData", new XAttribute("ObjectType", "Note"),
                new XElement(Excel + "MoveWithCells"), new XElement(Excel + "SizeWithCells"),
                new XElement(Excel + "Anchor", anchor), new XElement(Excel + "AutoFill", "False"),
                new XElement(Excel + "Row", row - 1), new XElement(Excel + "Column", column - 1)));
    }
}
