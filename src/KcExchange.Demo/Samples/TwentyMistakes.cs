using KcExchange.Agent.Sources;
using KcExchange.Agent.Workbooks;
using KcExchange.Contracts.Records;

namespace KcExchange.Demo.Samples;

/// <summary>
/// Twenty honest mistakes, one to a row. Most are made in projects whose work has not begun: nothing refers to them
/// yet, so
/// one mistake stays one finding; two are made to show how one drags another along.
/// </summary>
/// <param name="book">The workbook without mistakes.</param>
/// <param name="secondCentre">Code of a centre that no project refers to.</param>
internal sealed class TwentyMistakes(SourceBook book, string secondCentre)
{
    private readonly Queue<SourceRow> _projects = new(book.Rows.Where(row => row.Kind == RecordKinds.Project
        && row.Record.Project is { Status: "APPROVED" or "CONTRACTED", ProjectType: "CU_THE" }));

    private readonly Queue<SourceRow> _lines = new(book.Rows.Where(row => row.Kind == RecordKinds.Funding
        && row.Record.Funding is { Scope: "PROJECT", SettledAmount: 0, BudgetYear: 2026 }));

    /// <summary>All of them.</summary>
    public IReadOnlyList<SampleMistake> All() => [.. InProjects(), .. InFunding(), .. InOthers()];

    private SourceRow Project => _projects.Dequeue();

    private SourceRow Line => _lines.Dequeue();

    private IEnumerable<SampleMistake> InProjects()
    {
        yield return Mistakes.Cell(Project, "project.total_cost", "Công thức tra cứu không ra, ô là #N/A",
            "KC-GEN-003", RawKind.Error, "#N/A", MistakeOutcome.NotSent);
        yield return Mistakes.Cell(Project, "project.start_date", "Gõ ngày không có thật",
            "KC-GEN-002", RawKind.Text, "31/02/2026", MistakeOutcome.NotSent);
        yield return Mistakes.Cell(Project, "project.address", "Xóa cột mà công thức còn dùng, ô là #REF!",
            "KC-GEN-003", RawKind.Error, "#REF!", MistakeOutcome.NotSent);
        var project = Project;
        yield return Mistakes.Cell(project, "project.total_cost", "Tổng cộng tay sai một triệu đồng",
            "KC-PRJ-011", RawKind.Number, $"{project.Record.Project.TotalCost + 1_000_000}");
        var early = Mistakes.Cell(Project, "project.end_date", "Ngày kết thúc ghi năm trước",
            "KC-PRJ-010", RawKind.Text, "20/12/2025");
        yield return early with { Mend = new(MendKind.Date, early.Found, "20/12/2025", "20/12/2025") };
        project = Project;
        yield return Mistakes.Key(project, "project.project_code", "Mã đề án ghi TW thay vì QG/DP",
            "KC-PRJ-001", project.Record.Project.ProjectCode.Replace("-QG-", "-TW-").Replace("-DP-", "-TW-"));
        yield return Mistakes.Cell(Project, "project.implementing_unit", "Bỏ trống đơn vị thực hiện",
            "KC-PRJ-002", RawKind.Empty, "");
        yield return Mistakes.Cell(Project, "project.support_amount", "Bỏ trống kinh phí hỗ trợ",
            "KC-PRJ-002", RawKind.Empty, "");
        yield return TaxCode("Đảo hai chữ số của mã số thuế", code => code[..5] + code[6] + code[5] + code[7..]);
        yield return TaxCode("Excel làm mất chữ số đầu của mã số thuế", code => code[1..]);
        yield return Mistakes.Cell(Project, "project.centre_code", "Ghi mã trung tâm không có",
            "KC-PRJ-025", RawKind.Text, secondCentre[..^1] + "8");
        yield return Mistakes.Cell(Project, "project.status", "Chuyển sang đã nghiệm thu khi chưa có biên bản",
            "KC-PRJ-026", RawKind.Text, "ACCEPTED");
        yield return Mistakes.Cell(Project, "project.commune_code", "Ghi mã xã cũ trước sắp xếp",
            "KC-GEN-007", RawKind.Text, "99999");
        yield return Mistakes.Cell(Project, "province_code", "Ghi mã tỉnh cũ 72 cho số liệu năm 2026",
            "KC-GEN-005", RawKind.Text, "72");
        yield return Mistakes.Cell(Project, "project.centre_code",
            "Đúng mã, nhưng trung tâm đó bị từ chối ở lần gửi này",
            "KC-GEN-015", RawKind.Text, secondCentre);
    }

    /// <summary>In a code with a check digit: of an enterprise, and so that the mistake is one.</summary>
    private SampleMistake TaxCode(string what, Func<string, string> mistype)
    {
        var row = _projects.First(row => row.Record.Project.Beneficiaries[0].TaxCode is { Length: 10 } code
            && mistype(code) != code);
        var rest = _projects.Where(other => other != row).ToList();
        _projects.Clear();
        foreach (var other in rest) _projects.Enqueue(other);
        var code = row.Record.Project.Beneficiaries[0].TaxCode;
        return Mistakes.Cell(row, "project.beneficiaries[0].tax_code", what, "KC-PRJ-009", RawKind.Text, mistype(code));
    }

    private IEnumerable<SampleMistake> InFunding()
    {
        yield return Mistakes.Cell(Line, "funding.disbursed_amount", "Ghi hai số vào một ô",
            "KC-FND-002", RawKind.Text, "380/3.677", MistakeOutcome.NotSent);
        var line = Line;
        yield return Mistakes.Cell(line, "funding.disbursed_amount", "Giải ngân lớn hơn số được giao",
            "KC-FND-005", RawKind.Number, $"{line.Record.Funding.AllocatedAmount + 5_000_000}");
        line = Line;
        yield return Mistakes.Key(line, "funding.project_code", "Kinh phí của đề án không có trong danh sách",
            "KC-FND-010", line.Record.Funding.ProjectCode[..^4] + "9876");
    }

    private IEnumerable<SampleMistake> InOthers()
    {
        var centre = book.Rows.First(row => row.Record.Centre?.CentreCode == secondCentre);
        var count = centre.Record.Centre.StaffByQualification[1].Count;
        yield return Mistakes.Cell(centre, "centre.staff_by_qualification[1].count",
            "Đếm thừa một người có trình độ đại học",
            "KC-CEN-004", RawKind.Number, $"{count + 1}", foundAt: "centre.staff_by_qualification");
        var grouped = book.Rows.First(row => row.Record.Project is { ProjectType: "NHOM", Beneficiaries.Count: > 2 });
        yield return Mistakes.Cell(grouped, "project.beneficiaries[2].project.project_code",
            "Dòng thụ hưởng ghi sai mã đề án",
            "KC-IMP-004", RawKind.Text, grouped.Record.Project.ProjectCode[..^4] + "8765", MistakeOutcome.Problem);
    }
}
