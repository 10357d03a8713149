using System.Collections;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Contracts.Rules;
using KcExchange.Tests.Support;
using KcExchange.V1;

namespace KcExchange.Tests.Rules;

/// <summary>
/// Does to a record what a finding asks for, from the finding alone and the field that it names: takes the proposed
/// code, keeps to the limit, writes the sum, composes the text, or puts the right value of a right record there.
/// </summary>
internal static class Mending
{
    private static readonly string[] Amounts = ["limit", "sum", "minimum", "expected", "before"];

    /// <summary>Ways to mend a finding, nearest to its own words first; each changes a record of its own.</summary>
    public static IEnumerable<ExchangeRecord> Ways(ExchangeRecord record, RuleFinding finding)
    {
        var values = finding.Parameters.ToDictionary(value => value.Name, value => value.Value);
        foreach (var name in new[] { "nearest", "successor", "expected" })
            if (values.TryGetValue(name, out var label)) yield return With(record, finding, _ => Code(label));
        foreach (var name in Amounts)
            if (values.TryGetValue(name, out var text) && TryNumber(text, out var number))
                yield return With(record, finding, old => old is int ? (int)number : old is long ? number : null);
        if (values.TryGetValue("limit", out var length) && TryNumber(length, out var most))
            yield return With(
                record, finding, old => old is string text ? text[..(int)Math.Min(most, text.Length)] : null);
        foreach (var text in values.Values)
            if (DateOnly.TryParseExact(text, "dd/MM/yyyy", out var day))
                yield return With(record, finding, _ => day.ToCivilDate());
        if (record.Project is not null && values.TryGetValue("kind", out var kind)
            && values.TryGetValue("expected", out var authority))
            yield return Adjusted(record, kind, authority);
        yield return With(record, finding, old => old is string text ? Readable(text) : null);
        var right = Right(record);
        yield return With(record, finding, _ => At(right, finding.FieldPath, set: null));
        yield return With(record, finding, _ => Plausible(finding.FieldPath));
        // What is one too many.
        var cleared = record.Clone();
        if (TryClear(cleared, finding.FieldPath)) yield return cleared;
    }

    /// <summary>The change declared as the finding says: kind, document, day, and who may decide it.</summary>
    private static ExchangeRecord Adjusted(ExchangeRecord record, string kind, string authority)
    {
        var mended = record.Clone();
        mended.Project.Adjustments.Add(new Adjustment
        {
            Kind = Code(kind),
            DocumentNo = "12/QĐ-SCT",
            Date = Engine.Today.ToCivilDate(),
            Authority = Code(authority.Split("; ")[^1]),
        });
        return mended;
    }

    /// <summary>A value for a field that no right record of the corpus gives.</summary>
    private static object? Plausible(string path) => Labels.Field(path) switch
    {
        { FieldType: FieldType.String } field => FieldCatalogue.Info(field)!.CodeList is { Length: > 0 } list
            ? ReferenceData.Embedded.Codes(list, Engine.Today)[0].Code : "12/QĐ-UBND",
        { FieldType: FieldType.Int32 } => 9_000,
        { FieldType: FieldType.Message } => Engine.Today.ToCivilDate(),
        _ => null,
    };

    private static string Code(string label) => label.Split(" (")[0];

    /// <summary>The right record that the corpus' case began as.</summary>
    private static ExchangeRecord Right(ExchangeRecord record) => Corpus.Base(RecordKinds.Of(record)!.Name);

    private static ExchangeRecord With(ExchangeRecord record, RuleFinding finding, Func<object?, object?> value)
    {
        var mended = record.Clone();
        var old = At(mended, finding.FieldPath, set: null);
        if (value(old) is { } right) At(mended, finding.FieldPath, right);
        return mended;
    }

    private static string Readable(string text) => new(
        [.. text.Normalize(NormalizationForm.FormC)
            .Where(c => !char.IsControl(c) && c is not ('\uFFFD' or '\uFEFF' or '\u200B' or '\uFFFE' or '\uFFFF'))
            .ToArray().AsSpan().Trim().ToArray()]);

    private static bool TryNumber(string text, out long number) => long.TryParse(
        text.Split(' ')[0].TrimEnd('%').Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture,
        out number);

    private static bool TryClear(ExchangeRecord record, string path)
    {
        var (owner, field, index) = Find(record, path);
        if (owner is null || field is null) return false;
        if (index < 0) field.Accessor.Clear(owner);
        else ((IList)field.Accessor.GetValue(owner)).RemoveAt(index);
        return true;
    }

    /// <summary>Reads the value at a path, and sets it where one is given and of the field's type.</summary>
    private static object? At(ExchangeRecord record, string path, object? set)
    {
        var (owner, field, index) = Find(record, path);
        if (owner is null || field is null) return null;
        var value = field.Accessor.GetValue(owner);
        if (index >= 0)
        {
            var list = (IList)value;
            if (index >= list.Count) return null;
            if (set is not null && set.GetType() == list[index]!.GetType()) list[index] = set;
            return list[index];
        }
        if (field.IsRepeated)
        {
            if (set is not IList right) return value;
            var into = (IList)value;
            into.Clear();
            foreach (var entry in right) into.Add(entry);
            return value;
        }
        var takes = field.FieldType switch
        {
            FieldType.String => set is string,
            FieldType.Int32 => set is int,
            FieldType.Int64 => set is long,
            FieldType.Bool => set is bool,
            FieldType.Message => set is IMessage message && message.Descriptor == field.MessageType,
            _ => false,
        };
        if (takes) field.Accessor.SetValue(owner, set);
        return field.Accessor.GetValue(owner);
    }

    private static (IMessage? Owner, FieldDescriptor? Field, int Index) Find(ExchangeRecord record, string path)
    {
        IMessage? owner = record;
        var parts = path.Split('.');
        for (var i = 0; ; i++)
        {
            var open = parts[i].IndexOf('[', StringComparison.Ordinal);
            var index = open < 0 ? -1 : int.Parse(parts[i][(open + 1)..^1], CultureInfo.InvariantCulture);
            var field = owner?.Descriptor.FindFieldByName(open < 0 ? parts[i] : parts[i][..open]);
            if (field is null || i == parts.Length - 1) return (owner, field, index);
            var value = field.Accessor.GetValue(owner!);
            owner = (index < 0 ? value : ((IList)value) is var list && index < list.Count ? list[index] : null)
                as IMessage;
        }
    }
}
