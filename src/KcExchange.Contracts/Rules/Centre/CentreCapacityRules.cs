using System.Globalization;
using KcExchange.Contracts.Records;
using KcExchange.Contracts.Reference;
using KcExchange.V1;
using static KcExchange.Contracts.Rules.ParameterText;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-CEN rules on what a centre has: leaders, collaborators, equipment, staff over time.</summary>
internal static class CentreCapacityRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-CEN-006", Group = "plausibility", Kind = RecordKind.Centre, Severity = Severity.Warning,
            BasisStatus = Basis.StatusUnknown,
            LegalBasis = "TTLT 16/2011/TTLT-BCT-BNV, Điều 4.1 (chưa rõ còn hiệu lực: căn cứ chờ xác nhận)",
            Vi = new("«{field}» ghi {value}, nhiều hơn mức {limit} (căn cứ chờ xác nhận).",
                "Kiểm tra số đã ghi; trung tâm sau hợp nhất được tỉnh cho nhiều hơn thì ghi mã các trung tâm trước "
                    + "hợp nhất."),
            En = new("«{field}» is {value}, more than {limit} (legal basis to be confirmed).",
                "Check the number; a merged centre that the province allows more gives the codes of its "
                    + "predecessors."),
            Check = LeadersAreNotTooMany,
        },
        new()
        {
            Id = "KC-CEN-007", Group = "cross_field", Kind = RecordKind.Centre, Severity = Severity.Error,
            BasisStatus = Basis.Decree45, ValidFrom = Basis.Decree45Start,
            LegalBasis = "NĐ 45/2012/NĐ-CP, Điều 8.3; số xã theo danh mục đơn vị hành chính của ngày số liệu",
            Vi = new("Số cộng tác viên cấp xã hoặc số xã có cộng tác viên lớn hơn mức có thể.", "Sửa số đã ghi."),
            En = new("Commune collaborators or communes covered exceed what is possible.", "Mend the number."),
            Variants =
            [
                new("total",
                    new("Cộng tác viên cấp xã {value} người, nhiều hơn tổng số cộng tác viên {limit}: hơn {excess}.",
                        "Sửa số cấp xã hoặc tổng số; tổng số gồm cả cấp xã."),
                    new("Commune collaborators are {value}, more than all collaborators, {limit}: {excess} too many.",
                        "Mend either number; the total includes the commune level.")),
                new("communes",
                    new("Số xã có cộng tác viên ghi {value}, nhưng ngày {date} tỉnh {province} có {limit} xã, phường, "
                            + "đặc khu: hơn {excess}.",
                        "Ghi nhiều nhất {limit}; mỗi xã chỉ tính một lần dù có mấy cộng tác viên."),
                    new("Communes covered are {value}, but on {date} province {province} has {limit} communes, wards "
                            + "and special zones: {excess} too many.",
                        "Give at most {limit}; a commune counts once, however many collaborators it has.")),
            ],
            Check = CollaboratorsArePossible,
        },
        new()
        {
            Id = "KC-CEN-008", Group = "plausibility", Kind = RecordKind.Centre, Severity = Severity.Warning,
            BasisStatus = Basis.InForce, LegalBasis = "Luật 72/2025/QH15", ValidFrom = AdministrativeUnits.Reform,
            Vi = new("Còn khai {value} cộng tác viên cấp huyện cho số liệu ngày {date}; từ 01/7/2025 không còn cấp "
                    + "huyện.",
                "Ghi 0 ở «{field}»; người vẫn làm cộng tác viên thì tính vào cấp xã."),
            En = new("District collaborators are still {value} for figures of {date}; there is no district level "
                    + "since 01/07/2025.",
                "Give 0 for «{field}»; who still works as a collaborator counts at commune level."),
            Check = NoDistrictCollaborators,
        },
        new()
        {
            Id = "KC-CEN-009", Group = "plausibility", Kind = RecordKind.Centre, Severity = Severity.Warning,
            BasisStatus = Basis.Decree45, LegalBasis = "NĐ 45/2012/NĐ-CP, Điều 8.3 và Điều 10",
            ValidFrom = Basis.Decree45Start,
            Vi = new("Chưa có mạng lưới cộng tác viên khuyến công: «{field}» ghi 0.",
                "Đã có cộng tác viên thì ghi đúng số; chưa có thì giữ nguyên, bản ghi vẫn được nhận."),
            En = new("There is no collaborator network: «{field}» is 0.",
                "Give the number if there are any; otherwise leave it, the record is accepted."),
            Check = ThereIsANetwork,
        },
        new()
        {
            Id = "KC-CEN-012", Group = "cross_field", Kind = RecordKind.Centre, Severity = Severity.Error,
            BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Số thiết bị hoặc năm không hợp lý.", "Sửa số lượng hoặc năm."),
            En = new("Equipment counts or a year do not fit.", "Mend the count or the year."),
            Variants =
            [
                new("count",
                    new("Thiết bị {type} năm {year}: hoạt động tốt cộng hỏng là {sum}, khác số lượng {quantity}.",
                        "Sửa số hoạt động tốt, số hỏng hoặc số lượng cho khớp."),
                    new("Equipment {type} of {year}: working plus broken is {sum}, the quantity is {quantity}.",
                        "Mend working, broken or quantity until they agree.")),
                new("year",
                    new("«{field}» thuộc năm {year}, sau năm báo cáo {limit}.",
                        "Ghi năm không sau {limit}, hoặc sửa kỳ báo cáo."),
                    new("«{field}» lies in {year}, after the report year {limit}.",
                        "Give a year not after {limit}, or mend the report period.")),
            ],
            Check = EquipmentAndYearsFit,
        },
        new()
        {
            Id = "KC-CEN-013", Group = "plausibility", Kind = RecordKind.Centre, Stage = RuleStage.Context,
            Severity = Severity.Warning, BasisStatus = Basis.Ours, LegalBasis = Basis.OurRule,
            Vi = new("Tổng nhân sự là {total}, kỳ {period} là {previous}: thay đổi {percent}%, trên {limit}%.",
                "Kiểm tra số nhân sự của hai kỳ; có hợp nhất trong kỳ thì đánh dấu «{field}»."),
            En = new("Total staff is {total}, in period {period} it was {previous}: a change of {percent}%, more "
                    + "than {limit}%.",
                "Check the staff of both periods; after a merger within the period set «{field}»."),
            Check = StaffDoesNotJump,
        },
    ];

    private static void LeadersAreNotTooMany(Judgement judgement)
    {
        var (centre, settings) = (judgement.Record.Centre, judgement.Context.Settings);
        if (centre.PredecessorCodes.Count > 0) return;
        Limit("centre.directors", centre.Directors, settings.MostDirectors);
        Limit("centre.deputy_directors", centre.DeputyDirectors, settings.MostDeputyDirectors);

        void Limit(string path, int value, int limit)
        {
            if (value > limit)
                judgement.Report(path, ("field", Labels.Of(path)), ("value", Plain(value)), ("limit", Plain(limit)));
        }
    }

    private static void CollaboratorsArePossible(Judgement judgement)
    {
        var (centre, province) = (judgement.Record.Centre, judgement.Record.ProvinceCode);
        if (centre.HasCollaboratorsTotal && centre.CollaboratorsCommune > centre.CollaboratorsTotal)
            judgement.Report("centre.collaborators_commune", (Rule.Cause, "total"),
                ("value", Plain(centre.CollaboratorsCommune)), ("limit", Plain(centre.CollaboratorsTotal)),
                ("excess", Plain((long)centre.CollaboratorsCommune - centre.CollaboratorsTotal)));
        // 0 = not known: the communes before the reform are not part of the reference data.
        var count = judgement.Context.Reference.Units.CommuneCount(province, judgement.ReferenceDate);
        if (count > 0 && centre.CommunesCovered > count)
            judgement.Report("centre.communes_covered", (Rule.Cause, "communes"),
                ("value", Plain(centre.CommunesCovered)), ("date", judgement.ReferenceDate.ToVietnameseText()),
                ("province", judgement.Context.Reference.Province(province, judgement.ReferenceDate)!.NameVi),
                ("limit", Plain(count)), ("excess", Plain((long)centre.CommunesCovered - count)));
    }

    private static void NoDistrictCollaborators(Judgement judgement)
    {
        const string path = "centre.collaborators_district";
        if (judgement.Record.Centre.CollaboratorsDistrict > 0)
            judgement.Report(path, ("value", Plain(judgement.Record.Centre.CollaboratorsDistrict)),
                ("date", judgement.ReferenceDate.ToVietnameseText()), ("field", Labels.Of(path)));
    }

    private static void ThereIsANetwork(Judgement judgement)
    {
        const string path = "centre.collaborators_total";
        if (judgement.Record.Centre is { HasCollaboratorsTotal: true, CollaboratorsTotal: 0, Status: "HOAT_DONG" })
            judgement.Report(path, ("field", Labels.Of(path)));
    }

    private static void EquipmentAndYearsFit(Judgement judgement)
    {
        var centre = judgement.Record.Centre;
        var year = ReportPeriod.TryParse(judgement.Record.ReportPeriod, out var period)
            ? period.End.Year : int.MaxValue;
        for (var i = 0; i < centre.Equipment.Count; i++)
        {
            var item = centre.Equipment[i];
            var sum = (long)item.Working + item.Broken;
            if (item.HasQuantity && item.HasWorking && item.HasBroken && sum != item.Quantity)
                judgement.Report(Path(i, "quantity"), (Rule.Cause, "count"), ("type", Shown(item)),
                    ("year", Plain(item.Year)), ("sum", Plain(sum)), ("quantity", Plain(item.Quantity)));
            if (item.Year > year) TooLate(Path(i, "year"), item.Year);
        }
        if (centre.EstablishedDate.TryToDateOnly(out var established) && established.Year > year)
            TooLate("centre.established_date", established.Year);

        void TooLate(string path, int late) => judgement.Report(path, (Rule.Cause, "year"),
            ("field", Labels.Of(path)), ("year", Plain(late)), ("limit", Plain(year)));

        static string Shown(Equipment item) => ParameterText.Shown(item.EquipmentType);
    }

    private static void StaffDoesNotJump(Judgement judgement)
    {
        var centre = judgement.Record.Centre;
        if (!centre.HasStaffTotal || centre.MergedInPeriod) return;
        if (EarlierPeriod.Find(judgement) is not { Centre.StaffTotal: > 0 } earlier) return;
        var (before, limit) = (earlier.Centre.StaffTotal, judgement.Context.Settings.StaffChangePercent);
        var change = Math.Abs((long)centre.StaffTotal - before);
        if (change * 100 > (long)before * limit)
            judgement.Report("centre.staff_total", ("total", Plain(centre.StaffTotal)), ("previous", Plain(before)),
                ("period", earlier.ReportPeriod), ("percent", Amounts.Number(change * 1000 / before, 1, "")),
                ("limit", Plain(limit)), ("field", Labels.Of("centre.merged_in_period")));
    }

    private static string Path(int index, string field) =>
        string.Create(CultureInfo.InvariantCulture, $"centre.equipment[{index}].{field}");
}
