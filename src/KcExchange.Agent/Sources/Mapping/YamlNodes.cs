using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>
/// Reads YAML as the mapping needs it: texts stay texts (08 is no number), and what makes YAML surprising (anchors,
/// tags, several documents) is refused.
/// </summary>
/// <param name="parser">Parser over the file.</param>
internal sealed class YamlNodes(IParser parser)
{
    private const int Deepest = 12;

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">Text.</param>
    /// <exception cref="MappingSyntaxException">It is no YAML of that kind.</exception>
    public static MapNode Read(string text)
    {
        try
        {
            return new YamlNodes(new Parser(new StringReader(text))).ReadDocument();
        }
        catch (YamlException broken)
        {
            throw new MappingSyntaxException(TabOf(text) ?? (int)broken.End.Line, "", broken);
        }
    }

    /// <summary>The line that a tab indents: of this mistake the parser names the first line of the file.</summary>
    private static int? TabOf(string text)
    {
        var at = Array.FindIndex(text.Split('\n'), line => line.Trim().Length > 0 && line.TrimStart(' ')[0] == '\t');
        return at < 0 ? null : at + 1;
    }

    private MapNode ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _)) return new MapNode(1);
        parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out var next)) throw Refused(next ?? parser.Current!, "---");
        return root;
    }

    private MapNode ReadNode(int depth)
    {
        var start = parser.Consume<ParsingEvent>();
        if (depth > Deepest) throw Refused(start, "");
        if (start is AnchorAlias alias) throw Refused(start, $"*{alias.Value}");
        if (start is NodeEvent node && !node.Anchor.IsEmpty) throw Refused(start, $"&{node.Anchor}");
        var line = (int)start.Start.Line;
        switch (start)
        {
            case Scalar scalar:
                var plain = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
                return new MapNode(line) { Text = plain ? null : scalar.Value };
            case SequenceStart:
                var items = new List<MapNode>();
                while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(depth + 1));
                return new MapNode(line) { Items = items };
            case MappingStart:
                return new MapNode(line) { Members = ReadMembers(depth) };
            default:
                throw Refused(start, start.GetType().Name);
        }
    }

    private List<MapMember> ReadMembers(int depth)
    {
        var members = new List<MapMember>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = parser.Consume<Scalar>();
            members.Add(new MapMember(name.Value, (int)name.Start.Line, ReadNode(depth + 1)));
        }
        return members;
    }

    private static MappingSyntaxException Refused(ParsingEvent at, string what) => new((int)at.Start.Line, what);
}
