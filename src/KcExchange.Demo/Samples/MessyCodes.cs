using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Demo.Samples;

/// <summary>Codes of before the reform, names instead of codes, and zeros that a spreadsheet ate.</summary>
/// <param name="mess">Takes them.</param>
/// <param name="names">Gives tax codes.</param>
internal sealed class MessyCodes(Mess mess, SampleNames names)
{
    private const string Province = "province_code";
    private const string TaxCode = "project.beneficiaries[0].tax_code";

    /// <summary>Provinces by codes and names that ended on 30 June 2025.</summary>
    /// <param name="code">Code that ended.</param>
    /// <param name="name">Name that ended.</param>
    public void Retired(string code, string name)
    {
        mess.Wrong(
            mess.Fresh(), Province, $"Ghi mã tỉnh cũ {code} cho số liệu năm 2026", "KC-GEN-005", code,
            outcome: MistakeOutcome.Rejected);
        mess.Wrong(mess.Fresh(), Province, "Ghi tên tỉnh cũ thay cho mã", "KC-IMP-011", name);
    }

    /// <summary>A code that became another province's, with the name it had.</summary>
    /// <param name="text">Code and name, such as "15 - Yên Bái".</param>
    public void Reused(string text) => mess.Wrong(
        mess.Fresh(), Province, $"\"{text}\": mã nay là của tỉnh khác", "KC-IMP-008", text);

    /// <summary>The province's name with its tone mark on the other vowel: the same name.</summary>
    /// <param name="before">As the clerk writes it.</param>
    /// <param name="after">As the list has it.</param>
    public void OtherTone(string before, string after) =>
        mess.Mended(mess.Old(), Province, MendKind.ToneMark, before, after);

    /// <summary>Tax codes that lost their zero: one proves right with it, one does not.</summary>
    public void EatenTaxCodes()
    {
        var code = names.CapitalTaxCode();
        mess.Wrong(
            Enterprise(), TaxCode, "Excel làm mất số 0 đầu; thêm lại thì đúng chữ số kiểm tra", "KC-PRJ-009",
            code[1..], RawKind.Number);
        code = names.CapitalTaxCode();
        mess.Wrong(
            Enterprise(), TaxCode, "Mất số 0 đầu và gõ sai một chữ số: thêm số 0 cũng không đúng", "KC-PRJ-009",
            code[1..^1] + (char)('0' + ((code[^1] - '0' + 1) % 10)), RawKind.Number, MistakeOutcome.Rejected);
    }

    /// <summary>Codes of provinces and communes that lost theirs.</summary>
    /// <param name="province">Province of one digit.</param>
    /// <param name="commune">Commune of the province, with its zero.</param>
    public void EatenUnitCodes(string province, string commune)
    {
        mess.Wrong(
            mess.Fresh(), Province, "Excel làm mất số 0 đầu của mã tỉnh", "KC-GEN-004", province, RawKind.Number);
        mess.Wrong(
            mess.Fresh(project => project.ProjectType == "CU_THE"), "project.commune_code",
            "Excel làm mất số 0 đầu của mã xã", "KC-GEN-007", commune.TrimStart('0'), RawKind.Number);
    }

    /// <summary>A firm that got support twice, under two names: the tax code is the same.</summary>
    public void OneFirmTwoNames()
    {
        var (first, second) = (mess.Old(IsEnterprise), mess.Old(IsEnterprise));
        var (before, project) = (first.Record.Project, second.Record.Project);
        var at = mess.Write(second, TaxCode, before.Beneficiaries[0].TaxCode);
        mess.Warned(at, "Một đơn vị ghi hai tên dưới cùng mã số thuế", "KC-PRJ-023");
        if (before.PlanYear == project.PlanYear)
            mess.Warned(at, "Một đơn vị trong hai đề án của cùng năm", "KC-PRJ-022");
        if (before.ActivityKey == project.ActivityKey)
            mess.Warned(at, "Một đơn vị được hỗ trợ hai lần cùng nội dung chi", "KC-PRJ-021");
    }

    private static bool IsEnterprise(V1.Project project) =>
        project is { ProjectType: "CU_THE" } && project.Beneficiaries[0].BeneficiaryType != "HKD";

    private SourceRow Enterprise() => mess.Fresh(IsEnterprise);
}
