using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Tests.Support.Workbooks;

/// <summary>Records that give every field of the contract, made from the annotations alone.</summary>
internal static class SampleRecords
{
    public static readonly DateOnly Day = new(2026, 9, 30);

    /// <summary>What all rows of a test workbook have in common.</summary>
    public static ExchangeRecord Common() => new()
    {
        ProvinceCode = "08",
        ReferenceDate = Day.ToCivilDate(),
        ReportPeriod = "2026-Q3",
        SubmitterUnit = "Sở Công Thương Tuyên Quang",
        OfficialLetterNo = "123/SCT-KC",
        OfficialLetterDate = new DateOnly(2026, 10, 5).ToCivilDate(),
        CorrectionReference = "45/SCT",
    };

    /// <summary>A record of a kind in which every field is given.</summary>
    public static ExchangeRecord Full(KindDefinition kind)
    {
        var record = Common();
        record.ProvinceName = "Tuyên Quang";
        record.DistrictText = "Yên Sơn";
        var body = kind.Descriptor.Parser.ParseFrom(ByteString.Empty);
        Fill(body);
        ExchangeRecord.Descriptor.FindFieldByName(kind.Name).Accessor.SetValue(record, body);
        return record;
    }

    private static void Fill(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (!field.IsRepeated)
            {
                field.Accessor.SetValue(message, Value(field, 0));
                continue;
            }
            var list = (IList)field.Accessor.GetValue(message);
            for (var i = 0; i < 2; i++) list.Add(Value(field, i));
        }
    }

    private static object Value(FieldDescriptor field, int index)
    {
        var info = FieldCatalogue.Info(field)!;
        var least = Math.Max(info.Minimum, 0);
        return field.FieldType switch
        {
            FieldType.Bool => true,
            FieldType.Int32 => (int)least + 12_345 + field.FieldNumber + index,
            FieldType.Int64 => least + 1_234_567_890_000 + (field.FieldNumber * 1000) + index,
            FieldType.Message when field.MessageType == CivilDate.Descriptor =>
                Day.AddDays(-field.FieldNumber - index).ToCivilDate(),
            FieldType.Message => Entry(field.MessageType),
            _ => Text(field, info, index),
        };
    }

    private static IMessage Entry(MessageDescriptor type)
    {
        var entry = type.Parser.ParseFrom(ByteString.Empty);
        Fill(entry);
        return entry;
    }

    private static string Text(FieldDescriptor field, FieldInfo info, int index)
    {
        if (info.CodeList == "commune")
            return ReferenceData.Embedded.Units.CommunesOn(Day).Skip(500 + index).First().Code;
        if (info.CodeList.Length > 0) return ReferenceData.Embedded.Codes(info.CodeList, Day)[index].Code;
        if (info.Pattern.StartsWith("KCT-", StringComparison.Ordinal)) return $"KCT-08-0{index + 1}";
        if (info.Pattern.StartsWith("KC-", StringComparison.Ordinal)) return $"KC-08-2026-QG-000{index + 1}";
        if (info.Pattern.Length > 0) return $"010987654{index}";
        return $"{info.LabelVi} = Hoà, \"thử\" <{field.Name}> {index}";
    }
}
