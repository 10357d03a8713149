using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Tidy;

/// <summary>The annotations and the documents that name fields.</summary>
public partial class RuleFieldsTests
{
    private static readonly string[] Rows =
        File.ReadAllLines(System.IO.Path.Combine(Corpus.Folder, "..", "..", "docs", "RULE_FIELDS.md"));

    [Fact]
    public void Every_path_of_the_table_rule_to_fields_exists_in_the_contract()
    {
        var paths = Rows.Where(row => row.StartsWith("| KC-", StringComparison.Ordinal))
            .SelectMany(row =>
                Path().Matches(row.Split('|')[3] + row.Split('|')[4]).Select(match => match.Groups[1].Value));
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Labels.Field(path) is not null, path));
    }

    [Fact]
    public void Every_rule_has_its_line_in_the_table_rule_to_fields()
    {
        var lines = Rows.Select(row => Id().Match(row)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(lines.Distinct().Order(), lines.Order());
        Assert.Empty(RuleCatalogue.ById.Keys.Except(lines));
    }

    [Fact]
    public void Every_code_list_that_a_field_names_exists()
    {
        Assert.All(Fields().Select(field => FieldCatalogue.Info(field)!.CodeList).Where(list => list.Length > 0),
            list => Assert.Contains(list, ReferenceData.Embedded.Lists));
    }

    [Fact]
    public void Every_field_of_a_record_has_its_labels_and_what_a_pattern_means()
    {
        Assert.All(Fields(), field =>
        {
            var info = FieldCatalogue.Info(field)!;
            Assert.False(string.IsNullOrEmpty(info.LabelVi) || string.IsNullOrEmpty(info.LabelEn), field.FullName);
            if (info.Pattern.Length > 0)
                Assert.False(info.PatternVi.Length == 0 || info.PatternEn.Length == 0, field.FullName);
        });
    }

    [Fact]
    public void Records_have_no_maps_and_lists_only_of_texts_and_messages()
    {
        Assert.All(Fields().Where(field => field.IsRepeated), field =>
        {
            Assert.False(field.IsMap, field.FullName);
            Assert.Contains(field.FieldType, new[] { FieldType.String, FieldType.Message });
        });
    }

    private static IEnumerable<FieldDescriptor> Fields() =>
        RecordKinds.All.SelectMany(kind => Fields(kind.Descriptor))
            .Concat(ExchangeRecord.Descriptor.Fields.InDeclarationOrder()
                .Where(field => FieldCatalogue.Info(field) is not null));

    private static IEnumerable<FieldDescriptor> Fields(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().SelectMany(field =>
            field is { IsRepeated: true, FieldType: FieldType.Message }
            ? Fields(field.MessageType).Prepend(field)
            : [field]);

    [GeneratedRegex("`([a-z_.]+)`")]
    private static partial Regex Path();

    [GeneratedRegex(@"^\| (KC-[A-Z]{3}-[0-9]{3}) \|")]
    private static partial Regex Id();
}
