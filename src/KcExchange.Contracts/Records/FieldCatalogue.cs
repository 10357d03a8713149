using Google.Protobuf.Reflection;
using KcExchange.V1;

namespace KcExchange.Contracts.Records;

/// <summary>Reads the contract's own annotations (protos/kcexchange/v1/field_options.proto).</summary>
public static class FieldCatalogue
{
    /// <summary>What the contract says of a field; null when it says nothing.</summary>
    /// <param name="field">A field of a record's message.</param>
    public static FieldInfo? Info(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldOptionsExtensions.Field);

    /// <summary>What the contract says of a message that is a table; null when it is none.</summary>
    /// <param name="message">A record's body or an entry of its lists.</param>
    public static TableInfo? Table(MessageDescriptor message) =>
        message.GetOptions()?.GetExtension(FieldOptionsExtensions.Table);

    /// <summary>Names of the code lists with which fields of the contract are read.</summary>
    public static IReadOnlySet<string> CodeLists { get; } = CodeListsOf(ExchangeRecord.Descriptor)
        .Where(list => list.Length > 0).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> CodeListsOf(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().SelectMany(field => field.FieldType == FieldType.Message
            ? CodeListsOf(field.MessageType)
            : [Info(field)?.CodeList ?? ""]);
}
