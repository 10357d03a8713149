using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.Demo.Samples;
using KcExchange.V1;

namespace KcExchange.Tests.Support.Generated;

/// <summary>
/// Breaks records as clerks and programs do: any field of the contract cleared, mistyped, off by one, in another unit,
/// on another day, twice, or naming what is not there. Seeded: the same breaks again.
/// </summary>
/// <param name="seed">Any number but 0.</param>
internal sealed class Breaker(ulong seed)
{
    private static readonly string[] Provinces = ["02", "08", "01", "15", "10", "24", "7", "99", "Hà Giang"];

    private static readonly DateOnly[] Days =
    [
        AdministrativeUnits.Reform.AddDays(-1), AdministrativeUnits.Reform, new(2018, 5, 10), new(2018, 5, 11),
        new(2025, 10, 14), new(2025, 10, 15), new(2026, 11, 23), new(2027, 1, 23), new(2012, 7, 4),
    ];

    private readonly Dice _dice = new(seed);

    /// <summary>One to three breaks of a record.</summary>
    public void Break(ExchangeRecord record)
    {
        for (var i = _dice.Next(1, 3); i > 0; i--)
            if (_dice.Chance(20)) BreakEnvelope(record);
            else if (_dice.Chance(12) && record.Project is not null) BreakStatus(record.Project);
            else BreakField(RecordKinds.Of(record)!.Body(record), record);
    }

    private void BreakEnvelope(ExchangeRecord record)
    {
        if (_dice.Chance(30)) record.ProvinceCode = _dice.Of(Provinces);
        else if (_dice.Chance(30))
            record.ReportPeriod = _dice.Of("2026-Q1", "2026-Q2", "2025-Y", "2026-M13", "2027-Q1", "2026-M10", "2024-Y");
        else if (_dice.Chance(50)) record.ReferenceDate = _dice.Of(Days).ToCivilDate();
        else BreakField(record, record);
    }

    private void BreakStatus(Project project)
    {
        var statuses = ReferenceData.Embedded.List("project_status").Entries;
        project.Status = _dice.Of(statuses).Code;
        if (_dice.Chance(50)) project.LifeCycleSteps.Clear();
        if (_dice.Chance(20)) project.Adjustments.Clear();
        if (_dice.Chance(20)) (project.ContractNo, project.ContractDate) = ("", null);
        if (_dice.Chance(20)) (project.AcceptanceNo, project.AcceptanceDate) = ("", null);
    }

    private void BreakField(IMessage message, ExchangeRecord record)
    {
        var fields = message.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => field.RealContainingOneof is null && FieldCatalogue.Info(field) is not null).ToList();
        var field = _dice.Of(fields);
        if (field.IsRepeated) BreakList(field, (IList)field.Accessor.GetValue(message), record);
        else if (_dice.Chance(20)) field.Accessor.Clear(message);
        else if (field.FieldType == FieldType.Message) field.Accessor.SetValue(message, Day(message, field, fields));
        else if (Value(field, field.Accessor.GetValue(message), record) is { } value)
            field.Accessor.SetValue(message, value);
    }

    private void BreakList(FieldDescriptor field, IList list, ExchangeRecord record)
    {
        if (list.Count == 0 || _dice.Chance(10))
        {
            list.Clear();
            return;
        }
        var at = _dice.Next(0, list.Count - 1);
        if (_dice.Chance(12)) list.RemoveAt(at);
        else if (_dice.Chance(12)) list.Add(list[at] is IDeepCloneable<Beneficiary> one ? one.Clone() : list[at]);
        else if (list[at] is IMessage entry) BreakField(entry, record);
        else list[at] = Value(field, list[at]!, record);
    }

    private object? Value(FieldDescriptor field, object value, ExchangeRecord record) => value switch
    {
        string text => Text(field, text, record),
        int number => (int)Math.Clamp(Number(field, number), int.MinValue, int.MaxValue),
        long number => Number(field, number),
        bool yes => !yes,
        _ => null,
    };

    private long Number(FieldDescriptor field, long value)
    {
        var least = FieldCatalogue.Info(field)!.Minimum;
        return _dice.Next(0, 9) switch
        {
            0 => 0,
            1 => least,
            2 => least - 1,
            3 => value + 1,
            4 => value - 1,
            5 => value > long.MaxValue / 1000 ? value : value * 1000,
            6 => value / 1000,
            7 => value / 2,
            8 => value / 1_000_000,
            _ => _dice.Chance(10) ? long.MaxValue : value + (value / 2),
        };
    }

    private string Text(FieldDescriptor field, string text, ExchangeRecord record)
    {
        var info = FieldCatalogue.Info(field)!;
        if (info.CodeList.Length > 0 && info.CodeList is not ("commune" or "province") && _dice.Chance(60))
        {
            var entry = _dice.Of(ReferenceData.Embedded.List(info.CodeList).Entries);
            return _dice.Chance(80) ? entry.Code : entry.NameVi;
        }
        if (info.CodeList == "commune" && _dice.Chance(60))
            return _dice.Of("00004", "00700", "25459", "02374", "99999");
        if (field.Name == "centre_code" && _dice.Chance(70)) return _dice.Of("KCT-08-99", "KCT-08-10", "KCT-08-11");
        if (field.Name == "project_code" && _dice.Chance(50))
            return _dice.Of("KC-08-2026-QG-0001", "KC-08-2026-DP-0002", "KC-08-2026-DP-9999", "KC-02-2024-QG-0001");
        return _dice.Next(0, 9) switch
        {
            0 => text + " ",
            1 => "#REF!",
            2 => text + "\u0301",
            3 => text + "\u200B",
            4 => new string('x', Math.Max(info.MaxLength, 20) + _dice.Next(0, 1)),
            5 when text.Length > 1 => text[..^1],
            6 => text + "9",
            7 when text.Length > 1 => text[1] + text[..1] + text[2..],
            8 => text.ToLowerInvariant(),
            _ => record.ProvinceName,
        };
    }

    /// <summary>No day, a day around one on which something begins, a day off, or the day of another field.</summary>
    private CivilDate Day(IMessage message, FieldDescriptor field, List<FieldDescriptor> fields)
    {
        var date = (CivilDate?)field.Accessor.GetValue(message);
        var others = fields.Where(other => other != field && !other.IsRepeated
            && other.FieldType == FieldType.Message && other.Accessor.GetValue(message) is not null).ToList();
        switch (_dice.Next(0, 6))
        {
            case 0: return new CivilDate { Year = 2026, Month = 2, Day = 31 };
            case 1: return new CivilDate { Year = 26, Month = 3, Day = 1 };
            case 2 when others.Count > 0:
                return ((CivilDate)_dice.Of(others).Accessor.GetValue(message)).Clone();
            case 3 when date.TryToDateOnly(out var day) && day.Year > 1:
                return day.AddDays(_dice.Of(-400, -366, -31, -1, 1, 31, 366)).ToCivilDate();
            default: return _dice.Of(Days).ToCivilDate();
        }
    }
}
