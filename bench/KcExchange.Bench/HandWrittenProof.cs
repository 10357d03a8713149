using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Rules;
using KcExchange.V1;

namespace KcExchange.Bench;

/// <summary>
/// The loop by hand must check what the engine checks, or the ratio says nothing: every field of the record is spoilt
/// in every way that fits its type, and both must say whether something is wrong.
/// </summary>
internal static class HandWrittenProof
{
    private static readonly string[] Texts =
        ["", " x", "x ", "a\u0001", "de\u0302", "a\u200Bb", "#REF!", "0", "KHAC", "NHOM", "STOPPED", new('x', 1001)];

    private static readonly long[] Numbers = [-1, 0, 1, 1999, 60_000_000_000];

    private static readonly DateOnly[] Days = [new(2011, 5, 4), new(2019, 12, 31), new(2026, 12, 1), new(2031, 2, 3)];

    /// <summary>How many spoilt records both judged alike.</summary>
    /// <exception cref="InvalidOperationException">They disagree on one.</exception>
    public static int Run(ExchangeRecord record, HandWrittenProject byHand, RuleContext context)
    {
        var judgement = new Judgement();
        var (judged, wrong) = (0, 0);
        foreach (var (name, spoilt) in Spoilt(record))
        {
            RuleSet.Default.JudgeRecord(judgement, spoilt, RecordKinds.Project, "", context);
            var count = byHand.Wrong(spoilt);
            if (judgement.Findings.Count > 0 != count > 0)
                throw new InvalidOperationException($"{name}: the engine has {judgement.Findings.Count} findings "
                    + $"({string.Join(", ", judgement.Findings.Select(f => f.Rule.Id))}), the loop by hand {count}.");
            judged++;
            if (count > 0) wrong++;
        }
        return wrong > 200 ? judged : throw new InvalidOperationException($"Only {wrong} of {judged} were spoilt.");
    }

    private static IEnumerable<(string Name, ExchangeRecord Record)> Spoilt(ExchangeRecord record)
    {
        foreach (var path in Messages(record))
            foreach (var field in path(record).Descriptor.Fields.InFieldNumberOrder())
            {
                if (FieldCatalogue.Info(field) is null) continue;
                foreach (var value in Values(field))
                {
                    var copy = record.Clone();
                    var message = path(copy);
                    if (field.IsRepeated && field.FieldType == FieldType.String)
                        ((RepeatedField<string>)field.Accessor.GetValue(message))[0] = (string)value!;
                    else if (value is null) field.Accessor.Clear(message);
                    else field.Accessor.SetValue(message, value);
                    yield return ($"{field.FullName} = {value}", copy);
                }
            }
    }

    private static IEnumerable<Func<ExchangeRecord, IMessage>> Messages(ExchangeRecord record)
    {
        yield return one => one;
        yield return one => one.Project;
        if (record.Project.Beneficiaries.Count > 0) yield return one => one.Project.Beneficiaries[^1];
        if (record.Project.LifeCycleSteps.Count > 0) yield return one => one.Project.LifeCycleSteps[^1];
        if (record.Project.Adjustments.Count > 0) yield return one => one.Project.Adjustments[^1];
        if (record.Project.Results.Count > 0) yield return one => one.Project.Results[^1];
    }

    private static IEnumerable<object?> Values(FieldDescriptor field) => (field.FieldType, field.IsRepeated) switch
    {
        (FieldType.String, true) => Texts,
        (FieldType.String, _) => [.. Texts, null],
        (FieldType.Int32, _) => [.. Numbers.Select(number => (object)(int)Math.Min(number, int.MaxValue)), null],
        (FieldType.Int64, _) => [.. Numbers.Select(number => (object)number), null],
        (FieldType.Bool, _) => [true, null],
        (FieldType.Message, true) => [null],
        (FieldType.Message, _) =>
            [.. Days.Select(day => day.ToCivilDate()), new CivilDate { Year = 2026, Month = 2, Day = 30 }, null],
        _ => [],
    };
}
