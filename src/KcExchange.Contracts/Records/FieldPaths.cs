using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.V1;

namespace KcExchange.Contracts.Records;

/// <summary>
/// Paths of fields: "project.beneficiaries[2].tax_code" from the record, list elements by index from 0 as they were
/// sent.
/// </summary>
public static class FieldPaths
{
    /// <summary>Annotations are copied with every look; the key fields of a message never change.</summary>
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> KeyFields = new();

    /// <summary>Path of a field of a project's beneficiary.</summary>
    /// <param name="index">Index from 0.</param>
    /// <param name="field">Name of the field.</param>
    public static string OfBeneficiary(int index, string field) =>
        string.Create(CultureInfo.InvariantCulture, $"project.beneficiaries[{index}].{field}");

    /// <summary>The path with list elements named by their own key fields instead of their index.</summary>
    /// <param name="record">The record as sent.</param>
    /// <param name="path">Path with indexes.</param>
    public static string Named(ExchangeRecord record, string path)
    {
        if (!path.Contains('[', StringComparison.Ordinal)) return path;
        var parts = path.Split('.');
        object? at = record;
        for (var i = 0; i < parts.Length && at is not null; i++)
        {
            at = Step(at, parts[i]);
            if (parts[i].IndexOf('[', StringComparison.Ordinal) is var open and > 0 && at is IMessage entry)
            {
                var key = KeyText(entry);
                if (key.Replace("/", "", StringComparison.Ordinal).Length > 0) parts[i] = $"{parts[i][..open]}[{key}]";
            }
        }
        return string.Join('.', parts);
    }

    /// <summary>The path without indexes: "project.beneficiaries.tax_code".</summary>
    /// <param name="path">Path with indexes.</param>
    public static string WithoutIndexes(string path)
    {
        if (!path.Contains('[', StringComparison.Ordinal)) return path;
        return string.Join('.', path.Split('.').Select(part =>
            part.IndexOf('[', StringComparison.Ordinal) is var open and > 0 ? part[..open] : part));
    }

    /// <summary>The value at a path as text; empty where there is none.</summary>
    /// <param name="record">The record as sent.</param>
    /// <param name="path">Path with indexes.</param>
    public static string Value(ExchangeRecord record, string path)
    {
        if (path.Length == 0) return "";
        object? at = record;
        foreach (var part in path.Split('.'))
        {
            if (at is null) break;
            at = Step(at, part);
        }
        return at switch
        {
            null => "",
            string text => text,
            IMessage message => Convert.ToHexString(message.ToByteArray()),
            IList list => string.Join(',', list.Cast<object>().Select(item => item is IMessage entry
                ? Convert.ToHexString(entry.ToByteArray()) : Convert.ToString(item, CultureInfo.InvariantCulture))),
            _ => Convert.ToString(at, CultureInfo.InvariantCulture) ?? "",
        };
    }

    /// <summary>Values of an entry's key fields as text, in field order, joined by '/'.</summary>
    /// <param name="entry">An entry of a repeated field.</param>
    public static string KeyText(IMessage entry)
    {
        var fields = KeyFields.GetOrAdd(
            entry.Descriptor,
            static message => [.. message.Fields.InFieldNumberOrder()
                .Where(field => FieldCatalogue.Info(field)?.Key == true)]);
        if (fields.Length == 1) return Text(fields[0].Accessor.GetValue(entry));
        var values = new string[fields.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Text(fields[i].Accessor.GetValue(entry));
        return string.Join('/', values);
    }

    private static string Text(object? value) => value switch
    {
        string text => text,
        CivilDate date => date.ToText(),
        IMessage message => Convert.ToHexString(message.ToByteArray()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static object? Step(object at, string part)
    {
        var open = part.IndexOf('[', StringComparison.Ordinal);
        var name = open > 0 ? part[..open] : part;
        if (at is not IMessage message || message.Descriptor.FindFieldByName(name) is not { } field) return null;
        if (field.HasPresence && !field.Accessor.HasValue(message)) return null;
        var value = field.Accessor.GetValue(message);
        if (open <= 0) return value;
        return value is IList list
            && int.TryParse(part.AsSpan(open + 1).TrimEnd(']'), CultureInfo.InvariantCulture, out var index)
            && index >= 0 && index < list.Count ? list[index] : null;
    }
}
