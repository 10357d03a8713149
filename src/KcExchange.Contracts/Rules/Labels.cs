using System.Collections.Concurrent;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Records;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>Names of fields by their path, as the contract's annotations give them.</summary>
public static class Labels
{
    private static readonly ConcurrentDictionary<string, FieldInfo?> Known = new(StringComparer.Ordinal);

    /// <summary>
    /// The Vietnamese label of a field: the heading of its column in a workbook; the path where it has none.
    /// </summary>
    /// <param name="path">Path from the record, with or without indexes.</param>
    public static string Of(string path) => Find(path)?.LabelVi is { Length: > 0 } label ? label : path;

    /// <summary>What the contract says of the field at a path; null when there is no such field.</summary>
    /// <param name="path">Path from the record, with or without indexes.</param>
    public static FieldInfo? Find(string path) => Known.GetOrAdd(FieldPaths.WithoutIndexes(path), Search);

    /// <summary>The field at a path; null when there is none.</summary>
    /// <param name="path">Path from the record, with or without indexes.</param>
    public static FieldDescriptor? Field(string path)
    {
        var message = ExchangeRecord.Descriptor;
        FieldDescriptor? field = null;
        foreach (var name in FieldPaths.WithoutIndexes(path).Split('.'))
        {
            field = message?.FindFieldByName(name);
            message = field is { FieldType: FieldType.Message } ? field.MessageType : null;
            if (field is null) return null;
        }
        return field;
    }

    private static FieldInfo? Search(string path) => Field(path) is { } field ? FieldCatalogue.Info(field) : null;
}
