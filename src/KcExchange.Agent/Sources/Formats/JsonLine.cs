using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>
/// Reads one line as an <see cref="ExchangeRecord"/> in protobuf JSON. What fits the contract is passed on, everything
/// else is a finding that says where it stands and what is expected there: all of a line at once, not the first alone.
/// </summary>
internal sealed class JsonLine
{
    private const int Deepest = 32;

    private readonly CellRef _at;
    private readonly byte[] _json;
    private readonly List<ImportFinding> _findings = [];

    private JsonLine(string text, CellRef at) => (_json, _at) = (Encoding.UTF8.GetBytes(text), at);

    /// <summary>Reads a line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="at">Where it stands; its row is the line's number.</param>
    /// <returns>The record, null when the line is none, and what is wrong.</returns>
    public static (ExchangeRecord? Record, IReadOnlyList<ImportFinding> Findings) Read(string text, CellRef at)
    {
        var line = new JsonLine(text, at);
        return (line.Read(), line._findings);
    }

    private ExchangeRecord? Read()
    {
        using var kept = new MemoryStream();
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { MaxDepth = Deepest });
        try
        {
            using (var writer = new Utf8JsonWriter(kept))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    Report(Messages.Formats.NoObject(_at.Row));
                    return null;
                }
                CopyMessage(ref reader, writer, ExchangeRecord.Descriptor, "", "");
                reader.Read();
            }
            return JsonParser.Default.Parse<ExchangeRecord>(Encoding.UTF8.GetString(kept.ToArray()));
        }
        catch (JsonException broken)
        {
            Report(Messages.Formats.NoJson(_at.Row, Position(broken.BytePositionInLine ?? 0)));
            return null;
        }
        catch (InvalidProtocolBufferException)
        {
            Report(Messages.Formats.NoObject(_at.Row));
            return null;
        }
    }

    /// <summary>Copies an object, from behind its brace to its closing brace.</summary>
    /// <param name="reader">At the opening brace.</param>
    /// <param name="writer">Takes what fits.</param>
    /// <param name="message">What it is.</param>
    /// <param name="path">Path of the field, in the contract's spelling, with a dot at the end.</param>
    /// <param name="shown">The same in the spelling of JSON.</param>
    private void CopyMessage(
        ref Utf8JsonReader reader, Utf8JsonWriter writer, MessageDescriptor message, string path, string shown)
    {
        var seen = new HashSet<object>();
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, at) = (Text(ref reader), Position(reader.TokenStartIndex));
            var field = message.Fields.InDeclarationOrder()
                .FirstOrDefault(field => field.JsonName == name || field.Name == name);
            reader.Read();
            if (field is null)
            {
                var nearest = VietnameseText.Nearest(
                    name, message.Fields.InDeclarationOrder().Select(known => known.JsonName));
                Report(Messages.Formats.UnknownMember(_at.Row, at, shown + name, nearest), path,
                    ImportRules.UnknownMember);
                reader.Skip();
            }
            else if (!seen.Add(field))
            {
                Report(Messages.Formats.MemberTwice(_at.Row, at, shown + name), path + field.Name);
                reader.Skip();
            }
            else if (reader.TokenType == JsonTokenType.Null) reader.Skip();
            else if (field.RealContainingOneof is { } choice && !seen.Add(choice))
            {
                Report(Messages.Formats.TwoBodies(_at.Row, at, choice.Fields.Select(one => one.JsonName)));
                reader.Skip();
            }
            else CopyField(ref reader, writer, field, path + field.Name, shown + name);
        }
        writer.WriteEndObject();
    }

    private void CopyField(
        ref Utf8JsonReader reader, Utf8JsonWriter writer, FieldDescriptor field, string path, string shown)
    {
        if (!field.IsRepeated)
        {
            CopyValue(ref reader, writer, field, field.JsonName, path, shown);
            return;
        }
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Mismatch(ref reader, Messages.Formats.AList, path, shown);
            return;
        }
        writer.WriteStartArray(field.JsonName);
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var index = string.Create(CultureInfo.InvariantCulture, $"[{i}]");
            CopyValue(ref reader, writer, field, null, path + index, shown + index);
        }
        writer.WriteEndArray();
    }

    private void CopyValue(
        ref Utf8JsonReader reader, Utf8JsonWriter writer, FieldDescriptor field, string? name, string path,
        string shown)
    {
        if (!Fits(ref reader, field))
        {
            Mismatch(ref reader, Messages.Formats.Expected(field), path, shown);
            return;
        }
        if (name is not null) writer.WritePropertyName(name);
        if (field.FieldType == FieldType.Message)
            CopyMessage(ref reader, writer, field.MessageType, path + ".", shown + ".");
        else if (reader.TokenType == JsonTokenType.String) writer.WriteStringValue(reader.GetString());
        else writer.WriteRawValue(reader.ValueSpan);
    }

    private static bool Fits(ref Utf8JsonReader reader, FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => reader.TokenType == JsonTokenType.StartObject,
        FieldType.String => reader.TokenType == JsonTokenType.String && IsText(ref reader),
        FieldType.Bool => reader.TokenType is JsonTokenType.True or JsonTokenType.False,
        FieldType.Enum => reader.TokenType == JsonTokenType.String && IsText(ref reader)
            && field.EnumType.FindValueByName(reader.GetString()!) is not null,
        FieldType.Int32 => IsWhole(ref reader) is >= int.MinValue and <= int.MaxValue,
        FieldType.Int64 => IsWhole(ref reader) is not null,
        _ => false,
    };

    /// <summary>A whole number, or one in quotes, as protobuf writes those of 64 bits; null otherwise.</summary>
    private static long? IsWhole(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetInt64(out var number) ? number : null;
        return reader.TokenType == JsonTokenType.String && IsText(ref reader)
            && long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var quoted) ? quoted : null;
    }

    /// <summary>Half of a character, written as an escape, is no text.</summary>
    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Text(ref Utf8JsonReader reader) => IsText(ref reader) ? reader.GetString()! : "\uFFFD";

    private void Mismatch(ref Utf8JsonReader reader, Bilingual expected, string path, string shown)
    {
        Report(Messages.Formats.Mismatch(_at.Row, Position(reader.TokenStartIndex), shown, expected), path);
        reader.Skip();
    }

    private void Report(
        (Bilingual Message, Bilingual Cure) sentences, string path = "", string rule = ImportRules.BadLine) =>
        _findings.Add(ImportRules.Finding(rule, Severity.Error, _at, sentences) with
        {
            FieldPath = path.TrimEnd('.'),
        });

    /// <summary>Position of a byte as an editor counts: letters, from 1.</summary>
    private int Position(long index) =>
        1 + Encoding.UTF8.GetCharCount(_json, 0, (int)Math.Clamp(index, 0, _json.Length));
}
