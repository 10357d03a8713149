using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.V1;

namespace KcExchange.Tests.Support;

/// <summary>
/// Records that no honest source makes: every field set at random from ugly values or left out. Seeded: a failure can
/// be
/// repeated.
/// </summary>
internal sealed class HostileRecords(int seed)
{
    private static readonly string[] Texts =
    [
        "", " ", "\0", "/", "a/b", "KCQG", "KC-08-2026-QG-0001", "KCT-08-01", "2026-Q3", "9999-M12", "2026-Q", "08",
        "02", "99", "00004", "PROJECT", "APPROVED", "STOPPED", "CLOSED", "#REF!", "Ca\u0301", "\uFFFD", "\uFEFF", "é",
        "{field}", "§Ò ¸n", "5000123459", "5000123459-001", "٣٣٣٣٣٣٣٣٣٣", "\uD83D\uDE00", "\u0301", "\r\n", "1e9",
        "'; DROP TABLE x;--",
        new('x', 5000), new('\u0301', 2000), string.Concat(Enumerable.Repeat("ộ", 600)),
    ];

    private static readonly long[] Numbers =
        [0, 1, -1, 26, 2026, 99999, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 300_000_000];

    private readonly Random _random = new(seed);

    public ExchangeRecord Next()
    {
        var record = _random.Next(3) == 0
            ? Corpus.Base(Pick(["centre", "project", "funding"]))
            : new ExchangeRecord();
        var edits = record.BodyCase == ExchangeRecord.BodyOneofCase.None ? 60 : _random.Next(1, 6);
        if (record.BodyCase == ExchangeRecord.BodyOneofCase.None)
            record = _random.Next(3) switch
            {
                0 => new ExchangeRecord { Centre = new Centre() },
                1 => new ExchangeRecord { Project = new Project() },
                _ => new ExchangeRecord { Funding = new Funding() },
            };
        for (var i = 0; i < edits; i++) Disturb(record);
        return record;
    }

    private void Disturb(IMessage message)
    {
        var field = Pick([.. message.Descriptor.Fields.InDeclarationOrder()]);
        if (field.ContainingOneof is { IsSynthetic: false })
        {
            if (field.Accessor.GetValue(message) is IMessage body) Disturb(body);
        }
        else if (field.IsRepeated)
        {
            var list = (System.Collections.IList)field.Accessor.GetValue(message);
            if (list.Count < 5 && _random.Next(4) > 0) list.Add(Value(field));
            if (list.Count > 0 && list[_random.Next(list.Count)] is IMessage entry) Disturb(entry);
        }
        else if (_random.Next(5) == 0)
        {
            field.Accessor.Clear(message);
        }
        else
        {
            field.Accessor.SetValue(message, Value(field));
        }
    }

    private object Value(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => Pick(Texts),
        FieldType.Int32 => (int)Pick(Numbers),
        FieldType.Int64 => Pick(Numbers),
        FieldType.Bool => _random.Next(2) == 0,
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, _random.Next(0, 4)),
        FieldType.Message when field.MessageType == CivilDate.Descriptor =>
            new CivilDate { Year = (int)Pick(Numbers), Month = _random.Next(-1, 14), Day = _random.Next(-1, 33) },
        FieldType.Message => Filled(field.MessageType),
        _ => throw new NotSupportedException(field.FullName),
    };

    private IMessage Filled(MessageDescriptor type)
    {
        var message = (IMessage)Activator.CreateInstance(type.ClrType)!;
        for (var i = 0; i < 5; i++) Disturb(message);
        return message;
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
