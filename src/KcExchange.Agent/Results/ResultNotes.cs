using System.Globalization;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Agent.Results;

/// <summary>Puts findings into notes on cells; notes of the clerk stay, ours of an earlier result go.</summary>
/// <param name="part">The sheet.</param>
/// <param name="block">Number of the sheet, from 1.</param>
internal sealed class ResultNotes(WorksheetPart part, int block)
{
    /// <summary>
    /// Author of notes that a result adds; headings of the template have notes by another one, and keep them.
    /// </summary>
    private const string Author = NoteXml.Author + " - kết quả";

    /// <summary>Stands between what a clerk wrote and what we add to it.</summary>
    private const string Divider = "\n\n— KcExchange —\n";

    /// <summary>
    /// More notes than this make a spreadsheet program crawl; the list of what is to mend has them all.
    /// </summary>
    private const int Most = 5000;

    /// <summary>Author of what stands in the place of a conversation, which lies in a part of its own.</summary>
    private const string Conversation = "tc=";

    /// <summary>Changes the notes of the sheet.</summary>
    /// <param name="marks">Marks of the sheet.</param>
    /// <param name="drawingId">Relationship of the drawing of notes that the sheet refers to; empty = none.</param>
    /// <returns>Relationship of the drawing that the sheet must refer to; empty when it does or needs none.</returns>
    public string Write(ResultMarks marks, string drawingId)
    {
        var wanted = Wanted(marks);
        var commentsPart = part.WorksheetCommentsPart;
        if (commentsPart is null && wanted.Count == 0) return "";
        var comments = (commentsPart is null ? null : PackageXml.TryLoad(commentsPart)) ?? NoteXml.NewComments();
        // By its relationship: the pictures of a page's header lie in a drawing of the same kind.
        var drawingPart = drawingId.Length > 0 && part.TryGetPartById(drawingId, out var known)
            ? known as VmlDrawingPart : null;
        var drawing = drawingPart is null ? NoteXml.NewDrawing(block) : PackageXml.TryLoad(drawingPart);
        // A drawing that is no XML cannot be added to; colours and the list still tell everything.
        if (drawing?.Root is null) return "";
        if (!Clear(comments.Root!, drawing.Root) && wanted.Count == 0) return "";
        Add(comments.Root!, drawing.Root, wanted);
        PackageXml.Save(commentsPart ?? part.AddNewPart<WorksheetCommentsPart>(), comments);
        var written = drawingPart ?? part.AddNewPart<VmlDrawingPart>();
        PackageXml.Save(written, drawing);
        return drawingPart is null ? part.GetIdOfPart(written) : "";
    }

    /// <summary>What is to mend goes before what was mended already, where there is too much of both.</summary>
    private static List<(int Row, int Column, string Text)> Wanted(ResultMarks marks) =>
        [.. marks.Cells.SelectMany(row => row.Value.Select(cell => (Row: row.Key, Column: cell.Key, Mark: cell.Value)))
            .OrderByDescending(cell => cell.Mark.Kind > MarkKind.Mended).Take(Most)
            .OrderBy(cell => cell.Row).ThenBy(cell => cell.Column)
            .Select(cell => (cell.Row, cell.Column, cell.Mark.Text))];

    /// <returns>Something was taken away.</returns>
    private static bool Clear(XElement comments, XElement drawing)
    {
        var authors = comments.Element(NoteXml.Main + "authors")!.Elements().Select(author => author.Value).ToList();
        var ours = authors.IndexOf(Author).ToString(CultureInfo.InvariantCulture);
        var gone = new HashSet<(int, int)>();
        var cut = false;
        foreach (var comment in List(comments).Elements(NoteXml.Main + "comment").ToList())
        {
            if (comment.Attribute("authorId")?.Value == ours)
            {
                gone.Add(CellOf(comment));
                comment.Remove();
            }
            else cut |= CutOff(comment);
        }
        foreach (var shape in drawing.Elements(NoteXml.Vml + "shape").ToList())
            if (CellOfShape(shape) is { } cell && gone.Contains(cell)) shape.Remove();
        return cut || gone.Count > 0;
    }

    /// <summary>Removes what an earlier result added to a clerk's own note.</summary>
    private static bool CutOff(XElement comment)
    {
        var texts = comment.Descendants(NoteXml.Main + "t").ToList();
        var from = texts.FindIndex(text => text.Value.Contains(Divider.Trim(), StringComparison.Ordinal));
        if (from < 0) return false;
        var kept = texts[from].Value;
        texts[from].Value = kept[..kept.IndexOf(Divider.Trim(), StringComparison.Ordinal)].TrimEnd('\n');
        foreach (var text in texts.Skip(from + 1)) Run(text).Remove();
        if (texts[from].Value.Length == 0 && from > 0) Run(texts[from]).Remove();
        return true;
    }

    private static XElement Run(XElement text) => text.Parent!.Name == NoteXml.Main + "r" ? text.Parent : text;

    private void Add(XElement comments, XElement drawing, List<(int Row, int Column, string Text)> wanted)
    {
        if (wanted.Count == 0) return;
        var author = NoteXml.AuthorOf(comments, Author);
        var conversations = comments.Element(NoteXml.Main + "authors")!.Elements().Index()
            .Where(pair => pair.Item.Value.StartsWith(Conversation, StringComparison.Ordinal))
            .Select(pair => pair.Index.ToString(CultureInfo.InvariantCulture)).ToHashSet<string?>();
        var list = List(comments);
        var known = list.Elements(NoteXml.Main + "comment").GroupBy(CellOf)
            .ToDictionary(group => group.Key, group => group.First());
        var id = drawing.Elements(NoteXml.Vml + "shape").Select(ShapeNumber).DefaultIfEmpty(0)
            .Append(block * NoteXml.Block).Max();
        foreach (var (row, column, text) in wanted)
        {
            if (known.TryGetValue((row, column), out var comment))
            {
                if (!conversations.Contains(comment.Attribute("authorId")?.Value))
                    comment.Element(NoteXml.Main + "text")?.Add(NoteXml.Run(Divider + text));
                continue;
            }
            list.Add(NoteXml.Comment(CellName.Of(row, column), author, text));
            drawing.Add(NoteXml.Shape(++id, row, column, text));
        }
    }

    private static XElement List(XElement comments) => comments.Element(NoteXml.Main + "commentList")!;

    private static (int Row, int Column) CellOf(XElement comment)
    {
        var name = comment.Attribute("ref")?.Value ?? "";
        var row = name.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ$");
        return (int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            CellName.Column(name));
    }

    private static (int Row, int Column)? CellOfShape(XElement shape)
    {
        var data = shape.Element(NoteXml.Excel + "ClientData");
        return int.TryParse(data?.Element(NoteXml.Excel + "Row")?.Value, CultureInfo.InvariantCulture, out var row)
            && int.TryParse(data?.Element(NoteXml.Excel + "Column")?.Value, CultureInfo.InvariantCulture,
                out var column)
            ? (row + 1, column + 1) : null;
    }

    private static int ShapeNumber(XElement shape)
    {
        var digits = (shape.Attribute("id")?.Value ?? "").AsSpan();
        return int.TryParse(
            digits[(digits.LastIndexOf('s') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : 0;
    }
}
