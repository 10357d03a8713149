using System.Text.RegularExpressions;
using KcExchange.Contracts.Reference;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Reads the columns and the fixed values of one sheet of a mapping file; no field is given twice.</summary>
/// <param name="layout">What the sheet's rows are.</param>
/// <param name="reference">Code lists.</param>
/// <param name="read">Takes values out of nodes.</param>
/// <param name="errors">Takes mistakes.</param>
internal sealed class ColumnReader(
    SheetLayout layout, ReferenceData reference, MapReading read, MappingErrors errors)
{
    /// <summary>A pattern that takes longer for one cell is not waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<ColumnLayout, int> _given = [];

    /// <summary>Reads a column; null when nothing can be told of it.</summary>
    /// <param name="node">The node.</param>
    public ColumnMapping? Read(MapNode node)
    {
        var members = read.Members(node, "heading", "column", "field", "unit", "values", "split", "ignore");
        var column = new ColumnMapping(read.Column(node, members));
        var ways = new[] { members.ContainsKey("field"), members.ContainsKey("split"),
            read.IsTrue(members.GetValueOrDefault("ignore")) };
        if (ways.Count(way => way) != 1)
        {
            errors.Add(node.Line, Messages.Mapping.FieldSplitOrIgnore);
            return null;
        }
        if (ways[2]) return column;
        if (ways[1]) return column with { Split = Split(members["split"]), Unit = Unit(members, null) };
        if (Field(members["field"]) is not { } field) return null;
        return column with
        {
            Field = field,
            Unit = Unit(members, field),
            Words = members.TryGetValue("values", out var values) ? Words(values, field) : null,
        };
    }

    /// <summary>Reads values that are the same for every row.</summary>
    /// <param name="node">The node.</param>
    public IReadOnlyList<(ColumnLayout, string)> Fixed(MapNode node)
    {
        var values = new List<(ColumnLayout, string)>();
        foreach (var (name, line, value) in read.Named(node))
            if (Field(name, line) is { } field && read.Text(value) is { } text)
            {
                // A number would need a unit, and no two rows cost the same.
                if (field.IsMoney) errors.Add(line, Messages.Mapping.FixedMoney(name));
                CheckCode(text, field, line);
                values.Add((field, text));
            }
        return values;
    }

    private ColumnLayout? Field(MapNode node) => Field(read.Text(node) ?? "", node.Line);

    private ColumnLayout? Field(string name, int line)
    {
        if (FieldNames.Find(layout, name) is not { } field)
        {
            errors.Add(line, Messages.Mapping.UnknownField(name, FieldNames.Nearest(layout, name)));
            return null;
        }
        if (_given.TryAdd(field, line)) return field;
        errors.Add(line, Messages.Mapping.FieldTwice(
            FieldNames.PathOf(layout, field), field.Info.LabelVi, _given[field]));
        return null;
    }

    private MoneyUnit? Unit(Dictionary<string, MapNode> members, ColumnLayout? field)
    {
        if (!members.TryGetValue("unit", out var node)) return null;
        if (field is { IsMoney: false }) errors.Add(node.Line, Messages.Mapping.UnitOfNoMoney(field.Info.LabelVi));
        return read.Unit(node);
    }

    private ValueWords Words(MapNode node, ColumnLayout field)
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (word, line, value) in read.Named(node))
        {
            var code = read.Text(value) ?? "";
            CheckCode(code, field, line);
            if (!codes.TryAdd(VietnameseText.Fold(word), code)) errors.Add(line, Messages.Mapping.KeyTwice(word));
        }
        return new ValueWords(codes);
    }

    private void CheckCode(string text, ColumnLayout field, int line)
    {
        if (field.Info.CodeList.Length is 0 || field.Info.CodeList == "commune") return;
        var codes = reference.List(field.Info.CodeList).Entries.Select(entry => entry.Code).ToList();
        foreach (var code in field.Field.IsRepeated ? CodeText.Entries(text) : [CodeText.Split(text).Code])
            if (code.Length > 0 && !codes.Contains(code))
                errors.Add(line, Messages.Mapping.UnknownCode(
                    code, field.Info.LabelVi, VietnameseText.Nearest(code, codes), codes));
    }

    private SplitRule? Split(MapNode node)
    {
        var members = read.Members(node, "by", "pattern", "fields");
        var by = members.TryGetValue("by", out var separator) ? separator.Text ?? "" : "";
        var hasPattern = members.TryGetValue("pattern", out var pattern);
        if ((by.Length > 0) == hasPattern || !members.TryGetValue("fields", out var fields))
        {
            errors.Add(node.Line, Messages.Mapping.BadSplit);
            return null;
        }
        var parts = hasPattern
            ? [.. read.Named(fields).Select(member => (member.Name, Field(member.Value), member.Line))]
            : read.Items(fields).Select(item => ("", Field(item), item.Line)).ToList();
        if (parts.Count < 2) errors.Add(fields.Line, Messages.Mapping.BadSplit);
        var regex = hasPattern ? Pattern(pattern!) : null;
        foreach (var (group, _, line) in parts.Where(part => regex?.GetGroupNames().Contains(part.Item1) == false))
            errors.Add(line, Messages.Mapping.NoGroup(group));
        return new SplitRule(
            by, regex, [.. parts.Where(part => part.Item2 is not null).Select(part => (part.Item1, part.Item2!))]);
    }

    private Regex? Pattern(MapNode node)
    {
        try
        {
            // Without backtracking no cell of a clerk's can make it slow.
            return new Regex(
                read.Text(node) ?? "", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception bad) when (bad is ArgumentException or NotSupportedException)
        {
            errors.Add(node.Line, Messages.Mapping.BadPattern(
                node.Text ?? "", (bad as RegexParseException)?.Offset));
            return null;
        }
    }
}
