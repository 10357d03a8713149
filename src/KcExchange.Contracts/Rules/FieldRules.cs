using Google.Protobuf.Reflection;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// What the contract's annotations state (required, length, pattern, code list, minimum) and what holds of every text
/// and
/// date, compiled once at start into checks over typed accessors: a valid record costs no allocation.
/// Which rule is broken is said by the kind's <see cref="FieldRuleIds"/>, else by a general KC-SYS rule.
/// </summary>
public static class FieldRules
{
    /// <summary>A text is not composed, or damaged.</summary>
    public const string NotComposed = "KC-GEN-001";

    /// <summary>A date is no day of the calendar.</summary>
    public const string NoDay = "KC-GEN-002";

    /// <summary>A text holds control characters, an Excel error or outer blanks.</summary>
    public const string BadText = "KC-GEN-003";

    /// <summary>The report period is malformed.</summary>
    public const string Period = "KC-GEN-011";

    /// <summary>A text is longer than its field allows.</summary>
    public const string TooLong = "KC-SYS-004";

    /// <summary>A text does not have its field's form.</summary>
    public const string WrongForm = "KC-SYS-005";

    /// <summary>A number is below its field's minimum.</summary>
    public const string BelowMinimum = "KC-SYS-006";

    /// <summary>A code is not in its field's list.</summary>
    public const string NotInList = "KC-SYS-007";

    private static readonly Dictionary<RecordKind, FieldCheck<ExchangeRecord>[]> Checks =
        RecordKinds.All.ToDictionary(kind => kind.Kind, Compile);

    /// <summary>Checks every field of the judgement's record.</summary>
    /// <param name="judgement">The record under judgement; takes the findings.</param>
    /// <param name="rules">The rules in force.</param>
    public static void Check(Judgement judgement, RuleSet rules)
    {
        var record = judgement.Record;
        var run = new FieldRun(judgement, rules, judgement.Kind.ListDate(record, judgement.ReferenceDate));
        foreach (var check in Checks[judgement.Kind.Kind]) check.Check(record, -1, run);
    }

    private static FieldCheck<ExchangeRecord>[] Compile(KindDefinition kind)
    {
        var body = ExchangeRecord.Descriptor.FindFieldByName(kind.Name);
        return
        [
            .. Compile(kind, ExchangeRecord.Descriptor, "")
                .Append(FieldCheck.OfBody(body, Compile(kind, kind.Descriptor, kind.Name + ".")))
                .Cast<FieldCheck<ExchangeRecord>>(),
        ];
    }

    private static FieldCheck[] Compile(KindDefinition kind, MessageDescriptor message, string prefix)
    {
        List<FieldCheck> checks = [];
        foreach (var field in message.Fields.InFieldNumberOrder())
        {
            if (FieldCatalogue.Info(field) is not { } info) continue;
            var template = prefix + field.Name;
            FieldCheck[] entries = [];
            if (field is { IsRepeated: true, FieldType: FieldType.Message })
            {
                if (prefix.Contains("[]", StringComparison.Ordinal))
                    throw new NotSupportedException($"{field.FullName}: a list inside a list's entry has no path yet.");
                entries = Compile(kind, field.MessageType, template + "[].");
            }
            checks.Add(FieldCheck.Of(new FieldSite(kind, field, info, template), entries));
        }
        return [.. checks];
    }
}

/// <summary>What every field check of one record shares.</summary>
/// <param name="Judgement">Takes the findings.</param>
/// <param name="Rules">The rules in force.</param>
/// <param name="ListDate">The day on which the record's code lists are read.</param>
internal readonly record struct FieldRun(Judgement Judgement, RuleSet Rules, DateOnly ListDate)
{
    public ReferenceData Reference => Judgement.Context.Reference;
}
