using KcExchange.Contracts.Reference;
using KcExchange.V1;

namespace KcExchange.Contracts.Rules;

/// <summary>
/// KC-GEN rules on what the reform of 2025-07-01 gave another meaning or ended: seven province codes, the districts.
/// </summary>
internal static class ReformRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new()
        {
            Id = "KC-GEN-006", Group = "cross_field", Severity = Severity.Error, BasisStatus = Basis.InForce,
            LegalBasis = "danh mục đơn vị hành chính cấp tỉnh của ngày số liệu; sắp xếp từ 01/7/2025",
            Vi = new("Mã tỉnh và tên tỉnh không khớp: mã này đổi nghĩa từ 01/7/2025.",
                "Sửa tên tỉnh, mã tỉnh hoặc ngày số liệu."),
            En = new("Province code and name disagree: the code changed its meaning on 01/07/2025.",
                "Mend the name, the code or the reference date."),
            Variants =
            [
                new("since",
                    new("Mã tỉnh {code} từ 01/7/2025 là {new}, nhưng tên tỉnh ghi «{name}»: trước ngày đó mã này là "
                            + "của {old}.",
                        "Số liệu từ 01/7/2025: ghi tên {new}. Số liệu cũ của {old}: giữ mã {code}, ghi ngày số liệu "
                            + "trước 01/7/2025."),
                    new("Code {code} means {new} since 01/07/2025, but the name given is «{name}»: before that day "
                            + "the code was {old}'s.",
                        "Figures since 01/07/2025: give the name {new}. Older figures of {old}: keep code {code} and "
                            + "give a reference date before 01/07/2025.")),
                new("before",
                    new("Ngày {date} mã tỉnh {code} là của {old}, nhưng tên tỉnh ghi «{name}»: {new} mang mã này từ "
                            + "01/7/2025.",
                        "Số liệu của {new} ngày đó: dùng mã {old_code}. Số liệu của {old}: ghi tên {old}."),
                    new("On {date} code {code} was {old}'s, but the name given is «{name}»: {new} has the code since "
                            + "01/07/2025.",
                        "Figures of {new} on that day: use code {old_code}. Figures of {old}: give the name {old}.")),
            ],
            Check = ReusedCodeHasTheNameOfItsDay,
        },
        new()
        {
            Id = "KC-GEN-008", Group = "code_list", Severity = Severity.Error, BasisStatus = Basis.InForce,
            LegalBasis = "Luật 72/2025/QH15", ValidFrom = AdministrativeUnits.Reform,
            Vi = new("«{field}» ghi «{value}» cho số liệu ngày {date}; từ 01/7/2025 không còn cấp huyện.",
                "Bỏ trống «{field}», chỉ ghi xã, phường, đặc khu."),
            En = new("«{field}» is «{value}» for figures of {date}; there is no district level since 01/07/2025.",
                "Leave «{field}» empty; give commune, ward or special zone only."),
            Check = NoDistrictIsNamed,
        },
    ];

    // Names are compared without tones and marks: their spelling varies from list to list.
    private static void ReusedCodeHasTheNameOfItsDay(Judgement judgement)
    {
        var record = judgement.Record;
        if (record.ProvinceName.Length == 0 || !record.ReferenceDate.TryToDateOnly(out var date)) return;
        if (Reused(judgement.Context.Reference, record.ProvinceCode) is not { } code) return;
        var since = date >= AdministrativeUnits.Reform;
        // The right name as the list writes it, which is nearly always, costs nothing.
        if (record.ProvinceName == (since ? code.NameSince : code.NameBefore)) return;
        if (!IsNamed(record.ProvinceName, since ? code.NameBefore : code.NameSince)) return;
        if (since)
            judgement.Report("province_name", (Rule.Cause, "since"), ("code", code.Code), ("new", code.NameSince),
                ("name", ParameterText.Shown(record.ProvinceName)), ("old", code.NameBefore));
        else
            judgement.Report("province_name", (Rule.Cause, "before"), ("date", date.ToVietnameseText()),
                ("code", code.Code), ("old", code.NameBefore), ("name", ParameterText.Shown(record.ProvinceName)),
                ("new", code.NameSince), ("old_code", code.OldCodeOfNewName));
    }

    private static ReusedProvinceCode? Reused(ReferenceData reference, string code)
    {
        for (var i = 0; i < reference.Units.Reused.Count; i++)
            if (reference.Units.Reused[i].Code == code) return reference.Units.Reused[i];
        return null;
    }

    /// <summary>True for "Yên Bái", "tỉnh Yên Bái", "TỈNH YEN BAI".</summary>
    private static bool IsNamed(string given, string name)
    {
        var folded = VietnameseText.Fold(given);
        const string prefix = "tinh ";
        if (folded.StartsWith(prefix, StringComparison.Ordinal)) folded = folded[prefix.Length..];
        return folded == VietnameseText.Fold(name);
    }

    private static void NoDistrictIsNamed(Judgement judgement)
    {
        var district = judgement.Record.DistrictText;
        if (district.Length > 0 && judgement.Record.ReferenceDate.TryToDateOnly(out var date))
            judgement.Report("district_text", ("field", Labels.Of("district_text")),
                ("value", ParameterText.Shown(district)), ("date", date.ToVietnameseText()));
    }
}
