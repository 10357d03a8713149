using System.Collections;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.V1;

namespace KcExchange.Tests.Support.Generated;

/// <summary>
/// Any record that the contract's types can hold, walked by its descriptors: numbers at their ends, days that are none,
/// texts with controls and halves of characters, enum numbers that have no name, long lists. Shrinks to fewer fields.
/// </summary>
internal sealed class AnyRecord : Gen<ExchangeRecord>
{
    private static readonly string[] Texts =
    [
        " ", "\0", "\u0085", "\u200B", "\uFEFF", "\uFFFF", "\uD800", "\uDC00x", "\uD83D\uDE00", "e\u0301", "é",
        "/", "08", "02", "99", "2026-Q3", "2026-Y", "9999-M12", "0001-M01", "KCT-08-01", "KC-08-2026-QG-0001",
        "KC-08-2026-DP-0001", "KCQG", "KCDP_TINH", "PROJECT", "PROVINCE", "CATEGORY", "NHOM", "DIEM", "NHIEM_VU",
        "APPROVED", "CONTRACTED", "STOPPED", "SETTLED", "CLOSED", "ND3", "MACHINERY", "DEMO_NEW_TECH", "UT_A",
        "5000123459", "00700", "{field}", "#REF!", "٣٣٣", "TAM_UNG", "HOAN_TRA", new('9', 300), new('ộ', 5000),
    ];

    private static readonly string[] Bases = ["centre", "project", "funding"];

    private static readonly int[] EnumNumbers = [0, 1, 2, 3, 99, -1, int.MaxValue];

    private static readonly long[] Numbers =
    [
        0, 1, -1, 2, 12, 13, 31, 32, 2018, 2026, 9999, 10_000, 300_000_000, int.MaxValue, int.MinValue, long.MaxValue,
        long.MinValue,
    ];

    /// <inheritdoc/>
    public override ExchangeRecord Generate(PCG pcg, Size? min, out Size size)
    {
        var record = new ExchangeRecord();
        var fields = 0ul;
        // Half of them begin as a valid record, so that rules beyond the first are reached.
        if (Pick(pcg, 2) == 0) record = Corpus.Base(Bases[Pick(pcg, 3)]);
        else if (Pick(pcg, 3) is var kind and < 2)
            _ = kind == 0 ? record.Centre = new Centre() : (IMessage)(record.Project = new Project());
        else record.Funding = new Funding();
        var share = Pick(pcg, 10) + 1;
        Fill(pcg, record, share, ref fields);
        size = new Size(fields);
        return record;
    }

    private static void Fill(PCG pcg, IMessage message, int share, ref ulong fields)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.RealContainingOneof is not null)
            {
                if (field.Accessor.GetValue(message) is IMessage body) Fill(pcg, body, share, ref fields);
                continue;
            }
            if (Pick(pcg, 12) >= share) continue;
            fields++;
            if (!field.IsRepeated) field.Accessor.SetValue(message, Value(pcg, field, share, ref fields));
            else FillList(pcg, (IList)field.Accessor.GetValue(message), field, share, ref fields);
        }
    }

    private static void FillList(PCG pcg, IList list, FieldDescriptor field, int share, ref ulong fields)
    {
        for (var i = Pick(pcg, 100) == 0 ? 2_000 : Pick(pcg, 4); i > 0; i--)
        {
            fields++;
            list.Add(Value(pcg, field, share, ref fields));
        }
    }

    private static object Value(PCG pcg, FieldDescriptor field, int share, ref ulong fields)
    {
        switch (field.FieldType)
        {
            case FieldType.String: return Texts[Pick(pcg, Texts.Length)];
            case FieldType.Int32: return (int)Numbers[Pick(pcg, Numbers.Length)];
            case FieldType.Int64: return Numbers[Pick(pcg, Numbers.Length)];
            case FieldType.Bool: return Pick(pcg, 2) == 0;
            case FieldType.Enum:
                return Enum.ToObject(field.EnumType.ClrType, EnumNumbers[Pick(pcg, EnumNumbers.Length)]);
            case FieldType.Message when field.MessageType == CivilDate.Descriptor:
                return Pick(pcg, 2) == 0
                    ? new CivilDate { Year = 2010 + Pick(pcg, 20), Month = 1 + Pick(pcg, 12), Day = 1 + Pick(pcg, 28) }
                    : new CivilDate { Year = Any(pcg), Month = Any(pcg), Day = Any(pcg) };
            default:
                var entry = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                Fill(pcg, entry, share, ref fields);
                return entry;
        }
    }

    private static int Any(PCG pcg) => (int)Numbers[Pick(pcg, Numbers.Length)];

    private static int Pick(PCG pcg, int count) => (int)pcg.Next((uint)count);
}
