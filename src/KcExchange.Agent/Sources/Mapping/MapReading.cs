using System.Globalization;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Takes values out of the nodes of a mapping file; what is not as expected is said with its line.</summary>
/// <param name="errors">Takes mistakes.</param>
internal sealed class MapReading(MappingErrors errors)
{
    /// <summary>Named values, none twice.</summary>
    /// <param name="node">The node.</param>
    public IReadOnlyList<MapMember> Named(MapNode node)
    {
        if (node.Members is null)
        {
            errors.Add(node.Line, Messages.Mapping.NoMembers);
            return [];
        }
        foreach (var twice in node.Members.GroupBy(member => member.Name).Where(group => group.Count() > 1))
            errors.Add(twice.Last().Line, Messages.Mapping.KeyTwice(twice.Key));
        return [.. node.Members.DistinctBy(member => member.Name)];
    }

    /// <summary>Named values of which the names are known.</summary>
    /// <param name="node">The node.</param>
    /// <param name="known">The names.</param>
    public Dictionary<string, MapNode> Members(MapNode node, params IReadOnlyList<string> known)
    {
        var found = new Dictionary<string, MapNode>(StringComparer.Ordinal);
        foreach (var (name, line, value) in Named(node))
        {
            if (!known.Contains(name))
                errors.Add(line, Messages.Mapping.UnknownKey(name, VietnameseText.Nearest(name, known), known));
            else if (!value.IsEmpty) found[name] = value;
        }
        return found;
    }

    /// <summary>Entries of a list.</summary>
    /// <param name="node">The node.</param>
    public IReadOnlyList<MapNode> Items(MapNode node)
    {
        if (node.Items is { } items) return items;
        errors.Add(node.Line, Messages.Mapping.NoList);
        return [];
    }

    /// <summary>A text; null when there is none.</summary>
    /// <param name="node">The node; null = not given.</param>
    public string? Text(MapNode? node)
    {
        if (node is null || node.IsEmpty) return null;
        if (node.Text is { } text) return CellText.Clean(text);
        errors.Add(node.Line, Messages.Mapping.NoText);
        return null;
    }

    /// <summary>A truth; false when it is not given.</summary>
    /// <param name="node">The node; null = not given.</param>
    public bool IsTrue(MapNode? node)
    {
        var text = Text(node);
        if (text is not (null or "true" or "false")) errors.Add(node!.Line, Messages.Mapping.NoTruth(text));
        return text == "true";
    }

    /// <summary>A unit of money; null when it is not given.</summary>
    /// <param name="node">The node; null = not given.</param>
    public MoneyUnit? Unit(MapNode? node)
    {
        if (Text(node) is not { } text) return null;
        var unit = MoneyUnit.Parse(text);
        if (unit is null) errors.Add(node!.Line, Messages.Mapping.BadUnit(text));
        return unit;
    }

    /// <summary>The number of a row; 0 when it is none.</summary>
    /// <param name="node">The node.</param>
    public int Row(MapNode node)
    {
        var row = RowOf(Text(node) ?? "");
        if (row == 0) errors.Add(node.Line, Messages.Mapping.BadRow(node.Text ?? ""));
        return row;
    }

    /// <summary>The number of a row; 0 when the text is none.</summary>
    /// <param name="text">Text.</param>
    public static int RowOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row <= 1_048_576 ? row : 0;

    /// <summary>Which column is meant: "heading" or "column".</summary>
    /// <param name="node">The entry.</param>
    /// <param name="members">Its members.</param>
    public ColumnName Column(MapNode node, Dictionary<string, MapNode> members)
    {
        var heading = Text(members.GetValueOrDefault("heading")) ?? "";
        var letter = Text(members.GetValueOrDefault("column")) ?? "";
        if ((heading.Length > 0) == (letter.Length > 0))
        {
            errors.Add(node.Line, Messages.Mapping.HeadingOrColumn);
            return new ColumnName(heading, 0, node.Line);
        }
        var upper = letter.ToUpperInvariant();
        var column = upper.Length is 0 or > 3 || upper.Any(c => !char.IsAsciiLetterUpper(c))
            ? 0 : CellName.Column(upper);
        if (letter.Length > 0 && column == 0) errors.Add(node.Line, Messages.Mapping.BadColumn(letter));
        return new ColumnName(heading, column, node.Line);
    }
}
