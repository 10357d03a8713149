using System.Text;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;

namespace KcExchange.Demo.Samples;

/// <summary>Texts as they come out of other programs, old fonts and copying.</summary>
/// <param name="mess">Takes them.</param>
internal sealed class MessyTexts(Mess mess)
{
    private const string Name = "project.name_vi";
    private const string Address = "project.address";

    /// <summary>Blanks, line breaks and letters that no eye sees.</summary>
    public void Unseen()
    {
        var row = mess.Old();
        mess.Mended(row, Name, MendKind.Blanks, $"   {row.Record.Project.NameVi} ", row.Record.Project.NameVi);
        row = mess.Old();
        var name = row.Record.Project.NameVi;
        mess.Mended(row, Name, MendKind.InnerBlanks, Break(name, "\u00A0"), name);
        row = mess.Old();
        name = row.Record.Project.NameVi;
        mess.Mended(row, Name, MendKind.InnerBlanks, Break(name, "\n"), name);
        row = mess.Old();
        name = row.Record.Project.NameVi;
        mess.Mended(row, Name, MendKind.Composed, name.Normalize(NormalizationForm.FormD), name);
        row = mess.Old(project => project.Beneficiaries.Count > 0);
        name = row.Record.Project.Beneficiaries[0].Name;
        mess.Mended(row, "project.beneficiaries[0].name", MendKind.InnerBlanks, Break(name, "\u00A0\n "), name);
    }

    /// <summary>Texts that a spreadsheet might take for formulas, but that are texts.</summary>
    public void LikeFormulas()
    {
        mess.Write(mess.Old(project => project.Address.Length > 0), Address, "=Thôn 3, cạnh chợ");
        mess.Write(mess.Old(project => project.Address.Length > 0), Address, "+ Khu 2, đường liên xã");
        mess.Write(mess.Old(project => project.Address.Length > 0), Address, "- Thôn 5 (xưởng cũ)");
        mess.Write(mess.Old(project => project.Address.Length > 0), Address, "@ Cụm công nghiệp");
    }

    /// <summary>TCVN3, in its font or without one, and VNI.</summary>
    /// <param name="inFont">The workbook keeps fonts; else the letters alone must tell.</param>
    public void OldFonts(bool inFont)
    {
        var cell = mess.Wrong(
            mess.Fresh(), Name, "Dán từ tệp cũ phông .VnTime (TCVN3)", "KC-IMP-013",
            "§Ò ¸n hç trî m¸y mãc chÕ biÕn h¶i s¶n");
        if (inFont) mess.Habits.Add(wear => wear.Font(cell, ".VnTime"));
        mess.Wrong(
            mess.Fresh(), Name, "Dán từ tệp cũ mã VNI, ô đã đổi sang phông khác", "KC-IMP-013",
            "Ñeà aùn hoã trôï maùy moùc cheá bieán haûi saûn");
    }

    /// <summary>Values that a formula did not find, and one that nobody calculated.</summary>
    public void Errors()
    {
        mess.Wrong(
            mess.Fresh(), "project.total_cost", "Công thức tra cứu không ra, ô là #N/A", "KC-GEN-003", "#N/A",
            RawKind.Error);
        mess.Wrong(
            mess.Fresh(), Address, "Xóa cột mà công thức còn dùng, ô là #REF!", "KC-GEN-003", "#REF!",
            RawKind.Error);
        mess.Wrong(
            mess.Fresh(), "project.support_amount", "Dán giá trị của công thức chia cho 0", "KC-GEN-003", "#DIV/0!");
    }

    /// <summary>The blank in the middle becomes something else.</summary>
    private static string Break(string text, string instead)
    {
        var at = text.IndexOf(' ', text.Length / 2);
        return text[..at] + instead + text[(at + 1)..];
    }
}
