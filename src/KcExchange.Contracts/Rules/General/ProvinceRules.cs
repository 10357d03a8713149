using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>KC-GEN rules on provinces, communes and who may send for them. Codes are read on the reference date.</summary>
internal static class ProvinceRules
{
    private const string Decision19 = "QĐ 19/2025/QĐ-TTg";

    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-GEN-004", Group = "code_list", Severity = Severity.Error, BasisStatus = Basis.InForce,
            LegalBasis = Decision19,
            Vi = new("Mã tỉnh {code} không có trong danh mục đơn vị hành chính cấp tỉnh ngày {date}.",
                "Ghi mã hai chữ số của tỉnh theo danh mục: 34 tỉnh, thành phố từ 01/7/2025; 63 trước ngày đó."),
            En = new("Province code {code} is not in the list of provinces on {date}.",
                "Give the two-digit code of the list: 34 provinces since 01/07/2025, 63 before."),
            Check = ProvinceExists,
        },
        new()
        {
            Id = "KC-GEN-005", Group = "code_list", Severity = Severity.Error, BasisStatus = Basis.InForce,
            LegalBasis = Decision19,
            Vi = new("Mã tỉnh {code} ({old_name}) đã hết hiệu lực từ 01/7/2025.",
                "Dùng mã {successor} ({name}); số liệu trước 01/7/2025 thì ghi ngày số liệu trước ngày đó."),
            En = new("Province code {code} ({old_name}) was retired on 01/07/2025.",
                "Use {successor} ({name}); for figures from before 01/07/2025 give a reference date before that day."),
            Check = ProvinceIsNotRetired,
        },
        new()
        {
            Id = "KC-GEN-007", Group = "cross_field", Severity = Severity.Error, BasisStatus = Basis.InForce,
            LegalBasis = "QĐ 19/2025/QĐ-TTg; Nghị quyết 30/2026/QH16",
            Vi = new("Mã {code} không phải mã xã, phường, đặc khu của tỉnh {province} vào ngày {date} "
                    + "(theo danh mục, mã này thuộc: {owner}).",
                "Ghi mã 5 chữ số của xã, phường, đặc khu thuộc tỉnh đã khai, hoặc sửa mã tỉnh."),
            En = new("Code {code} is no commune, ward or special zone of province {province} on {date} "
                    + "(by the list it belongs to: {owner}).",
                "Give the five-digit code of a commune of the stated province, or mend the province code."),
            Check = CommunesAreOfTheProvince,
        },
        new()
        {
            Id = "KC-GEN-009", Group = "cross_record", Severity = Severity.Error, BasisStatus = Basis.Decree45,
            LegalBasis = "NĐ 45/2012/NĐ-CP, Điều 16; phân quyền gửi là quy định của hệ thống trao đổi",
            AppliesToDelete = true,
            Vi = new("Đơn vị gửi của tỉnh {sender} không có quyền gửi dữ liệu của tỉnh {province}.",
                "Sửa mã tỉnh nếu ghi nhầm; dữ liệu của tỉnh khác do đơn vị của tỉnh đó gửi."),
            En = new("The sender of province {sender} may not submit data of province {province}.",
                "Mend the province code if it is a slip; another province's data are sent by that province."),
            Check = SenderMaySendForTheProvince,
        },
    ];

    // A reference date that is no day has its own finding; on which list should the code be read then?
    private static bool TryDate(Judgement judgement, out DateOnly date) =>
        judgement.Record.ReferenceDate.TryToDateOnly(out date) && judgement.Record.ProvinceCode.Length > 0;

    private static bool IsRetired(ReferenceData reference, string code, DateOnly date) =>
        date >= AdministrativeUnits.Reform && reference.ProvinceBefore2025(code) is not null
        && reference.Province(code, date) is null;

    private static void ProvinceExists(Judgement judgement)
    {
        var (reference, code) = (judgement.Context.Reference, judgement.Record.ProvinceCode);
        if (!TryDate(judgement, out var date) || reference.Province(code, date) is not null) return;
        if (!IsRetired(reference, code, date))
            judgement.Report("province_code",
                ("code", ParameterText.Shown(code)), ("date", date.ToVietnameseText()));
    }

    private static void ProvinceIsNotRetired(Judgement judgement)
    {
        var (reference, code) = (judgement.Context.Reference, judgement.Record.ProvinceCode);
        if (!TryDate(judgement, out var date) || !IsRetired(reference, code, date)) return;
        var successor = reference.SuccessorOf(code)!;
        judgement.Report("province_code",
            ("code", code), ("old_name", reference.ProvinceBefore2025(code)!.NameVi),
            ("successor", successor), ("name", reference.Province(successor, date)!.NameVi));
    }

    private static void CommunesAreOfTheProvince(Judgement judgement)
    {
        if (!TryDate(judgement, out var date) || !ReferenceData.KnowsCommunes(date)) return;
        var record = judgement.Record;
        switch (record.BodyCase)
        {
            case ExchangeRecord.BodyOneofCase.Centre:
                Commune(judgement, date, record.Centre.CommuneCode, "centre.commune_code", -1);
                break;
            case ExchangeRecord.BodyOneofCase.Project:
                Commune(judgement, date, record.Project.CommuneCode, "project.commune_code", -1);
                // The production sites of a multi-province project lie where it works, not only here.
                if (record.Project.MultiProvince) break;
                for (var i = 0; i < record.Project.Beneficiaries.Count; i++)
                    Commune(judgement, date, record.Project.Beneficiaries[i].CommuneCode,
                        "project.beneficiaries[{0}].commune_code", i);
                break;
            default:
                break;
        }
    }

    private static void Commune(Judgement judgement, DateOnly date, string code, string path, int index)
    {
        if (code.Length == 0) return;
        var (reference, province) = (judgement.Context.Reference, judgement.Record.ProvinceCode);
        var commune = reference.Commune(code, date);
        // Of a province that does not exist nothing can be a commune: that is KC-GEN-004 or 005.
        if (commune is not null && (commune.ProvinceCode == province || reference.Province(province, date) is null)) return;
        var owner = commune is null
            ? "—"
            : $"{commune.ProvinceCode} {reference.Province(commune.ProvinceCode, date)?.NameVi}";
        judgement.Report(string.Format(CultureInfo.InvariantCulture, path, index),
            ("code", ParameterText.Shown(code)), ("province", ParameterText.Shown(province)),
            ("date", date.ToVietnameseText()), ("owner", owner));
    }

    /// <summary>
    /// Own code, or one of the 63 whose territory is the sender's today. Whether the code is valid on the record's date is
    /// KC-GEN-004 and 005: a retired code of the sender's own territory gets one finding, not two.
    /// </summary>
    private static void SenderMaySendForTheProvince(Judgement judgement)
    {
        var (sender, code) = (judgement.Context.SenderProvince, judgement.Record.ProvinceCode);
        if (code.Length == 0 || code == sender) return;
        if (sender.Length == 0) judgement.CannotDecide();
        else if (judgement.Context.Reference.SuccessorOf(code) != sender)
            judgement.Report("province_code", ("sender", sender), ("province", ParameterText.Shown(code)));
    }
}
