using System.Globalization;
using System.Text;
using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.V1;

namespace KcExchange.Demo.Samples;

/// <summary>What is wrong in a clerk's own tables, and what must come of it.</summary>
/// <param name="projects">Rows of projects; those in which a mistake is made are taken out.</param>
/// <param name="mends">What must be mended.</param>
internal sealed class ForeignMistakes(
    List<(ForeignTable Table, int Row, Project Project)> projects, List<SampleMend> mends)
{
    private int _next;

    /// <summary>All mistakes.</summary>
    public List<SampleMistake> All { get; } = [];

    /// <summary>What the clerk is told of the file; no row is refused for it.</summary>
    /// <param name="at">Where.</param>
    /// <param name="what">What the clerk did.</param>
    /// <param name="rule">Rule that must say it.</param>
    public void Notice(CellRef at, string what, string rule) => All.Add(
        new SampleMistake(what, rule, MistakeOutcome.Problem, at, new Dictionary<CellRef, RawCell>())
        {
            Severity = Severity.Info,
        });

    /// <summary>In the tables of projects.</summary>
    /// <param name="province">Province.</param>
    public void InProjects(SampleProvince province)
    {
        var (table, row, project) = Next();
        Mend(
            table, table.At(row, "C"), MendKind.Composed,
            project.NameVi.Normalize(NormalizationForm.FormD), project.NameVi);
        (table, row, project) = Next();
        Mend(
            table, table.At(row, "C"), MendKind.InnerBlanks, project.NameVi.Replace(' ', '\u00A0'), project.NameVi);
        (table, row, project) = Next();
        var own = project.CounterpartAmount / 1_000_000;
        Mend(
            table, table.At(row, "L"), MendKind.Number,
            string.Create(CultureInfo.InvariantCulture, $"{own} triệu đồng"),
            own.ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', '.') + ".000.000 đồng");
        (table, row, _) = Next();
        Wrong(
            table, table.At(row, "M"), "Ghi quý thay cho ngày", "KC-IMP-016", "Quý II đến quý IV năm 2026");
        Unsplit(table.At(row, "M"));
        (table, row, _) = Next();
        Wrong(
            table, table.At(row, "C"), "Dán từ tệp cũ phông .VnTime (TCVN3)", "KC-IMP-013",
            "§Ò ¸n hç trî m¸y mãc thiÕt bÞ");
        (table, row, _) = Next();
        Wrong(
            table, table.At(row, "H"), "Ghi tên xã thay cho mã xã", "KC-IMP-011", "Xã " + province.Communes[0].NameVi);
        (table, row, _) = Next();
        Wrong(
            table, table.At(row, "O"), "Chép từ phần mềm tiếng Anh: tháng đứng trước ngày", "KC-GEN-002", "12/25/2025");
        (table, row, _) = Next();
        Wrong(
            table, table.At(row, "J"), "Công thức của bảng tính khác không ra, dán thành chữ", "KC-GEN-003", "#REF!");
        (table, row, _) = Next();
        Wrong(
            table, table.At(row, "P"), "Tình hình ghi bằng lời riêng, bảng ánh xạ không có", "KC-SYS-007", "Chờ vốn",
            MistakeOutcome.Rejected);
        MergedOwners();
    }

    /// <summary>In the table of payments, whose rows follow the national projects.</summary>
    /// <param name="table">The table.</param>
    /// <param name="first">First row of data.</param>
    public void InPayments(ForeignTable table, int first)
    {
        var national = projects.Where(entry => entry.Table == projects[0].Table).ToList();
        for (var i = 0; i < national.Count; i++)
        {
            var row = national[i].Table.At(national[i].Row, "A").Row;
            // What has no project to belong to cannot be taken either.
            switch (All.Find(mistake => mistake.Found.Row == row
                && mistake.Found.Sheet == national[i].Table.At(row, "A").Sheet)?.Outcome)
            {
                case MistakeOutcome.NotSent:
                    Rejected(table.At(first + i, "B"), "Đề án của dòng này chưa gửi được", "KC-FND-010");
                    break;
                case MistakeOutcome.Rejected:
                    Rejected(table.At(first + i, "B"), "Đề án của dòng này bị từ chối", "KC-GEN-015");
                    break;
            }
        }
        Wrong(
            table, table.At(first, "H"), "Ghi hai số vào một ô: đã giải ngân / được giao", "KC-FND-002", "380/3.677");
    }

    private (ForeignTable Table, int Row, Project Project) Next() => projects[++_next];

    /// <summary>One owner for two projects, in merged cells.</summary>
    private void MergedOwners()
    {
        var upper = Next();
        var lower = Next();
        upper.Table.Merge($"D{upper.Row}:D{lower.Row}");
        Wrong(
            upper.Table, upper.Table.At(upper.Row, "D"), "Gộp ô tên đơn vị của hai đề án", "KC-IMP-014",
            upper.Project.Beneficiaries[0].Name);
        Wrong(
            lower.Table, lower.Table.At(lower.Row, "D"), "Ô bị gộp vào dòng trên nên không có giá trị riêng",
            "KC-IMP-014", null);
    }

    private void Wrong(
        ForeignTable table, CellRef at, string what, string rule, string? text,
        MistakeOutcome outcome = MistakeOutcome.NotSent)
    {
        table.Set(at, text);
        All.Add(new SampleMistake(what, rule, outcome, at, new Dictionary<CellRef, RawCell>()));
    }

    private void Rejected(CellRef at, string what, string rule) =>
        All.Add(new SampleMistake(what, rule, MistakeOutcome.Rejected, at, new Dictionary<CellRef, RawCell>()));

    private void Mend(ForeignTable table, CellRef at, MendKind kind, string before, string after)
    {
        table.Set(at, before);
        mends.Add(new SampleMend(kind, at, before, after));
    }

    private void Unsplit(CellRef at) => mends.RemoveAll(mend => mend.Cell == at);
}
