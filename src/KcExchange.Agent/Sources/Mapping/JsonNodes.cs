using System.Text;
using System.Text.Json;

namespace KcExchange.Agent.Sources.Mapping;

/// <summary>Reads JSON with comments and trailing commas, and remembers the lines.</summary>
internal static class JsonNodes
{
    private static readonly JsonReaderOptions Commented =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 };

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">Text.</param>
    /// <exception cref="MappingSyntaxException">It is no JSON.</exception>
    public static MapNode Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, Commented);
        try
        {
            reader.Read();
            var root = ReadNode(ref reader, bytes);
            // Anything behind it makes the reader throw.
            reader.Read();
            return root;
        }
        catch (JsonException broken)
        {
            throw new MappingSyntaxException((int)(broken.LineNumber ?? 0) + 1, "", broken);
        }
    }

    private static MapNode ReadNode(ref Utf8JsonReader reader, byte[] bytes)
    {
        var line = LineOf(reader, bytes);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<MapMember>();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var (name, at) = (reader.GetString()!, LineOf(reader, bytes));
                    reader.Read();
                    members.Add(new MapMember(name, at, ReadNode(ref reader, bytes)));
                }
                return new MapNode(line) { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<MapNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(ReadNode(ref reader, bytes));
                return new MapNode(line) { Items = items };
            case JsonTokenType.Null:
                return new MapNode(line);
            case JsonTokenType.String:
                return new MapNode(line) { Text = reader.GetString() };
            default:
                return new MapNode(line) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
        }
    }

    private static int LineOf(in Utf8JsonReader reader, byte[] bytes) =>
        1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
}
