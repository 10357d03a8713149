using System.Globalization;
using System.Text;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>
/// Writes a proposal as a mapping file that a clerk can read and go on with: what is sure stands there, what is
/// doubtful as a comment with the best fields, every option is explained once.
/// </summary>
internal sealed class MappingWriter
{
    private readonly StringBuilder _text = new();
    private readonly BookProposal _book;
    private readonly ReferenceData _reference;

    private MappingWriter(BookProposal book, ReferenceData reference) => (_book, _reference) = (book, reference);

    /// <summary>The text of the file.</summary>
    /// <param name="book">The proposal.</param>
    /// <param name="reference">Code lists.</param>
    public static string Write(BookProposal book, ReferenceData reference)
    {
        var writer = new MappingWriter(book, reference);
        writer.Comment("", Messages.Mapping.FileHead(Path.GetFileName(book.Path)));
        writer.Line("version: 1");
        writer.Line("");
        writer.WriteUnit();
        writer.WriteCommon();
        writer.Comment("", Messages.Mapping.FileSheets);
        writer.Line("sheets:");
        foreach (var sheet in book.Sheets) writer.WriteSheet(sheet);
        return writer._text.ToString();
    }

    private void WriteUnit()
    {
        Comment("", Messages.Mapping.FileUnit);
        // Never written for the clerk: a wrong unit is wrong by a thousand.
        Line(_book.Sheets.Any(sheet => sheet.NeedsUnit) ? "unit:" : "# unit: \"triệu đồng\"");
        Line("");
    }

    private void WriteCommon()
    {
        Comment("", _book.HasCommon ? Messages.Mapping.FileHasCommon : Messages.Mapping.FileCommon);
        var mark = _book.HasCommon ? "# " : "";
        Line(mark + "common:");
        foreach (var field in BookLayout.CommonAsked)
            Line($"{mark}  {field.Path}:   # {field.Info.LabelVi}{(field.Info.Required ? Headings.RequiredMark : "")}"
                + ExampleOf(field));
        Line("");
    }

    private static string ExampleOf(ColumnLayout field) => field.Field.Name switch
    {
        "province_code" => ", \"08\"",
        "report_period" => ", \"2026-Q3\"",
        _ => field.IsDate ? ", \"30/09/2026\"" : "",
    };

    private void WriteSheet(SheetProposal sheet)
    {
        if (sheet.Layout is not { } layout)
        {
            var (vi, en) = Messages.Mapping.FileNoTable;
            Line($"  - name: {Quoted(sheet.Name)}   # {vi} / {en}");
            Line("    ignore: true");
            return;
        }
        WriteTable(sheet, layout, sheet.Columns);
        foreach (var list in sheet.Columns.Select(column => column.Taken?.Layout).OfType<SheetLayout>()
            .Where(list => list != layout).Distinct().ToList())
            WriteList(sheet, list);
    }

    /// <summary>Entries of a list in the rows of their records: the same sheet again, with the record's key.</summary>
    private void WriteList(SheetProposal sheet, SheetLayout list)
    {
        var keys = list.Columns.Where(field => field.Role == ColumnRole.Parent && field.IsKey).ToList();
        var columns = sheet.Columns
            .Where(column => column.Taken?.Layout == list || keys.Exists(key => IsKey(column, key)))
            .Select(column => keys.Find(key => IsKey(column, key)) is { } key
                ? column with { Candidates = [column.Taken! with { Layout = list, Field = key }], Words = [] } : column)
            .ToList();
        Comment("  ", Messages.Mapping.FileList(list.Name));
        if (!columns.Exists(column => column.Taken is { Field.Role: ColumnRole.Parent }))
        {
            Comment("  ", Messages.Mapping.FileListWithoutKey(keys[0].Info.LabelVi));
            return;
        }
        WriteTable(sheet, list, columns);

        static bool IsKey(ColumnProposal column, ColumnLayout key) => column.Taken?.Field.Path == key.Path;
    }

