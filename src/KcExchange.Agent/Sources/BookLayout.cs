using Google.Protobuf.Reflection;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Agent.Sources;

/// <summary>What a column is for.</summary>
internal enum ColumnRole
{
    /// <summary>
    /// A field of the envelope that may differ from row to row; empty = as in the common information.
    /// </summary>
    Envelope,

    /// <summary>Child sheets: a key field of the record that the row belongs to.</summary>
    Parent,

    /// <summary>A field of the sheet's own message.</summary>
    Own,
}

/// <summary>A column that the contract knows.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Field">The field it fills.</param>
/// <param name="Info">What the contract says of the field.</param>
/// <param name="Path">Path of the field: from the record, in child sheets (role Own) from the list's entry.</param>
internal sealed record ColumnLayout(ColumnRole Role, FieldDescriptor Field, FieldInfo Info, string Path)
{
    /// <summary>The label without tones and case: what headings are compared with.</summary>
    public string Folded { get; } = VietnameseText.Fold(Info.LabelVi);

    /// <summary>The column holds money, in the workbook's unit.</summary>
    public bool IsMoney => Info.Unit == MoneyUnit.Dong.Name;

    /// <summary>The column holds days.</summary>
    public bool IsDate => Field.FieldType == FieldType.Message;

    /// <summary>The column holds numbers.</summary>
    public bool IsNumber => Field.FieldType is FieldType.Int32 or FieldType.Int64;

    /// <summary>The column says which record a row is, or which one it belongs to.</summary>
    public bool IsKey => Role != ColumnRole.Envelope && Info.Key;

    /// <summary>
    /// A text may be the column's key; "Người lập biểu" is no code, although it stands where codes do.
    /// </summary>
    /// <param name="text">Text, not blank.</param>
    /// <param name="reference">Code lists.</param>
    public bool MayBeKey(string text, ReferenceData reference) => IsKey && (Info.CodeList.Length > 0
        ? reference.List(Info.CodeList).Entries.Any(entry => entry.Code == CodeText.Split(text).Code)
        : (Info.Pattern.Length == 0 && Field.FieldType == FieldType.String) || text.Any(char.IsAsciiDigit));

    /// <summary>A cell of the column must be filled, in rows that are.</summary>
    public bool IsRequired => Role == ColumnRole.Own && Info.Required;
}

/// <summary>A sheet that the contract knows: the records of one kind, or the entries of one of their lists.</summary>
/// <param name="Kind">Kind of the records.</param>
/// <param name="List">The list whose entries are the rows; null = the rows are the records themselves.</param>
/// <param name="Name">Name of the sheet.</param>
/// <param name="Columns">Columns in template order.</param>
internal sealed record SheetLayout(
    KindDefinition Kind, FieldDescriptor? List, string Name, IReadOnlyList<ColumnLayout> Columns)
{
    /// <summary>Path of the list from the record; empty on a record sheet.</summary>
    public string ListPath => List is null ? "" : $"{Kind.Name}.{List.Name}";

    /// <summary>
    /// Columns that are understood: a record may give any field of its envelope itself, also those that the template
    /// asks for once. A table without a sheet of common information has no other place for them.
    /// </summary>
    public IReadOnlyList<ColumnLayout> Readable { get; } = List is not null ? Columns
        : [.. Columns, .. BookLayout.Common.Where(field => Columns.All(column => column.Path != field.Path))];
}

/// <summary>The workbook as the contract describes it: a new field or kind is here without a line of code.</summary>
internal static class BookLayout
{
    /// <summary>
    /// Envelope fields that get a column of their own: history of merged provinces needs them row by row.
    /// </summary>
    private static readonly string[] PerRow =
        ["province_code", "province_name", "district_text", "reference_date", "report_period"];

    /// <summary>Envelope fields that make sense for single rows only.</summary>
    private static readonly string[] RowOnly = ["province_name", "district_text"];

    /// <summary>
    /// Envelope fields that the sheet of common information may give; the agent gives the version itself.
    /// </summary>
    public static IReadOnlyList<ColumnLayout> Common { get; } =
        [.. EnvelopeFields().Where(column => column.Field.Name != "source_version")];

    /// <summary>Those of them that the template asks for.</summary>
    public static IReadOnlyList<ColumnLayout> CommonAsked { get; } =
        [.. Common.Where(column => !RowOnly.Contains(column.Field.Name))];

    /// <summary>Record sheets in the order of the kinds, then the sheets of their lists.</summary>
    public static IReadOnlyList<SheetLayout> Sheets { get; } =
    [
        .. RecordKinds.All.Select(RecordSheet),
        .. RecordKinds.All.SelectMany(kind => Lists(kind.Descriptor).Select(list => ListSheet(kind, list))),
    ];

    private static IEnumerable<ColumnLayout> EnvelopeFields() =>
        ExchangeRecord.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => FieldCatalogue.Info(field) is not null)
            .Select(field => new ColumnLayout(ColumnRole.Envelope, field, FieldCatalogue.Info(field)!, field.Name));

    private static SheetLayout RecordSheet(KindDefinition kind) => new(
        kind, null, FieldCatalogue.Table(kind.Descriptor)!.LabelVi,
        [.. EnvelopeFields().Where(column => PerRow.Contains(column.Field.Name)),
            .. Cells(kind.Descriptor).Select(field =>
                new ColumnLayout(ColumnRole.Own, field, FieldCatalogue.Info(field)!, $"{kind.Name}.{field.Name}"))]);

    private static SheetLayout ListSheet(KindDefinition kind, FieldDescriptor list) => new(
        kind, list, FieldCatalogue.Table(list.MessageType)!.LabelVi,
        [.. EnvelopeFields().Where(column => column.Field.Name == "report_period")
                .Select(column => column with { Role = ColumnRole.Parent }),
            .. ParentKey(kind),
            .. Cells(list.MessageType).Select(field =>
                new ColumnLayout(ColumnRole.Own, field, FieldCatalogue.Info(field)!, field.Name))]);

    /// <summary>Key fields of a kind, codes with a form of their own first: they say most.</summary>
    private static IEnumerable<ColumnLayout> ParentKey(KindDefinition kind) =>
        Cells(kind.Descriptor)
            .Where(field => FieldCatalogue.Info(field)!.Key)
            .OrderBy(field => FieldCatalogue.Info(field)!.Pattern.Length == 0)
            .Select(field =>
                new ColumnLayout(ColumnRole.Parent, field, FieldCatalogue.Info(field)!, $"{kind.Name}.{field.Name}"));

    private static IEnumerable<FieldDescriptor> Cells(MessageDescriptor message) =>
        message.Fields.InFieldNumberOrder().Where(field => FieldCatalogue.Info(field) is not null && !IsList(field));

    private static IEnumerable<FieldDescriptor> Lists(MessageDescriptor message) =>
        message.Fields.InFieldNumberOrder().Where(IsList);

    private static bool IsList(FieldDescriptor field) => field.IsRepeated && field.FieldType == FieldType.Message;
}
