using Google.Protobuf.Reflection;
using KcExchange.V1;

namespace KcExchange.Tests.Tidy;

/// <summary>Habits of the contract that buf cannot know.</summary>
public sealed class ContractTests
{
    /// <summary>Fields of the envelope that no clerk fills in: they need no label.</summary>
    private static readonly string[] Unlabelled = ["operation", "replaces_sequence"];

    public static TheoryData<string> RecordMessages => [.. Records().Select(message => message.Name)];

    [Theory]
    [MemberData(nameof(RecordMessages))]
    public void Every_field_of_a_record_has_labels_that_no_other_has(string name)
    {
        var message = Records().Single(message => message.Name == name);
        var fields = message.Fields.InDeclarationOrder()
            .Where(field => field.RealContainingOneof is null
                && !(message.Name == "ExchangeRecord" && Unlabelled.Contains(field.Name)))
            .ToList();
        Assert.All(fields, field => Assert.True(
            Info(field) is { LabelVi.Length: > 0, LabelEn.Length: > 0 }, $"{field.FullName} has no labels."));
        Assert.Equal(fields.Count,
            fields.Select(field => Info(field)!.LabelVi).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(fields.Count,
            fields.Select(field => Info(field)!.LabelEn).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [MemberData(nameof(RecordMessages))]
    public void Money_is_whole_dong_in_64_bits(string name)
    {
        foreach (var field in Records().Single(message => message.Name == name).Fields.InDeclarationOrder())
        {
            var named = field.Name.EndsWith("_vnd", StringComparison.Ordinal)
                || field.Name.EndsWith("_amount", StringComparison.Ordinal);
            var money = Info(field)?.Unit == "đồng";
            Assert.True(!named || money, $"{field.FullName} is named as money but its unit is not đồng.");
            Assert.True(
                !money || (field.FieldType == FieldType.Int64 && Info(field)!.Decimals == 0),
                $"{field.FullName} is not int64.");
        }
    }

    [Fact]
    public void The_contract_has_neither_floating_point_nor_maps()
    {
        var fields = Contract.Messages().SelectMany(message => message.Fields.InDeclarationOrder()).ToList();
        Assert.NotEmpty(fields);
        Assert.DoesNotContain(fields, field => field.IsMap || field.FieldType is FieldType.Double or FieldType.Float);
    }

    /// <summary>"Not reported" is never 0: a number that a clerk gives must tell that it was given.</summary>
    [Theory]
    [MemberData(nameof(RecordMessages))]
    public void Numbers_of_a_record_body_know_whether_they_were_given(string name)
    {
        if (name == nameof(ExchangeRecord)) return;
        Assert.All(
            Records().Single(message => message.Name == name).Fields.InDeclarationOrder()
                .Where(field => !field.IsRepeated && field.FieldType is FieldType.Int32 or FieldType.Int64),
            field => Assert.True(field.HasPresence, $"{field.FullName} is not optional."));
    }

    /// <summary>The envelope, its bodies and their child lists.</summary>
    private static IEnumerable<MessageDescriptor> Records()
    {
        var found = new List<MessageDescriptor> { ExchangeRecord.Descriptor };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(found[i].Fields.InDeclarationOrder()
                .Where(field => field.FieldType == FieldType.Message).Select(field => field.MessageType)
                .Where(message => message != CivilDate.Descriptor && !found.Contains(message)).Distinct());
        return found;
    }

    private static FieldInfo? Info(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldOptionsExtensions.Field);
}

/// <summary>Everything that the protos declare.</summary>
internal static class Contract
{
    /// <summary>The files of the contract, found from the generated code: a new file needs no line here.</summary>
    public static IReadOnlyList<FileDescriptor> Files { get; } =
        [.. typeof(ExchangeRecord).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ExchangeRecord).Namespace
                && type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!)];

    public static IEnumerable<MessageDescriptor> Messages() =>
        Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested);

    public static IEnumerable<MethodDescriptor> Rpcs() =>
        Files.SelectMany(file => file.Services).SelectMany(service => service.Methods);

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