    private void WriteTable(SheetProposal sheet, SheetLayout layout, IReadOnlyList<ColumnProposal> columns)
    {
        Line($"  - name: {Quoted(sheet.Name)}");
        Line(layout.List is null ? $"    kind: {layout.Kind.Name}   # {layout.Name}"
            : $"    list: {layout.ListPath}   # {layout.Name}");
        Line(sheet.FirstHeading == sheet.LastHeading
            ? $"    headings: {Number(sheet.LastHeading)}"
            : $"    headings: {Number(sheet.FirstHeading)}-{Number(sheet.LastHeading)}");
        if (sheet.Groups is { } groups)
        {
            Line("    skip:");
            Line($"      - {Name(groups.Column)}");
            Line($"        text: [{string.Join(", ", groups.Texts.Select(Quoted))}]");
        }
        if (sheet.LevelOfName.Length > 0 && layout.List is null)
        {
            Line("    fixed:");
            Line($"      {layout.Kind.Name}.funding_level: {sheet.LevelOfName}");
        }
        Line("    columns:");
        foreach (var column in columns) WriteColumn(layout, column);
    }

    private void WriteColumn(SheetLayout layout, ColumnProposal column)
    {
        // Fields of a list have an entry of their own.
        if (column.Taken is { } other && other.Layout != layout)
        {
            Line($"      - {Name(column)}   # {other.Field.Info.LabelVi}: {other.Layout.Name}");
            Line("        ignore: true");
        }
        else if (column.Taken is { } taken)
        {
            Line($"      - {Name(column)}");
            Line($"        field: {FieldNames.PathOf(layout, taken.Field)}   # {taken.Field.Info.LabelVi}, "
                + $"{Percent(taken.Sure)}");
            WriteWords(column, taken.Field);
        }
        else if (column.Span.Count > 0) WriteSpan(layout, column);
        else if (column.Ignored || column.Candidates.Count == 0)
        {
            Line($"      - {Name(column)}");
            Line("        ignore: true");
        }
        else
            Doubtful($"- {Name(column)}", column.Candidates.Select(candidate =>
                $"  field: {FieldNames.PathOf(candidate.Layout, candidate.Field)}   # {candidate.Field.Info.LabelVi}, "
                + Percent(candidate.Sure)));
    }

    private void WriteSpan(SheetLayout layout, ColumnProposal column)
    {
        string[] lines =
        [
            "  split:", "    by: \"-\"",
            $"    fields: [{string.Join(", ", column.Span.Select(field => FieldNames.PathOf(layout, field)))}]",
        ];
        if (column.SpanSure >= ColumnProposal.Sure)
            foreach (var line in lines.Prepend($"- {Name(column)}")) Line("      " + line);
        else Doubtful($"- {Name(column)}   # {column.Example.ReplaceLineEndings(" ")}", lines);
    }

    private void Doubtful(string first, IEnumerable<string> lines)
    {
        Comment("      ", Messages.Mapping.FileDoubtful);
        foreach (var line in lines.Prepend(first)) Line("      # " + line);
    }

    private void WriteWords(ColumnProposal column, ColumnLayout field)
    {
        if (column.Words.Count == 0) return;
        var known = column.Words.Where(word => word.Code is not null).ToList();
        if (known.Count > 0) Line("        values:");
        foreach (var (word, code) in known) Line($"          {Quoted(word)}: {code}");
        if (known.Count == column.Words.Count) return;
        Comment("        ", Messages.Mapping.FileWords(field.Info.LabelVi, string.Join(", ",
            _reference.List(field.Info.CodeList).Entries.Select(entry => entry.Code).Distinct().Take(20))));
        if (known.Count == 0) Line("        # values:");
        foreach (var (word, _) in column.Words.Where(word => word.Code is null))
            Line($"        #   {Quoted(word)}: ");
    }

    private static string Name(ColumnProposal column) => column.HeadingIsTwice
        ? $"column: {CellName.Letters(column.Column)}   # {column.Heading.ReplaceLineEndings(" ")}"
        : $"heading: {Quoted(column.Heading)}";

    private void Comment(string indent, Bilingual text)
    {
        foreach (var line in text.Vi.Split('\n').Concat(text.En.Split('\n'))) Line($"{indent}# {line}".TrimEnd());
    }

    private void Line(string line) => _text.Append(line.TrimEnd()).Append('\n');

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(c) => $"\\u{(int)c:X4}",
                _ => c.ToString(),
            });
        return quoted.Append('"').ToString();
    }

    private static string Percent(double share) => $"{Number((int)Math.Round(share * 100))} %";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
