using System.Globalization;
using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-GEN rules on provinces, communes and who may send for them. Codes are read on the reference date.
/// </summary>
internal static class ProvinceRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-GEN-004", Group = "code_list", Severity = Severity.Error, BasisStatus = Basis.InForce,
            LegalBasis = "danh mục đơn vị hành chính cấp tỉnh (từ 01/7/2025: QĐ 19/2025/QĐ-TTg)",
            Vi = new("Mã tỉnh {code} không có trong danh mục đơn vị hành chính cấp tỉnh ngày {date}.",
                "Ghi mã hai chữ số của tỉnh theo danh mục: 34 tỉnh, thành phố từ 01/7/2025; 63 trước ngày đó."),
            En = new("Province code {code} is not in the list of provinces on {date}.",
                "Give the two-digit code of the list: 34 provinces since 01/07/2025, 63 before."),
            Check = ProvinceExists,
        },
        new()
        {
            Id = "KC-GEN-005", Group = "code_list", Severity = Severity.Error, BasisStatus = Basis.InForce,
            LegalBasis = "QĐ 19/2025/QĐ-TTg",
            Vi = new("Mã tỉnh {code} ({old_name}) đã hết hiệu lực từ 01/7/2025.",
                "Dùng mã {successor} ({name}); số liệu trước 01/7/2025 thì ghi ngày số liệu trước ngày đó."),
            En = new("Province code {code} ({old_name}) was retired on 01/07/2025.",
                "Use {successor} ({name}); for figures from before 01/07/2025 give a reference date before that day."),
            Check = ProvinceIsNotRetired,
        },
        new()
        {
            Id = "KC-GEN-007", Group = "cross_field", Severity = Severity.Error, BasisStatus = Basis.InForce,
            LegalBasis = "QĐ 19/2025/QĐ-TTg; từ 30/4/2026 thêm Nghị quyết 30/2026/QH16",
            Vi = new("Mã xã, phường, đặc khu không tồn tại hoặc không thuộc tỉnh đã khai.",
                "Ghi mã 5 chữ số theo danh mục."),
            En = new("The commune code is unknown or not of the stated province.",
                "Give the five-digit code of the list."),
            Variants =
            [
                new("unknown",
                    new("«{field}» ghi {code}, không có trong danh mục xã, phường, đặc khu ngày {date}.",
                        "Ghi mã 5 chữ số theo danh mục từ 01/7/2025 (mã trước ngày đó không dùng được nữa)."),
                    new("«{field}» is {code}, which is in no list of communes on {date}.",
                        "Give the five-digit code of the list since 01/07/2025; older codes are no longer used.")),
                new("elsewhere",
                    new("«{field}» ghi {code}, là {commune} của tỉnh {owner}, không thuộc tỉnh {province} đã khai.",
                        "Sửa mã xã, hoặc sửa mã tỉnh nếu tỉnh ghi nhầm."),
                    new("«{field}» is {code}, which is {commune} of province {owner}, not of the stated "
                            + "province {province}.",
                        "Mend the commune code, or the province code if that is the slip.")),
            ],
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
        if (commune is not null
            && (commune.ProvinceCode == province || reference.Province(province, date) is null)) return;
        path = string.Format(CultureInfo.InvariantCulture, path, index);
        if (commune is null)
            judgement.Report(path, (Rule.Cause, "unknown"), ("field", Labels.Of(path)),
                ("code", ParameterText.Shown(code)), ("date", date.ToVietnameseText()));
        else
            judgement.Report(path, (Rule.Cause, "elsewhere"), ("field", Labels.Of(path)), ("code", code),
                ("commune", commune.NameVi), ("owner", Named(commune.ProvinceCode)), ("province", Named(province)));

        string Named(string province) => $"{province} ({reference.Province(province, date)?.NameVi})";
    }

    /// <summary>
    /// Own code, or one of the 63 whose territory is the sender's today. Whether the code is valid on the record's date
    /// is
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
