using System.Numerics;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// The compiled check of one field. Typed accessors: no boxing, no casting, no reflection once made.
/// </summary>
internal abstract class FieldCheck
{
    /// <summary>The check that fits a field's type.</summary>
    /// <param name="site">Field.</param>
    /// <param name="entries">Checks of a list's entries; empty when the field is no list of messages.</param>
    public static FieldCheck Of(FieldSite site, FieldCheck[] entries)
    {
        var field = site.Field;
        var owner = field.ContainingType.ClrType;
        var type = (field.FieldType, field.IsRepeated) switch
        {
            (FieldType.String, false) => typeof(TextCheck<>).MakeGenericType(owner),
            (FieldType.String, true) => typeof(TextListCheck<>).MakeGenericType(owner),
            (FieldType.Int32, false) => typeof(NumberCheck<,>).MakeGenericType(owner, typeof(int)),
            (FieldType.Int64, false) => typeof(NumberCheck<,>).MakeGenericType(owner, typeof(long)),
            (FieldType.Bool, false) => typeof(PresenceCheck<>).MakeGenericType(owner),
            (FieldType.Message, false) when field.MessageType == CivilDate.Descriptor =>
                typeof(DateCheck<>).MakeGenericType(owner),
            (FieldType.Message, true) => typeof(EntriesCheck<,>).MakeGenericType(owner, field.MessageType.ClrType),
            _ => throw new NotSupportedException($"{field.FullName}: no rule knows fields of this type."),
        };
        object[] arguments = entries.Length > 0 ? [site, entries] : [site];
        return (FieldCheck)Activator.CreateInstance(type, arguments)!;
    }

    /// <summary>The checks of a record's body.</summary>
    /// <param name="body">Field of the oneof.</param>
    /// <param name="checks">Checks of the body's fields.</param>
    public static FieldCheck OfBody(FieldDescriptor body, FieldCheck[] checks) =>
        (FieldCheck)Activator.CreateInstance(
            typeof(BodyCheck<>).MakeGenericType(body.MessageType.ClrType), body, checks)!;

    /// <summary>A typed getter of a field's property.</summary>
    protected static Func<TMessage, TValue> Getter<TMessage, TValue>(FieldDescriptor field, string prefix = "") =>
        typeof(TMessage).GetProperty(prefix + field.PropertyName, BindingFlags.Public | BindingFlags.Instance)!
            .GetMethod!.CreateDelegate<Func<TMessage, TValue>>();
}

/// <summary>The check of a field of one type of message.</summary>
internal abstract class FieldCheck<TMessage> : FieldCheck
    where TMessage : IMessage
{
    /// <summary>Checks the field of a message.</summary>
    /// <param name="message">Message that has the field.</param>
    /// <param name="index">Place of the message in its list; -1 when it is in none.</param>
    /// <param name="run">What the checks of a record share.</param>
    public abstract void Check(TMessage message, int index, in FieldRun run);
}

/// <summary>A record's body: the checks of its fields.</summary>
internal sealed class BodyCheck<TBody>(FieldDescriptor body, FieldCheck[] checks) : FieldCheck<ExchangeRecord>
    where TBody : IMessage
{
    private readonly Func<ExchangeRecord, TBody> _get = Getter<ExchangeRecord, TBody>(body);
    private readonly FieldCheck<TBody>[] _checks = [.. checks.Cast<FieldCheck<TBody>>()];

    public override void Check(ExchangeRecord message, int index, in FieldRun run)
    {
        var fields = _get(message);
        foreach (var check in _checks) check.Check(fields, -1, run);
    }
}

/// <summary>A text.</summary>
internal sealed class TextCheck<TMessage>(FieldSite site) : FieldCheck<TMessage>
    where TMessage : IMessage
{
    private readonly Func<TMessage, string> _get = Getter<TMessage, string>(site.Field);
    private readonly TextLimits _limits = new(site);

    public override void Check(TMessage message, int index, in FieldRun run)
    {
        var text = _get(message);
        if (text.Length > 0) _limits.Check(text, index, run);
        else if (site.Required) site.Missing(run, index);
    }
}

/// <summary>A list of texts.</summary>
internal sealed class TextListCheck<TMessage>(FieldSite site) : FieldCheck<TMessage>
    where TMessage : IMessage
{
    private readonly Func<TMessage, RepeatedField<string>> _get = Getter<TMessage, RepeatedField<string>>(site.Field);
    private readonly TextLimits _limits = new(site);

    public override void Check(TMessage message, int index, in FieldRun run)
    {
        var list = _get(message);
        if (list.Count == 0 && site.Required) site.Missing(run, -1);
        for (var i = 0; i < list.Count; i++) _limits.Check(list[i], i, run);
    }
}

/// <summary>A whole number; int64 without presence counts 0 as missing.</summary>
internal sealed class NumberCheck<TMessage, TNumber>(FieldSite site) : FieldCheck<TMessage>
    where TMessage : IMessage
    where TNumber : struct, IBinaryInteger<TNumber>
{
    private readonly Func<TMessage, TNumber> _get = Getter<TMessage, TNumber>(site.Field);
    private readonly Func<TMessage, bool>? _has =
        site.Field.HasPresence ? Getter<TMessage, bool>(site.Field, "Has") : null;

    private readonly long _minimum = site.Minimum ?? long.MinValue;

    public override void Check(TMessage message, int index, in FieldRun run)
    {
        var value = _get(message);
        if (_has is null ? TNumber.IsZero(value) : !_has(message))
        {
            if (site.Required) site.Missing(run, index);
        }
        else if (long.CreateTruncating(value) is var number && number < _minimum)
        {
            site.BelowMinimum(run, index, number);
        }
    }
}

/// <summary>A yes or no: only whether it was given.</summary>
internal sealed class PresenceCheck<TMessage>(FieldSite site) : FieldCheck<TMessage>
    where TMessage : IMessage
{
    private readonly Func<TMessage, bool>? _has =
        site.Field.HasPresence ? Getter<TMessage, bool>(site.Field, "Has") : null;

    public override void Check(TMessage message, int index, in FieldRun run)
    {
        if (site.Required && _has is not null && !_has(message)) site.Missing(run, index);
    }
}

/// <summary>A civil date.</summary>
internal sealed class DateCheck<TMessage>(FieldSite site) : FieldCheck<TMessage>
    where TMessage : IMessage
{
    private readonly Func<TMessage, CivilDate?> _get = Getter<TMessage, CivilDate?>(site.Field);

    public override void Check(TMessage message, int index, in FieldRun run)
    {
        if (_get(message) is not { } date)
        {
            if (site.Required) site.Missing(run, index);
        }
        else if (!date.TryToDateOnly(out _))
        {
            site.NoDay(run, index, date);
        }
    }
}

/// <summary>A list of messages: the checks of its fields on every entry.</summary>
internal sealed class EntriesCheck<TMessage, TEntry>(FieldSite site, FieldCheck[] checks) : FieldCheck<TMessage>
    where TMessage : IMessage
    where TEntry : IMessage
{
    private readonly Func<TMessage, RepeatedField<TEntry>> _get = Getter<TMessage, RepeatedField<TEntry>>(site.Field);
    private readonly FieldCheck<TEntry>[] _checks = [.. checks.Cast<FieldCheck<TEntry>>()];

    public override void Check(TMessage message, int index, in FieldRun run)
    {
        var list = _get(message);
        if (list.Count == 0 && site.Required) site.Missing(run, -1);
        for (var i = 0; i < list.Count; i++)
        {
            var entry = list[i];
            foreach (var check in _checks) check.Check(entry, i, run);
        }
    }
}
