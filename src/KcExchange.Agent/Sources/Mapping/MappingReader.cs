using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Reads a mapping file and says everything that is wrong with it at once, each with its line.</summary>
internal sealed class MappingReader
{
    private const long MostBytes = 1 << 20;
    private readonly MappingErrors _errors;
    private readonly MapReading _read;
    private readonly ReferenceData _reference;

    private MappingReader(string path, ReferenceData reference)
    {
        _reference = reference;
        _errors = new MappingErrors(path);
        _read = new MapReading(_errors);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of a .yaml, .yml or .json file.</param>
    /// <param name="reference">Code lists.</param>
    /// <exception cref="SourceException">It cannot be read, or something in it is wrong.</exception>
    public static MappingFile Read(string path, ReferenceData reference)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new SourceException(Messages.Mapping.TooLarge(path));
            var text = File.ReadAllText(path);
            var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
            var root = start.Length > 0 && start[0] is '{' or '/' ? JsonNodes.Read(text) : YamlNodes.Read(text);
            return new MappingReader(path, reference).Read(root);
        }
        catch (MappingSyntaxException broken)
        {
            throw new SourceException(Messages.Mapping.BadSyntax(path, broken.Line, broken.What), broken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(Messages.Mapping.NotFound(path), unreadable);
        }
    }

    private MappingFile Read(MapNode root)
    {
        var members = _read.Members(root, "version", "unit", "common", "sheets");
        if (members.TryGetValue("version", out var version) && version.Text != MappingFile.Version)
            _errors.Add(version.Line, Messages.Mapping.BadVersion(version.Text ?? ""));
        var file = new MappingFile(_errors.Path)
        {
            Unit = _read.Unit(members.GetValueOrDefault("unit")),
            Common = members.TryGetValue("common", out var common) ? Common(common) : [],
            Sheets = members.TryGetValue("sheets", out var sheets) ? [.. _read.Items(sheets).Select(Sheet)] : [],
        };
        if (file.Sheets.Count == 0) _errors.Add(root.Line, Messages.Mapping.NoSheets);
        _errors.Throw();
        return file;
    }

    private List<CommonValue> Common(MapNode node)
    {
        var values = new List<CommonValue>();
        foreach (var member in node.IsEmpty ? [] : _read.Named(node))
        {
            var field = BookLayout.Common.FirstOrDefault(field =>
                field.Path == member.Name || field.Folded == VietnameseText.Fold(member.Name));
            if (field is null)
                _errors.Add(member.Line, Messages.Mapping.UnknownField(
                    member.Name, VietnameseText.Nearest(member.Name, BookLayout.Common.Select(known => known.Path))));
            else if (_read.Text(member.Value) is { Length: > 0 } text)
                values.Add(new CommonValue(field, text, member.Line));
        }
        return values;
    }

    private SheetMapping Sheet(MapNode node)
    {
        var members = _read.Members(
            node, "name", "kind", "list", "ignore", "headings", "first_row", "skip", "fixed", "columns");
        var name = _read.Text(members.GetValueOrDefault("name")) ?? "";
        if (name.Length == 0) _errors.Add(node.Line, Messages.Mapping.Missing("name"));
        var layout = _read.IsTrue(members.GetValueOrDefault("ignore")) ? null : Layout(node, members);
        var sheet = new SheetMapping(new Wildcard(name), layout, node.Line);
        if (layout is null) return sheet;
        var (first, last) = Rows(members.GetValueOrDefault("headings"));
        var columns = new ColumnReader(layout, _reference, _read, _errors);
        sheet = sheet with
        {
            FirstHeading = first,
            LastHeading = last,
            FirstRow = members.TryGetValue("first_row", out var row) ? _read.Row(row) : 0,
            Columns = [.. Items("columns").Select(columns.Read).OfType<ColumnMapping>()],
            Fixed = members.TryGetValue("fixed", out var values) ? columns.Fixed(values) : [],
            Skips = [.. Items("skip").Select(Skip)],
        };
        if (sheet.FirstRow > 0 && sheet.FirstRow <= sheet.LastHeading)
            _errors.Add(row!.Line, Messages.Mapping.RowsOverlap);
        if (!members.ContainsKey("columns")) _errors.Add(node.Line, Messages.Mapping.Missing("columns"));
        return sheet;

        IEnumerable<MapNode> Items(string member) =>
            members.TryGetValue(member, out var list) ? _read.Items(list) : [];
    }

    private SheetLayout? Layout(MapNode node, Dictionary<string, MapNode> members)
    {
        var hasKind = members.TryGetValue("kind", out var kind);
        if (hasKind == members.TryGetValue("list", out var list))
        {
            _errors.Add(node.Line, Messages.Mapping.KindOrList);
            return null;
        }
        var known = hasKind ? FieldNames.Kinds : FieldNames.Lists;
        var given = (hasKind ? kind : list)!;
        var name = _read.Text(given) ?? "";
        if (known.TryGetValue(name, out var layout)) return layout;
        layout = known.Values.FirstOrDefault(sheet =>
            VietnameseText.Fold(sheet.Name) == VietnameseText.Fold(name));
        if (layout is null) _errors.Add(given.Line, Messages.Mapping.UnknownKind(name, known.Keys));
        return layout;
    }

    private (int First, int Last) Rows(MapNode? node)
    {
        if (node is null || _read.Text(node) is not { } text) return (0, 0);
        var ends = text.Split('-', StringSplitOptions.TrimEntries);
        var rows = ends.Select(end => MapReading.RowOf(end)).ToList();
        if (rows.Count is 1 or 2 && rows.TrueForAll(row => row > 0) && rows[0] <= rows[^1]
            && rows[^1] <= TopRows.LastHeadingRow) return (rows[0], rows[^1]);
        _errors.Add(node.Line, Messages.Mapping.BadRows(text, TopRows.LastHeadingRow));
        return (0, 0);
    }

    private SkipMapping Skip(MapNode node)
    {
        var members = _read.Members(node, "heading", "column", "text");
        if (!members.TryGetValue("text", out var text))
        {
            _errors.Add(node.Line, Messages.Mapping.Missing("text"));
            return new SkipMapping(null, []);
        }
        var texts = text.Items is null ? [text] : text.Items;
        var column = members.ContainsKey("heading") || members.ContainsKey("column")
            ? _read.Column(node, members) : null;
        return new SkipMapping(column, [.. texts.Select(_read.Text).OfType<string>().Select(one => new Wildcard(one))]);
    }
}
